"""What a style says of its paragraphs and runs: heading, number, hidden, table of contents.

Styles inherit from one another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from ingestion.parsers._theme import PLAIN_THEME, Theme
from ingestion.parsers.docx.names import W, number, value
from ingestion.parsers.docx.visibility import (
    NO_LOOK,
    Ground,
    Look,
    ground_of,
    read_look,
)

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents|目录)\s*(?:[1-9]|heading|标题)$", re.IGNORECASE)
_GENERATIONS = 20  # of inheritance that are followed; a file may make a style its own ancestor

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style with what it inherits.

    `depth` is a heading's (1 = topmost), `ground` what is behind its paragraphs, and `shaded` says
    whether a table of this style may have a background in some cell.
    """

    style_id: str | None = None
    depth: int | None = None
    num_id: str | None = None
    level: int | None = None
    numbered_by: str | None = None
    """The style of its ancestry that has the number: levels name it."""
    look: Look = NO_LOOK
    ground: Ground = None
    shaded: bool = False
    contents: bool = False


class Styles:
    """All styles of a file, by their ids.

    Args:
        root: The root of the part of the styles.
        theme: The colours of the theme.
    """

    def __init__(
        self,
        root: Any,
        theme: Theme = PLAIN_THEME,
    ) -> None:
        self.theme = theme
        self._looks: dict[tuple[str | None, Look], Look] = {}
        self._elements = {one.get(f"{W}styleId"): one for one in root.iter(f"{W}style")}
        self._known: dict[str | None, WordStyle] = {None: WordStyle()}
        default = next((i for i, one in self._elements.items() if _is_default_paragraph(one)), None)
        if default is not None:
            self._known[None] = self[default]

    def __getitem__(self, style_id: str | None) -> WordStyle:
        """The style of that id; of None and of an unknown id the default paragraph's."""
        if style_id not in self._known:
            element = self._elements.get(style_id)
            self._known[style_id] = (
                self._known[None] if element is None else self._resolved(element)
            )
        return self._known[style_id]

    def over(self, style_id: str | None, below: Look) -> Look:
        """Return how a run of a style looks.

        Args:
            style_id: The id of a style of runs.
            below: What the run inherits otherwise.

        Returns:
            The look.
        """
        known = self._looks.get((style_id, below))
        if known is not None:
            return known
        look = below
        for style in reversed(list(self._ancestry(self._elements.get(style_id)))):
            look = read_look(
                style.find(f"{W}rPr"),
                self.theme,
                look,
            )
        self._looks[style_id, below] = look
        return look

    def list_of(self, style_id: str) -> str | None:
        """Return the numbering of a numbering style.

        Args:
            style_id: The id of the style.

        Returns:
            The id of the numbering; None where the style has none.
        """
        element = self._elements.get(style_id)
        if element is None:
            return None
        return value(
            element,
            "pPr",
            "numPr",
            "numId",
        )

    def _resolved(self, element: Any) -> WordStyle:
        line = list(self._ancestry(element))
        numbered = next(
            (
                one
                for one in line
                if value(
                    one,
                    "pPr",
                    "numPr",
                    "numId",
                )
                is not None
            ),
            None,
        )
        return WordStyle(
            element.get(f"{W}styleId"),
            _first(line, _own_depth),
            None
            if numbered is None
            else value(
                numbered,
                "pPr",
                "numPr",
                "numId",
            ),
            _first(
                line,
                lambda one: number(
                    value(
                        one,
                        "pPr",
                        "numPr",
                        "ilvl",
                    )
                ),
            ),
            None if numbered is None else numbered.get(f"{W}styleId"),
            self._look(line),
            self._ground(line),
            any(
                ground_of(shade, self.theme) is not None
                for one in line
                for shade in one.iter(f"{W}shd")
            ),
            bool(_CONTENTS.match(value(element, "name") or "")),
        )

    def _ground(self, line: list[Any]) -> Ground:
        for style in line:
            ground = ground_of(style.find(f"{W}pPr/{W}shd"), self.theme)
            if ground is not None:
                return ground
        return None

    def _look(self, line: list[Any]) -> Look:
        look = NO_LOOK
        for style in reversed(line):
            look = read_look(
                style.find(f"{W}rPr"),
                self.theme,
                look,
            )
        return look

    def _ancestry(self, element: Any) -> Iterator[Any]:
        for _ in range(_GENERATIONS):
            if element is None:
                return
            yield element
            element = self._elements.get(value(element, "basedOn"))


def _is_default_paragraph(style: Any) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _first(line: list[Any], own: Callable[[Any], Value | None]) -> Value | None:
    return next((found for one in line if (found := own(one)) is not None), None)


def _own_depth(style: Any) -> int | None:
    if match := _HEADING.match(value(style, "name") or ""):
        return int(match[1])
    level = number(value(style, "pPr", "outlineLvl"))
    return level + 1 if level is not None and level < 9 else None
