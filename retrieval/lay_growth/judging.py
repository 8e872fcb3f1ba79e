"""Which pairs help on questions that had no part in proposing them.

The questions are split into folds. Questions that share an article of law share a fold. Each fold
judges what the texts of all others propose. A pair is kept if it raised the right articles of at
least two questions, lowered at most half as many, and gained in sum.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from corpus.notation.lay_words import LayWord
from retrieval.benchmarks import GoldQuestion
from retrieval.lay_growth.proposing import TextPair, propose

FOLDS = 5

_LEAST = 2
"""How many questions must say that a pair helps, or that it does harm."""

_MOST_AGAINST = 0.5
"""How many questions may say the opposite, as a share of them."""

Gain = Callable[[GoldQuestion, str], float]
"""What a term adds to the place of a question's articles."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a pair did.

    Attributes:
        pair: The pair, with its mean gain and the number of questions.
        raised: Questions whose articles it raised.
        lowered: Questions whose articles it lowered.
    """

    pair: LayWord
    raised: int
    lowered: int

    @property
    def helps(self) -> bool:
        """Whether a proposed pair is kept."""
        gained = self.pair.gain is not None and self.pair.gain > 0
        return gained and _mostly(self.raised, self.lowered)

    @property
    def harms(self) -> bool:
        """Whether a written pair is left out: the opposite of what keeps a proposed one."""
        lost = self.pair.gain is not None and self.pair.gain < 0
        return lost and _mostly(self.lowered, self.raised)


@dataclass(frozen=True, slots=True)
class Judged:
    """All pairs that were judged.

    Attributes:
        written: The pairs that a person wrote.
        grown: The pairs that texts proposed.
    """

    written: tuple[Judgement, ...]
    grown: tuple[Judgement, ...]

    @property
    def kept(self) -> tuple[LayWord, ...]:
        """The table: what was written and does no harm, then what was proposed and helps."""
        written = [judgement.pair for judgement in self.written if not judgement.harms]
        grown = [judgement.pair for judgement in self.grown if judgement.helps]
        grown.sort(key=lambda pair: (-(pair.gain or 0) * pair.questions, pair.word, pair.term))
        return (*written, *grown)


def fold_questions(questions: Sequence[GoldQuestion], count: int = FOLDS) -> list[int]:
    """Split questions into folds of about the same size.

    Args:
        questions: The questions.
        count: Number of folds.

    Returns:
        The fold of each question. Two questions with a gold text in common, also by way of others,
        have the same.
    """
    parent = list(range(len(questions)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    first: dict[str, int] = {}
    for place, question in enumerate(questions):
        for gold in question.gold:
            parent[root(place)] = root(first.setdefault(gold, place))
    roots = [root(place) for place in range(len(questions))]
    sizes = [0] * count
    fold_of: dict[int, int] = {}
    for group, size in sorted(Counter(roots).items(), key=lambda item: (-item[1], item[0])):
        smallest = sizes.index(min(sizes))
        fold_of[group] = smallest
        sizes[smallest] += size
    return [fold_of[group] for group in roots]


def judge(
    questions: Sequence[GoldQuestion],
    folds: Sequence[int],
    pairs: Sequence[TextPair],
    terms: Collection[str],
    written: Iterable[LayWord],
    gain: Gain,
) -> Judged:
    """Judge pairs on questions that had no part in proposing them.

    Args:
        questions: The questions.
        folds: The fold of each question.
        pairs: The texts that propose pairs, those of the questions among them.
        terms: The terms of law.
        written: The pairs that a person wrote: every question judges them.
        gain: What a term adds to the place of a question's articles.

    Returns:
        What each pair did.
    """
    own = {(pair.word, pair.term): pair for pair in written}
    proposed: dict[tuple[str, str], LayWord] = {}
    gains: dict[tuple[str, str], list[float]] = defaultdict(list)
    for fold in sorted(set(folds)):
        asked = [question for question, its in zip(questions, folds, strict=True) if its == fold]
        # A text that answers a question of this fold may propose nothing to it.
        held_out = {gold for question in asked for gold in question.gold}
        others = [pair for pair in pairs if pair.legal not in held_out]
        candidates = dict(own)
        for proposal in propose(others, terms):
            key = (proposal.word, proposal.term)
            if key not in own:
                pair = LayWord(proposal.word, proposal.term, proposal.origin)
                candidates[key] = proposed.setdefault(key, pair)
        for question in asked:
            for word, term in candidates:
                if word in question.query and term not in question.query:
                    gains[word, term].append(gain(question, term))
    return Judged(
        tuple(_judgement(pair, gains.get(key, ())) for key, pair in own.items()),
        tuple(_judgement(pair, gains[key]) for key, pair in proposed.items() if key in gains),
    )


def _mostly(for_it: int, against: int) -> bool:
    return for_it >= _LEAST and against <= _MOST_AGAINST * for_it


def _judgement(pair: LayWord, gains: Sequence[float]) -> Judgement:
    mean = sum(gains) / len(gains) if gains else None
    measured = LayWord(
        pair.word,
        pair.term,
        pair.origin,
        None if mean is None else round(mean, 4),
        len(gains),
    )
    raised = sum(value > 0 for value in gains)
    lowered = sum(value < 0 for value in gains)
    return Judgement(measured, raised, lowered)
