"""Which paragraph (款) of an article, and which item (项) of it, a place stands in.

A line that opens with a mark of items belongs to the paragraph before it; any other line is a
paragraph. `law.structure.units` counts in the same way while it reads lines. Here there is only the
text of a passage.
"""

from __future__ import annotations

import re

from corpus.notation.numerals import ARTICLE_LABEL, to_int

_ITEM_LINE = re.compile(
    r"\n(?=\s*(?:"
    r"[（(]\s*(?:[一二三四五六七八九十百]{1,5}|\d{1,3})\s*[)）]"
    r"|\d{1,3}\s*(?:[．、]|\.(?!\d))"
    r"|[①-⑳]"
    r"))"
)
_ITEM_MARK = re.compile(
    rf"\s{{0,8}}(?:{ARTICLE_LABEL}\s{{0,4}})?(?:"
    r"[（(]\s{0,2}(?P<bracketed>[一二三四五六七八九十百]{1,5}|\d{1,3})\s{0,2}[)）]"
    r"|(?P<counted>\d{1,3})\s{0,2}(?:[．、]|\.(?!\d))"
    r"|(?P<circled>[①-⑳])"
    r")"
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


def item_at(text: str, place: int) -> int | None:
    r"""Find the number of the item in which a place stands.

    Args:
        text: The text of a passage.
        place: The offset of the place in the text.

    Returns:
        The number; None where the line of the place does not begin with the mark of an item.

    >>> text = "第三条 有下列情形的：\n（一）甲；\n（二）有前项行为的。"
    >>> item_at(text, text.index("前项"))
    2
    """
    line = text.rfind("\n", 0, place) + 1
    mark = _ITEM_MARK.match(text, line, place)
    if mark is None:
        return None
    if mark["circled"]:
        return ord(mark["circled"]) - ord("①") + 1
    return to_int(mark["bracketed"] or mark["counted"])
