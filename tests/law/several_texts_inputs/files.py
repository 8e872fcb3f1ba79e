"""Files of a text in which `# ` begins a heading and tabs part the cells of a table's row."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator, Sequence
from itertools import groupby

import docx

_HEADING = "# "


def file_of(text: str, form: str) -> bytes:
    """A file of a text.

    Args:
        text: Its lines; `# ` and `## ` begin headings, and a line with tabs is a row of a table.
        form: txt, tsv, md, html or docx.

    Returns:
        Its bytes.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    match form:
        case "md":
            return _markdown(lines).encode()
        case "html":
            return _page(lines).encode()
        case "docx":
            return _word(lines)
        case _:
            return ("\n".join(line.lstrip("# ") for line in lines) + "\n").encode()


def _parts(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    for is_table, part in groupby(lines, key=lambda line: "\t" in line):
        yield is_table, list(part)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip("#")) if line.startswith("#") else 0


def _markdown(lines: Sequence[str]) -> str:
    out: list[str] = []
    for is_table, part in _parts(lines):
        if not is_table:
            out += part
            continue
        rows = ["| " + " | ".join(row.split("\t")) + " |" for row in part]
        rows.insert(1, "|" + " --- |" * len(part[0].split("\t")))
        out.append("\n".join(rows))
    return "\n\n".join(out) + "\n"


def _page(lines: Sequence[str]) -> str:
    out: list[str] = []
    for is_table, part in _parts(lines):
        if is_table:
            rows = [
                "<tr>"
                + "".join(f"<td>{html.escape(cell)}</td>" for cell in row.split("\t"))
                + "</tr>"
                for row in part
            ]
            out.append("<table>" + "".join(rows) + "</table>")
            continue
        for line in part:
            depth = _depth(line)
            tag = f"h{depth}" if depth else "p"
            out.append(f"<{tag}>{html.escape(line.lstrip('# '))}</{tag}>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(out)}</body></html>"


def _word(lines: Sequence[str]) -> bytes:
    word = docx.Document()
    for is_table, part in _parts(lines):
        if is_table:
            cells = [row.split("\t") for row in part]
            table = word.add_table(len(cells), len(cells[0]))
            for row, values in zip(table.rows, cells, strict=True):
                for cell, value in zip(row.cells, values, strict=True):
                    cell.text = value
            continue
        for line in part:
            depth = _depth(line)
            if depth:
                word.add_heading(line.lstrip("# "), depth)
            else:
                word.add_paragraph(line)
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()
