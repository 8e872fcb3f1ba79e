"""The paragraphs of a shape, a cell or a note, with the numbers that PowerPoint counts by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingestion.cleaning import Removals
from ingestion.parsers._numerals import written

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXTS = (f"{A}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_TINY = 100  # hundredths of a point: type of one point is a speck
_FORMATS = (  # how a scheme's name begins, and the format that it counts in (ECMA-376-1, 20.1.10.61)
    ("circleNum", "decimalEnclosedCircle"),
    ("arabicDb", "decimalFullWidth"),
    ("arabic", "decimal"),
    ("alphaLc", "lowerLetter"),
    ("alphaUc", "upperLetter"),
    ("romanLc", "lowerRoman"),
    ("romanUc", "upperRoman"),
    ("ea1", "chineseCounting"),
)
_AROUND = (("ParenBoth", "({})"), ("ParenR", "{})"), ("Period", "{}."), ("Plain", "{}"))


def paragraphs(body: Any, removals: Removals) -> Iterator[tuple[bool, str]]:
    """Whether each paragraph is an item of a list, and its text. Type that is too small to be seen is counted as taken away."""
    counts: dict[int, tuple[str, int]] = {}  # by level, what it counts by and how far
    for paragraph in body.findall(f"{A}p"):
        properties = paragraph.find(f"{A}pPr")
        level = int(properties.get("lvl", "0")) if properties is not None else 0
        text = "".join(_pieces(paragraph, removals))
        if not text.strip():
            continue
        counts = {one: count for one, count in counts.items() if one <= level}
        numbering = _own_or_inherited(body, properties, level)
        if numbering is None or numbering.tag != f"{A}buAutoNum":
            counts.pop(level, None)
            yield numbering is not None and numbering.tag == f"{A}buChar", text
            continue
        scheme = numbering.get("type", "")
        start = int(numbering.get("startAt", "1"))
        before = counts.get(level)
        count = before[1] + 1 if before is not None and before[0] == f"{scheme} {start}" else start
        counts[level] = (f"{scheme} {start}", count)
        yield True, f"{label(scheme, count)} {text}"


def label(scheme: str, number: int) -> str:
    """A number as PowerPoint writes it.

    >>> label("arabicPeriod", 3), label("circleNumDbPlain", 3), label("ea1JpnChsDbPeriod", 12), label("alphaUcParenBoth", 2)
    ('3.', '③', '十二、', '(B)')
    """
    number_format = next((one for start, one in _FORMATS if scheme.startswith(start)), "decimal")
    around = next((one for end, one in _AROUND if scheme.endswith(end)), "{}")
    if scheme.startswith("ea1") and around == "{}.":
        around = "{}、"
    elif number_format == "decimalFullWidth" and around == "{}.":
        around = "{}．"
    return around.format(written(number, number_format))


def _own_or_inherited(body: Any, properties: Any, level: int) -> Any:
    """What marks a paragraph as an item: its own properties say it, else those that its shape has for the level."""
    of_level = body.find(f"{A}lstStyle/{A}lvl{level + 1}pPr")
    for one in (properties, of_level):
        for kind in ("buNone", "buAutoNum", "buChar"):
            if one is not None and (found := one.find(f"{A}{kind}")) is not None:
                return found
    return None


def _pieces(paragraph: Any, removals: Removals) -> Iterator[str]:
    for child in paragraph:
        if child.tag == f"{A}br":
            yield "\n"
            continue
        text = "".join(node.text or "" for node in child.iter(*_TEXTS))
        size = child.find(f"{A}rPr")
        if text.strip() and size is not None and 0 < int(size.get("sz", "1800")) <= _TINY:
            removals.add("hidden text: tiny", 1, text)
        else:
            yield text
