"""Web pages, through unstructured: the visible text in reading order, tables as rows, headings with their depth.

What every site repeats (navigation, headers, footers, forms' controls) goes, and is counted. After reading, the visible
characters of the page and those of the document are compared: a page of which anything was lost is set aside and not
indexed in part. trafilatura finds the main text better on news sites, but drops headings now and then.
"""

from __future__ import annotations

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.cleaning import repair
from ingestion.decoding import decode
from ingestion.drafts import Draft
from ingestion.limits import Limits
from ingestion.media_types import HTML

from ._page import BLOCK, LINE, rewrite, visible
from ._unstructured import partitioner, table_rows

_MAX_NESTING = 200  # libxml2 stops at 256 and leaves out the rest without a word; real pages reach 40
_DATES = ("pubdate", "publishdate", "publish_date", "article:published_time", "publicationdate", "dc.date", "dcterms.created", "date")
_AUTHORS = ("author", "contentsource", "article:author", "dc.creator")


def parse(data: bytes, limits: Limits) -> Document:
    """Read a web page. Raises BadInput `encoding`, `corrupt`, `empty`, `too_large`, `failed`."""
    draft = Draft(limits)
    decoded = decode(data, markup=True)
    root = _tree(repair(decoded.text, draft.removals))
    _add_metadata(root, draft)
    draft.add_metadata("encoding", decoded.encoding)
    body = rewrite(root, draft.removals)
    expected = visible("".join(body.itertext()))
    elements = partitioner()(etree.tostring(body, encoding="unicode", method="html", with_tail=False)) if expected else []
    read = "".join(_add_element(element, draft) for element in elements)
    if read != expected:
        raise BadInput("failed", f"{len(expected)} visible characters in the page, {len(read)} in what unstructured made of it")
    return draft.finish(HTML, "html/1")


def _tree(page: str) -> Any:
    root = etree.fromstring(page.encode("utf-8"), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if root is None:
        raise BadInput("empty", "a page without any element")
    if _nesting(root) > _MAX_NESTING:
        raise BadInput("corrupt", f"elements nested more than {_MAX_NESTING} deep")
    return root


def _nesting(root: Any) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _add_metadata(root: Any, draft: Draft) -> None:
    said = {(meta.get("name") or meta.get("property") or "").lower(): meta.get("content") for meta in root.iter("meta")}
    headings = ["".join(heading.itertext()) for heading in root.iter("h1")]
    draft.add_metadata("title", headings[0] if len(headings) == 1 else None)  # a page's <title> names the site too
    draft.add_metadata("title", root.findtext(".//title"))
    draft.add_metadata("page_title", root.findtext(".//title"))
    draft.add_metadata("date", next((said[name] for name in _DATES if said.get(name)), None))
    draft.add_metadata("author", next((said[name] for name in _AUTHORS if said.get(name)), None))


def _add_element(element: Any, draft: Draft) -> str:
    """Add one of unstructured's elements; its visible characters."""
    if element.category == "Table":
        rows = table_rows(element.metadata.text_as_html)
        for row in rows:
            draft.add_row([_lines(cell) for cell in row])
        return visible("".join(cell for row in rows for cell in row))
    kind, depth = _kind(element)
    draft.add(kind, _lines(element.text), depth=depth)
    return visible(element.text)


def _kind(element: Any) -> tuple[BlockKind, int | None]:
    """Only what the page itself marks is a heading or an item: by its looks unstructured calls Chinese paragraphs titles."""
    depth = element.metadata.category_depth
    if element.category == "Title" and depth is not None:
        return BlockKind.HEADING, depth + 1
    return (BlockKind.LIST_ITEM if element.category == "ListItem" else BlockKind.PARAGRAPH), None


def _lines(text: str) -> str:
    return text.replace(LINE, "\n").replace(BLOCK, "")
