"""Web pages: the text that somebody came for, in reading order, tables as rows, headings with their depth.

| module        | what it does                                                                            |
| ------------- | --------------------------------------------------------------------------------------- |
| `facts`       | what the page says of itself: title, date, author, publisher                            |
| `boilerplate` | takes off what tags, names, styles and links show to be no text                         |
| `beside`      | takes off what leads elsewhere and stands outside the element that has the sentences    |
| `names`       | what tags, roles and classes call boilerplate                                           |
| `articles`    | makes headings of the page's title, and of those of its articles where it has several   |
| `page`        | rewrites what is left, so that unstructured keeps every word                            |
| `elements`    | unstructured, without a network                                                         |
| `lines`       | drops what stands above the title                                                       |

What goes is counted, step by step. After reading, the visible characters of the rewritten page and those of what unstructured made of it
are compared: a page of which anything was lost is set aside and not indexed in part. trafilatura was set aside: it does not say what
it drops, and titles and articles are among it (docs/adr/0015-rules-clean-pages.md).
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
from ingestion.parsers._copied import ReadLine, add_text, find_scraps
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
    """Read a web page. Raises BadInput `encoding`, `corrupt`, `empty`, `too_large`, `failed`."""
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
    lines = _read(rewrite(body))
    found = find_scraps(lines)
    if not articles:
        found |= dict(above_title(lines, facts.title.text, found))
    add_text(
        lines,
        found,
        draft,
        facts.hear,
    )
    facts.write(draft, draft.removals)
    draft.add_metadata("articles", str(len(articles)) if articles else None)
    draft.add_metadata("encoding", decoded.encoding)
    return draft.finish(HTML, "html/2")


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
    """The lines that unstructured makes of a rewritten body. Raises BadInput `failed` where it lost any of it."""
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
    """Only what the page itself marks is a heading or an item: by its looks unstructured calls Chinese paragraphs titles."""
    depth = element.metadata.category_depth
    if element.category == "Title" and depth is not None:
        return BlockKind.HEADING, depth + 1
    return (BlockKind.LIST_ITEM if element.category == "ListItem" else BlockKind.PARAGRAPH), None


def _plain(text: str) -> str:
    return text.replace(LINE, "\n").replace(BLOCK, "")
