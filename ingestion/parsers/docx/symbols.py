"""Signs of Microsoft's symbol fonts as characters: Word names the font and a code of its own, U+F0A8 for a box to tick."""

from __future__ import annotations

_WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x80: "⓪", 0x9F: "•", 0xA1: "○", 0xA3: "◉",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x81 + n: chr(0x2460 + n) for n in range(10)} | {0x8C + n: chr(0x2776 + n) for n in range(10)}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x56: "⊗",
    0x98: "•",
    0xA2: "■",
    0xA3: "□",
}
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0xD7: "⋅", 0xE5: "∑", 0x25: "%", 0x28: "(", 0x29: ")", 0x2B: "+", 0x2D: "−", 0x2F: "/", 0x3C: "<", 0x3D: "=", 0x3E: ">",
} | {n: chr(n) for n in range(0x30, 0x3A)}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = range(0xF000, 0xF100)  # where symbol fonts keep their 224 signs


def character(font: str, code: str) -> str | None:
    """The character that a `w:sym` shows; None where its font has signs that are not known here.

    >>> character("Wingdings 2", "F052"), character("宋体", "2460"), character("Webdings", "F061")
    ('☑', '①', None)
    """
    try:
        point = int(code, 16)
    except ValueError:
        return None
    table = _FONTS.get(font.lower())
    if table is not None:
        return table.get(point - _PRIVATE.start if point in _PRIVATE else point)
    return None if point in _PRIVATE or not 0x20 <= point < 0xE000 else chr(point)
