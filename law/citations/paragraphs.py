"""Which paragraph (款) of an article a place stands in.

A line that opens with a mark of items belongs to the paragraph before it, any other line is a paragraph, as in `structure.units`,
which counts lines before they are text; here there is only the text of a passage.
"""

from __future__ import annotations

import re

_ITEM = re.compile(
    r"\n(?=\s*(?:[（(]\s*(?:[一二三四五六七八九十百]{1,5}|\d{1,3})\s*[)）]|\d{1,3}\s*(?:[．、]|\.(?!\d))|[①-⑳]))"
)
_LONGEST = 12  # characters of a mark: what stands behind `place` tells whether it is an item's line


def paragraph_at(text: str, place: int, first: int = 1) -> int:
    r"""The number of the paragraph that `place` stands in, where the text begins in paragraph `first`.

    >>> text = "第三条 有下列情形的：\n（一）甲；\n（二）乙。\n前款规定不适用于丙。"
    >>> paragraph_at(text, text.index("前款"))
    2
    """
    return (
        first
        + text.count("\n", 0, place)
        - sum(1 for one in _ITEM.finditer(text, 0, place + _LONGEST) if one.start() < place)
    )
