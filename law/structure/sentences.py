"""Sentences of a text that hold certain words, and the labels with which they begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.notation.numerals import ARTICLE_LABEL
from corpus.records import DocumentKind, Span

_SENTENCE = re.compile(r"[^。；\n]+")
_QUOTATION = re.compile(r"“[^“”]*”", re.DOTALL)

LABEL = re.compile(
    rf"^\s*(?:{ARTICLE_LABEL}(?!\s*[至到、和])"
    r"|[一二三四五六七八九十]+、"
    r"|[（(][一二三四五六七八九十]+[)）]"
    r"|\d+[.．、])\s*"
)
"""The label of an article or an item at the start of a sentence."""


def find_sentences(
    text: str,
    spans: Iterable[Span],
    kind: DocumentKind,
    *words: str,
) -> Iterator[tuple[int, str]]:
    """Find the sentences that hold one of some words.

    Args:
        text: The clean text of a document.
        spans: The places of its passages.
        kind: Its kind. What stands in “…” in a decision is the other text's, and is blanked.
        words: The words.

    Yields:
        The offset of each sentence in the text, and the sentence.
    """
    wanted = _any_of(words)
    places = [match.start() for match in wanted.finditer(text)]
    longest = max(map(len, words))
    for span in spans:
        # A word may stand before the span and cover one that begins in it: so look a word earlier.
        nearest = bisect_left(places, span.start - longest)
        if nearest == len(places) or places[nearest] >= span.end:
            continue
        body = text[span.start : span.end]
        if kind is DocumentKind.DECISION:
            body = _QUOTATION.sub(lambda match: "□" * len(match[0]), body)
        for match in _SENTENCE.finditer(body):
            sentence = match[0]
            if wanted.search(sentence):
                yield span.start + match.start(), sentence


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern over some words: one pass, where a test for each word is one pass for each."""
    return re.compile("|".join(map(re.escape, words)))


def label_length(sentence: str) -> int:
    """Measure the label at the start of a sentence.

    Args:
        sentence: The sentence.

    Returns:
        The number of its characters; 0 where there is no label.
    """
    label = LABEL.match(sentence)
    return label.end() if label else 0
