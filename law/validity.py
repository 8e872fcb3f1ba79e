"""When each version of a work holds: from what it says of itself, from the acts that changed it, and from the version after it.

    stated    the text says so (自2008年1月1日起施行), or the decision that made this version does
    inferred  nobody says so: the day on which the version was made, and never before the version that it follows
    unknown   the version has no date either

The trap is the closing article: in an amended law it still dates the original. So a day that a text states counts for a version when
it is not before the acts that made this version, or when the text was never changed. Of two versions the later ends the earlier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.records import (
    Act,
    Basis,
    Commencement,
    Event,
    Evidence,
    Finding,
    Influence,
    Law,
    Severity,
    Status,
)
from law.structure.enactment import ONE_ACT, days_between, is_first, latest
from law.structure.law import later

_NEAR = 45
"""Days between a decision's date and that of the version that it made: one is dated by adoption, the other by promulgation."""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version of a work before it is known when it holds: its id, the day on which it was made, what it says of itself."""

    id: str
    made: str | None
    law: Law | None


@dataclass(frozen=True, slots=True)
class IncomingEffect:
    """What another work (`by`) does to this one; see `corpus.records.Effect`."""

    influence: Influence
    by: str
    since: str | None
    made: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Validity:
    """When a version holds. `valid_to` is exclusive; `later` has the articles that begin to hold after the rest."""

    valid_from: str | None = None
    valid_to: str | None = None
    basis: Basis = Basis.UNKNOWN
    status: Status = Status.UNKNOWN
    evidence: Evidence | None = None
    later: Mapping[str, str] = field(default_factory=dict)


def resolve_validity(
    versions: Sequence[VersionFacts], incoming: Sequence[IncomingEffect]
) -> tuple[dict[str, Validity], list[Finding]]:
    """The validity of each version of one work, by id: on any day at most one holds. What contradicts itself is found and told."""
    findings = [finding for one in versions for finding in _contradictions(one)]
    drafts = {
        one.id: Validity(status=Status.DRAFT, evidence=one.law.draft)
        for one in versions
        if one.law and one.law.draft
    }
    begun = [(one, _begin(one, incoming)) for one in versions if one.id not in drafts]
    dated = sorted(
        (pair for pair in begun if pair[1].valid_from),
        key=lambda pair: (pair[0].made or "", pair[0].id),
    )
    chain = _in_order(dated, findings)
    ended = _ended(chain, incoming)
    first = ended[0][1].valid_from if ended else None
    unknown = {
        one.id: _before(validity, first) for one, validity in begun if validity.valid_from is None
    }
    findings += [
        _undated(one, first) for one, validity in begun if validity.valid_from is None and first
    ]
    return {one.id: validity for one, validity in ended} | unknown | drafts, findings


def _before(validity: Validity, first: str | None) -> Validity:
    """An undated text beside dated ones holds no longer than until the first of these does, as far as anybody can tell."""
    return replace(validity, valid_to=first, status=Status.SUPERSEDED) if first else validity


# ── when a version begins to hold ────────────────────────────────────────────────────────────────────────────────────


def _begin(version: VersionFacts, incoming: Sequence[IncomingEffect]) -> Validity:
    law = version.law
    if law is None:
        return Validity()
    stated = (
        _of_note(version, law) or _of_decision(version, law, incoming) or _of_closing(version, law)
    )
    if stated is None and (made := version.made or _made(law)):
        stated = Validity(
            made,
            basis=Basis.INFERRED,
            evidence=Evidence("inferred", "in force since it was made, as nobody says otherwise"),
        )
    if stated is None:
        return Validity()
    exceptions = {
        label: one.date
        for one in law.commencements
        for label in one.articles
        if one.date and one.date > (stated.valid_from or "")
    }
    return replace(stated, status=Status.IN_FORCE, later=exceptions)


def _made(law: Law) -> str | None:
    acts = latest(law.events)
    return acts[-1].date if acts else None


def _anchor(version: VersionFacts, law: Law) -> tuple[str | None, bool]:
    """The day of the first act that made this version, and whether it is the first version of all.

    A file that is dated long behind all acts that its note tells of was changed by one that the note does not know.
    """
    acts = latest(law.events)
    if not acts:
        return version.made, False
    if _is_outdated(version, law):
        return version.made, False
    return acts[0].date, is_first(law.events)


def _is_outdated(version: VersionFacts, law: Law) -> bool:
    """Whether the version was made by an act that its note does not know."""
    acts = latest(law.events)
    return (
        bool(acts)
        and version.made is not None
        and days_between(acts[-1].date, version.made) > ONE_ACT
    )


def _of_note(version: VersionFacts, law: Law) -> Validity | None:
    """A day of coming into force that the head note names."""
    anchor, first = _anchor(version, law)
    stated = [
        event
        for event in law.events
        if event.act is Act.EFFECTIVE and (first or anchor is None or event.date >= anchor)
    ]
    return (
        Validity(stated[-1].date, basis=Basis.STATED, evidence=stated[-1].evidence)
        if stated
        else None
    )


def _of_decision(
    version: VersionFacts, law: Law, incoming: Sequence[IncomingEffect]
) -> Validity | None:
    """The day that the decision names which made this version: only it can date an amended text."""
    made = version.made or _made(law)
    if made is None:
        return None
    near = [
        one
        for one in incoming
        if one.influence is Influence.AMENDS
        and one.since
        and one.made
        and abs(days_between(one.made, made)) <= _NEAR
    ]
    if not near:
        return None
    chosen = min(
        near, key=lambda one: (abs(days_between(one.made or made, made)), one.by, one.since or "")
    )
    return Validity(
        chosen.since,
        basis=Basis.STATED,
        evidence=Evidence("amending decision", f"{chosen.by}: {chosen.words}"[:160]),
    )


