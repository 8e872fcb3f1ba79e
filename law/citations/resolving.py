"""From references to what an archive holds: each cited provision in the version in force on the citing text's day, or why not.

Nearest names by edit distance were set aside: 合同法 is near 劳动合同法, and is another law. So was taking just any later version where
the one in force is not held: its numbers may have moved, and a wrong article is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from corpus.notation.cited_names import forms
from corpus.notation.references import Reference
from corpus.records import Citation
from law.citations.agreement import words_around


class UnresolvedReason(StrEnum):
    """What `Citation.reason` begins with: why there is no target, or (`LATER`) what the target falls short of. The whole list."""

    NO_WORK = "work not in the archive"
    AMBIGUOUS = "ambiguous name"
    NO_VERSION = "no version in force"
    NO_ARTICLE = "no such article in the version"
    UNDATED = "the citing text has no date"
    LATER = "the article of a later version"


@dataclass(frozen=True, slots=True)
class CitableVersion:
    """A version of a work: its expression's id, and the day since which it is law: effective, else promulgated, None where unknown.

    `numbered` is the day since which all versions number their articles as this one does, None where nobody knows
    (see `numbering.numbered_since`).
    """

    id: str
    since: str | None
    numbered: str | None = None


class WorkLookup(Protocol):
    """What an archive holds."""

    def works(self, name: str) -> Sequence[str]:
        """The keys of the works that a name (a key) names; several where it is ambiguous, none where no work is held."""

    def ending(self, words: str) -> Sequence[str]:
        """The key of the work whose name ends those words, none where that can't be told: 应当承担民法典 → 民法典."""

    def versions(self, work: str) -> Sequence[CitableVersion]:
        """All versions of a work that are or were law, in any order."""

    def meant(self, version: str, words: str) -> str | None:
        """The article of a version that the words speak of, None where that can't be told (see `agreement`)."""

    def passage(self, version: str, article: str) -> str | None:
        """The id of the passage that holds an article of a version (its first piece where it was cut), None where there is none."""


@dataclass(frozen=True, slots=True)
class CitingText:
    """The text that cites: its own day (ISO; of law the first in force), the id of its expression, which 本法 and 前款 mean, and its words."""

    on: str | None
    expression: str | None = None
    text: str = ""


def resolve_citations(
    references: Iterable[Reference], shelf: WorkLookup, citing: CitingText
) -> tuple[Citation, ...]:
    """The references with what they mean on the citing text's own day; equal ones come once.

    The target is a passage's id; where the whole law is cited its expression's, or the work's key when the version of that day is
    not held. Where it is not held, but a later version has the article under the same number (its numbers have not moved since, or
    it is the one that the citing words speak of), that is the target, and the reason says so.
    """
    found = (_resolved(reference, shelf, citing) for reference in references)
    return tuple(
        {
            (one.work, one.article, one.paragraph, one.item): one for one in reversed([*found])
        }.values()
    )[::-1]


def _resolved(reference: Reference, shelf: WorkLookup, citing: CitingText) -> Citation:
    work, target, reason = _target(reference, shelf, citing)
    return Citation(
        reference.text, work, reference.article, reference.paragraph, reference.item, target, reason
    )


def _target(
    reference: Reference, shelf: WorkLookup, citing: CitingText
) -> tuple[str, str | None, str | None]:
    """Work, target and reason; of the works that may be meant the first that answers, else the first that is held says why not."""
    if reference.relative and citing.expression:
        return reference.work, *_in_version(reference, shelf, citing.expression)
    why: tuple[str, None, str] | None = None
    for works in _candidates(reference, shelf):
        answers = [(work, *_in_force(reference, shelf, work, citing)) for work in works]
        hits = [answer for answer in answers if answer[1]]
        if len(hits) == 1:
            return hits[0]
        if why is None:
            several = f"{UnresolvedReason.AMBIGUOUS}: {', '.join(works)}"
            why = (
                (reference.work, None, several)
                if len(works) > 1
                else (answers[0][0], None, answers[0][2] or several)
            )
    return why or (reference.work, None, UnresolvedReason.NO_WORK.value)


def _candidates(reference: Reference, shelf: WorkLookup) -> Iterator[Sequence[str]]:
    """The works that the names may mean, the likeliest first; of a name without marks at last what it ends with."""
    held = False
    for name in reference.names:
        if works := named_works(name, shelf):
            held = True
            yield works
    if (
        not held
        and not reference.name.startswith("《")
        and (works := shelf.ending(reference.names[-1]))
    ):
        yield works


def named_works(name: str, shelf: WorkLookup) -> Sequence[str]:
    """The keys of the works that a name means: of the forms under which it may stand the first that is held."""
    return next((works for form in forms(name) if (works := shelf.works(form))), ())


def _in_force(
    reference: Reference, shelf: WorkLookup, work: str, citing: CitingText
) -> tuple[str | None, str | None]:
    on = citing.on
    versions = sorted(shelf.versions(work), key=lambda one: (one.since or "", one.id))
    held = [
        one
        for one in versions
        if on and one.since and (one.since < on if reference.former else one.since <= on)
    ]
    if held:
        # twins: two texts of one day, one of which may be a part
        answers = [
            _in_version(reference, shelf, one.id)
            for one in reversed(held)
            if one.since == held[-1].since
        ]
        return next((answer for answer in answers if answer[0]), answers[-1])
    if reference.article is None:
        return work, None
    if on is None:
        return None, UnresolvedReason.UNDATED.value
    if later := _later(reference, shelf, [one for one in versions if one.since], citing):
        return later
    dates = ", ".join(one.since or "unknown" for one in versions)
    return (
        None,
        f"{UnresolvedReason.NO_VERSION} {'before' if reference.former else 'on'} {on}; the archive has {dates}",
    )


def _later(
    reference: Reference, shelf: WorkLookup, versions: Sequence[CitableVersion], citing: CitingText
) -> tuple[str, str] | None:
    """The article of the first version after the day, where something says that its number is the same."""
    if (
        not versions
        or not citing.on
        or (target := _in_version(reference, shelf, versions[0].id)[0]) is None
    ):
        return None
    numbered = versions[0].numbered
    if numbered and numbered <= citing.on:
        return (
            target,
            f"{UnresolvedReason.LATER}: that of {citing.on} is not in the archive, numbers are the same since {numbered}",
        )
    words = words_around(citing.text, reference.span)
    if words and shelf.meant(versions[0].id, words) == reference.article:
        return (
            target,
            f"{UnresolvedReason.LATER}: that of {citing.on} is not in the archive, the citing words speak of this one",
        )
    return None


def _in_version(
    reference: Reference, shelf: WorkLookup, version: str
) -> tuple[str | None, str | None]:
    if reference.article is None:
        return version, None
    passage = shelf.passage(version, reference.article)
    return (passage, None) if passage else (None, f"{UnresolvedReason.NO_ARTICLE} {version}")
