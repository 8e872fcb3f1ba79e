"""What the decisions of reviewers make of the proposals of a tagger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.records import Answer, TagDecision, TagProposal
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
    answer has more voices, the tagger's proposal becomes a suggestion.

    Args:
        scheme: The scheme.
        passage_id: The id of the passage.
        text_hash: The hash of its text.
        proposals: What a tagger proposes for it.
        decisions: The decisions of the scheme that may concern it.

    Returns:
        The proposals after the decisions, ordered by the values of the scheme.
    """
    place = passage_id.rpartition("@")[0]
    by_text = _by_value(d for d in decisions if d.text_hash == text_hash)
    by_place = _by_value(d for d in decisions if d.passage_id.rpartition("@")[0] == place)
    proposed = {proposal.value: proposal for proposal in proposals}
    results = []
    for value in scheme.values:
        about = by_text.get(value.value) or by_place.get(value.value)
        proposal = proposed.get(value.value)
        if about:
            proposal = _decided(value.value, proposal, about)
        if proposal is not None:
            results.append(proposal)
    return results


def _by_value(decisions: Iterable[TagDecision]) -> dict[str, list[TagDecision]]:
    found: dict[str, list[TagDecision]] = defaultdict(list)
    for decision in decisions:
        found[decision.value].append(decision)
    return found


def _decided(
    value: str,
    proposal: TagProposal | None,
    decisions: Sequence[TagDecision],
) -> TagProposal | None:
    """The proposal that the voices of reviewers leave."""
    latest = {decision.reviewer: decision for decision in decisions}
    yes = [d for d in latest.values() if d.answer is Answer.YES]
    no = [d for d in latest.values() if d.answer is Answer.NO]
    if len(yes) == len(no):
        if proposal is None:
            return TagProposal(
                value, 0.5, accepted=False, method=REVIEWED, reason="reviewers differ"
            )
        return replace(proposal, accepted=False)
    if len(no) > len(yes):
        return None
    who = ", ".join(sorted(d.reviewer for d in yes))
    days = max(d.at for d in yes)[:10]
    evidence = proposal.evidence if proposal else None
    return TagProposal(
        value,
        1.0,
        accepted=True,
        method=REVIEWED,
        reason=f"decided by {who} on {days}",
        evidence=evidence,
    )
