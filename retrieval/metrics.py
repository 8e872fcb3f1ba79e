"""Which results match which gold text, and what one question scores.

A result matches a gold text if it contains it, or if it is contained in it and is at least 60 % of
it. White space and punctuation do not count. Comparing ids was set aside: gold comes from other
people's cuts of the same texts, and our ids change with our parser.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from corpus.schema import Row
from retrieval.benchmarks import GoldQuestion

METRICS = (
    "R@10",
    "R@100",
    "hit@10",
    "MRR@10",
    "nDCG@10",
    "coverage@2000",
)
"""What is measured, in the order of reports."""

DEPTH = 100
"""How many results the metrics look at."""

LEAST_SHARE = 0.6
"""How much of a gold text a result inside it must be."""

BUDGET = 2000
"""Characters of the results' texts, from the first on, that coverage counts: about as many as fit
into a prompt."""

GRAM = 4
"""Characters of the pieces that coverage is counted in."""


class _Squeeze(dict[int, int | None]):
    """Deletes white space, punctuation and control characters; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        category = unicodedata.category(chr(code))
        kept = None if category[0] in "ZPC" else code
        self[code] = kept
        return kept


_SQUEEZE = _Squeeze()


# A question has a hundred results, and the same articles come again and again.
@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """Remove white space and punctuation from a text, and compose it (NFC).

    Args:
        text: Any text.

    Returns:
        The characters that count.

    >>> squeeze("第三条 用人单位，应当……")
    '第三条用人单位应当'
    """
    return unicodedata.normalize("NFC", text).translate(_SQUEEZE)


def matches_gold(text: str, gold: str) -> bool:
    """Say whether the text of a result matches a gold text.

    Args:
        text: The text of a result.
        gold: The gold text.

    Returns:
        Whether it contains the gold text, or is at least 60 % of it.
    """
    shown = squeeze(text)
    wanted = squeeze(gold)
    if wanted in shown:
        return True
    is_long_enough = len(shown) >= LEAST_SHARE * len(wanted)
    return is_long_enough and shown in wanted


def stands_in(row: Row, file: str) -> bool:
    """Say whether a row, or a copy of it, comes from a file.

    Args:
        row: A row of the index.
        file: The end of a path, with or without the name of the source before it. Only whole names
            match: 办法.docx is not 新办法.docx.

    Returns:
        Whether one of its places is that file.
    """
    wanted = "/" + unicodedata.normalize("NFC", file).lstrip("/")
    for place in (row["source"], *row["mirrors"]):
        path = unicodedata.normalize("NFC", f"/{place['name']}/{place['path']}")
        if path.endswith(wanted):
            return True
    return False


def ranks(question: GoldQuestion, rows: Sequence[Row]) -> tuple[int | None, ...]:
    """Return where each gold text was found.

    Args:
        question: The question with its gold texts.
        rows: The rows of the results, best first.

    Returns:
        For each gold text the rank (from 1) of the first row that matches it; None where none does.
    """
    allowed: list[tuple[int, str]] = []
    for rank, row in enumerate(rows, start=1):
        if question.file is None or stands_in(row, question.file):
            allowed.append((rank, row["text"]))
    return tuple(_first_rank(allowed, gold) for gold in question.gold)


def _first_rank(ranked_texts: Sequence[tuple[int, str]], gold: str) -> int | None:
    for rank, text in ranked_texts:
        if matches_gold(text, gold):
            return rank
    return None


def score(question: GoldQuestion, rows: Sequence[Row]) -> dict[str, float]:
    """Score the ranked rows of one question.

    Args:
        question: The question with its gold texts.
        rows: The rows of the results, best first.

    Returns:
        The value of each of `METRICS`, from 0 to 1.
    """
    found = [rank for rank in ranks(question, rows) if rank is not None]
    top = [rank for rank in found if rank <= 10]
    within_depth = [rank for rank in found if rank <= DEPTH]
    gold_count = len(question.gold)
    return {
        "R@10": len(top) / gold_count,
        "R@100": len(within_depth) / gold_count,
        "hit@10": float(bool(top)),
        "MRR@10": 1 / min(top) if top else 0.0,
        "nDCG@10": _gain(top, gold_count),
        "coverage@2000": coverage(question.gold, [row["text"] for row in rows]),
    }


def _gain(top: Sequence[int], gold_count: int) -> float:
    """Normalised gain: each gold text gains at the rank that matches it first.

    The ideal has one gold text per rank; a result that matches several can't do better than it.
    """
    ideal = sum(_discount(rank) for rank in range(1, min(gold_count, 10) + 1))
    gained = sum(_discount(rank) for rank in top)
    return min(1.0, gained / ideal)


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)


def coverage(
    gold: Sequence[str],
    texts: Sequence[str],
    budget: int = BUDGET,
) -> float:
    """Return how much of the gold a prompt would contain.

    Distinct 4-grams are counted, of all gold texts together. A text shorter than a 4-gram counts as
    one.

    Args:
        gold: The gold texts.
        texts: The texts of the results, best first.
        budget: How many characters of the texts count.

    Returns:
        The share of the gold's 4-grams that stand in the first `budget` characters, from 0 to 1.
    """
    wanted: set[str] = set()
    for text in gold:
        wanted |= _grams(text)
    seen: set[str] = set()
    for text in texts:
        if budget <= 0:
            break
        seen |= _grams(text[:budget])
        budget -= len(text)
    return len(wanted & seen) / len(wanted)


def _grams(text: str) -> set[str]:
    squeezed = squeeze(text)
    count = max(1, len(squeezed) - GRAM + 1)
    return {squeezed[start : start + GRAM] for start in range(count)}
