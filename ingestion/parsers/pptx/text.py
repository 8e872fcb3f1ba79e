"""The paragraphs of a shape, a cell or a note, with the numbers that PowerPoint counts itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingestion.cleaning import Removals
from ingestion.parsers._numerals import written
from ingestion.parsers.pptx.visibility import Scene, why_unseen

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXTS = (
    f"{A}t",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
)
_FORMATS = (
    ("circleNum", "decimalEnclosedCircle"),
    ("arabicDb", "decimalFullWidth"),
    ("arabic", "decimal"),
    ("alphaLc", "lowerLetter"),
    ("alphaUc", "upperLetter"),
    ("romanLc", "lowerRoman"),
    ("romanUc", "upperRoman"),
    ("ea1", "chineseCounting"),
)
"""How the name of a scheme begins, and the format that it counts in (ECMA-376-1, 20.1.10.61)."""

_PUNCTUATION = (
    ("ParenBoth", "({})"),
    ("ParenR", "{})"),
    ("Period", "{}."),
    ("Plain", "{}"),
)
"""How the name of a scheme ends, and what the scheme writes around a number."""


def paragraphs(
    body: Any,
    removals: Removals,
    scene: Scene | None = None,
) -> Iterator[tuple[bool, str]]:
    """Read the paragraphs of a text body.

    Args:
        body: An `a:txBody` element.
        removals: Where text that can't be seen is counted.
        scene: What is behind the text; None where that is not known.

    Yields:
        Whether the paragraph is an item of a list, and its text with its number.
    """
    counts: dict[int, tuple[str, int]] = {}  # by level: what it counts by, and its last number
    for paragraph in body.findall(f"{A}p"):
        properties = paragraph.find(f"{A}pPr")
        level = 0
        if properties is not None:
            level = int(properties.get("lvl", "0"))
        text = "".join(_pieces(paragraph, removals, scene))
        if not text.strip():
            continue
        counts = {above: count for above, count in counts.items() if above <= level}
        numbering = _own_or_inherited(body, properties, level)
        if numbering is None or numbering.tag != f"{A}buAutoNum":
            counts.pop(level, None)
            has_bullet = numbering is not None and numbering.tag == f"{A}buChar"
            yield has_bullet, text
            continue
        scheme = numbering.get("type", "")
        start = int(numbering.get("startAt", "1"))
        counted_by = f"{scheme} {start}"
        count = start
        if level in counts and counts[level][0] == counted_by:
            count = counts[level][1] + 1
        counts[level] = (counted_by, count)
        yield True, f"{label(scheme, count)} {text}"


def label(scheme: str, number: int) -> str:
    """Write a number as PowerPoint does.

    Args:
        scheme: The name of a numbering scheme (`ST_TextAutonumberScheme`).
        number: The number, from 1.

    Returns:
        The number with its punctuation.

    >>> label("arabicPeriod", 3), label("circleNumDbPlain", 3)
    ('3.', '③')
    >>> label("ea1JpnChsDbPeriod", 12), label("alphaUcParenBoth", 2)
    ('十二、', '(B)')
    """
    number_format = "decimal"
    for beginning, name in _FORMATS:
        if scheme.startswith(beginning):
            number_format = name
            break
    pattern = "{}"
    for ending, punctuation in _PUNCTUATION:
        if scheme.endswith(ending):
            pattern = punctuation
            break
    if pattern == "{}." and scheme.startswith("ea1"):
        pattern = "{}、"
    elif pattern == "{}." and number_format == "decimalFullWidth":
        pattern = "{}．"
    return pattern.format(written(number, number_format))


def _own_or_inherited(
    body: Any,
    properties: Any,
    level: int,
) -> Any:
    """Return what makes a paragraph an item: its own properties, else those of its shape."""
    of_level = body.find(f"{A}lstStyle/{A}lvl{level + 1}pPr")
    for candidate in (properties, of_level):
        if candidate is None:
            continue
        for kind in ("buNone", "buAutoNum", "buChar"):
            found = candidate.find(f"{A}{kind}")
            if found is not None:
                return found
    return None


def _pieces(
    paragraph: Any,
    removals: Removals,
    scene: Scene | None,
) -> Iterator[str]:
    for child in paragraph:
        if child.tag == f"{A}br":
            yield "\n"
            continue
        text = "".join(node.text or "" for node in child.iter(*_TEXTS))
        why = None
        if text.strip():
            why = why_unseen(child.find(f"{A}rPr"), scene)
        if why:
            place = f"slide {scene.number}: " if scene else ""
            removals.add(
                why,
                1,
                place + text,
                len("".join(text.split())),
            )
        else:
            yield text
