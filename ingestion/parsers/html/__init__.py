"""Web pages: their text in reading order, tables as rows, headings with their depth.

What is removed is counted, step by step. After reading, the visible characters of the rewritten
page are compared with those of what unstructured made of it. A page that lost any of them is
quarantined and not indexed in part. trafilatura was set aside, because it does not say what it
drops, and it drops titles and articles (docs/adr/0015-rules-clean-pages.md).
"""

from __future__ import annotations

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.cleaning import repair
from ingestion.drafts import DocumentDraft
from ingestion.formats.decoding import decode
from ingestion.formats.media_types import HTML
from ingestion.limits import Limits
from ingestion.parsers._copied import (
    ReadLine,
    add_text,
    find_boilerplate_lines,
    take_information_box,
)
from ingestion.parsers.html.articles import mark_titles
from ingestion.parsers.html.beside import drop_beside
from ingestion.parsers.html.boilerplate import drop_boilerplate
from ingestion.parsers.html.elements import partitioner, table_rows
from ingestion.parsers.html.facts import Facts
from ingestion.parsers.html.lines import above_title
from ingestion.parsers.html.page import BLOCK, LINE, rewrite, visible

_MAX_NESTING = (
    200  # libxml2 stops at 256 and leaves out the rest without a word; real pages reach 40
)


def parse(data: bytes, limits: Limits) -> Document:
    """Read a web page.

    Args:
        data: The bytes of the page.
        limits: How large a document may be.

    Returns:
        The document: the page's text without menus, share bars and the like.

    Raises:
        BadInput: `encoding`, `corrupt`, `empty`, `too_large` or `failed`.
    """
    draft = DocumentDraft(limits)
    decoded = decode(data, markup=True)
    root = _tree(repair(decoded.text, draft.removals))
    body = _body(root)
    facts = Facts(root, body)
    drop_boilerplate(
        root,
        body,
        facts.title.element,
        draft.removals,
        facts.hear,
    )
    articles = mark_titles(body, facts.title)
    if not articles:
        drop_beside(
            body,
            facts.title.element,
            draft.removals,
            facts.hear,
        )
    lines = take_information_box(_read(rewrite(body)), draft)
    found = find_boilerplate_lines(lines)
    if not articles:
        found |= dict(above_title(lines, facts.title.text, found))
    add_text(
        lines,
        found,
        draft,
        facts.hear,
    )
    facts.write(draft, draft.removals)
    draft.add_metadata("title", draft.metadata.get("box_title"))
    draft.add_metadata("articles", str(len(articles)) if articles else None)
    draft.add_metadata("encoding", decoded.encoding)
    return draft.finish(HTML, "html/3")


def _tree(page: str) -> Any:
    root = etree.fromstring(
        page.encode("utf-8"), etree.HTMLParser(encoding="utf-8", huge_tree=True)
    )
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


def _body(root: Any) -> Any:
    body = root.find(".//body")
    return root if body is None else body


def _read(body: Any) -> list[ReadLine]:
    """The lines that unstructured makes of a rewritten body.

    Raises BadInput `failed` where it lost any of it.
    """
    expected = visible("".join(body.itertext()))
    if expected:
        elements = partitioner()(
            etree.tostring(
                body,
                encoding="unicode",
                method="html",
                with_tail=False,
            )
        )
    else:
        elements = []
    lines = [line for element in elements for line in _lines(element)]
    read = "".join(visible("".join(line.cells) or line.text) for line in lines)
    if read != expected:
        raise BadInput(
            "failed",
            f"{len(expected)} visible characters in the page, {len(read)} in what unstructured made of it",
        )
    return lines


def _lines(element: Any) -> list[ReadLine]:
    if element.category == "Table":
        rows = table_rows(element.metadata.text_as_html)
        return [
            ReadLine(BlockKind.ROW, " ".join(row), cells=tuple(_plain(cell) for cell in row))
            for row in rows
        ]
    kind, depth = _kind(element)
    return [ReadLine(kind, line, depth) for line in _plain(element.text).split("\n")]


def _kind(element: Any) -> tuple[BlockKind, int | None]:
    """Return the kind of a block, by the page's own markup.

    By its looks unstructured calls Chinese paragraphs titles.
    """
    depth = element.metadata.category_depth
    if element.category == "Title" and depth is not None:
        return BlockKind.HEADING, depth + 1
    return (BlockKind.LIST_ITEM if element.category == "ListItem" else BlockKind.PARAGRAPH), None


def _plain(text: str) -> str:
    return text.replace(LINE, "\n").replace(BLOCK, "")
