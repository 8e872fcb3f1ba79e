"""Signs of Microsoft's symbol fonts as characters.

Word names the font and a code of its own, such as U+F0A8 for an empty box.
"""

from __future__ import annotations

# fmt: off
_WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖",
    0x80: "⓪", 0x9F: "•", 0xA1: "○", 0xA3: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x56: "⊗", 0x98: "•",
    0xA2: "■", 0xA3: "□",
}
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "⋅", 0xE5: "∑", 0x25: "%",
    0x28: "(", 0x29: ")", 0x2B: "+", 0x2D: "−", 0x2F: "/", 0x3C: "<", 0x3D: "=", 0x3E: ">",
}
# fmt: on
for _digit in range(10):
    _WINGDINGS[0x81 + _digit] = chr(ord("①") + _digit)
    _WINGDINGS[0x8C + _digit] = chr(ord("❶") + _digit)
    _SYMBOL[ord("0") + _digit] = str(_digit)
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "symbol": _SYMBOL,
}
_PRIVATE = range(0xF000, 0xF100)  # where symbol fonts keep their 224 signs
_CHARACTERS = range(0x20, 0xE000)


def character(font: str, code: str) -> str | None:
    """Return the character that a `w:sym` shows.

    Args:
        font: The name of the font.
        code: The code in hexadecimal digits.

    Returns:
        The character; None where the font has signs that this table lacks.

    >>> character("Wingdings 2", "F052"), character("宋体", "2460"), character("Webdings", "F061")
    ('☑', '①', None)
    """
    try:
        point = int(code, 16)
    except ValueError:
        return None
    table = _FONTS.get(font.lower())
    if table is not None:
        if point in _PRIVATE:
            point -= _PRIVATE.start
        return table.get(point)
    if point in _PRIVATE or point not in _CHARACTERS:
        return None
    return chr(point)
