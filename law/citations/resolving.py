"""Resolves references to the provisions of an archive.

Each cited provision is taken in the version in force on the citing text's day. Otherwise the
citation has a reason instead of a target.

Nearest names by edit distance were set aside: 合同法 is near 劳动合同法 and is another law. So was
taking just any later version where the version in force is missing: its numbers may have moved,
and a wrong article is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from corpus.notation.cited_names import forms
from corpus.notation.references import Reference, ReferenceDoubt
from corpus.notation.territories import Reach
from corpus.records import Citation
from law.citations.agreement import words_around
from law.citations.lookups import CitableVersion, WorkLookup
from law.citations.reach import reach_of

_MAINLAND = Reach()


class UnresolvedReason(StrEnum):
    """What `Citation.reason` begins with; this is the whole list.

    It says why there is no target. `LATER` says in what the target falls short of the citation, and
    so does `UNDATED` where there is a target.
    """

    NO_WORK = "work not in the archive"
    ELSEWHERE = "law of another jurisdiction"
    AMBIGUOUS = "ambiguous name"
    NO_VERSION = "no version in force"
    NO_ARTICLE = "no such article in the version"
    UNDATED = "the citing text has no date"
    DOUBTFUL = "the number was misread"
    UNCLEAR = "unclear which work is meant"
    LATER = "the article of a later version"


@dataclass(frozen=True, slots=True)
class CitingText:
    """The text that cites.

    Attributes:
        on: Its own day (ISO); of a law, the first day in force.
        expression: The id of its version, which 本法 and 前款 mean.
        text: Its words.
        jurisdiction: Whose law it is; None where nothing says it.
    """

    on: str | None
    expression: str | None = None
    text: str = ""
    jurisdiction: str | None = None


class _Answer(NamedTuple):
    """What a reference means in one work."""

    target: str | None
    reason: str | None


def resolve_citations(
    references: Iterable[Reference],
    lookup: WorkLookup,
    citing: CitingText,
) -> tuple[Citation, ...]:
    """Resolve references on the citing text's own day.

    The target is the id of a passage. Where the whole law is cited, it is the id of its version, or
    the key of the work where the version of that day is missing. Where that version is missing, the
    article of a later version may be the target, and the reason says so. Then either the numbers
    have not moved since, or the citing words speak of that article.

    Args:
        references: What the text cites.
        lookup: The works of the archive.
        citing: The text that cites.

    Returns:
        The citations in the order of the text; of equal ones the last.
    """
    by_provision: dict[tuple[object, ...], Citation] = {}
    citations = [
        (
            reference.year,
            _resolve(
                reference,
                lookup,
                citing,
            ),
        )
        for reference in references
    ]
    for year, citation in reversed(citations):
        provision = (
            citation.work,
            citation.article,
            citation.paragraph,
            citation.item,
            year,
        )
        by_provision[provision] = citation
    ordered = list(by_provision.values())
    return tuple(reversed(ordered))


def _resolve(
    reference: Reference,
    lookup: WorkLookup,
    citing: CitingText,
) -> Citation:
    work, answer = _find_target(
        reference,
        lookup,
        citing,
    )
    return Citation(
        text=reference.text,
        work=work,
        article=reference.article,
        paragraph=reference.paragraph,
        item=reference.item,
        target=answer.target,
        reason=answer.reason,
    )


def _find_target(
    reference: Reference,
    lookup: WorkLookup,
    citing: CitingText,
) -> tuple[str, _Answer]:
    """Return the work and the target.

    Of the works that may be meant, the first with a target counts. Where none has a target, the
    first work that the archive has gives the reason.
    """
    if reference.doubt is ReferenceDoubt.WORK:
        return reference.work, _Answer(None, UnresolvedReason.UNCLEAR.value)
    if reference.doubt is ReferenceDoubt.NUMERAL:
        return _name_of(reference, lookup, citing), _Answer(None, _doubt(reference))
    if reference.relative and citing.expression:
        return reference.work, _in_own(reference, lookup, citing.expression)
    failure: tuple[str, _Answer] | None = None
    reach = reach_of(
        reference,
        citing.text,
        citing.jurisdiction,
    )
    for works in _candidates(
        reference,
        lookup,
        reach,
    ):
        answers = [
            (
                work,
                _in_force(
                    reference,
                    lookup,
                    work,
                    citing,
                ),
            )
            for work in works
        ]
        resolved = [(work, answer) for work, answer in answers if answer.target]
        if len(resolved) == 1:
            return resolved[0]
        if failure is None:
            failure = _failure(reference, answers)
    return failure or (reference.work, _Answer(None, _no_work(reference, lookup)))


def _in_own(
    reference: Reference,
    lookup: WorkLookup,
    expression: str,
) -> _Answer:
    """Resolve 本法第三条 in the citing version; of conflicting texts, one may lack the article."""
    answer = _in_version(reference, lookup, expression)
    if answer.target:
        return answer
    versions = lookup.versions(reference.work)
    days = [version.since for version in versions if version.id == expression]
    same_day = [version for version in versions if version.since in days]
    other = _in_latest(reference, lookup, same_day) if len(same_day) > 1 else answer
    return other if other.target else answer


def _name_of(
    reference: Reference,
    lookup: WorkLookup,
    citing: CitingText,
) -> str:
    """The work that a reference with a misread number names: the first that the archive has."""
    reach = reach_of(reference, citing.text, citing.jurisdiction)
    for works in _candidates(reference, lookup, reach):
        if len(works) == 1:
            return works[0]
    return reference.work


def _doubt(reference: Reference) -> str:
    likely = f"; likely {reference.article}" if reference.article else ""
    return f"{UnresolvedReason.DOUBTFUL}: {reference.text}{likely}"


def _no_work(reference: Reference, lookup: WorkLookup) -> str:
    """Why the archive has no work that is meant."""
    elsewhere = dict.fromkeys(
        work for name in reference.names for work in works_of_name(name, lookup)
    )
    if not elsewhere:
        return UnresolvedReason.NO_WORK.value
    listed = [f"{work} ({lookup.jurisdiction(work) or 'mainland'})" for work in elsewhere]
    return f"{UnresolvedReason.ELSEWHERE}: {', '.join(listed)}"


def _failure(reference: Reference, answers: Sequence[tuple[str, _Answer]]) -> tuple[str, _Answer]:
    """Say why there is no target, where not exactly one of the works has one."""
    names = ", ".join(work for work, _ in answers)
    ambiguous = f"{UnresolvedReason.AMBIGUOUS}: {names}"
    if len(answers) > 1:
        return reference.work, _Answer(None, ambiguous)
    work, answer = answers[0]
    return work, _Answer(None, answer.reason or ambiguous)


def _candidates(
    reference: Reference,
    lookup: WorkLookup,
    reach: Reach,
) -> Iterator[Sequence[str]]:
    """Yield the works that the names may mean, the likeliest first.

    Of a name without 《》 the archive may have no work; then the work with which the name ends.
    """
    is_known = False
    for name in reference.names:
        is_known = is_known or bool(works_of_name(name, lookup))
        works = named_works(
            name,
            lookup,
            reach,
        )
        if works:
            yield works
    if is_known or reference.name.startswith("《"):
        return
    works = [
        work
        for work in lookup.ending(reference.names[-1])
        if reach.reaches(work, lookup.jurisdiction(work))
    ]
    if works:
        yield works


def named_works(
    name: str,
    lookup: WorkLookup,
    reach: Reach = _MAINLAND,
) -> Sequence[str]:
    """Find the works that a name means.

    Args:
        name: A key.
        lookup: The works of the archive.
        reach: Whose law may be meant.

    Returns:
        The keys of the works; of the forms that the name may have, the first with a work counts.
    """
    for form in forms(name):
        named = list(lookup.works(form))
        if reach.is_elsewhere:
            # The law of the mainland has the bare name where both are in the archive.
            named += lookup.namesakes(form)
        works = [work for work in named if reach.reaches(work, lookup.jurisdiction(work))]
        if works:
            return works
    return ()


def works_of_name(name: str, lookup: WorkLookup) -> list[str]:
    """Find all works that a name could mean, whosever law they are.

    Args:
        name: A key.
        lookup: The works of the archive.

    Returns:
        The keys of the works under all forms that the name may have, with those of the same title.
    """
    found: dict[str, None] = {}
    for form in forms(name):
        found |= dict.fromkeys((*lookup.works(form), *lookup.namesakes(form)))
    return list(found)


def _in_force(
    reference: Reference,
    lookup: WorkLookup,
    work: str,
    citing: CitingText,
) -> _Answer:
    """Resolve a reference in one work, in the version in force on the citing text's day."""
    versions = sorted(lookup.versions(work), key=lambda version: (version.since or "", version.id))
    if reference.year and reference.former:
        return _before_year(reference, lookup, versions)
    if reference.year and reference.article:
        return _of_year(reference, lookup, versions, citing)
    begun = [
        version
        for version in versions
        if _has_begun(
            version,
            reference,
            citing.on,
        )
    ]
    if begun:
        return _in_latest(
            reference,
            lookup,
            begun,
        )
    if reference.article is None:
        return _Answer(work, None)
    if citing.on is None:
        return _undated(reference, lookup, versions, citing)
    dated = [version for version in versions if version.since]
    if dated:
        later = _in_later(
            reference,
            lookup,
            dated,
            citing,
        )
    else:
        later = None
    return later or _Answer(
        None,
        _no_version(
            reference,
            versions,
            citing.on,
        ),
    )


