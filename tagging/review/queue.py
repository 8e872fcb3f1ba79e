"""The order in which people review tags: by expected benefit per second of their time.

    benefit = uncertainty × need of the value × what it decides × what is new in it
    order   = benefit ÷ seconds of reading and deciding, the highest first

The queue is a pure function: the pipeline's suggestions and the simulation of reviewers use it.
"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tagging.review.similar import group_texts
from tagging.units import Vector

_REPEATS = 8
"""So many questions alike count as the most: each candidate is weighed anew a bounded number of
times, however many are alike."""


@dataclass(frozen=True, slots=True)
class ReviewCandidate:
    """A value of a text on which a person could decide.

    Attributes:
        id: The id of the passage or sentence.
        value: The value.
        probability: The probability that a person would give it.
        text: The text.
        document: The document that it stands in.
        proposed_by: What proposed it, as the rule in words; empty where nothing says so.
        accepted: Whether it is a tag already. Some tags are reviewed to watch their precision.
        vector: The vector of the text; None where there is none.
    """

    id: str
    value: str
    probability: float
    text: str
    document: str
    proposed_by: str = ""
    accepted: bool = False
    vector: Vector | None = None


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One decision that is asked for.

    Attributes:
        candidate: What to decide.
        benefit: The expected benefit; figures of one queue are comparable.
        seconds: The time to read and to decide.
        copies: On how many passages with exactly this text the decision counts.
        similar: How many near duplicates wait for the same value, itself included.
        audit: Whether it is a tag already, drawn to watch the precision.
    """

    candidate: ReviewCandidate
    benefit: float
    seconds: float
    copies: int = 1
    similar: int = 1
    audit: bool = False


@dataclass(frozen=True, slots=True)
class QueueOptions:
    """How the queue weighs.

    Attributes:
        threshold: The probability at which uncertainty is highest. One half does better in
            `evals/tagging_review.py` than the threshold from which a value is given, which is
            lower: more of the answers are yes.
        pool: How many candidates are compared with each other; the most uncertain ones.
        audit: The share of tags among the decisions that are asked for, from 0 to 1.
        decision_seconds: The time to decide, without reading.
        characters_a_second: How fast a person reads.
    """

    threshold: float = 0.5
    pool: int = 5000
    audit: float = 0.1
    decision_seconds: float = 4.0
    characters_a_second: float = 8.0


def order_queue(
    candidates: Iterable[ReviewCandidate],
    known: Mapping[str, int] | None = None,
    options: QueueOptions | None = None,
) -> list[QueueItem]:
    """Order what people should decide.

    The order depends on the candidates alone, not on their order. The cost is that of a sort.

    Args:
        candidates: What could be decided. A pair of id and value stands at most once.
        known: By value, how many texts are known to have it. Rare values come earlier.
        options: How the queue weighs.

    Returns:
        The decisions, the most useful first; one for each value of each distinct text. Tags to
        audit stand among them, evenly.
    """
    options = options or QueueOptions()
    ordered = sorted(candidates, key=lambda candidate: (candidate.id, candidate.value))
    copies = Counter((candidate.text, candidate.value) for candidate in ordered)
    distinct: dict[tuple[str, str], ReviewCandidate] = {}
    for candidate in ordered:
        distinct.setdefault((candidate.text, candidate.value), candidate)
    waiting = [candidate for candidate in distinct.values() if not candidate.accepted]
    given = [candidate for candidate in distinct.values() if candidate.accepted]
    pool = heapq.nsmallest(options.pool, waiting, key=lambda item: _order(item, options))
    suggested = list(_ordered(pool, known or {}, copies, options))
    return list(_with_audit(suggested, given, copies, options))


def uncertainty(probability: float, threshold: float = 0.5) -> float:
    """Say how uncertain it is whether a value is given.

    Args:
        probability: The probability of the value.
        threshold: The probability from which it is given.

    Returns:
        1 at the threshold; 0 where the value is impossible or certain.

    >>> uncertainty(0.5), uncertainty(0.25), uncertainty(1.0)
    (1.0, 0.5, 0.0)
    """
    if probability < threshold:
        return probability / threshold
    if threshold == 1:
        return 1.0
    return (1 - probability) / (1 - threshold)


def reading_seconds(text: str, options: QueueOptions) -> float:
    """Return the time that a person needs for a decision.

    Args:
        text: The text.
        options: How fast a person reads and decides.

    Returns:
        The seconds.
    """
    return options.decision_seconds + len(text) / options.characters_a_second


def _order(candidate: ReviewCandidate, options: QueueOptions) -> tuple[float, str, str]:
    rate = uncertainty(candidate.probability, options.threshold)
    rate /= reading_seconds(candidate.text, options)
    return -rate, candidate.id, candidate.value


