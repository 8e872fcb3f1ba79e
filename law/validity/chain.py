"""The versions of one work in their order: of two versions, the later ends the earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.records import Basis, Evidence, Finding, Severity, Status, TextStage, WeighedAct
from law.structure.enactment import ONE_ACT, days_between, is_first, latest
from law.validity.editions import acts_by_version
from law.validity.ending import (
    TextEnd,
    end_by_itself,
    ends_by_acts,
    report_contradictions,
    report_too_early,
    trial_of,
)
from law.validity.marking import mark_version, trial_caution
from law.validity.records import Validity, VersionFacts
from law.validity.starting import find_start, follow

_DRAFTS = frozenset({TextStage.DRAFT, TextStage.CONSULTATION})
_ORDER = (
    Status.SUPERSEDED,
    Status.REPEALED,
    Status.EXPIRED,
    Status.SUSPENDED,
)
"""Of several ends on one day, the first of these counts."""

_Acts = Mapping[str, Sequence[WeighedAct]]
"""By the id of a version, the acts that are meant for it."""


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
    resolved: dict[str, Validity] = {}
    norms: list[VersionFacts] = []
    for version in versions:
        findings += _contradictions(version)
        if version.stage in _DRAFTS:
            evidence = version.instrument.evidence if version.instrument else None
            resolved[version.id] = Validity(status=Status.DRAFT, evidence=evidence)
        elif version.is_paper:
            resolved[version.id] = _of_paper(version)
        else:
            norms.append(version)
    acts = acts_by_version(norms, incoming)
    resolved |= _resolve_norms(
        norms,
        incoming,
        acts,
        findings,
    )
    newest = max((day for version in norms for day in version.days[-1:]), default=None)
    for version in norms:
        validity, found = mark_version(
            version,
            resolved[version.id],
            acts[version.id],
            newest,
        )
        resolved[version.id] = _mark_trial(
            version,
            validity,
            findings,
        )
        findings += found
    return resolved, findings


def _of_paper(version: VersionFacts) -> Validity:
    """A paper that is no norm counts from its own date on, and is never in force."""
    if version.made is None:
        return Validity()
    evidence = version.date_evidence or Evidence("date of the paper", version.made)
    return Validity(
        version.made,
        basis=Basis.STATED,
        evidence=evidence,
    )


def _resolve_norms(
    versions: Sequence[VersionFacts],
    incoming: Sequence[WeighedAct],
    acts: _Acts,
    findings: list[Finding],
) -> dict[str, Validity]:
    dated: list[_Resolved] = []
    undated: list[_Resolved] = []
    for version in versions:
        start = _Resolved(version, find_start(version, incoming))
        (dated if start.validity.valid_from else undated).append(start)
    dated, undated = _follow(dated, undated)
    dated.sort(key=lambda start: (start.version.made or "", start.version.id))
    chain = _put_in_order(dated, findings)
    ended = _end_versions(
        chain,
        acts,
        findings,
    )
    first = ended[0].validity.valid_from if ended else None
    resolved = {version.id: validity for version, validity in ended}
    for version, validity in undated:
        resolved[version.id] = _end_undated(
            version,
            validity,
            first,
            acts[version.id],
        )
        if first and version.made is None:
            findings.append(_report_undated(version, first))
    return resolved


def _follow(
    dated: Sequence[_Resolved], undated: Sequence[_Resolved]
) -> tuple[list[_Resolved], list[_Resolved]]:
    """Infer the first day of versions that are later than a version that began."""
    made = [start.version.made for start in dated if start.version.made]
    begun = min(made, default=None)
    known = list(dated)
    unknown: list[_Resolved] = []
    for start in undated:
        own = start.version.made
        validity = follow(start.version) if begun and own and own > begun else None
        if validity is None:
            unknown.append(start)
        else:
            known.append(_Resolved(start.version, validity))
    return known, unknown


def _end_undated(
    version: VersionFacts,
    validity: Validity,
    first: str | None,
    acts: Sequence[WeighedAct],
) -> Validity:
    """End a text without a first day.

    It ends where the first of the dated texts begins, unless it is later than that one: nothing
    shows that it is in force longer.
    """
    made = version.made or ""
    ends = [end for end in ends_by_acts(acts) if end.day > made]
    own = end_by_itself(
        version,
        validity,
        acts,
    )
    if own:
        ends.append(own)
    if first and made <= first:
        ends.append(_superseded(first))
    return _ended(validity, ends)


def _superseded(day: str, following: VersionFacts | None = None) -> TextEnd:
    words = f"version {following.id} begins" if following else "an earlier text of the work"
    return TextEnd(
        day,
        Status.SUPERSEDED,
        Basis.INFERRED,
        Evidence("next version", words),
    )


def _ended(validity: Validity, ends: Sequence[TextEnd]) -> Validity:
    """End a text on the earliest of some days.

    A suspended text that was repealed later is repealed.
    """
    if not ends:
        return validity
    ordered = sorted(ends, key=lambda end: (end.day, _ORDER.index(end.status)))
    end = ordered[0]
    status = end.status
    if status is Status.SUSPENDED:
        status = next((other.status for other in ordered if other.status is not status), status)
    return replace(
        validity,
        valid_to=end.day,
        status=status,
        end_basis=end.basis,
        end_evidence=end.evidence,
    )


def _put_in_order(dated: Sequence[_Resolved], findings: list[Finding]) -> list[_Resolved]:
    """Order the versions by their first day.

    An inferred first day is moved behind the first days of the earlier versions.
    """
    chain: list[_Resolved] = []
    last: _Resolved | None = None
    for version, validity in dated:
        start = validity.valid_from or ""
        last_start = (last.validity.valid_from or "") if last else ""
        if last is None or start >= last_start:
            chain.append(_Resolved(version, validity))
            if start > last_start:
                last = chain[-1]
            continue
        if validity.basis is Basis.INFERRED:
            moved = replace(validity, valid_from=last_start)
            chain.append(_Resolved(version, moved))
            continue
        findings.append(
            _report_out_of_order(
                version,
                start,
                last,
            )
        )
        chain.append(_Resolved(version, validity))
    chain.sort(key=_order)
    return chain


def _order(resolved: _Resolved) -> tuple[str, str, str]:
    return (
        resolved.validity.valid_from or "",
        resolved.version.made or "",
        resolved.version.id,
    )


def _end_versions(
    chain: Sequence[_Resolved],
    acts: _Acts,
    findings: list[Finding],
) -> list[_Resolved]:
    """End each version when the next begins, by its own words, or by the act of another work."""
    ended: list[_Resolved] = []
    for position, (version, validity) in enumerate(chain):
        start = validity.valid_from or ""
        following = chain[position + 1] if position + 1 < len(chain) else None
        next_day = (following.validity.valid_from or "") if following else None
        ends: list[TextEnd] = []
        if following and next_day is not None:
            basis = following.validity.basis
            ends.append(replace(_superseded(next_day, following.version), basis=basis))
        own_acts = acts[version.id]
        by_acts = [
            end
            for end in ends_by_acts(own_acts)
            if start < end.day and (next_day is None or end.day < next_day)
        ]
        findings += report_contradictions(
            version,
            by_acts,
            own_acts,
        )
        if position == 0:
            findings += report_too_early(
                version,
                start,
                own_acts,
            )
        ends += by_acts
        own = end_by_itself(
            version,
            validity,
            own_acts,
        )
        if own:
            ends.append(own)
        ended.append(_Resolved(version, _ended(validity, ends)))
    return ended


def _mark_trial(
    version: VersionFacts,
    validity: Validity,
    findings: list[Finding],
) -> Validity:
    """Ask for a check of a text after its period of trial."""
    trial = trial_of(version)
    if trial is None or validity.valid_to is None or validity.status is not Status.EXPIRED:
        return validity
    last = validity.valid_to
    caution = trial_caution(last, trial.evidence)
    findings.append(
        Finding(
            Severity.WARNING,
            "trial_period_over",
            version.id,
            f"its period of trial ends before {last}: {trial.evidence.words}",
            "check whether it is still in use; an act that extends it moves the end",
        )
    )
    return replace(validity, cautions=(*validity.cautions, caution))


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