def _of_closing(version: VersionFacts, law: Law) -> Validity | None:
    """What the text itself says, where it can be said of this version."""
    whole = [one for one in law.commencements if not one.articles]
    if not whole:
        return None
    said = whole[-1]
    anchor, first = _anchor(version, law)
    if said.date:
        speaks = first or anchor is None or said.date >= anchor
        return Validity(said.date, basis=Basis.STATED, evidence=said.evidence) if speaks else None
    return _on_promulgation(version, law, said, first=first)


def _on_promulgation(
    version: VersionFacts, law: Law, said: Commencement, *, first: bool
) -> Validity | None:
    """自公布之日起施行: stated where it is told when that was, and no change came between."""
    published = None if _is_outdated(version, law) else _published(law, first=first)
    if published:
        evidence = replace(
            said.evidence, words=f"{said.evidence.words}; {published.evidence.words}"[:160]
        )
        return Validity(later(published.date, said), basis=Basis.STATED, evidence=evidence)
    if not law.events and version.made:
        return Validity(later(version.made, said), basis=Basis.INFERRED, evidence=said.evidence)
    return None


def _published(law: Law, *, first: bool) -> Event | None:
    """The act by which this version was published as a whole, where the note tells of it.

    A law is promulgated on the day on which the congress passes it; courts publish theirs later, so their adoption is none. A
    text that the congress revised was passed anew; what others call 修订 may be a change of single articles, unless they
    published what they had revised (修订通过, then 公布).
    """
    acts = latest(law.events)
    by_congress = [
        event for event in acts if (event.authority or "").startswith("全国人民代表大会")
    ]
    if first:
        published = [event for event in acts if event.act is Act.PROMULGATED]
        return (
            published[-1]
            if published
            else next((event for event in by_congress if event.act is Act.ADOPTED), None)
        )
    if (
        acts
        and acts[-1].act is Act.PROMULGATED
        and any(_was_revised_for(acts[-1], event) for event in law.events)
    ):
        return acts[-1]
    return next(
        (event for event in by_congress if event.act is Act.REVISED and event is acts[-1]), None
    )


def _was_revised_for(published: Event, event: Event) -> bool:
    return event.act is Act.REVISED and 0 <= days_between(event.date, published.date) <= ONE_ACT


# ── the chain ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_order(
    dated: Sequence[tuple[VersionFacts, Validity]], findings: list[Finding]
) -> list[tuple[VersionFacts, Validity]]:
    """The versions by when they begin to hold. What is inferred yields to what is stated of those before."""
    chain: list[tuple[VersionFacts, Validity]] = []
    for version, validity in dated:
        last = max(chain, key=lambda pair: pair[1].valid_from or "", default=None)
        before = last[1].valid_from if last else None
        if last and before and validity.valid_from and validity.valid_from < before:
            if validity.basis is Basis.INFERRED:
                validity = replace(validity, valid_from=before)  # noqa: PLW2901 - the same, later
            else:
                message = f"begins to hold on {validity.valid_from}, before {last[0].id}, which was made earlier ({before})"
                findings.append(
                    Finding(
                        Severity.WARNING,
                        "versions_out_of_order",
                        version.id,
                        message,
                        "compare the dates of both files",
                    )
                )
        chain.append((version, validity))
    return sorted(
        chain, key=lambda pair: (pair[1].valid_from or "", pair[0].made or "", pair[0].id)
    )


def _ended(
    chain: Sequence[tuple[VersionFacts, Validity]], incoming: Sequence[IncomingEffect]
) -> list[tuple[VersionFacts, Validity]]:
    """Each version ends when the next begins, or when another work repeals it."""
    repeals = sorted(
        day
        for one in incoming
        if one.influence is Influence.REPEALS and (day := one.since or one.made)
    )
    ended = []
    for place, (version, validity) in enumerate(chain):
        following = chain[place + 1][1].valid_from if place + 1 < len(chain) else None
        begun = validity.valid_from or ""
        repealed = next((day for day in repeals if begun < day), None)
        if repealed and (following is None or repealed < following):
            validity = replace(validity, valid_to=repealed, status=Status.REPEALED)  # noqa: PLW2901
        elif following:
            validity = replace(validity, valid_to=following, status=Status.SUPERSEDED)  # noqa: PLW2901
        ended.append((version, validity))
    return ended


def _contradictions(version: VersionFacts) -> list[Finding]:
    law = version.law
    acts = latest(law.events) if law else []
    if not law or not acts:
        return []
    found = []
    if version.made and days_between(version.made, acts[0].date) > ONE_ACT:
        message = f"is dated {version.made}, and its head note tells of an act on {acts[-1].date}"
        found.append(
            Finding(
                Severity.WARNING,
                "version_misdated",
                version.id,
                message,
                "give the file the date of the version that it holds",
            )
        )
    early = [
        one
        for one in law.commencements
        if one.date and not one.articles and is_first(law.events) and one.date < acts[0].date
    ]
    if early:
        message = f"says that it holds since {early[-1].date}, and was made on {acts[0].date}"
        found.append(
            Finding(
                Severity.WARNING,
                "effective_before_made",
                version.id,
                message,
                "compare the file with an official text",
            )
        )
    return found


def _undated(version: VersionFacts, first: str | None) -> Finding:
    message = f"has no date, and other versions do: taken to be older than the one of {first}"
    return Finding(
        Severity.WARNING,
        "version_undated",
        version.id,
        message,
        "give the file a date: NAME(2020-01-31).md",
    )
