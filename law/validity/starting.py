"""From which day a version is in force.

- stated: the text says so (自2008年1月1日起施行), or the decision that made this version does.
- inferred: the text began, but no text says when this version did. It is the day on which the
  version was made, and never before the version that it follows.
- unknown: nothing says that the text ever began. A law whose head note names its promulgation alone
  may be in force or not.

The closing article of an amended law still dates the original. So a day that a text states counts
for a version only when it is not before the acts that made this version, or when the text was
never changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.records import (
    Action,
    Basis,
    Commencement,
    Event,
    EventKind,
    Evidence,
    Law,
    Rank,
    Status,
    TextStage,
    WeighedAct,
)
from law.structure.commencement import ISSUED
from law.structure.enactment import ONE_ACT, days_between, is_first, latest
from law.structure.law import later
from law.validity.records import Validity, VersionFacts

NEAR = 45
"""Most days between the date of a decision and the date of the version that it made.

One of them is dated by adoption, the other by promulgation.
"""

_MAX_WORDS = 160  # characters of evidence
_CHANGES = frozenset({EventKind.AMENDED, EventKind.REVISED})
_CONGRESS = "全国人民代表大会"
_ON_APPROVAL = ("批准", "核准")


def find_start(version: VersionFacts, incoming: Sequence[WeighedAct]) -> Validity:
    """Find the day from which a version is in force, as if it were the only version.

    Args:
        version: The version.
        incoming: The acts of other works that are directed at the work.

    Returns:
        A validity without an end.
    """
    law = version.law
    if law is None or version.stage is TextStage.UNPUBLISHED:
        return Validity()
    validity = (
        _stated_by_head_note(version, law)
        or _stated_by_decision(
            version,
            law,
            incoming,
        )
        or _stated_by_closing_article(version, law)
        or _inferred(version, law)
    )
    if validity is None:
        return Validity(evidence=_unset_evidence(law))
    return started(version, validity)


def started(version: VersionFacts, validity: Validity) -> Validity:
    """Add what follows from a first day: the status, and the articles that begin later.

    Args:
        version: The version.
        validity: Its validity, with a first day.

    Returns:
        The validity of a version that is in force without an end.
    """
    law = version.law or Law()
    return replace(
        validity,
        status=Status.IN_FORCE,
        later=_later_articles(law, validity.valid_from or ""),
        unset=_unset_articles(law),
    )


def follow(version: VersionFacts) -> Validity | None:
    """Infer the first day of a version of a work that is known to have begun.

    Args:
        version: A version that is later than one that began.

    Returns:
        Its validity without an end; None where the version has no date, or leaves its first day
        to a later act.
    """
    law = version.law
    if law is None or is_unset(law) or version.stage is TextStage.UNPUBLISHED:
        return None
    made = version.made or _made(law)
    if not made:
        return None
    words = "in force since it was made, as an earlier version was in force"
    return started(version, _inferred_on(made, words))


def is_unset(law: Law) -> bool:
    """Check whether a text leaves its first day to a later act.

    Args:
        law: What the text says of itself.

    Returns:
        True for 施行日期另行规定, where the text states no day beside.
    """
    of_whole = [commencement for commencement in law.commencements if not commencement.articles]
    return bool(of_whole) and of_whole[-1].unset


def _unset_evidence(law: Law) -> Evidence | None:
    for commencement in law.commencements:
        if commencement.unset and not commencement.articles:
            return commencement.evidence
    return None


def _inferred(version: VersionFacts, law: Law) -> Validity | None:
    made = version.made or _made(law)
    if not made:
        return None
    words = _began_because(law)
    return _inferred_on(made, words) if words else None


def _inferred_on(day: str, words: str) -> Validity:
    return Validity(
        day,
        basis=Basis.INFERRED,
        evidence=Evidence("inferred", words),
    )


def _began_because(law: Law) -> str | None:
    """Why it is known that a text began, though not when this version did; None where it is not."""
    if is_unset(law):
        return None
    if any(event.act in _CHANGES for event in law.events):
        return "in force since it was changed, as only a norm in force is changed"
    if any(event.act is EventKind.EFFECTIVE for event in law.events):
        return "in force since it was made, as the head note names the first day of the original"
    if any(not commencement.articles for commencement in law.commencements):
        return "in force since it was made, as the text says that the original is in force"
    if _amends_constitution(law):
        return (
            "in force since it was adopted, as the congress announces an amendment of the "
            "constitution on the day on which it adopts it"
        )
    is_interpretation = law.level is not None and law.level.value == Rank.JUDICIAL_INTERPRETATION
    if is_interpretation:
        return (
            "judicial interpretations are in force from their publication "
            "(最高人民法院关于司法解释工作的规定)"
        )
    return None


def _amends_constitution(law: Law) -> bool:
    """Whether the National People's Congress adopted a text that ranks with the constitution."""
    if law.level is None or law.level.value != Rank.CONSTITUTION:
        return False
    return any(
        event.act is EventKind.ADOPTED and event.authority == _CONGRESS for event in law.events
    )


def _later_articles(law: Law, start: str) -> dict[str, str]:
    """Return the articles that are in force later than the rest, with their first day."""
    found: dict[str, str] = {}
    for commencement in law.commencements:
        date = commencement.date
        if date and date > start:
            for label in commencement.articles:
                found[label] = date
    return found


def _unset_articles(law: Law) -> frozenset[str]:
    found: set[str] = set()
    for commencement in law.commencements:
        if commencement.unset:
            found.update(commencement.articles)
        elif commencement.date:
            found.difference_update(commencement.articles)
    return frozenset(found)


