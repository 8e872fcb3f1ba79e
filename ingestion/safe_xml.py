"""The one parser for XML that a file brings: it resolves no entity and opens no address."""

from __future__ import annotations

from typing import Any


def safe_parser(**options: Any) -> Any:
    """Make a parser for XML that is not trusted.

    Args:
        options: Further options of `lxml.etree.XMLParser`.

    Returns:
        The parser.
    """
    from lxml import etree  # type: ignore[import-untyped]

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        **options,
    )
