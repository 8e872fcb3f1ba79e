"""The numbers that Word counts by itself, read a second time for the oracle of articles.

It shares nothing with `ingestion`: it reads the XML of a Word file by the standard (ECMA-376, part
1, 17.9), and knows only what laws use: levels, starts, formats, and the numbers of styles.
"""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographTraditional",
    "chineseLegalSimplified",
    "japaneseDigitalTenThousand",
    "ideographDigital",
)
_PLACE = re.compile(r"%(\d)")
_DEEPEST = 9
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class WordNumbers:
    """Counts the numbered paragraphs of one Word file, in their order."""

    def __init__(
        self,
        numbering: Any,
        styles: Any,
    ) -> None:
        """Read the lists of a file.

        Args:
            numbering: The root of its `numbering.xml`; None where it has none.
            styles: The root of its `styles.xml`.
        """
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._styles = {one.get(f"{_W}styleId"): one for one in styles.iter(f"{_W}style")}
        for abstract in () if numbering is None else numbering.iter(f"{_W}abstractNum"):
            name = abstract.get(f"{_W}abstractNumId")
            self._levels[name] = {
                int(level.get(f"{_W}ilvl", "0")): level for level in abstract.iter(f"{_W}lvl")
            }
        for num in () if numbering is None else numbering.iter(f"{_W}num"):
            name = num.get(f"{_W}numId")
            self._abstract[name] = _value(num.find(f"{_W}abstractNumId"))
            for override in num.iter(f"{_W}lvlOverride"):
                start = _value(override.find(f"{_W}startOverride"))
                if start.isdecimal():
                    self._starts[name, int(override.get(f"{_W}ilvl", "0"))] = int(start)

    def label(self, paragraph: Any) -> str:
        """Count a paragraph.

        Args:
            paragraph: Its element.

        Returns:
            The label that Word shows before it; "" where it has none.
        """
        name, place = self._numbered(paragraph)
        levels = self._levels.get(self._abstract.get(name, ""), {})
        level = levels.get(place)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._abstract[name], [None] * _DEEPEST)
        if name not in self._begun:
            self._begun.add(name)
            for (other, at), start in self._starts.items():
                if other == name:
                    counts[at] = start - 1
        before = counts[place]
        counts[place] = _start(level) if before is None else before + 1
        counts[place + 1 :] = [None] * (_DEEPEST - place - 1)
        if _value(level.find(f"{_W}numFmt")) in ("bullet", "none"):
            return ""
        return _PLACE.sub(
            lambda match: self._shown(levels, counts, int(match[1]) - 1),
            _value(level.find(f"{_W}lvlText")),
        )

    def _shown(
        self,
        levels: dict[int, Any],
        counts: list[int | None],
        place: int,
    ) -> str:
        level = levels.get(place)
        if level is None:
            return ""
        count = counts[place]
        number = _start(level) if count is None else count
        return _written(number, _value(level.find(f"{_W}numFmt")))

    def _numbered(self, paragraph: Any) -> tuple[str, int]:
        """The list of a paragraph and its level: its own, or those of its style."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        own = properties.find(f"{_W}numPr")
        style = _value(properties.find(f"{_W}pStyle"))
        inherited = self._of_style(style)
        name = "" if own is None else _value(own.find(f"{_W}numId"))
        level = "" if own is None else _value(own.find(f"{_W}ilvl"))
        if not name:
            name, of_style = inherited
            level = level or str(of_style)
        return name, int(level or 0)

    def _of_style(self, style: str) -> tuple[str, int]:
        seen: set[str] = set()
        while style and style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            numbered = element.find(f"{_W}pPr/{_W}numPr")
            if numbered is not None and _value(numbered.find(f"{_W}numId")):
                level = _value(numbered.find(f"{_W}ilvl"))
                return _value(numbered.find(f"{_W}numId")), int(level or 0)
            style = _value(element.find(f"{_W}basedOn"))
        return "", 0


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _start(level: Any) -> int:
    start = _value(level.find(f"{_W}start"))
    return int(start) if start.isdecimal() else 0


def _written(number: int, form: str) -> str:
    if form in _CHINESE:
        return _chinese(number)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written += sign
            number -= value
    return written


def _chinese(number: int) -> str:
    """A number below 10,000 as laws write it: 十一, 二十, 一百零五."""
    written = ""
    is_gap = False
    for value, unit in _UNITS:
        digit, number = divmod(number, value)
        if digit:
            written += ("零" if is_gap and written else "") + _DIGITS[digit] + unit
            is_gap = False
        elif written:
            is_gap = True
    if number:
        written += ("零" if is_gap and written else "") + _DIGITS[number]
    return written.removeprefix("一") if written.startswith("一十") else written or "〇"