def _undated(
    reference: Reference,
    lookup: WorkLookup,
    versions: Sequence[CitableVersion],
    citing: CitingText,
) -> _Answer:
    """Resolve a reference of a text without a day, if its words speak of that very article."""
    words = words_around(citing.text, reference.span)
    target = _in_version(reference, lookup, versions[-1].id).target if versions else None
    if target and words and lookup.meant(versions[-1].id, words) == reference.article:
        speaks = "the citing words speak of this one"
        return _Answer(target, f"{UnresolvedReason.UNDATED}, {speaks}")
    return _Answer(None, UnresolvedReason.UNDATED.value)


def _of_year(
    reference: Reference,
    lookup: WorkLookup,
    versions: Sequence[CitableVersion],
    citing: CitingText,
) -> _Answer:
    """Resolve a reference in the version whose year the words name."""
    year = str(reference.year)
    named = [version for version in versions if (version.dated or "").startswith(year)]
    if not named:
        named = [version for version in versions if (version.since or "").startswith(year)]
    if named:
        return _in_latest(reference, lookup, named)
    later = [version for version in versions if (version.since or "") > f"{year}-12-31"]
    if later:
        as_of = replace(citing, on=f"{year}-12-31")
        if answer := _in_later(reference, lookup, later, as_of):
            return answer
    return _Answer(None, _no_version(reference, versions, year))


