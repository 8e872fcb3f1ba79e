"""The numbers that Word counts itself: 第一条, （一）, 1.2 (ECMA-376-1, 17.9).

A paragraph names a numbering (`w:num`), which is an instance of a definition (`w:abstractNum`) with
nine levels. All instances of a definition count together, unless one restarts. A level without a
paragraph counts as begun when a deeper one appears: its next paragraph is its second (Microsoft's
Q110380 says so of Word; LibreOffice counts alike).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ingestion.parsers._numerals import written
from ingestion.parsers.docx.names import VAL, W, is_on, number, value
from ingestion.parsers.docx.styles import Styles, WordStyle

_PLACE = re.compile(r"%([1-9])")
_SUFFIXES = {"nothing": ""}
_LEVELS = 9
_LINKS = (
    5  # from a definition to the style that it stands for, and on; a file may make them a circle
)


@dataclass(frozen=True, slots=True)
class NumberingLevel:
    """How one level is counted and written.

    `restart` is the level (1 = topmost) after which it begins anew; None: any above it, 0: none.
    """

    start: int
    number_format: str
    text: str
    suffix: str
    restart: int | None
    plain_digits: bool
    style: str | None
    hidden: bool
    starts_anew: bool = False


class Numbering:
    """All numberings of a file, and how far each has counted. Ask it in the order of paragraphs."""

    def __init__(
        self,
        root: Any,
        styles: Styles,
    ) -> None:
        self._styles = styles
        if root is None:
            self._nums = {}
        else:
            self._nums = {one.get(f"{W}numId"): one for one in root.iter(f"{W}num")}
        if root is None:
            self._definitions = {}
        else:
            self._definitions = {
                one.get(f"{W}abstractNumId"): one for one in root.iter(f"{W}abstractNum")
            }
        self._known: dict[str, tuple[str, dict[int, NumberingLevel]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of(self, style: WordStyle) -> int:
        """Return the level of paragraphs that have their number from a style.

        Args:
            style: The style of the paragraphs.

        Returns:
            The level that names the style, else the level that the style names.
        """
        _, levels = self._levels(style.num_id or "")
        by_style: dict[str | None, int] = {
            level.style: index for index, level in levels.items() if level.style
        }
        return next(
            (
                one
                for one in (
                    by_style.get(style.style_id),
                    style.level,
                    by_style.get(style.numbered_by),
                )
                if one is not None
            ),
            0,
        )

    def next_label(
        self,
        num_id: str,
        index: int,
    ) -> str | None:
        """Count a paragraph. An unknown numbering counts nothing, as in Word.

        Args:
            num_id: The id of the numbering.
            index: The level, from 0.

        Returns:
            The label before the paragraph's text, with the blank or tab behind it; "" for a bullet;
            None where the paragraph has no number.
        """
        definition, levels = self._levels(num_id)
        if index not in levels:
            return None
        counts = self._counts.setdefault(definition, [None] * _LEVELS)
        self._count(
            num_id,
            index,
            levels,
            counts,
        )
        level = levels[index]
        text = _PLACE.sub(
            lambda match: _written(
                int(match[1]) - 1,
                levels,
                counts,
                plain_digits=level.plain_digits,
            ),
            level.text,
        )
        if level.hidden or level.number_format == "bullet" or not text.strip():
            return ""
        return text + level.suffix

    def _count(
        self,
        num_id: str,
        index: int,
        levels: dict[int, NumberingLevel],
        counts: list[int | None],
    ) -> None:
        level = levels[index]
        if level.starts_anew and (num_id, index) not in self._begun:
            counts[index] = None
        self._begun.add((num_id, index))
        before = counts[index]
        counts[index] = level.start if before is None else before + 1
        for other, one in levels.items():
            if other < index and counts[other] is None:
                counts[other] = one.start
            elif other > index and (one.restart is None or index < one.restart):
                counts[other] = None

    def _levels(self, num_id: str) -> tuple[str, dict[int, NumberingLevel]]:
        if num_id not in self._known:
            self._known[num_id] = self._read(num_id)
        return self._known[num_id]

    def _read(self, num_id: str) -> tuple[str, dict[int, NumberingLevel]]:
        num = self._nums.get(num_id)
        definition = value(num, "abstractNumId") or "" if num is not None else ""
        for _ in range(_LINKS):
            element = self._definitions.get(definition)
            link = None if element is None else value(element, "numStyleLink")
            linked = None if link is None else self._nums.get(self._styles.list_of(link) or "")
            if linked is None:
                break
            definition = value(linked, "abstractNumId") or ""
        element = self._definitions.get(definition)
        if num is None or element is None:
            return num_id, {}
        levels = dict(_read_levels(element))
        for override in num.iter(f"{W}lvlOverride"):
            levels |= _read_levels(override)
            index = number(override.get(f"{W}ilvl"))
            start = number(value(override, "startOverride"))
            if index in levels and start is not None:
                levels[index] = replace(levels[index], start=start, starts_anew=True)
        return definition, levels


def _read_levels(parent: Any) -> Iterator[tuple[int, NumberingLevel]]:
    for one in parent.findall(f"{W}lvl"):
        index = number(one.get(f"{W}ilvl"))
        if index is None or index >= _LEVELS:
            continue
        form = next(one.iter(f"{W}numFmt"), None)  # Word puts its own extensions around it
        name, example = (
            ("decimal", "")
            if form is None
            else (form.get(VAL, "decimal"), form.get(f"{W}format", ""))
        )
        yield (
            index,
            NumberingLevel(
                number(value(one, "start")) or 0,
                _padded(example) if name == "custom" else name,
                value(one, "lvlText") or "",
                _SUFFIXES.get(value(one, "suff") or "tab", " "),
                number(value(one, "lvlRestart")),
                is_on(one.find(f"{W}isLgl")),
                value(one, "pStyle"),
                is_on(one.find(f"{W}rPr/{W}vanish")),
            ),
        )


def _padded(example: str) -> str:
    """The format that a custom one such as `001, 002, 003, ...` amounts to: its first number."""
    first = example.partition(",")[0].strip()
    return first if number(first) is not None else "decimal"


def _written(
    index: int,
    levels: dict[int, NumberingLevel],
    counts: list[int | None],
    *,
    plain_digits: bool,
) -> str:
    count = counts[index]
    if count is None or index not in levels:
        return ""
    number_format = levels[index].number_format
    return written(
        count,
        "decimal" if plain_digits and number_format not in ("none", "bullet") else number_format,
    )
