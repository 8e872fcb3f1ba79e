"""The texts of a web page, block by block, with the element that contains each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_BLOCKS = (
    "address article aside blockquote body br caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li "
    "main nav ol option p pre section select summary table tbody td tfoot th thead title tr ul"
)
_BREAKS = frozenset(_BLOCKS.split())
"""Elements before and behind which a line ends."""

_NO_TEXT = frozenset(("script", "style", "title"))
"""Elements whose text is on no page; the title of a page is shown as its metadata."""
_CLASS_LENGTH = 20  # characters of a class or id that are shown


def page_lines(text: str) -> Iterator[tuple[str, str]]:
    """Give the texts of a page in their order, hidden ones too.

    Args:
        text: The page.

    Yields:
        The place of each line (`line 7 <nav>`), and its text.
    """
    from lxml import html  # type: ignore[import-untyped]

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    content = text.encode("utf-8", "replace")
    root = html.document_fromstring(content, parser=parser, ensure_head_body=False)
    line: list[str] = []
    place = ""
    for element, piece, is_break in _pieces(root):
        if is_break and line:
            yield place, " ".join("".join(line).split())
            line = []
        if piece:
            if not "".join(line).strip():
                place = f"line {element.sourceline} <{_name_of(element)}>"
            line.append(piece)
    if line:
        yield place, " ".join("".join(line).split())


def _pieces(root: Any) -> Iterator[tuple[Any, str, bool]]:
    """Each text of a page with its element, and whether a line ends before it."""
    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:
        element, is_left = waiting.pop()
        is_block = element.tag in _BREAKS
        parent = element.getparent()
        if is_left:
            yield parent, element.tail or "" if parent is not None else "", is_block
            continue
        waiting.append((element, True))
        if isinstance(element.tag, str) and element.tag not in _NO_TEXT:
            yield element, element.text or "", is_block
            waiting += [(child, False) for child in reversed(element)]


def _name_of(element: Any) -> str:
    named = element.get("class") or element.get("id") or ""
    return f"{element.tag} {' '.join(named.split())[:_CLASS_LENGTH]}".strip()