class _Weights:
    """What a candidate is worth, given what is before it in the queue. It never rises."""

    def __init__(
        self,
        pool: Sequence[ReviewCandidate],
        copies: Mapping[tuple[str, str], int],
        options: QueueOptions,
    ) -> None:
        texts = list(dict.fromkeys(candidate.text for candidate in pool))
        vectors = {candidate.text: candidate.vector for candidate in pool}
        groups = group_texts(texts, [vectors[text] for text in texts])
        group_of = dict(zip(texts, groups, strict=True))
        self.groups = [(group_of[candidate.text], candidate.value) for candidate in pool]
        self.sizes = Counter(self.groups)
        self.rules = [(candidate.value, candidate.proposed_by) for candidate in pool]
        self._of_rule = Counter(self.rules)
        self._pool = pool
        self._shown_groups: Counter[tuple[int, str]] = Counter()
        self._shown_documents: Counter[tuple[str, str]] = Counter()
        self._shown_rules: Counter[tuple[str, str]] = Counter()
        self._fixed = []
        for position, candidate in enumerate(pool):
            decides = 1 + math.log2(copies[candidate.text, candidate.value])
            decides += math.log2(self.sizes[self.groups[position]]) / 2
            benefit = uncertainty(candidate.probability, options.threshold) * decides
            self._fixed.append(benefit)

    def benefit(self, position: int) -> float:
        candidate = self._pool[position]
        shown = min(self._shown_groups[self.groups[position]], _REPEATS)
        in_document = min(self._shown_documents[candidate.document, candidate.value], _REPEATS)
        rule = self.rules[position]
        of_rule = 1.0
        if candidate.proposed_by:
            # The first answers say whether a rule is right; later ones add less.
            waiting = math.log10(self._of_rule[rule])
            of_rule += waiting / (1 + min(self._shown_rules[rule], _REPEATS))
        return self._fixed[position] * of_rule / (1 + shown) / (1 + in_document / 2)

    def show(self, position: int) -> None:
        candidate = self._pool[position]
        self._shown_groups[self.groups[position]] += 1
        self._shown_documents[candidate.document, candidate.value] += 1
        self._shown_rules[self.rules[position]] += 1


def _ordered(
    pool: Sequence[ReviewCandidate],
    known: Mapping[str, int],
    copies: Mapping[tuple[str, str], int],
    options: QueueOptions,
) -> Iterator[QueueItem]:
    """The pool, greedily: a heap for each value, because the need of a value changes at once."""
    weights = _Weights(pool, copies, options)
    seconds = [reading_seconds(candidate.text, options) for candidate in pool]
    heaps: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for position, candidate in enumerate(pool):
        heaps[candidate.value].append((-weights.benefit(position) / seconds[position], position))
    for heap in heaps.values():
        heapq.heapify(heap)
    asked: Counter[str] = Counter()

    def need(value: str) -> float:
        return 1 / math.sqrt(1 + known.get(value, 0) + asked[value] / 2)

    while heaps:
        for heap in heaps.values():
            _refresh(heap, weights, seconds)
        value = max(sorted(heaps), key=lambda name: -heaps[name][0][0] * need(name))
        _, position = heapq.heappop(heaps[value])
        if not heaps[value]:
            del heaps[value]
        candidate = pool[position]
        yield QueueItem(
            candidate,
            weights.benefit(position) * need(value),
            seconds[position],
            copies[candidate.text, value],
            weights.sizes[weights.groups[position]],
        )
        weights.show(position)
        asked[value] += 1


def _refresh(
    heap: list[tuple[float, int]],
    weights: _Weights,
    seconds: Sequence[float],
) -> None:
    """Bring the best of a heap to its top. Benefits only fall, so a top that holds is the best."""
    while True:
        rate, position = heap[0]
        now = -weights.benefit(position) / seconds[position]
        if now == rate:
            return
        heapq.heapreplace(heap, (now, position))


def _with_audit(
    suggested: Sequence[QueueItem],
    given: Sequence[ReviewCandidate],
    copies: Mapping[tuple[str, str], int],
    options: QueueOptions,
) -> Iterator[QueueItem]:
    """Suggestions with tags among them. Which tags are drawn depends on their ids alone."""
    drawn = iter(sorted(given, key=_draw))
    due = 0.0
    for item in suggested:
        due += options.audit / max(1 - options.audit, 1e-9)
        while due >= 1 and (candidate := next(drawn, None)) is not None:
            due -= 1
            yield _audit_item(candidate, copies, options)
        yield item
    if options.audit:
        for candidate in drawn:
            yield _audit_item(candidate, copies, options)


def _audit_item(
    candidate: ReviewCandidate,
    copies: Mapping[tuple[str, str], int],
    options: QueueOptions,
) -> QueueItem:
    return QueueItem(
        candidate,
        uncertainty(candidate.probability, options.threshold),
        reading_seconds(candidate.text, options),
        copies[candidate.text, candidate.value],
        audit=True,
    )


def _draw(candidate: ReviewCandidate) -> str:
    return hashlib.sha256(f"{candidate.id}\n{candidate.value}".encode()).hexdigest()
