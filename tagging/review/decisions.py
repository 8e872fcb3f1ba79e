"""What the decisions of reviewers make of the proposals of a tagger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.records import Answer, TagDecision, TagProposal
from storage.catalog.tag_decisions import place_of
from tagging.schemes import Scheme

REVIEWED = "review"
"""The method of a tag that a person gave."""


def apply_decisions(
    scheme: Scheme,
    passage_id: str,
    text_hash: str,
    proposals: Sequence[TagProposal],
    decisions: Sequence[TagDecision],
) -> list[TagProposal]:
    """Let decisions outrank the proposals of a tagger.

    A decision about the same text counts wherever the text stands. Where no decision is about the
    text, one about the same place in another version counts. Where reviewers differ and neither
    answer has more voices, the tagger's proposal becomes a suggestion. A decision about a value
    that another has replaced counts for the other.

    Args:
        scheme: The scheme.
        passage_id: The id of the passage.
        text_hash: The hash of its text.
        proposals: What a tagger proposes for it.
        decisions: The decisions of the scheme that may concern it.

    Returns:
        The proposals after the decisions, ordered by the values of the scheme.
    """
    place = place_of(passage_id)
    current = current_values(scheme)
    by_text = _by_value((d for d in decisions if d.text_hash == text_hash), current)
    by_place = _by_value((d for d in decisions if place_of(d.passage_id) == place), current)
    proposed: dict[str, list[TagProposal]] = defaultdict(list)
    for proposal in proposals:
        proposed[proposal.value].append(proposal)
    results = []
    for value in scheme.values:
        about = by_text.get(value.value) or by_place.get(value.value)
        of_value = proposed[value.value]  # a text may have several deadlines
        results += _decided(value.value, of_value, about) if about else of_value
    return results


def find_audited(proposals: Iterable[TagProposal], kept: Iterable[TagProposal]) -> dict[str, bool]:
    """Find the accepted tags of a tagger that reviewers decided about.

    Args:
        proposals: What a tagger proposes for a passage.
        kept: What `apply_decisions` made of it.

    Returns:
        By value, whether reviewers left the tag. A value on which they differ is left out.
    """
    after = {proposal.value: proposal for proposal in kept}
    audited = {}
    for proposal in proposals:
        decided = after.get(proposal.value)
        if not proposal.accepted:
            continue
        if decided is None:
            audited[proposal.value] = False
        elif decided.accepted and decided.method == REVIEWED:
            audited[proposal.value] = True
    return audited


def current_values(scheme: Scheme) -> dict[str, str]:
    """Return what stands for each value today.

    Args:
        scheme: The scheme.

    Returns:
        By value, the value that has replaced it in the end; itself while it is in use.
    """
    replaced = {value.value: value.replaced_by for value in scheme.values if value.replaced_by}
    current = {}
    for value in scheme.values:
        now = value.value
        for _ in replaced:  # a chain is no longer than the number of its links
            now = replaced.get(now, now)
        current[value.value] = now
    return current


def latest_answers(decisions: Iterable[TagDecision]) -> list[TagDecision]:
    """Return the latest decision of each reviewer about one value of one text.

    Args:
        decisions: Decisions about the same value of the same text or place.

    Returns:
        One decision a reviewer, the oldest first.
    """
    latest: dict[str, TagDecision] = {}
    for decision in sorted(decisions, key=lambda decision: (decision.at, decision.passage_id)):
        latest.pop(decision.reviewer, None)
        latest[decision.reviewer] = decision
    return list(latest.values())


def voted(decisions: Iterable[TagDecision]) -> bool | None:
    """Return the answer with more voices; each reviewer has one, for the latest answer.

    Args:
        decisions: Decisions about the same value of the same text or place.

    Returns:
        Whether the value is given; None where neither answer has more voices.
    """
    voices = [decision.answer is Answer.YES for decision in latest_answers(decisions)]
    yes = sum(voices)
    no = len(voices) - yes
    return None if yes == no else yes > no


def _by_value(
    decisions: Iterable[TagDecision],
    current: Mapping[str, str],
) -> dict[str, list[TagDecision]]:
    found: dict[str, list[TagDecision]] = defaultdict(list)
    for decision in decisions:
        found[current.get(decision.value, decision.value)].append(decision)
    return found


def _decided(
    value: str,
    proposals: Sequence[TagProposal],
    decisions: Sequence[TagDecision],
) -> list[TagProposal]:
    """The proposals of one value that the voices of reviewers leave."""
    is_given = voted(decisions)
    if is_given is None:
        differ = TagProposal(value, 0.5, accepted=False, method=REVIEWED, reason="reviewers differ")
        # A value is suggested once.
        return [replace(proposal, accepted=False) for proposal in proposals[:1]] or [differ]
    if not is_given:
        return []
    yes = [d for d in latest_answers(decisions) if d.answer is Answer.YES]
    who = ", ".join(sorted(d.reviewer for d in yes))
    day = max(d.at for d in yes)[:10]
    decided = TagProposal(
        value,
        1.0,
        accepted=True,
        method=REVIEWED,
        reason=f"decided by {who} on {day}",
    )
    read = [
        replace(decided, evidence=proposal.evidence, quantity=proposal.quantity)
        for proposal in proposals
    ]
    return read or [decided]
