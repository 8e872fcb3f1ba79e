"""What acts of other works mean for single articles, and what readers of them have to know.

A caution never changes a status. It says in one sentence what was said of the text, and by whom.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.notation.numerals import ARTICLE_LABEL, parse_article
from corpus.records import (
    Action,
    Caution,
    Doubt,
    Evidence,
    Finding,
    Severity,
    Status,
    Target,
    Verdict,
    WeighedAct,
)
from law.structure.enactment import days_between
from law.validity.ending import ENDS, day_after, status_after
from law.validity.records import ArticleEnd, Validity, VersionFacts
from law.validity.starting import NEAR

_ARTICLE = re.compile(ARTICLE_LABEL)
_CHANGES = frozenset({Action.AMEND, Action.CORRECT})
_LIMITED = ENDS | {Action.SUSPEND, Action.ADJUST}
_CLAIMED = _LIMITED | _CHANGES | {Action.EXTEND, Action.SUPPLEMENT}
"""Actions that a reader has to know of, also where they are only claimed."""
_DENIED = frozenset({Doubt.NEGATED, Doubt.HISTORICAL})
"""Sentences that say nothing against the text as it stands: 并未废止, 曾于2001年废止."""
_MOST_ALIKE = 3
"""Cautions of one sort that a passage has; the others are counted."""

_ALL = ""
"""Stands for all articles."""

_MOST_WORDS = 200
_LONGEST_NAME = 40
_LONGEST_WAIT = 370
"""Days between an act and its day of effect, where only the latter is known."""
_VERBS: Mapping[Action, str] = {
    Action.AMEND: "amends",
    Action.SUPPLEMENT: "supplements",
    Action.REPEAL: "repeals",
    Action.REPLACE: "replaces",
    Action.ANNUL: "annuls",
    Action.SUSPEND: "suspends",
    Action.ADJUST: "adjusts",
    Action.EXTEND: "extends",
    Action.CORRECT: "corrects",
}


class Marks:
    """Cautions and ends of the articles of one version.

    Attributes:
        ended: By label, the end of this article.
    """

    def __init__(self) -> None:
        self.ended: dict[str, ArticleEnd] = {}
        self._kept: dict[str, list[Caution]] = {}
        self._more: Counter[tuple[str, str]] = Counter()

    def add(
        self,
        caution: Caution,
        articles: Iterable[str],
    ) -> None:
        """Add a caution to some articles.

        Args:
            caution: The caution.
            articles: The labels of the articles; none for all of them.
        """
        for label in list(articles) or [_ALL]:
            kept = self._kept.setdefault(label, [])
            alike = sum(other.code == caution.code for other in kept)
            if alike < _MOST_ALIKE:
                kept.append(caution)
            else:
                self._more[label, caution.code] += 1

    def end(
        self,
        label: str,
        end: ArticleEnd,
    ) -> None:
        """End an article, unless it ended before.

        Args:
            label: The label of the article.
            end: Its end.
        """
        known = self.ended.get(label)
        if known is None or end.day < known.day:
            self.ended[label] = end

    def marked(self, validity: Validity) -> Validity:
        """Add these marks to a validity.

        Args:
            validity: The validity.

        Returns:
            A new validity.
        """
        cautions = {label: self._all(label) for label in self._kept}
        whole = cautions.pop(_ALL, ())
        return replace(
            validity,
            cautions=whole,
            marked=cautions,
            ended=dict(self.ended),
        )

    def _all(self, label: str) -> tuple[Caution, ...]:
        more = [
            Caution(code, f"and {count} more acts of this sort: see `lexops show`")
            for (of, code), count in sorted(self._more.items())
            if of == label
        ]
        return (*self._kept[label], *more)


def mark_version(
    version: VersionFacts,
    validity: Validity,
    acts: Sequence[WeighedAct],
    newest: str | None,
) -> tuple[Validity, list[Finding]]:
    """Add to a validity what acts say of single articles, and what readers have to know.

    Args:
        version: The version.
        validity: Its validity.
        acts: The acts that are meant for the version.
        newest: The latest day on which a version of the work was made or changed.

    Returns:
        The validity with cautions and ends of articles, and findings.
    """
    marks = Marks()
    findings: list[Finding] = []
    for weighed in sorted(acts, key=_order):
        if not _concerns(weighed, validity):
            continue
        if weighed.verdict is Verdict.OPEN:
            _mark_claim(marks, weighed)
        elif not weighed.verdict.has_effect:
            continue
        elif weighed.act.action is Action.PREVAIL:
            _mark_relation(marks, weighed)
        elif weighed.act.action in _CHANGES:
            if not _is_stored(weighed, newest):
                findings.append(
                    _mark_missing(
                        marks,
                        weighed,
                        version,
                    )
                )
        elif weighed.act.action is Action.ADJUST or weighed.act.scope.is_limited:
            _mark_limited(marks, weighed)
        elif not weighed.act.target.is_whole and not _is_stored(weighed, _newest(version)):
            _mark_parts(
                marks,
                weighed,
                version,
            )
    return marks.marked(validity) if acts else validity, findings


def trial_caution(last: str, evidence: Evidence) -> Caution:
    """Say that the period of trial of a text ends.

    Args:
        last: The first day after the period.
        evidence: The words that state the period.

    Returns:
        The caution.
    """
    words = f"Its period of trial ends before {last}; trial period over, check: “{evidence.words}”"
    return Caution("trial_period_over", _cut(words))


def _order(weighed: WeighedAct) -> tuple[str, str, str]:
    return (
        weighed.act.since or weighed.act.made or "",
        weighed.by,
        weighed.id,
    )


def _newest(version: VersionFacts) -> str | None:
    return version.days[-1] if version.days else None


def _concerns(weighed: WeighedAct, validity: Validity) -> bool:
    """Whether the version was in force when the act took effect, or can have been."""
    day = weighed.act.since or weighed.act.made
    if day is None or validity.valid_to is None:
        return validity.status is not Status.DRAFT
    return day < validity.valid_to


def _is_stored(weighed: WeighedAct, newest: str | None) -> bool:
    """Whether a text of a day already has the words that the act gave it.

    One of act and text is dated by adoption, the other by promulgation.
    """
    act = weighed.act
    if newest is None:
        return False
    if act.made:
        return days_between(act.made, newest) >= -NEAR
    return act.since is not None and days_between(act.since, newest) >= -_LONGEST_WAIT


def _mark_claim(marks: Marks, weighed: WeighedAct) -> None:
    act = weighed.act
    if act.action not in _CLAIMED or _DENIED & set(act.doubts):
        return
    said = f"{_by(weighed)} says that it {_VERBS[act.action]} {_object(act.target)}"
    words = f"{said}; not decided: “{act.evidence.words}”"
    marks.add(
        Caution(
            "open_claim",
            _cut(words),
            weighed.by,
        ),
        _articles(act.target),
    )


def _mark_relation(marks: Marks, weighed: WeighedAct) -> None:
    act = weighed.act
    if act.doubts:
        return
    words = (
        f"Where {act.target.words or act.target.name} and {_by(weighed)} differ, "
        f"the latter says that it prevails: “{act.evidence.words}”"
    )
    caution = Caution(
        "prevails_where_inconsistent",
        _cut(words),
        weighed.by,
    )
    marks.add(caution, _articles(act.target))


def _mark_missing(
    marks: Marks,
    weighed: WeighedAct,
    version: VersionFacts,
) -> Finding:
    act = weighed.act
    day = act.since or act.made or "an unknown day"
    articles = _articles(act.target)
    what = "It" if articles else "The text"
    words = (
        f"{what} was amended with effect from {day} by {_by(weighed)}; the new text is not stored"
    )
    evidence = f": “{act.evidence.words}”"
    caution = Caution(
        "amended_text_missing",
        _cut(words + evidence),
        weighed.by,
    )
    marks.add(caution, articles)
    named = "、".join(articles[:5]) or "the text"
    return Finding(
        Severity.WARNING,
        "amended_text_missing",
        version.id,
        f"{weighed.by} amended {named} with effect from {day}, and no later text is stored",
        "add the amended text",
    )


def _suspends_for_a_period(weighed: WeighedAct) -> bool:
    """Whether an act suspends a text or whole articles everywhere, and says until when."""
    act = weighed.act
    if act.action is not Action.SUSPEND or not act.scope.until or act.scope.region:
        return False
    _, parts, is_vague = _split(act.target.provisions)
    is_clear = not parts and not is_vague and not act.target.excepted
    return is_clear and not act.scope.persons and bool(act.since or act.made)


def _mark_suspended(marks: Marks, weighed: WeighedAct) -> None:
    """Suspend a text for a period: after it, the text is in force again."""
    act = weighed.act
    since = act.since or act.made
    words = f"{_by(weighed)} suspends {_object(act.target)} from {since} to {act.scope.until}"
    caution = Caution(
        "suspended",
        _cut(f"{words}: “{act.evidence.words}”"),
        weighed.by,
        since,
        day_after(act.scope.until or ""),
    )
    marks.add(caution, _articles(act.target))


def _mark_limited(marks: Marks, weighed: WeighedAct) -> None:
    act = weighed.act
    if act.action not in _LIMITED:
        return
    if _suspends_for_a_period(weighed):
        _mark_suspended(marks, weighed)
        return
    limits = act.scope.describe()
    words = f"{_by(weighed)} {_VERBS[act.action]} {_object(act.target)} within limits"
    if limits:
        words += f" ({limits})"
    caution = Caution(
        "limited_scope",
        _cut(f"{words}: “{act.evidence.words}”"),
        weighed.by,
    )
    marks.add(caution, _articles(act.target))


def _mark_parts(
    marks: Marks,
    weighed: WeighedAct,
    version: VersionFacts,
) -> None:
    """End the articles that an act ends as a whole, and mark those of which it ends a part."""
    act = weighed.act
    status = status_after(weighed)
    day = act.since or act.made
    if status is None or day is None:
        return
    target = act.target
    whole, parts, is_vague = _split(target.provisions)
    if not target.provisions:
        whole = [label for label in version.articles if label not in set(target.excepted)]
    for label in whole:
        marks.end(label, ArticleEnd(day, status))
    words = f"{_by(weighed)} {_VERBS[act.action]} a part of it with effect from {day}"
    caution = Caution(
        "repealed_part",
        _cut(f"{words}: “{act.evidence.words}”"),
        weighed.by,
    )
    if parts:
        marks.add(caution, parts)
    if is_vague:
        marks.add(caution, ())


def _split(provisions: Sequence[str]) -> tuple[list[str], list[str], bool]:
    """Split provisions into whole articles, articles of which a part is meant, and others."""
    whole: list[str] = []
    parts: list[str] = []
    is_vague = False
    for provision in provisions:
        match = _ARTICLE.match(provision)
        if match is None:
            is_vague = True
            continue
        label = str(parse_article(match[0]) or match[0])
        (whole if match.end() == len(provision) else parts).append(label)
    return whole, parts, is_vague


def _articles(target: Target) -> list[str]:
    """The articles that a target names; empty where it means, or may mean, all of them."""
    whole, parts, is_vague = _split(target.provisions)
    return [] if is_vague else list(dict.fromkeys([*whole, *parts]))


def _by(weighed: WeighedAct) -> str:
    name = weighed.by
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _object(target: Target) -> str:
    articles = _articles(target)
    if not articles:
        return "this text"
    more = "…" if len(articles) > 2 else ""
    return "、".join(articles[:2]) + more


def _cut(words: str) -> str:
    """Shorten a sentence; a quotation that is cut stays closed."""
    words = re.sub(
        r"\s+",
        " ",
        words,
    )
    if len(words) <= _MOST_WORDS:
        return words
    return words[: _MOST_WORDS - 2] + "…”"
