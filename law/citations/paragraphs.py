"""Which paragraph (款) of an article a place stands in.

A line that opens with a mark of items belongs to the paragraph before it; any other line is a
paragraph. `law.structure.units` counts in the same way while it reads lines. Here there is only the
text of a passage.
"""

from __future__ import annotations

import re

_ITEM_LINE = re.compile(
    r"\n(?=\s*(?:"
    r"[（(]\s*(?:[一二三四五六七八九十百]{1,5}|\d{1,3})\s*[)）]"
    r"|\d{1,3}\s*(?:[．、]|\.(?!\d))"
    r"|[①-⑳]"
    r"))"
)
_LONGEST_MARK = 12  # characters: the text behind `place` shows whether its line is an item


def paragraph_at(
    text: str,
    place: int,
    first: int = 1,
) -> int:
    r"""Find the number of the paragraph in which a place stands.

    Args:
        text: The text of a passage.
        place: The offset of the place in the text.
        first: The number of the paragraph with which the text begins.

    Returns:
        The number of the paragraph, from 1.

    >>> text = "第三条 有下列情形的：\n（一）甲；\n（二）乙。\n前款规定不适用于丙。"
    >>> paragraph_at(text, text.index("前款"))
    2
    """
    lines = text.count("\n", 0, place)
    item_lines = 0
    for match in _ITEM_LINE.finditer(text, 0, place + _LONGEST_MARK):
        if match.start() < place:
            item_lines += 1
    return first + lines - item_lines
