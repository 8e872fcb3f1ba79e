"""Prepares a web page for unstructured: takes off what is not its text, and rewrites what unstructured would lose.

unstructured drops forms, details, figures and labels (on many government sites the whole page stands in one form), blocks
of one character, bullets and line breaks; it sets blanks between the words of a cell; and it reads a table that only lays
out a page as one row. So every element becomes one of a few that it keeps whole, blocks and breaks carry marks that it does
not touch, and tables that hold more than values become blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from ingestion.cleaning import Removals

LINE, BLOCK = "\ufdd0", "\ufdd1"
"""Marks of a line break and of a block's beginning: Unicode keeps them for a program's own use, texts can't hold them."""

_UNSEEN = frozenset(("annotation", "annotation-xml", "head", "link", "meta", "noscript", "script", "style", "svg", "template", "title"))
_UNREAD = {
    "nav": "navigation", "aside": "sidebar", "iframe": "embedded page", "object": "embedded object", "audio": "embedded object",
    "video": "embedded object", "canvas": "embedded object", "button": "form control", "select": "form control",
    "textarea": "form control", "datalist": "form control", "dialog": "dialog", "del": "deleted text", "header": "page header",
    "footer": "page footer",
}  # fmt: skip
_ROLES = {
    "navigation": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "sidebar",
    "search": "form control",
}
_CLASSES = {
    "nav": "navigation", "navbar": "navigation", "menu": "navigation", "breadcrumb": "navigation", "breadcrumbs": "navigation",
    "crumbs": "navigation", "pagination": "navigation", "sidebar": "sidebar", "footer": "page footer", "copyright": "page footer",
    "share": "form control", "toolbar": "form control",
}  # fmt: skip
_MAX_BOILERPLATE = 600  # characters; what is called a footer and is longer may hold the text
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
     "form", "header", "hgroup", "hr", "html", "legend", "listing", "main", "menu", "nav", "noframes", "option", "p", "plaintext", "section", "summary", "xmp"),
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TABLE_PARTS = frozenset(("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"))
_KEPT = _HEADINGS | {"li", "ul", "pre", "table", "tr", "td"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_VALUE_LENGTH = 500  # characters; a longer cell is a text and not a value


def rewrite(root: Any, removals: Removals) -> Any:
    """The body of a page, rewritten in place so that unstructured keeps every word that a reader sees."""
    body = root.find(".//body")
    body = root if body is None else body
    _drop_unread(body, removals)
    _drop_marks(body)
    for table in reversed(list(body.iter("table"))):  # inner ones first
        if _holds_values(table):
            _rebuild(table)
        else:
            _unwrap(table)
    for element in list(body.iter(etree.Element)):
        _make_plain(element)
    for element in reversed(list(body.iter("span"))):  # what holds a block is a block, so that what follows it begins one
        if any(child.tag != "span" for child in element):
            element.tag = "div"
    _mark_blocks(body)
    return body


def visible(text: str) -> str:
    """A text's characters without blanks and marks: what has to be the same before and after."""
    return "".join(text.replace(LINE, "").replace(BLOCK, "").split())


def _drop_unread(body: Any, removals: Removals) -> None:
    for element in list(body.iter()):
        if element is body or element.getparent() is None:
            continue
        what = _why_unread(element)
        if what is None:
            continue
        if what and (text := " ".join("".join(element.itertext()).split())):
            removals.add(what, 1, text)
        element.drop_tree() if hasattr(element, "drop_tree") else _drop(element)


def _why_unread(element: Any) -> str | None:
    """What an element is that is not the page's text; "" where nobody would miss it, None where it is text."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:
        return ""
    if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
        return "hidden text"
    if tag == "img":
        return "image"
    named = set(f"{element.get('class', '')} {element.get('id', '')}".lower().split())
    what = (
        _UNREAD.get(tag) or _ROLES.get(element.get("role", "")) or next((_CLASSES[name] for name in sorted(named & _CLASSES.keys())), None)
    )
    if what is None or tag == "del":
        return what
    # a header may be that of the article, and hold its title; a thing with a long text is not what it is called
    holds_text = element.find(".//h1") is not None or len("".join(element.itertext())) > _MAX_BOILERPLATE
    inside_article = tag in ("header", "footer") and any(parent.tag in ("article", "main") for parent in element.iterancestors())
    return None if holds_text or inside_article else what


def _drop(element: Any) -> None:
    """Remove an element, not the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _drop_marks(body: Any) -> None:
    for element in body.iter():
        for name in ("text", "tail"):
            value = getattr(element, name)
            if value and (LINE in value or BLOCK in value):
                setattr(element, name, value.replace(LINE, "").replace(BLOCK, ""))


def _holds_values(table: Any) -> bool:
    """Whether a table is rows of values: a layout has one cell a row, or texts, headings and tables in its cells."""
    if any(element.tag in _HEADINGS or element.tag == "table" for element in table.iterdescendants()):
        return False
    cells = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    texts = ["".join(cell.itertext()) for row in cells for cell in row]
    if max((len(row) for row in cells), default=0) < 2 or any(len(text) > _VALUE_LENGTH for text in texts):
        return False
    captions = ["".join(caption.itertext()) for caption in table.iterchildren("caption")]
    return sum(len(visible(text)) for text in texts + captions) == len(visible("".join(table.itertext())))


def _rebuild(table: Any) -> None:
    """Leave of a table its rows and cells, each cell one text; its caption becomes a block before it."""
    parent = table.getparent()
    for caption in table.iterchildren("caption"):
        block = etree.Element("div")
        block.text = "".join(_lines(caption))
        parent.insert(parent.index(table), block)
    rows = [["".join(_lines(cell)) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
    tail = table.tail
    table.clear()
    table.tail = tail
    for row in rows:
        made = etree.SubElement(table, "tr")
        for text in row:
            etree.SubElement(made, "td").text = text


def _lines(element: Any) -> Iterator[str]:
    """An element's text, a mark where a line begins."""
    yield element.text or ""
    for child in element:
        starts_line = child.tag == "br" or child.tag in _BLOCKS or child.tag in ("li", "ul", "ol", "pre")
        yield LINE if starts_line else ""
        yield from _lines(child)
        yield LINE if starts_line and child.tag != "br" else ""
        yield child.tail or ""


def _unwrap(table: Any) -> None:
    """Make blocks of a table's parts, not of those of the tables inside it."""
    waiting = [table]
    while waiting:
        element = waiting.pop()
        if element.tag in _TABLE_PARTS:
            element.tag = "div"
        waiting += [child for child in element if child.tag != "table"]


def _make_plain(element: Any) -> None:
    """Give an element one of the names that unstructured keeps, and no attributes."""
    tag = element.tag
    if tag == "br":
        element.tail = LINE + (element.tail or "")
        _drop(element)
        return
    strays = {"tr": "table", "td": "tr"}  # kept only where `_rebuild` has put them
    if tag == "ol":
        element.tag = "ul"
    elif tag not in _KEPT or (tag in strays and element.getparent().tag != strays[tag]):
        element.tag = "div" if tag in _BLOCKS or tag in _TABLE_PARTS else "span"
    element.attrib.clear()


def _mark_blocks(body: Any) -> None:
    """A mark in front of each text that begins a block: with it one character is long enough, and no bullet is a bullet."""
    blocks = _HEADINGS | {"div", "li", "ul", "pre"}
    for element in body.iter(etree.Element):
        begins = (element.text or "").strip() or (len(element) and element[0].tag == "span")
        if element.tag in blocks and begins:
            element.text = BLOCK + (element.text or "")
        if element.tag in blocks | {"table"} and element is not body and ((element.tail or "").strip() or _next_is_inline(element)):
            element.tail = BLOCK + (element.tail or "")


def _next_is_inline(element: Any) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "span"
