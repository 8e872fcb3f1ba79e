"""On which day a version ends by itself or by the act of another work.

- A text may say when it ends (有效期五年). An act may move this day (延长有效期).
- A period of trial (试行一年) is counted like a period of validity. Its end is inferred, because many
  texts stay in use after it: a finding and a caution ask for a check.
- Another work may repeal, replace or annul the whole text, or suspend it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.notation.numerals import NUMERAL, to_int
from corpus.records import (
    Action,
    Basis,
    Commencement,
    Evidence,
    Expiry,
    Finding,
    Severity,
    Status,
    WeighedAct,
)
from law.structure.law import begins, later
from law.validity.records import Validity, VersionFacts

ENDS = frozenset(
    {
        Action.REPEAL,
        Action.REPLACE,
        Action.ANNUL,
    }
)
"""Actions that end a norm."""

_MAX_WORDS = 160  # characters of evidence
_EXTENDED_BY = re.compile(
    rf"(?:延长|延续)[^，。；]{{0,6}}?(?P<number>{NUMERAL}{{1,3}})\s*个?(?P<unit>年|月)"
)


@dataclass(frozen=True, slots=True)
class TextEnd:
    """An end of a version.

    Attributes:
        day: The first day on which it is no longer in force.
        status: What it is from then on.
        basis: Whether the day is stated or inferred.
        evidence: The words that say so.
    """

    day: str
    status: Status
    basis: Basis
    evidence: Evidence


def end_by_itself(
    version: VersionFacts,
    validity: Validity,
    acts: Sequence[WeighedAct],
) -> TextEnd | None:
    """Find the day on which a version ends by its own words, as acts have moved it.

    Args:
        version: The version.
        validity: Its validity, with its first day.
        acts: The acts that are meant for the version.

    Returns:
        The end; None where the text does not say that it ends.
    """
    stated = [
        _own_end(
            expiry,
            version,
            validity,
        )
        for expiry in _expiries(version)
    ]
    own = [end for end in stated if end]
    # What counts is the last thing that the text says; a period of trial only if nothing else does.
    end = own[-1] if own else None
    for weighed in acts:
        if _extends(weighed):
            end = _extended(weighed, end)
    return end


def trial_of(version: VersionFacts) -> Expiry | None:
    """Return the period of trial after which a text may go on.

    Args:
        version: The version.

    Returns:
        The period; None where there is none, or where the text says that it lapses with it.
    """
    expiries = _expiries(version)
    trial = expiries[-1] if expiries else None
    return trial if trial and trial.trial and not trial.lapses else None


def ends_by_acts(acts: Sequence[WeighedAct]) -> list[TextEnd]:
    """Find the days on which other works end a version.

    Args:
        acts: The acts that are meant for the version.

    Returns:
        The ends in the order of their days.
    """
    found: list[TextEnd] = []
    for weighed in acts:
        status = status_after(weighed)
        day = weighed.act.since or weighed.act.made
        is_whole = weighed.act.target.is_whole and not weighed.act.scope.is_limited
        if status is None or day is None or not is_whole:
            continue
        found.append(
            TextEnd(
                day,
                status,
                Basis.STATED,
                evidence_of(weighed),
            )
        )
    return sorted(
        found,
        key=lambda end: (
            end.day,
            end.status,
            end.evidence.words,
        ),
    )


def status_after(weighed: WeighedAct) -> Status | None:
    """Say what an act makes of its target.

    Args:
        weighed: The act.

    Returns:
        The status; None for an act that ends nothing, or has no effect.
    """
    if not weighed.verdict.has_effect:
        return None
    if weighed.act.action in ENDS:
        return Status.REPEALED
    return Status.SUSPENDED if weighed.act.action is Action.SUSPEND else None


def evidence_of(weighed: WeighedAct) -> Evidence:
    """Quote an act.

    Args:
        weighed: The act.

    Returns:
        The work that contains it, and its sentence.
    """
    words = f"{weighed.by}: {weighed.act.evidence.words}"
    return Evidence(f"act: {weighed.act.action}", words[:_MAX_WORDS])


def report_contradictions(
    version: VersionFacts,
    ends: Sequence[TextEnd],
    acts: Sequence[WeighedAct],
) -> list[Finding]:
    """Report acts that repeal a version on different days, or say that it stays after its end.

    Args:
        version: The version.
        ends: Its ends by acts, after its first day.
        acts: The acts that are meant for the version.

    Returns:
        The findings; none where all acts agree.
    """
    repeals = {end.day: end for end in reversed(ends) if end.status is Status.REPEALED}
    if not repeals:
        return []
    found: list[Finding] = []
    first = min(repeals)
    if len(repeals) > 1:
        named = [f"{day} ({repeals[day].evidence.words[:60]})" for day in sorted(repeals)[:3]]
        what = "acts end it on different days, and the earliest counts: "
        found.append(_contradicting(version, what + "; ".join(named)))
    confirming = [weighed for weighed in acts if _confirms_after(weighed, first)]
    if confirming:
        words = evidence_of(confirming[0]).words[:60]
        what = f"is repealed since {first}, and an act says later that it stays in force: "
        found.append(_contradicting(version, what + words))
    return found


def report_too_early(
    version: VersionFacts,
    start: str,
    acts: Sequence[WeighedAct],
) -> list[Finding]:
    """Report acts that end a text before its first day: they have no effect.

    Args:
        version: The first version of a work.
        start: Its first day.
        acts: The acts that are meant for the version.

    Returns:
        A finding for the first of these acts; none where there is no such act.
    """
    made = version.made or start
    early = [end for end in ends_by_acts(acts) if made <= end.day <= start]
    if not early:
        return []
    what = f"begins on {start}, and an act ends it on {early[0].day}, which has no effect: "
    return [_contradicting(version, what + early[0].evidence.words[:60])]


def _contradicting(version: VersionFacts, message: str) -> Finding:
    return Finding(
        Severity.WARNING,
        "contradicting_acts",
        version.id,
        message,
        "reject the wrong act: `lexops claims reject`",
    )


def _confirms_after(weighed: WeighedAct, day: str) -> bool:
    act = weighed.act
    said = act.made or act.since
    is_sure = weighed.verdict.has_effect and not act.doubts
    return act.action is Action.CONFIRM and is_sure and said is not None and said > day


def _expiries(version: VersionFacts) -> list[Expiry]:
    """The periods of a text, those of trial first."""
    expiries = version.law.expiries if version.law else ()
    return sorted(expiries, key=lambda expiry: not expiry.trial)


def _own_end(
    expiry: Expiry,
    version: VersionFacts,
    validity: Validity,
) -> TextEnd | None:
    """The end that a period means: the day after its last day, or counted from its first."""
    basis = Basis.STATED
    if expiry.last:
        day = day_after(expiry.last)
    else:
        first, is_stated = _first_day(version, validity)
        if first is None:
            return None
        basis = Basis.STATED if is_stated else Basis.INFERRED
        period = Commencement(
            None,
            expiry.evidence,
            days=expiry.days,
            months=expiry.months,
        )
        day = later(first, period)
    if expiry.trial and not expiry.lapses:
        basis = Basis.INFERRED
    if validity.valid_from and day <= validity.valid_from:
        return None
    return TextEnd(
        day,
        Status.EXPIRED,
        basis,
        expiry.evidence,
    )


def _first_day(version: VersionFacts, validity: Validity) -> tuple[str | None, bool]:
    """The day from which a period is counted: that on which the original began."""
    law = version.law
    assert law is not None
    first = begins(
        law.commencements,
        law.events,
        None,
    )
    if first:
        return first, True
    return validity.valid_from, validity.basis is Basis.STATED


def _extends(weighed: WeighedAct) -> bool:
    act = weighed.act
    is_limited = act.scope.region or act.scope.persons
    is_extension = act.action is Action.EXTEND and act.target.is_whole
    return weighed.verdict.has_effect and is_extension and not is_limited


def _extended(weighed: WeighedAct, end: TextEnd | None) -> TextEnd | None:
    """The end as an act moves it; None where the act does not say to which day."""
    evidence = evidence_of(weighed)
    until = weighed.act.scope.until
    if until:
        day = day_after(until)
        if end and end.day > day:
            return end
        return TextEnd(
            day,
            Status.EXPIRED,
            Basis.STATED,
            evidence,
        )
    match = _EXTENDED_BY.search(weighed.act.evidence.words)
    number = to_int(match["number"]) if match else None
    if match is None or not number or end is None:
        return None
    months = number * (12 if match["unit"] == "年" else 1)
    day = later(
        end.day,
        Commencement(
            None,
            evidence,
            months=months,
        ),
    )
    return replace(
        end,
        day=day,
        evidence=evidence,
    )


def day_after(day: str) -> str:
    """Return the day after a day.

    Args:
        day: The day, in ISO form.

    Returns:
        The next day.
    """
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
