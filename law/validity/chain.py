"""The versions of one work in their order: of two versions, the later ends the earlier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.records import Action, Basis, Finding, Severity, Status, WeighedAct
from law.structure.enactment import ONE_ACT, days_between, is_first, latest
from law.validity.records import Validity, VersionFacts
from law.validity.starting import find_start


class _Resolved(NamedTuple):
    """A version with its validity."""

    version: VersionFacts
    validity: Validity


def resolve_validity(
    versions: Sequence[VersionFacts], incoming: Sequence[WeighedAct]
) -> tuple[dict[str, Validity], list[Finding]]:
    """Resolve when each version of one work is in force: at most one on any day.

    Args:
        versions: All versions of the work.
        incoming: The acts of other works that are directed at the work.

    Returns:
        By id, the validity of the version; and findings about dates that contradict each other.
    """
    findings: list[Finding] = []
    for version in versions:
        findings += _contradictions(version)
    drafts: dict[str, Validity] = {}
    dated: list[_Resolved] = []
    undated: list[_Resolved] = []
    for version in versions:
        instrument = version.instrument
        if instrument and instrument.is_draft:
            drafts[version.id] = Validity(status=Status.DRAFT, evidence=instrument.evidence)
            continue
        started = _Resolved(version, find_start(version, incoming))
        if started.validity.valid_from:
            dated.append(started)
        else:
            undated.append(started)
    dated.sort(key=lambda started: (started.version.made or "", started.version.id))
    chain = _put_in_order(dated, findings)
    ended = _end_versions(chain, incoming)
    first = ended[0].validity.valid_from if ended else None
    resolved = {version.id: validity for version, validity in ended}
    for version, validity in undated:
        resolved[version.id] = _before(validity, first)
        if first:
            findings.append(_report_undated(version, first))
    return resolved | drafts, findings


def _before(validity: Validity, first: str | None) -> Validity:
    """End an undated text where the first of the dated texts begins.

    Nothing shows that it is in force longer.
    """
    if first is None:
        return validity
    return replace(validity, valid_to=first, status=Status.SUPERSEDED)


def _put_in_order(dated: Sequence[_Resolved], findings: list[Finding]) -> list[_Resolved]:
    """Order the versions by their first day.

    An inferred first day is moved behind the first days of the earlier versions.
    """
    chain: list[_Resolved] = []
    for version, validity in dated:
        start = validity.valid_from or ""
        last = max(
            chain,
            key=lambda resolved: resolved.validity.valid_from or "",
            default=None,
        )
        last_start = (last.validity.valid_from or "") if last else ""
        if last is None or start >= last_start:
            chain.append(_Resolved(version, validity))
            continue
        if validity.basis is Basis.INFERRED:
            moved = replace(validity, valid_from=last_start)
            chain.append(_Resolved(version, moved))
            continue
        findings.append(_report_out_of_order(version, start, last))
        chain.append(_Resolved(version, validity))
    chain.sort(key=_order)
    return chain


def _order(resolved: _Resolved) -> tuple[str, str, str]:
    return (
        resolved.validity.valid_from or "",
        resolved.version.made or "",
        resolved.version.id,
    )


def _end_versions(chain: Sequence[_Resolved], incoming: Sequence[WeighedAct]) -> list[_Resolved]:
    """End each version when the next begins, or when another work repeals it."""
    repeals = _repeal_days(incoming)
    ended: list[_Resolved] = []
    for position, (version, validity) in enumerate(chain):
        following: str | None = None
        if position + 1 < len(chain):
            following = chain[position + 1].validity.valid_from
        start = validity.valid_from or ""
        repealed = next((day for day in repeals if start < day), None)
        result = validity
        if repealed and (following is None or repealed < following):
            result = replace(validity, valid_to=repealed, status=Status.REPEALED)
        elif following:
            result = replace(validity, valid_to=following, status=Status.SUPERSEDED)
        ended.append(_Resolved(version, result))
    return ended


def _repeal_days(incoming: Sequence[WeighedAct]) -> list[str]:
    days: list[str] = []
    for weighed in incoming:
        act = weighed.act
        day = act.since or act.made
        if not weighed.verdict.has_effect or not act.target.is_whole:
            continue
        if act.action is Action.REPEAL and day:
            days.append(day)
    return sorted(days)


# ── findings ─────────────────────────────────────────────────────────────────────────────────────


def _contradictions(version: VersionFacts) -> list[Finding]:
    """Report dates of one version that contradict each other."""
    law = version.law
    acts = latest(law.events) if law else []
    if not law or not acts:
        return []
    findings: list[Finding] = []
    first_act = acts[0].date
    if version.made and days_between(version.made, first_act) > ONE_ACT:
        misdated = Finding(
            Severity.WARNING,
            "version_misdated",
            version.id,
            f"is dated {version.made}, and its head note names an act on {acts[-1].date}",
            "give the file the date of the version that it contains",
        )
        findings.append(misdated)
    if not is_first(law.events):
        return findings
    early: str | None = None
    for commencement in law.commencements:
        if commencement.articles or not commencement.date:
            continue
        if commencement.date < first_act:
            early = commencement.date
    if early:
        too_early = Finding(
            Severity.WARNING,
            "effective_before_made",
            version.id,
            f"says that it is in force since {early}, and was made on {first_act}",
            "compare the file with an official text",
        )
        findings.append(too_early)
    return findings


def _report_out_of_order(
    version: VersionFacts,
    start: str,
    earlier: _Resolved,
) -> Finding:
    message = (
        f"is in force from {start}, before {earlier.version.id}, "
        f"which was made earlier ({earlier.validity.valid_from})"
    )
    return Finding(
        Severity.WARNING,
        "versions_out_of_order",
        version.id,
        message,
        "compare the dates of both files",
    )


def _report_undated(version: VersionFacts, first: str) -> Finding:
    return Finding(
        Severity.WARNING,
        "version_undated",
        version.id,
        f"has no date, and other versions do: taken to be older than the one of {first}",
        "give the file a date: NAME(2020-01-31).md",
    )
