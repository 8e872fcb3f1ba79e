"""Writes a reading as one page of HTML: no script, no link, nothing from outside."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from cli.reading.escaping import visible
from cli.reading.layout import RowView, ShownText, TextView, describe_reason
from cli.reading.page_style import STYLE
from cli.reading.reading import Reading, facts_of
from ingestion.legibility import RowMark

if TYPE_CHECKING:
    from ingestion.legibility import Pictures

MOST_BYTES = 12_000_000
"""The largest size of a page; pictures and rows that do not fit are left out, and it says so."""

_MOST_OF_ROWS = 8_000_000  # of these bytes, for the text
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_LEGEND = (
    ("<del>…</del>", RowMark.REMOVED, "removed by cleaning"),
    ('<mark class="hidden">…</mark>', RowMark.HIDDEN, "removed, because no reader sees it"),
    (
        '<mark class="missing">…</mark>',
        RowMark.MISSING,
        "in the file, not in the text, and no record says why",
    ),
    ("<ins>…</ins>", RowMark.ADDED, "in the text, and in no line of the file"),
)


def render_page(reading: Reading, pictures: Pictures) -> str:
    """Write a reading as a page.

    Args:
        reading: The reading.
        pictures: What its first pages look like, or why that can't be shown.

    Returns:
        The page.
    """
    rows, cut = _rows(reading.rows, beside=not pictures.pages)
    figures, left_out = _figures(pictures)
    notes = [*reading.notes, *cut, *left_out]
    if pictures.reason:
        notes.insert(0, f"no picture: {pictures.reason}")
    if pictures.note:
        notes.append(f"picture: {pictures.note}")
    if figures:
        text = "".join(rows)
        body = f'<div class="sides"><div class="pictures">{figures}</div><div>{text}</div></div>'
    else:
        head = '<div class="row"><b>in the file</b><b>what was read</b></div>'
        body = (head if rows else "") + "".join(rows)
    title = escape(f"Reading of {visible(reading.file.shown)}")
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts_of(reading)
    )
    shown_notes = "".join(f'<p class="note">{escape(visible(note))}</p>' for note in notes)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n<dl>{facts}</dl>\n{shown_notes}\n{_legend(reading.rows)}\n"
        f'<main lang="zh">\n{body}\n</main>\n{_removed(reading)}\n{_findings(reading)}\n'
        "</body>\n</html>\n"
    )


def _figures(pictures: Pictures) -> tuple[str, list[str]]:
    figures: list[str] = []
    size = 0
    for page in pictures.pages:
        data = base64.b64encode(page.jpeg).decode("ascii")
        if size + len(data) > MOST_BYTES - _MOST_OF_ROWS:
            break
        size += len(data)
        of_total = f" of {pictures.total}" if pictures.total else ""
        figures.append(
            f'<figure><img src="data:image/jpeg;base64,{data}" width="{page.width}" '
            f'height="{page.height}" alt="page {page.number}">'
            f"<figcaption>page {page.number}{of_total}</figcaption></figure>\n"
        )
    missing = pictures.total - len(figures)
    if figures and missing > 0:
        note = f"{missing:,} more pages have no picture here: `--pages` draws up to 20"
        return "".join(figures), [note]
    return "".join(figures), []


def _rows(rows: Sequence[RowView], *, beside: bool) -> tuple[list[str], list[str]]:
    """The rows that fit, and a sentence about those that do not."""
    written: list[str] = []
    size = 0
    for row in rows:
        own = _row_beside(row) if beside else _row_alone(row)
        size += len(own.encode("utf-8"))
        if size > _MOST_OF_ROWS:
            return written, [
                f"the last {len(rows) - len(written):,} rows are left out: the page is full"
            ]
        written.append(own)
    return written, []


def _row_beside(row: RowView) -> str:
    """The lines of the file to the left, the text to the right."""
    lines: list[str] = []
    place_before = ""
    for line in row.lines:
        place = (
            "" if line.place == place_before else f'<span class="place">{escape(line.place)}</span>'
        )
        lines.append(f"<p>{place}{_marked(line.pieces)}</p>")
        place_before = line.place
    right = "".join(_text(text) for text in row.texts) + _reasons(row)
    return f'<div class="row"><div>{"".join(lines)}</div><div>{right}</div></div>\n'


def _row_alone(row: RowView) -> str:
    """The text, and in its place what was removed; a picture beside it shows the file."""
    parts = [_text(text) for text in row.texts]
    for line in row.lines:
        removed = [piece for piece in line.pieces if piece.mark is not RowMark.READ]
        if removed:
            place = f'<span class="place">{escape(line.place)}</span>'
            reasons = _reasons_of(removed)
            parts.append(
                f'<div class="text"><span></span><p>{_marked(removed)} {reasons}{place}</p></div>'
            )
    return "".join(parts) + "\n"


def _text(text: TextView) -> str:
    versions = "".join(
        f'<div class="version">{escape(visible(label.name))}</div>'
        for label in text.labels
        if label.sort == "version"
    )
    margin = "".join(_margin(text))
    note = f' <span class="scan">({escape(text.note)})</span>' if text.note else ""
    heading = ' class="heading"' if text.is_heading else ""
    words = f"<p{heading}>{_marked(text.pieces)}{note}</p>"
    return f'{versions}<div class="text"><span class="margin">{margin}</span>{words}</div>'


def _margin(text: TextView) -> Iterator[str]:
    for label in text.labels:
        if label.sort == "unit":
            key = escape(visible(label.key), quote=True)
            yield f'<span class="key" title="{key}">{escape(visible(label.name))}</span>'
        elif label.sort == "part":
            yield f'<span class="part">{escape(label.name)}</span>'


def _marked(pieces: Sequence[ShownText]) -> str:
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: ShownText) -> str:
    text = escape(piece.text)
    what = escape(visible(piece.what), quote=True)
    if piece.mark is RowMark.REMOVED:
        return f'<del title="{what}">{text}</del>'
    if piece.mark in (RowMark.HIDDEN, RowMark.MISSING):
        return f'<mark class="{piece.mark.value}" title="{what}">{text}</mark>'
    return f"<ins>{text}</ins>" if piece.mark is RowMark.ADDED else text


def _reasons(row: RowView) -> str:
    pieces = [piece for line in row.lines for piece in line.pieces]
    reasons = _reasons_of(pieces)
    return f"<p>{reasons}</p>" if reasons else ""


def _reasons_of(pieces: Sequence[ShownText]) -> str:
    whats = dict.fromkeys(piece.what for piece in pieces if piece.what)
    return "".join(f'<span class="why">{escape(describe_reason(what))} </span>' for what in whats)


def _legend(rows: Sequence[RowView]) -> str:
    used = {row.mark for row in rows}
    used |= {piece.mark for row in rows for line in row.lines for piece in line.pieces}
    used |= {piece.mark for row in rows for text in row.texts for piece in text.pieces}
    shown = [
        f"<span>{sample} {meaning}</span>" for sample, mark, meaning in _LEGEND if mark in used
    ]
    return f'<div class="legend">{"".join(shown)}</div>' if shown else ""


def _removed(reading: Reading) -> str:
    document = reading.comparison.document
    if document is None or not document.removed:
        return ""
    rows = "".join(
        f'<tr><td>{escape(visible(removal.what))}</td><td class="figure">{removal.count:,}</td>'
        f"<td>{escape(visible(removal.example))}</td></tr>"
        for removal in document.removed
    )
    head = "<tr><th>what</th><th>times</th><th>first example</th></tr>"
    return f"<h2>Cleaning removed</h2>\n<table>{head}{rows}</table>"


def _findings(reading: Reading) -> str:
    if not reading.findings:
        return "<h2>Findings</h2>\n<p>None.</p>"
    rows = "".join(
        f'<tr><td>{escape(finding["severity"])}</td><td class="code">{escape(finding["code"])}</td>'
        f"<td>{escape(visible(finding['where']))}</td><td>{escape(visible(finding['message']))}</td>"
        f"<td>{escape(visible(finding['remedy']))}</td></tr>"
        for finding in reading.findings
    )
    head = (
        "<tr><th></th><th>code</th><th>place</th><th>what was noticed</th><th>what to do</th></tr>"
    )
    return f"<h2>Findings</h2>\n<table>{head}{rows}</table>"
