"""Tables of separated values that are a law: a row for each article, often with its translation.

    第一条 为了…    Article 1 These Rules …
    第一条          为了…

As records, each article would begin with the name of its column, and be no article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.notation.marks import read_mark
from corpus.records import Level

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST = 3
_SAMPLE = 2000


def is_law(rows: Sequence[Sequence[str]]) -> bool:
    """Check whether the rows of a table are the articles of a law.

    Args:
        rows: The cells, row by row.

    Returns:
        True where rows rise from 第一条 on, each with one text in Chinese.
    """
    numbers: list[tuple[int, int]] = []
    for row in rows[:_SAMPLE]:
        cells = [cell.strip() for cell in row if cell.strip()]
        labels = [cell for cell in cells if cell[:1] in ("第", "笫")]
        mark = read_mark(labels[0]) if len(labels) == 1 else None
        if mark is None or mark.level is not Level.ARTICLE:
            if numbers and mark is None and len(cells) > 1:
                return False
            continue
        others = [cell for cell in cells if cell is not labels[0]]
        if not _is_article(others, is_bare=mark.length >= len(labels[0])):
            return False
        numbers.append(mark.number)
    if len(numbers) < _FEWEST or numbers[0] != (1, 0):
        return False
    return all(number < later for number, later in pairwise(numbers))


def _is_article(others: Sequence[str], *, is_bare: bool) -> bool:
    """Whether the cells beside a label go with an article.

    A bare label has one text in Chinese beside it. Another label holds the text itself, and has a
    translation beside it.
    """
    texts = [cell for cell in others if _HAN.search(cell)]
    if not is_bare:
        return not texts and any(map(_LETTER.search, others))
    is_alone = len(others) == 1
    return len(texts) == 1 and (is_alone or any(map(_is_foreign, others)))


def _is_foreign(cell: str) -> bool:
    return _HAN.search(cell) is None and _LETTER.search(cell) is not None
