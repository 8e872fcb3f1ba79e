"""Names, elements and texts of an XML tree whose entities are not resolved."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]


def has_own_text(element: Any) -> bool:
    """Whether text stands directly in an element, beside its children."""
    return bool((element.text or "").strip()) or any(
        (child.tail or "").strip() or child.tag is etree.Entity for child in element
    )


def strings(element: Any, without: Collection[str] = ()) -> Iterator[str]:
    """Yield the texts of an element, and entities as they are written.

    Args:
        element: The element.
        without: Names of elements whose text is left out.

    Yields:
        Its texts in their order.
    """
    yield element.text or ""
    for child in element:
        if child.tag is etree.Entity:
            yield child.text
        elif name_of(child.tag) not in without:
            yield from strings(child, without)
        yield child.tail or ""


def elements(parent: Any) -> Iterator[Any]:
    """Yield the elements directly inside another."""
    yield from parent.iterchildren(etree.Element)


def name_of(tag: str) -> str:
    """The name of an element without its name space."""
    return tag.rpartition("}")[2]
