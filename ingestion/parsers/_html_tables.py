"""Tables of HTML inside a text or Markdown: rows with cells, as on a page.

CommonMark takes such a table for a block of HTML without meaning, and ends it at an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.records import BlockKind
from ingestion.parsers._copied import ReadLine

_MARK = re.compile(r"^[ ]{0,3}```|</?table\b[^<>]*>", re.IGNORECASE | re.MULTILINE)
_MAX_NESTING = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text.

    Attributes:
        text: Its text.
        line: The number of its first line, from 1.
        table: Whether it is a table.
    """

    text: str
    line: int
    table: bool = False


def cut_tables(text: str) -> list[Piece]:
    """Cut the tables of HTML out of a text.

    Args:
        text: A text; what stands between ``` is no table.

    Returns:
        Its pieces in order, with all of its characters. A table that is not closed is text.
    """
    pieces: list[Piece] = []
    line = 1
    done = 0
    for start, end in _tables(text):
        if text[done:start].strip():
            pieces.append(Piece(text[done:start], line))
        line += text.count("\n", done, start)
        pieces.append(Piece(text[start:end], line, table=True))
        line += text.count("\n", start, end)
        done = end
    if not pieces or text[done:].strip():
        pieces.append(Piece(text[done:], line))
    return pieces


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """The places of the outermost tables."""
    if "<" not in text:
        return
    depth = 0
    start = 0
    in_fence = False
    for mark in _MARK.finditer(text):
        if not mark[0].startswith("<"):
            in_fence = depth == 0 and not in_fence
        elif in_fence:
            continue
        elif mark[0][1] == "/":
            if depth == 1:
                yield start, mark.end()
            depth = max(depth - 1, 0)
        else:
            start = start if depth else mark.start()
            depth += 1


def read_table(piece: Piece) -> list[ReadLine]:
    """Read a table.

    Args:
        piece: A table of HTML.

    Returns:
        Its rows, and as lines what is no row of values; an empty list where it is nested too deep.
    """
    from lxml import etree  # type: ignore[import-untyped]

    from ingestion.parsers.html.page import BLOCK, LINE, rewrite

    root = etree.fromstring(piece.text, etree.HTMLParser(remove_comments=True))
    body = root.find("body") if root is not None else None
    if body is None or _nesting(body) > _MAX_NESTING:
        return []
    lines: list[ReadLine] = []
    words: list[str] = []

    def end_text() -> None:
        shown = "".join(words).replace(BLOCK, "\n").replace(LINE, "\n")
        words.clear()
        lines.extend(
            ReadLine(BlockKind.PARAGRAPH, part.strip(), line=piece.line)
            for part in shown.split("\n")
            if part.strip()
        )

    def walk(element: Any) -> None:
        if element.tag == "tr":
            end_text()
            cells = ["".join(cell.itertext()).replace(BLOCK, "") for cell in element]
            lines.append(_row([cell.replace(LINE, " ") for cell in cells], piece.line))
            return
        words.append(element.text or "")
        for child in element:
            walk(child)
            words.append(child.tail or "")

    walk(rewrite(body))
    end_text()
    return lines


def _row(cells: Sequence[str], line: int) -> ReadLine:
    plain = tuple(" ".join(cell.split()) for cell in cells)
    return ReadLine(BlockKind.ROW, " ".join(plain), cells=plain, line=line)


def _nesting(body: Any) -> int:
    depth = deepest = 0
    waiting = [(body, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in element]
    return deepest
