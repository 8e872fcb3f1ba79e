"""Reads the acts of a document, line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.notation.work_keys import titled, work_key
from corpus.records import (
    Act,
    Action,
    DocumentKind,
    Doubt,
    Evidence,
    Instrument,
    Law,
    Scope,
    Span,
    Target,
    TextStage,
    Unit,
)
from law.structure.acts.addressees import name_addressee, read_addressee
from law.structure.acts.body import read_stated
from law.structure.acts.doubts import find_doubts
from law.structure.acts.marks import join_cut_names, with_title_marks
from law.structure.acts.scopes import read_scope, read_until
from law.structure.acts.starting_days import begins_with, document_begins_with, without_day
from law.structure.acts.stated import NORMS, ReadAct
from law.structure.commencement import read_commencements
from law.structure.enactment import latest
from law.structure.law import begins
from law.structure.lines import TextLine

_SHORT_TITLE = re.compile(
    r"《(?P<full>[^《》]{2,60})》(?:[（(][^（）()《》]{0,60}[)）])?"
    r"[（(][^（）()《》]{0,20}以下(?:统)?简称[：:为]?\s*[《“\"](?P<short>[^《》“”\"（）()]{2,20})[》”\"]"
)


_WITH_A_DAY = frozenset(Action) - {Action.CONFIRM, Action.PREVAIL}
"""Actions that take effect on a day."""


def read_acts(
    text: str,
    title: str,
    kind: DocumentKind,
    lines: Sequence[TextLine],
    units: Sequence[Unit],
    law: Law | None,
    made: str | None,
    instrument: Instrument,
) -> tuple[Act, ...]:
    """Read what a document says that it does to other works.

    Acts that are in doubt are claims, and only a document that a body adopted can make them.

    Args:
        text: The clean text of the document.
        title: Its title.
        kind: Its kind.
        lines: The lines of its body.
        units: Its units.
        law: What it says of itself as a norm; None where it is none.
        made: The date of its version, in ISO form.
        instrument: What sort of paper it is.

    Returns:
        The acts in the order of the text, none twice.
    """
    original = text
    text, lines = join_cut_names(with_title_marks(text), lines)
    is_norm = kind in NORMS and instrument.stage is TextStage.ADOPTED
    addressee = read_addressee(lines, instrument.issuers)
    short_titles = _short_titles(text)
    read = list(
        read_stated(
            text,
            title,
            kind,
            lines,
            made,
            instrument.issuers,
            may_deny=not is_norm,
        )
    )
    if not read:
        return ()
    if instrument.stage is not TextStage.ADOPTED:
        read = [found for found in read if not found.doubts]
    if law is None:
        spans = [Span(unit.start, unit.end) for unit in units]
        law = Law(
            commencements=tuple(
                read_commencements(
                    text,
                    spans,
                    kind,
                )
            )
        )
    since = begins(
        law.commencements,
        law.events,
        made,
    )
    acted = latest(law.events)
    day = acted[-1].date if acted else made
    if any(part.unset and not part.articles for part in law.commencements):
        # 施行日期另行规定: nothing that the text does has a day yet.
        day = None
    own = work_key(title)
    whole = document_begins_with(text, own)
    acts: dict[tuple[object, ...], Act] = {}
    for stated_act in read:
        found = _without_own_day(stated_act, title)
        other = begins_with(found.evidence.words, own)
        if other is not None and found.doubts == (Doubt.CONDITIONAL,):
            found = replace(found, doubts=_other_doubts(found.evidence.words))
        other = other or whole
        if found.since or found.on_issue or found.action not in _WITH_A_DAY:
            other = None
        act_day = day
        if found.action is Action.AMEND and day is not None:
            act_day = made or day
        stated = act_day if found.on_issue else since
        target = _in_full(found.target, short_titles)
        target = name_addressee(
            target,
            found.evidence.words,
            addressee,
        )
        act = Act(
            action=found.action,
            target=target,
            since=None if other else found.since or stated,
            made=act_day,
            evidence=_as_written(found.evidence, original),
            scope=_with_limits(
                found,
                title,
                found.since or stated,
            ),
            doubts=found.doubts,
            begins_with=other,
        )
        key = (
            act.action,
            act.target.name,
            act.target.provisions,
            act.target.excepted,
            act.target.dates,
            act.target.number,
            act.scope,
            act.since,
        )
        known = acts.get(key)
        if known is None or (known.doubts and not act.doubts):
            acts[key] = act
    return tuple(acts.values())


def _as_written(evidence: Evidence, original: str) -> Evidence:
    """The evidence in the words of the document, which may have other title marks."""
    span = evidence.span
    if span is None:
        return evidence
    return replace(evidence, words=original[span.start : span.end])


def _other_doubts(words: str) -> tuple[Doubt, ...]:
    """What else is doubtful in a sentence that only seemed to set a condition."""
    found = find_doubts(
        without_day(words),
        "",
        "",
        "",
        None,
    )
    return tuple(doubt for doubt in found if doubt is Doubt.CONDITIONAL)


def _without_own_day(found: ReadAct, title: str) -> ReadAct:
    """An act without a doubt where its condition is the document's own coming into force."""
    if found.doubts != (Doubt.CONDITIONAL,):
        return found
    own = work_key(title)
    words = found.evidence.words
    named = [work_key(words[span.start : span.end]) for span in titled(words)]
    return replace(found, doubts=()) if own in named else found


def _short_titles(text: str) -> dict[str, str]:
    """The full titles by the short ones that a text gives them: 《甲管理条例》（以下简称《条例》）."""
    if "简称" not in text:
        return {}
    return {match["short"]: match["full"] for match in _SHORT_TITLE.finditer(text)}


def _in_full(target: Target, short_titles: Mapping[str, str]) -> Target:
    """A norm under its full title."""
    full = short_titles.get(target.name)
    return target if full is None else replace(target, name=work_key(f"《{full}》"))


def _with_limits(
    found: ReadAct,
    title: str,
    since: str | None,
) -> Scope:
    """The scope of an act, with what the title or the first day of a period says."""
    scope = found.scope
    if found.action not in (Action.SUSPEND, Action.ADJUST):
        return scope
    if not scope.region:
        scope = replace(
            scope,
            region=read_scope(
                re.sub(
                    "《[^《》]*》",
                    "",
                    title,
                )
            ).region,
        )
    if scope.until:
        return scope
    return replace(scope, until=read_until(found.evidence.words, since))
