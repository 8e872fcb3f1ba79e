"""Take an element out of a page."""

from __future__ import annotations

from typing import Any


def remove(element: Any) -> None:
    """Remove an element, and keep the text after it.

    Args:
        element: An element with a parent.
    """
    parent = element.getparent()
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