def _made(law: Law) -> str | None:
    acts = latest(law.events)
    return acts[-1].date if acts else None


def _anchor(version: VersionFacts, law: Law) -> tuple[str | None, bool]:
    """Return the day of the first act that made this version, and whether it is the first version.

    A file that is dated long after all acts in its note was changed by an act that the note does
    not know.
    """
    acts = latest(law.events)
    if not acts or _is_outdated(version, law):
        return version.made, False
    return acts[0].date, is_first(law.events)


def _is_outdated(version: VersionFacts, law: Law) -> bool:
    """Say whether the version was made by an act that its head note does not know."""
    acts = latest(law.events)
    if not acts or version.made is None:
        return False
    return days_between(acts[-1].date, version.made) > ONE_ACT


def _stated_by_head_note(version: VersionFacts, law: Law) -> Validity | None:
    """Return the day of effect that the head note names."""
    anchor, first = _anchor(version, law)
    counts_always = first or anchor is None
    stated: Event | None = None
    for event in law.events:
        if event.act is not EventKind.EFFECTIVE:
            continue
        if counts_always or event.date >= (anchor or ""):
            stated = event
    if stated is None:
        return None
    return Validity(
        stated.date,
        basis=Basis.STATED,
        evidence=stated.evidence,
    )


def _stated_by_decision(
    version: VersionFacts,
    law: Law,
    incoming: Sequence[WeighedAct],
) -> Validity | None:
    """Return the day that the decision names which made this version.

    Only that decision can date an amended text.
    """
    made = version.made or _made(law)
    if made is None:
        return None
    near: list[tuple[int, str, str, WeighedAct]] = []
    for weighed in incoming:
        act = weighed.act
        if act.action is not Action.AMEND or not weighed.verdict.has_effect:
            continue
        if not act.since or not act.made:
            continue
        distance = abs(days_between(act.made, made))
        if distance <= NEAR:
            near.append(
                (
                    distance,
                    weighed.by,
                    act.since,
                    weighed,
                )
            )
    if not near:
        return None
    chosen = min(near, key=lambda candidate: candidate[:3])[3]
    words = f"{chosen.by}: {chosen.act.evidence.words}"
    return Validity(
        chosen.act.since,
        basis=Basis.STATED,
        evidence=Evidence("amending decision", words[:_MAX_WORDS]),
    )


def _stated_by_closing_article(version: VersionFacts, law: Law) -> Validity | None:
    """Return the day that the text itself states, where it can be meant for this version."""
    of_whole = [commencement for commencement in law.commencements if not commencement.articles]
    if not of_whole:
        return None
    stated = of_whole[-1]
    if stated.unset:
        return None
    anchor, first = _anchor(version, law)
    if not stated.date:
        return _stated_on_promulgation(
            version,
            law,
            stated,
            first=first,
        )
    if not first and anchor is not None and stated.date < anchor:
        return None
    return Validity(
        stated.date,
        basis=Basis.STATED,
        evidence=stated.evidence,
    )


def _stated_on_promulgation(
    version: VersionFacts,
    law: Law,
    stated: Commencement,
    *,
    first: bool,
) -> Validity | None:
    """Return the day that 自公布之日起施行 means.

    It is stated where the note names the day of promulgation and no change came between.
    """
    if stated.evidence.rule == ISSUED:
        return None  # that it began is stated, and the day follows from its issue
    published = None
    if not _is_outdated(version, law):
        published = _counted_from(
            law,
            stated,
            first=first,
        )
    if published:
        words = f"{stated.evidence.words}; {published.evidence.words}"
        return Validity(
            later(published.date, stated),
            basis=Basis.STATED,
            evidence=replace(stated.evidence, words=words[:_MAX_WORDS]),
        )
    if not law.events and version.made:
        return Validity(
            later(version.made, stated),
            basis=Basis.INFERRED,
            evidence=stated.evidence,
        )
    return None


def _counted_from(
    law: Law,
    stated: Commencement,
    *,
    first: bool,
) -> Event | None:
    """Return the act from which a beginning is counted: 自国务院批准之日起 counts from the approval."""
    if not any(word in stated.evidence.words for word in _ON_APPROVAL):
        return _published(law, first=first)
    approved = [event for event in law.events if event.act is EventKind.APPROVED]
    return approved[-1] if approved and first else None


def _published(law: Law, *, first: bool) -> Event | None:
    """Return the act by which this version was published as a whole, where the note names it.

    A law is promulgated on the day on which the congress passes it. Courts publish their
    interpretations later, so their adoption does not count. A text that the congress revised was
    passed anew. What other bodies call 修订 may be a change of single articles, unless they
    published what they had revised (修订通过, then 公布).
    """
    acts = latest(law.events)
    if first:
        return _first_publication(acts)
    if not acts:
        return None
    last = acts[-1]
    if last.act is EventKind.PROMULGATED:
        was_revised = any(_was_revised_for(last, event) for event in law.events)
        return last if was_revised else None
    if last.act is EventKind.REVISED and _is_by_congress(last):
        return last
    return None


def _first_publication(acts: Sequence[Event]) -> Event | None:
    promulgated = [event for event in acts if event.act is EventKind.PROMULGATED]
    if promulgated:
        return promulgated[-1]
    for event in acts:
        if event.act is EventKind.ADOPTED and _is_by_congress(event):
            return event
    return None


def _is_by_congress(event: Event) -> bool:
    return (event.authority or "").startswith(_CONGRESS)


def _was_revised_for(published: Event, event: Event) -> bool:
    if event.act is not EventKind.REVISED:
        return False
    return 0 <= days_between(event.date, published.date) <= ONE_ACT
