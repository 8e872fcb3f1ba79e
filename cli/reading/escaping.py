"""Makes every character of a text visible: what steers a terminal or hides in a text is named."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that no font shows."""

_IDEOGRAPHIC_SPACE = "\u3000"


def visible(text: str) -> str:
    r"""Write a text so that a person sees all of it, and a terminal shows it as it stands.

    Args:
        text: A text of one line.

    Returns:
        The text. Control characters, marks of direction, invisible characters and private ones are
        written as `<U+202E>`; blanks of other widths are blanks.

    >>> visible("工资\u202e照发\x1b[2J")
    '工资<U+202E>照发<U+001B>[2J'
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


@lru_cache(maxsize=20_000)
def _visible(character: str) -> str:
    if character in "\t\n\r":
        return " "
    category = unicodedata.category(character)
    if category == "Zs":
        return character if character == _IDEOGRAPHIC_SPACE else " "
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    is_unseen = category[0] == "C" or category in ("Zl", "Zp")
    if is_unseen or is_selector or character in _BLANK_LETTERS:
        return f"<U+{ord(character):04X}>"
    return character
