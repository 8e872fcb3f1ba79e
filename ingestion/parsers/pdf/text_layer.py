"""Whether the text of a page can be used, or whether its picture has to be read by OCR."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingestion.parsers.pdf.glyphs import Glyph
from ingestion.parsers.pdf.painted import PaintedBox, PaintedGlyph

UNMAPPED = "\ufffd"
"""The text of a character whose font has no map to Unicode."""

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_MOJIBAKE = re.compile("[\xa1-\xff]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_SIMPLIFIED_LEVEL_1 = range(0xB0, 0xD8)  # first bytes in GB 2312
_TRADITIONAL_LEVEL_1 = range(0xA4, 0xC7)  # first bytes in Big5
COMMON_IN_LAYER = 0.7
"""The least share of common characters among the Chinese ones of a text layer."""

COMMON_IN_READING = 0.87
"""The least share of common characters among the Chinese ones that OCR reads.

It is higher, since OCR takes rare shapes for common characters. OCR read 84 % on a page of nonsense
that a Chinese font had drawn. Of 23,468 stretches of 100 characters in an archive's laws and cases,
all had 90 % or more.
"""

_JUDGED = 50  # Chinese characters; fewer show nothing
_GARBAGE = 0.2  # of a page's characters; beyond it a reader could not read on
_MOJIBAKE_SHARE = 0.4  # of a page's characters


def find_text_problem(
    glyphs: Sequence[Glyph],
    hidden: Sequence[tuple[PaintedGlyph, str]],
    pictures: Sequence[PaintedBox],
) -> str | None:
    """Say why the text of a page can't be used.

    Args:
        glyphs: The visible characters.
        hidden: The hidden characters, each with the reason.
        pictures: The pictures of the page.

    Returns:
        The reason, for a message; None where the text can be used, and of an empty page.
    """
    text = "".join(glyph.text for glyph in glyphs if glyph.text.strip())
    if not text:
        return _problem_without_text(hidden) if pictures else None
    unmapped = text.count(UNMAPPED) + len(_PRIVATE.findall(text))
    length = len(text)
    if unmapped > _GARBAGE * length:
        return f"{unmapped} of {length} characters are in a font without a map to Unicode"
    mojibake = len(_MOJIBAKE.findall(text))
    if mojibake > _MOJIBAKE_SHARE * length:
        return "its text layer is in a wrong encoding"
    if is_nonsense(text):
        return "its text layer holds characters that no text is made of"
    return None


def _problem_without_text(hidden: Sequence[tuple[PaintedGlyph, str]]) -> str:
    for _, reason in hidden:
        if reason == "invisible":
            return "a picture without text, with a hidden text layer"
    return "a picture without text"


def is_nonsense(text: str, least_common: float = COMMON_IN_LAYER) -> bool:
    """Say whether a text has too few common Chinese characters to be a text.

    A font whose map to Unicode is wrong gives any characters; the commonest code blocks have a
    quarter of the common ones.

    Args:
        text: A page's text, from its text layer or read by OCR.
        least_common: The least share of common characters that a text has.

    Returns:
        True where fewer of 50 or more Chinese characters are common.
    """
    chinese = _CHINESE.findall(text)
    if len(chinese) < _JUDGED:
        return False
    common = sum(_is_common(character) for character in chinese)
    return common < least_common * len(chinese)


@cache
def _is_common(character: str) -> bool:
    """Whether a character is of the first level of GB 2312 or Big5.

    Their 3,755 and 5,401 characters are all but a few of any text's.
    """
    if _first_byte(character, "gb2312") in _SIMPLIFIED_LEVEL_1:
        return True
    return _first_byte(character, "big5") in _TRADITIONAL_LEVEL_1


def _first_byte(character: str, encoding: str) -> int:
    """The first byte of a character in an encoding; 0 where the encoding does not have it."""
    encoded = character.encode(encoding, "ignore")
    if not encoded:
        return 0
    return encoded[0]
