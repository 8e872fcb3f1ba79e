"""Names of WordprocessingML, and how its switches and values are asked for."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

VAL = f"{W}val"
TEXT = frozenset((f"{W}t", f"{M}t"))
NESTS = tuple(
    f"{W}{name}"
    for name in (
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "customXml",
        "smartTag",
    )
)
"""What stands around paragraphs, rows, cells and runs without being one."""
MAX_DEPTH = 200
"""Of nested elements; Word itself writes fewer than 60."""


def value(parent: Any, *path: str) -> str | None:
    """Return the `w:val` of a descendant.

    Args:
        parent: An element.
        path: The local names of the elements on the way to the descendant.

    Returns:
        The value; None where there is no such descendant.
    """
    element = parent
    for name in path:
        element = element.find(f"{W}{name}") if element is not None else None
    return None if element is None else element.get(VAL)


def number(text: str | None) -> int | None:
    """Read a number of a file.

    Args:
        text: The attribute that holds it.

    Returns:
        The number; None where Word would not write such a number.
    """
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None


def is_on(switch: Any) -> bool:
    """Decide whether a switch such as `w:vanish` is on.

    Args:
        switch: The element; None where there is none.

    Returns:
        True where the element exists and its value does not turn it off.
    """
    return switch is not None and switch.get(VAL, "true") not in ("0", "false", "off")


def plain(element: Any) -> str:
    """Return all text of an element, including deleted text. It is used as an example of a removal.

    Args:
        element: Any element of a Word file.

    Returns:
        The text.
    """
    return "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))
