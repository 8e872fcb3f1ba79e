"""The review queue of a catalog: what one reviewer is asked next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from corpus.records import Answer, TagDecision, TagProposal
from storage.catalog import Catalog
from storage.catalog.tag_questions import ReviewableRow
from tagging.review.decisions import REVIEWED, voted
from tagging.review.exchange import Question
from tagging.review.queue import QueueItem, QueueOptions, ReviewCandidate, order_queue
from tagging.schemes import Scheme

_SUGGESTIONS = 20_000
"""Suggestions that are read; the most uncertain ones."""

_TAGS = 2_000
"""Tags from which those to audit are drawn."""

_Decided = dict[tuple[str, str], list[TagDecision]]
"""By hash of the text and value, the decisions about it."""


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A question, and why it stands where it stands in the queue.

    Attributes:
        question: The question.
        item: Its place in the queue.
        text_hash: The hash of the text of its passage.
        blind: Whether another reviewer has answered it, so that nothing hints at the answer.
    """

    question: Question
    item: QueueItem
    text_hash: str
    blind: bool = False


def waiting_questions(
    catalog: Catalog,
    scheme: Scheme,
    reviewer: str,
    *,
    values: Collection[str] = (),
    options: QueueOptions | None = None,
) -> list[WaitingQuestion]:
    """Return what a reviewer is asked, the most useful first.

    What is decided does not wait. Where reviewers differ, those who have not decided are asked.

    Args:
        catalog: The catalog.
        scheme: The scheme.
        reviewer: The name of the reviewer.
        values: Only these values; empty for all.
        options: How the queue weighs.

    Returns:
        The questions.
    """
    decisions = catalog.tag_decisions.all(scheme.name)
    decided = _by_text(decisions)
    rows = catalog.tag_questions.suggested(scheme.name, _SUGGESTIONS)
    rows += catalog.tag_questions.given(scheme.name, _TAGS, not_by=REVIEWED)
    in_use = {value.value for value in scheme.values if not value.replaced_by}
    wanted = in_use.intersection(values) if values else in_use
    open_: dict[tuple[str, str], ReviewableRow] = {}
    for row in rows:
        about = decided.get((row.text_hash, row.proposal.value), [])
        is_open = voted(about) is None and all(d.reviewer != reviewer for d in about)
        if row.proposal.value in wanted and is_open:
            open_.setdefault((row.id, row.proposal.value), row)
    known = Counter(d.value for d in decisions if d.answer is Answer.YES)
    counts = catalog.tags.counts().get(scheme.name)
    known.update(counts.by_value if counts else {})
    items = order_queue(map(_candidate, open_.values()), known, options)
    found = []
    for item in items:
        row = open_[item.candidate.id, item.candidate.value]
        question = Question(scheme.name, row.id, row.title, row.context, row.text, row.proposal)
        found.append(WaitingQuestion(question, item, row.text_hash))
    return found


def second_questions(
    catalog: Catalog,
    scheme: Scheme,
    reviewer: str,
    *,
    values: Collection[str] = (),
) -> list[WaitingQuestion]:
    """Return what others have decided and a reviewer has not, without their answers.

    Args:
        catalog: The catalog.
        scheme: The scheme.
        reviewer: The name of the reviewer.
        values: Only these values; empty for all.

    Returns:
        The questions, in an order that says nothing of the answers.
    """
    in_use = {value.value for value in scheme.values if not value.replaced_by}
    wanted = in_use.intersection(values) if values else in_use
    found = []
    for (hash_, value), about in _by_text(catalog.tag_decisions.all(scheme.name)).items():
        if value not in wanted or any(decision.reviewer == reviewer for decision in about):
            continue
        seen = about[0]
        # Neither probability nor evidence: both would follow the answer of the other reviewer.
        proposal = TagProposal(value, 0.5, accepted=False, method=REVIEWED)
        question = Question(scheme.name, seen.passage_id, "", seen.context, seen.text, proposal)
        found.append((hash_, value, question))
    found.sort(key=lambda entry: entry[:2])
    no_audit = QueueOptions()
    return [
        WaitingQuestion(question, _blind_item(question, no_audit), hash_, blind=True)
        for hash_, _, question in found
    ]


def _blind_item(question: Question, options: QueueOptions) -> QueueItem:
    candidate = ReviewCandidate(
        question.passage_id, question.proposal.value, 0.5, question.text, ""
    )
    return order_queue([candidate], options=options)[0]


def _by_text(decisions: Iterable[TagDecision]) -> _Decided:
    found: _Decided = defaultdict(list)
    for decision in decisions:
        found[decision.text_hash, decision.value].append(decision)
    return found


def _candidate(row: ReviewableRow) -> ReviewCandidate:
    proposal = row.proposal
    return ReviewCandidate(
        row.id,
        proposal.value,
        proposal.probability,
        row.text,
        row.work,
        proposed_by=proposal.reason,
        accepted=proposal.accepted,
    )