def _before_year(
    reference: Reference,
    lookup: WorkLookup,
    versions: Sequence[CitableVersion],
) -> _Answer:
    """Resolve a reference in the version before the change of a year."""
    year = str(reference.year)
    before = [version for version in versions if "" < (version.dated or version.since or "") < year]
    if before:
        return _in_latest(reference, lookup, before)
    return _Answer(None, _no_version(reference, versions, year))


def _has_begun(
    version: CitableVersion,
    reference: Reference,
    day: str | None,
) -> bool:
    if day is None or version.since is None:
        return False
    if reference.former:
        return version.since < day
    return version.since <= day


def _in_latest(
    reference: Reference,
    lookup: WorkLookup,
    begun: Sequence[CitableVersion],
) -> _Answer:
    """Resolve a reference in the latest version.

    Two conflicting texts may have the same day, and one of them may be only a part of the law.
    """
    day = begun[-1].since
    latest = [version for version in begun if version.since == day]
    answer = _Answer(None, None)
    for version in reversed(latest):
        answer = _in_version(
            reference,
            lookup,
            version.id,
        )
        if answer.target:
            break
    return answer


def _no_version(
    reference: Reference,
    versions: Sequence[CitableVersion],
    day: str,
) -> str:
    dates = ", ".join(version.since or "unknown" for version in versions)
    when = "before" if reference.former else "on"
    return f"{UnresolvedReason.NO_VERSION} {when} {day}; the archive has {dates}"


def _in_later(
    reference: Reference,
    lookup: WorkLookup,
    versions: Sequence[CitableVersion],
    citing: CitingText,
) -> _Answer | None:
    """Resolve a reference in the first version after the day.

    Something must show that the number is the same there; otherwise None.
    """
    first = versions[0]
    target = _in_version(
        reference,
        lookup,
        first.id,
    ).target
    if target is None:
        return None
    reason = f"{UnresolvedReason.LATER}: that of {citing.on} is not in the archive"
    if first.numbered and citing.on and first.numbered <= citing.on:
        return _Answer(target, f"{reason}, numbers are the same since {first.numbered}")
    words = words_around(citing.text, reference.span)
    if words and lookup.meant(first.id, words) == reference.article:
        return _Answer(target, f"{reason}, the citing words speak of this one")
    return None


def _in_version(
    reference: Reference,
    lookup: WorkLookup,
    version: str,
) -> _Answer:
    if reference.article is None:
        return _Answer(version, None)
    passage = lookup.passage(version, reference.article)
    if passage:
        return _Answer(passage, None)
    return _Answer(None, f"{UnresolvedReason.NO_ARTICLE} {version}")
