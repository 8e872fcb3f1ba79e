"""Which styles of a Word file make a paragraph a heading, or give it a number; styles inherit from one another."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_GENERATIONS = 20  # of inheritance that are followed; a file may make a style its own ancestor

Value = TypeVar("Value")


def heading_depths(styles: Any) -> dict[str, int]:
    """Depth (1 = topmost) of each paragraph style that is a heading: by its name, else by its outline level."""
    return _inherited(styles, _own_depth)


def numbered_styles(styles: Any) -> frozenset[str]:
    """Ids of the styles whose paragraphs Word numbers by itself."""
    return frozenset(style for style, number in _inherited(styles, _own_number).items() if number != "0")


def _own_depth(style: Any) -> int | None:
    name = style.find(f"{_W}name")
    if name is not None and (match := _NAME.match(name.get(_VAL, ""))):
        return int(match[1])
    level = style.find(f"{_W}pPr/{_W}outlineLvl")
    value = "" if level is None else level.get(_VAL, "")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else None


def _own_number(style: Any) -> str | None:
    number = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    return None if number is None else number.get(_VAL, "0")


def _inherited(styles: Any, own: Callable[[Any], Value | None]) -> dict[str, Value]:
    by_id = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style") if style.get(f"{_W}type") == "paragraph"}
    found: dict[str, Value] = {}
    for style_id, first in by_id.items():
        style: Any = first
        for _ in range(_GENERATIONS):
            if style is None:
                break
            if (value := own(style)) is not None:
                found[style_id] = value
                break
            base = style.find(f"{_W}basedOn")
            style = None if base is None else by_id.get(base.get(_VAL))
    return found
