"""A first day that only a fuller text of the same version states.

A file that is cut off has no closing article. Another file of the same work and day has one, and
differs elsewhere by a slip: then it is a conflicting text, and no mirror. It may still say when the
version begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.records import (
    Commencement,
    EventKind,
    Evidence,
    Law,
    TextStage,
    Trust,
)
from law.validity import VersionFacts
from law.works.texts import WorkText

_SHARED = 0.5
"""Least share of the units of the shorter text that must be equal in both."""

_NORMS = frozenset({TextStage.ADOPTED, TextStage.UNKNOWN})


def complete_first_day(
    version: VersionFacts,
    own: WorkText,
    conflicting: Sequence[WorkText],
) -> VersionFacts:
    """Let the conflicting texts of a version state its first day, where the text itself does not.

    Args:
        version: The facts of the text with the plain id.
        own: That text.
        conflicting: The other texts of the same work and day.

    Returns:
        The facts, with the commencements of the fuller text where all fuller texts agree.
    """
    law = version.law
    if law is None or version.made is None or _states_first_day(law):
        return version
    found: list[tuple[WorkText, Commencement]] = []
    for text in conflicting:
        stated = _first_day(text)
        if stated is not None and _may_complete(text, own):
            found.append((text, stated))
    days = {
        (
            stated.date,
            stated.days,
            stated.months,
            stated.unset,
        )
        for _, stated in found
    }
    if len(days) != 1:
        return version
    source, stated = min(found, key=lambda candidate: candidate[0].precedence)
    words = f"{source.members[0].file.path}: {stated.evidence.words}"
    added = replace(stated, evidence=Evidence(stated.evidence.rule, words))
    return replace(version, law=replace(law, commencements=(*law.commencements, added)))


def _states_first_day(law: Law) -> bool:
    return any(not stated.articles for stated in law.commencements) or any(
        event.act is EventKind.EFFECTIVE for event in law.events
    )


def _first_day(text: WorkText) -> Commencement | None:
    """The last word of a text on the day on which it begins as a whole."""
    law = text.law
    of_whole = [stated for stated in law.commencements if not stated.articles] if law else []
    return of_whole[-1] if of_whole else None


def _may_complete(text: WorkText, own: WorkText) -> bool:
    """Whether a text is an adopted text of the same version, from a source that may say so."""
    if all(member.file.trust is Trust.UNOFFICIAL for member in text.members):
        return False
    if text.instrument is not None and text.instrument.stage not in _NORMS:
        return False
    equal = sum(own.texts.get(path) == words for path, words in text.texts.items())
    return equal >= _SHARED * min(len(own.texts), len(text.texts))
