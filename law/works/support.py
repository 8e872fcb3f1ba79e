"""Which versions of a work have nothing but a file name to say that they are versions.

A new version is made by an act of the norm's issuer, and not by the name of a file: a copy of a law
with one article changed and a later day in its name ends nothing. A date in a file name counts if a
head note or an act confirms it, if the text states a day of effect that no earlier version states,
or if the file is of an official source. A text of which most articles are new is no
changed copy: it counts, with a finding.

A text without any date, head note, number or issuer, which states a later day of effect than the
others, is what a site calls the latest version: only its own words say that it ends another one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from corpus.records import Caution, Finding, Severity, TitleStrength, Trust
from law.structure.enactment import days_between
from law.validity import NEAR
from law.works.amending_bodies import Unauthorized, explain
from law.works.texts import WorkText

_COPIED = 0.5
"""Least share of the shorter text's units that a changed copy has in common with the original."""

_LONGEST_WAIT = 370
"""Days between the day on which a version was made and its day of effect."""


def find_unsupported(
    named: Sequence[tuple[str, WorkText]], changed: Collection[str]
) -> tuple[set[str], list[Finding]]:
    """Find the versions that are dated by their file names alone, beside versions that are not.

    Args:
        named: The texts of a work with their ids.
        changed: The days of acts that changed the work.

    Returns:
        The ids of those that are changed copies of an earlier version; and findings about all.
    """
    texts = [
        text for _, text in named if text.date and not text.is_doubtful and not text.is_unauthorized
    ]
    supported = sorted(texts, key=lambda text: text.date or "")
    days = [text.date or "" for text in supported]
    stated = {day for text in supported for day in _days_of(text)}
    found: set[str] = set()
    findings: list[Finding] = []
    for id_, text in named:
        if text.is_unauthorized:
            continue
        if _is_bare(text) and days:
            day = max(_days_of(text), default="")
            earlier = supported[max(0, bisect_left(days, day) - 1)]
            if day > days[0] and not _is_official(text) and not _is_near_change(day, changed):
                found.add(id_)
                findings.append(
                    _report_bare(
                        id_,
                        text,
                        earlier,
                        day,
                    )
                )
            continue
        place = bisect_left(days, text.date or "")
        if not text.is_doubtful or text.date is None or place == 0:
            continue
        if _is_official(text) or _is_confirmed(
            text,
            stated,
            changed,
        ):
            continue
        earlier = supported[place - 1]
        if _shares_most(text, earlier):
            found.add(id_)
            findings.append(
                _report_copy(
                    id_,
                    text,
                    earlier,
                )
            )
        else:
            findings.append(_report_unconfirmed(id_, text))
    return found, findings


def find_unauthorized_texts(
    named: Sequence[tuple[str, WorkText]], acts: Unauthorized
) -> tuple[dict[str, Caution], list[Finding]]:
    """Find the texts whose head notes report acts of bodies that may not do them.

    Args:
        named: The texts of a work with their ids.
        acts: By object, the act of its head note that makes no version.

    Returns:
        By the id of the text, what its readers have to know; and findings.
    """
    cautions: dict[str, Caution] = {}
    findings: list[Finding] = []
    for id_, text in named:
        if not text.is_unauthorized:
            continue
        first = text.members[0].file
        words = explain(acts[first.object_id])
        cautions[id_] = Caution("version_unauthorized", f"It is no version of the work: {words}")
        findings.append(
            Finding(
                Severity.WARNING,
                "version_unauthorized",
                first.path,
                f"{id_} ends no version and is not in force: {words}",
                "compare it with an official text, and exclude the file if it is none",
            )
        )
    return cautions, findings


def _is_bare(text: WorkText) -> bool:
    """Whether nothing in a text but its day of effect says who made it, when, or under what number.

    A day in a closing article alone makes no version.
    """
    law = text.law
    if text.date is not None or not text.is_law or law is None:
        return False
    is_weak = all(
        member.file.structure.title_strength is TitleStrength.WEAK for member in text.members
    )
    return is_weak and not law.events and not law.number


def _is_near_change(day: str, changed: Collection[str]) -> bool:
    """Whether an act changed the work not long before a day of effect."""
    return any(-NEAR <= days_between(made, day) <= _LONGEST_WAIT for made in changed)


def _shares_most(text: WorkText, earlier: WorkText) -> bool:
    """Whether half of the units of the shorter text stand in both texts."""
    equal = sum(earlier.texts.get(path) == words for path, words in text.texts.items())
    return equal >= _COPIED * min(len(text.texts), len(earlier.texts))


def _is_official(text: WorkText) -> bool:
    return any(member.file.trust is Trust.OFFICIAL for member in text.members)


def _is_confirmed(
    text: WorkText,
    stated: set[str],
    changed: Collection[str],
) -> bool:
    """Whether an act, or a day that only this text states, confirms the date."""
    date = text.date or ""
    if any(abs(days_between(day, date)) <= NEAR for day in changed):
        return True
    return any(-NEAR <= days_between(date, day) <= _LONGEST_WAIT for day in _days_of(text) - stated)


def _days_of(text: WorkText) -> set[str]:
    """The days that a text states: those of its head note, and of its commencement."""
    if text.law is None:
        return set()
    days = {event.date for event in text.law.events}
    return days | {part.date for part in text.law.commencements if part.date}


def _report_copy(
    id_: str,
    text: WorkText,
    earlier: WorkText,
) -> Finding:
    return Finding(
        Severity.WARNING,
        "conflicting_text",
        text.members[0].file.path,
        f"{id_} is a changed copy of the version of {earlier.date}, and only the name of the file "
        f"says that it is of {text.date}: it ends no version and is not in force",
        "add its head note or the act that made it, or exclude the file",
    )


def _report_bare(
    id_: str,
    text: WorkText,
    earlier: WorkText,
    day: str,
) -> Finding:
    return Finding(
        Severity.WARNING,
        "version_unconfirmed",
        text.members[0].file.path,
        f"only its own words say that {id_} is in force from {day}, after the version of "
        f"{earlier.date}: it has no head note, number or issuer, ends no version and is not in "
        "force",
        "add its head note or the act that made it, or exclude the file",
    )


def _report_unconfirmed(id_: str, text: WorkText) -> Finding:
    return Finding(
        Severity.WARNING,
        "version_unconfirmed",
        text.members[0].file.path,
        f"only the name of the file says that {id_} is of {text.date}",
        "compare it with an official text, and add its head note or the act that made it",
    )
