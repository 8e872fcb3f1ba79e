"""Prepare a web page for unstructured: rewrite what unstructured would lose.

unstructured drops forms, details, figures and labels (on many government sites the whole page is in
one form), blocks of one character, bullets and line breaks. It puts blanks between the words of a
cell. It reads a table that only lays out a page as one row. So every element becomes one of a few
that unstructured keeps whole. Blocks and breaks get marks that it does not change, and tables that
hold more than values become blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus.notation.marks import read_mark
from corpus.records import Level
from ingestion.parsers.html.removing import remove

LINE = "\ufdd0"
BLOCK = "\ufdd1"
"""Marks of a line break and of the beginning of a block.

Unicode reserves them for a program's own use, so no text contains them.
"""

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
     "form", "header", "hgroup", "hr", "html", "legend", "listing", "main", "menu", "nav", "noframes", "option", "p", "plaintext", "section", "summary", "xmp")
)  # fmt: skip
_HEADINGS = frozenset(
    (
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
_TABLE_PARTS = frozenset(
    (
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
    )
)
_KEPT = _HEADINGS | {
    "li",
    "ul",
    "pre",
    "table",
    "tr",
    "td",
}
_SOURCE_BREAK = re.compile(
    "(?<=[\u3001-\u9fff\uff00-\uffef])(?<![。；：！？])[ \\t\\r]*\\n[ \\t\\r\\n]*(?=[\u3001-\u9fff\uff00-\uffef])(?!第[零〇一二三四五六七八九十百千\\d]{1,7}[条章节编])"
)
_LABEL_END = re.compile(
    r"第[零〇一二三四五六七八九十百千\d]{1,7}(?:[条章节编]|分编)(?:之[一二三四五六七八九十]{1,3})?$|^\s*[一二三四五六七八九十]{1,3}、?$"
)
_VALUE_LENGTH = 500  # characters; a longer cell is a text and not a value


def rewrite(body: Any) -> Any:
    """Rewrite the body of a page, so that unstructured keeps every word of it.

    Args:
        body: The body of the page; it is changed.

    Returns:
        The body.
    """
    _drop_marks(body)
    _join_source_lines(body)
    for table in reversed(list(body.iter("table"))):  # inner ones first
        if _holds_values(table):
            _rebuild(table)
        else:
            _unwrap(table)
    for element in list(body.iter(etree.Element)):
        _make_plain(element)
    for element in reversed(
        list(body.iter("span"))
    ):  # what holds a block is a block, so that what follows it begins one
        if any(child.tag != "span" for child in element):
            element.tag = "div"
    _mark_blocks(body)
    return body


def visible(text: str) -> str:
    """Return the characters of a text without blanks and marks. Rewriting must not change them.

    Args:
        text: Any text.

    Returns:
        Its visible characters.
    """
    return "".join(text.replace(LINE, "").replace(BLOCK, "").split())


def _drop_marks(body: Any) -> None:
    for element in body.iter():
        for name in ("text", "tail"):
            value = getattr(element, name)
            if value and (LINE in value or BLOCK in value):
                setattr(element, name, value.replace(LINE, "").replace(BLOCK, ""))


def _join_source_lines(body: Any) -> None:
    """Remove line breaks of the source between two Chinese characters.

    A browser shows them as blanks, and no author wrote them.
    """
    for element in body.iter():
        if element.tag != "pre":
            element.text = _without_breaks(element.text)
        element.tail = _without_breaks(element.tail)


def _without_breaks(text: str | None) -> str | None:
    if not text or "\n" not in text:
        return text

    def join(match: re.Match[str]) -> str:
        # 第一条 at the end of a source line is parted from its text by that end
        return " " if _LABEL_END.search(match.string[: match.start()]) else ""

    return _SOURCE_BREAK.sub(join, text)


def _holds_values(table: Any) -> bool:
    """Whether a table has rows of values.

    A table that lays out a page has one cell in a row, or texts, headings and tables in its cells.
    """
    if any(
        element.tag in _HEADINGS or element.tag == "table" for element in table.iterdescendants()
    ):
        return False
    cells = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    texts = ["".join(cell.itertext()) for row in cells for cell in row]
    if max((len(row) for row in cells), default=0) < 2 or any(
        len(text) > _VALUE_LENGTH for text in texts
    ):
        return False
    if any(
        _holds_provisions(cell) for row in table.iter("tr") for cell in row.iterchildren("td", "th")
    ):
        return False
    captions = ["".join(caption.itertext()) for caption in table.iterchildren("caption")]
    return sum(len(visible(text)) for text in texts + captions) == len(
        visible("".join(table.itertext()))
    )


def _holds_provisions(cell: Any) -> bool:
    """Whether blocks of a cell open provisions; then the cell is text, and no value."""
    texts = [line.strip() for line in "".join(_lines(cell)).split(LINE) if line.strip()]
    return (
        len(texts) > 1
        and sum(
            (mark := read_mark(text)) is not None and mark.level is Level.ARTICLE for text in texts
        )
        > 0
    )


def _rebuild(table: Any) -> None:
    """Reduce a table to rows of cells with one text each; its caption becomes a block before it."""
    parent = table.getparent()
    for caption in table.iterchildren("caption"):
        block = etree.Element("div")
        block.text = "".join(_lines(caption))
        parent.insert(parent.index(table), block)
    rows = [
        ["".join(_lines(cell)) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")
    ]
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
        starts_line = (
            child.tag == "br" or child.tag in _BLOCKS or child.tag in ("li", "ul", "ol", "pre")
        )
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
        remove(element)
        return
    strays = {"tr": "table", "td": "tr"}  # kept only where `_rebuild` has put them
    if tag == "ol":
        element.tag = "ul"
    elif tag not in _KEPT or (tag in strays and element.getparent().tag != strays[tag]):
        element.tag = "div" if tag in _BLOCKS or tag in _TABLE_PARTS else "span"
    element.attrib.clear()


def _mark_blocks(body: Any) -> None:
    """Put a mark before each text that begins a block.

    So a block of one character is long enough for unstructured, and no bullet is taken for a
    bullet.
    """
    blocks = _HEADINGS | {"div", "li", "ul", "pre"}
    for element in body.iter(etree.Element):
        begins = (element.text or "").strip() or (len(element) and element[0].tag == "span")
        if element.tag in blocks and begins:
            element.text = BLOCK + (element.text or "")
        if (
            element.tag in blocks | {"table"}
            and element is not body
            and ((element.tail or "").strip() or _next_is_inline(element))
        ):
            element.tail = BLOCK + (element.tail or "")


def _next_is_inline(element: Any) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "span"
