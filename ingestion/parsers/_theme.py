"""The colours of the theme of an Office file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from lxml.etree import LxmlError, fromstring  # type: ignore[import-untyped]

from ingestion.colours import BLACK, WHITE, Colour, read_colour
from ingestion.safe_xml import safe_parser

Theme = Mapping[str, Colour]
"""The colours of a theme by the names in its part: `lt1`, `accent1`."""

PLAIN_THEME: Theme = {"lt1": WHITE, "dk1": BLACK}


def read_theme(root: Any) -> Theme:
    """Read the colours of a theme.

    Args:
        root: The root of the theme's part; None where the file has none.

    Returns:
        The colours by name.
    """
    scheme = None if root is None else root.find(".//{*}clrScheme")
    found = dict(PLAIN_THEME)
    for entry in () if scheme is None else scheme:
        name = entry.tag.rpartition("}")[2]
        for colour in entry:
            read = read_colour(colour.get("lastClr") or colour.get("val", ""))
            if read is not None:
                found[name] = read
    return found


def theme_of(part: Any) -> Theme:
    """Read the colours of the theme that a part of an Office file refers to.

    Args:
        part: A part as python-docx and python-pptx give it.

    Returns:
        The colours by name; black and white where the part has no theme, or a damaged one.
    """
    for relation in part.rels.values():
        if relation.reltype.endswith("/theme") and not relation.is_external:
            return _PartTheme(relation.target_part.blob)
    return PLAIN_THEME


class _PartTheme(Mapping[str, Colour]):
    """A theme that is parsed when a file asks for its first colour; most files never do."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _colours(self) -> Theme:
        return read_theme(parsed_theme(self._data))

    def __getitem__(self, name: str) -> Colour:
        return self._colours[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._colours)

    def __len__(self) -> int:
        return len(self._colours)


def parsed_theme(data: bytes) -> Any:
    """Parse the part of a theme.

    Args:
        data: Its bytes.

    Returns:
        Its root; None where it is damaged.
    """
    try:
        return fromstring(data, safe_parser())
    except LxmlError:
        return None
