"""Pairs of word and term that texts propose.

A word and a term that stand together in more pairs of texts than by chance are proposed (the
log-likelihood ratio of Dunning 1993). A proposal is a guess: `judging` decides.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.notation.lay_words import Origin
from retrieval.lay_growth.terms import grams

_LEAST_TEXTS = 3
"""In how many texts of laypeople a word stands at least."""

_LARGEST_SHARE = 0.1
"""In what share of the texts of laypeople a word stands at most."""

_LEAST_RATIO = 6.0
"""Log-likelihood ratio: below, one pair in a hundred stands together by chance."""

_LEAST_LIFT = 3.0
"""How many times more often than by chance the two stand together at least."""

_TERMS_PER_WORD = 4

_NO_WORD = set("的了吗呢么是在有和我你他她什哪怎如何能可以会要不被把就都")
"""Characters that no proposed word begins or ends with."""


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text in the words of laypeople, and a text of law that belongs to it.

    Attributes:
        lay: The text of laypeople: a question, what stands before a citation, a reviewed text.
        legal: The text of law: the article that answers or is cited, the definition of a tag.
        origin: Where the pair comes from.
    """

    lay: str
    legal: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed pair.

    Attributes:
        word: What laypeople write.
        term: What the law writes.
        origin: Where most of the texts that propose it come from.
        ratio: The log-likelihood ratio.
    """

    word: str
    term: str
    origin: Origin
    ratio: float


def propose(
    pairs: Sequence[TextPair],
    terms: Collection[str],
    most: int = 3_000,
) -> list[Proposal]:
    """Propose pairs of word and term.

    Args:
        pairs: The pairs of texts.
        terms: The terms of law.
        most: Largest number of proposals.

    Returns:
        The proposals, the surest first; at most four terms a word.
    """
    longest = max(map(len, terms), default=0)
    words_of = [grams(pair.lay, 2, 4) for pair in pairs]
    terms_of = [_terms_in(pair.legal, terms, longest) for pair in pairs]
    term_counts = Counter(term for found in terms_of for term in found)
    proposals = []
    for word, places in _words(words_of).items():
        together = Counter(
            term for place in places for term in terms_of[place] if term not in pairs[place].lay
        )
        for term, count in together.items():
            if count < 2 or count * len(pairs) <= _LEAST_LIFT * len(places) * term_counts[term]:
                continue
            ratio = _likelihood_ratio(count, len(places), term_counts[term], len(pairs))
            if ratio >= _LEAST_RATIO:
                supporting = [pairs[place].origin for place in places if term in terms_of[place]]
                origin = Counter(supporting).most_common(1)[0][0]
                proposals.append(Proposal(word, term, origin, ratio))
    proposals.sort(key=lambda proposal: (-proposal.ratio, proposal.word, proposal.term))
    return _few_per_word(proposals)[:most]


def _terms_in(
    text: str,
    terms: Collection[str],
    longest: int,
) -> set[str]:
    return grams(text, 2, longest) & set(terms)


def _words(words_of: Sequence[Collection[str]]) -> Mapping[str, tuple[int, ...]]:
    """Return the words, each with the places of the texts where it stands.

    Of words that stand in the same texts only the longest is a word: 鱿鱼 never stands without 炒.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(words_of):
        for word in sorted(words):
            places[word].append(place)
    most = max(_LEAST_TEXTS, _LARGEST_SHARE * len(words_of))
    longest: dict[tuple[int, ...], str] = {}
    for word, found in sorted(places.items()):
        is_word = word[0] not in _NO_WORD and word[-1] not in _NO_WORD
        if not is_word or not _LEAST_TEXTS <= len(found) <= most:
            continue
        key = tuple(found)
        if len(word) > len(longest.get(key, "")):
            longest[key] = word
    return {word: key for key, word in longest.items()}


def _few_per_word(proposals: Sequence[Proposal]) -> list[Proposal]:
    counts: Counter[str] = Counter()
    kept = []
    for proposal in proposals:
        counts[proposal.word] += 1
        if counts[proposal.word] <= _TERMS_PER_WORD:
            kept.append(proposal)
    return kept


def _likelihood_ratio(
    together: int,
    with_word: int,
    with_term: int,
    total: int,
) -> float:
    """Return Dunning's ratio for the table of texts with and without word and term."""
    word_only = with_word - together
    term_only = max(0, with_term - together)
    neither = max(0, total - together - word_only - term_only)
    whole = _entropy(together, word_only, term_only, neither)
    rows = _entropy(together + word_only, term_only + neither)
    columns = _entropy(together + term_only, word_only + neither)
    return 2 * (whole - rows - columns)


def _entropy(*counts: int) -> float:
    total = sum(counts)
    return sum(count * math.log(count / total) for count in counts if count)
