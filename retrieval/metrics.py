"""Which hits find which gold, and what one question scores.

A hit finds a gold text when it contains it, or is contained in it and is at least 60 % of it; white space and punctuation do not
count. Judging by ids was set aside: gold comes from other people's cuts of the same texts, and our ids change with our parser.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from corpus.schema import Row
from retrieval.benchmarks import GoldQuestion

METRICS = ("R@10", "R@100", "hit@10", "MRR@10", "nDCG@10", "coverage@2000")
"""What is measured, in the order of reports."""

DEPTH = 100
"""Hits that the metrics look at."""

LEAST_SHARE = 0.6
"""How much of a gold text a hit inside it must be."""

BUDGET = 2000
"""Characters of the hits' texts, from the first on, that coverage counts: about what a prompt has room for."""

GRAM = 4
"""Characters of the pieces that coverage is counted in."""


class _Squeeze(dict[int, int | None]):
    """Deletes white space, punctuation and control characters; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code))[0] in "ZPC" else code
        self[code] = kept
        return kept


_SQUEEZE = _Squeeze()


@lru_cache(maxsize=8192)  # a hundred hits a question, and the same articles come again and again
def squeeze(text: str) -> str:
    """A text without white space and punctuation, composed (NFC).

    >>> squeeze("第三条 用人单位，应当……")
    '第三条用人单位应当'
    """
    return unicodedata.normalize("NFC", text).translate(_SQUEEZE)


def finds(hit: str, gold: str) -> bool:
    """Whether a hit's text finds a gold text."""
    shown, wanted = squeeze(hit), squeeze(gold)
    return wanted in shown or (len(shown) >= LEAST_SHARE * len(wanted) and shown in wanted)


def stands_in(row: Row, file: str) -> bool:
    """Whether a row, or a mirror of it, comes from a file.

    `file` is the end of a path, with the source's name before it or without; whole names only (办法.docx is not 新办法.docx).
    """
    places = (row["source"], *row["mirrors"])
    wanted = "/" + unicodedata.normalize("NFC", file).lstrip("/")
    return any(
        unicodedata.normalize("NFC", f"/{place['name']}/{place['path']}").endswith(wanted)
        for place in places
    )


def ranks(question: GoldQuestion, rows: Sequence[Row]) -> tuple[int | None, ...]:
    """For each gold text the rank (from 1) of the first row that finds it, None where none does."""
    allowed = [
        (rank, row["text"])
        for rank, row in enumerate(rows, start=1)
        if question.file is None or stands_in(row, question.file)
    ]
    return tuple(
        next((rank for rank, text in allowed if finds(text, gold)), None) for gold in question.gold
    )


def score(question: GoldQuestion, rows: Sequence[Row]) -> dict[str, float]:
    """What the ranked rows of one question score: `METRICS`, each from 0 to 1."""
    found = [rank for rank in ranks(question, rows) if rank is not None]
    top = [rank for rank in found if rank <= 10]
    return {
        "R@10": len(top) / len(question.gold),
        "R@100": sum(rank <= 100 for rank in found) / len(question.gold),
        "hit@10": float(bool(top)),
        "MRR@10": 1 / min(top) if top else 0.0,
        "nDCG@10": _gain(top, len(question.gold)),
        "coverage@2000": coverage(question.gold, [row["text"] for row in rows]),
    }


def _gain(top: Sequence[int], gold: int) -> float:
    """Each gold text gains at the rank that finds it first. The ideal has one a rank; a hit with several can't do better than it."""
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(gold, 10) + 1))
    return min(1.0, sum(1 / math.log2(rank + 1) for rank in top) / ideal)


def coverage(gold: Sequence[str], texts: Sequence[str], budget: int = BUDGET) -> float:
    """Share of the gold's 4-grams that stand in the first `budget` characters of the texts, in their order.

    Distinct grams, of all gold texts together; of a text shorter than a gram, the text.
    """
    wanted = set().union(*(_grams(text) for text in gold))
    seen: set[str] = set()
    for text in texts:
        if budget <= 0:
            break
        seen |= _grams(text[:budget])
        budget -= len(text)
    return len(wanted & seen) / len(wanted)


def _grams(text: str) -> set[str]:
    squeezed = squeeze(text)
    return {squeezed[start : start + GRAM] for start in range(max(1, len(squeezed) - GRAM + 1))}
