"""Files of lines: plain text, Markdown, a page, a Word file, a PDF with one indent."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_FONT = "STSong-Light"
_ROW = 34  # characters of a PDF's line


def file_of(lines: Sequence[str], form: str) -> bytes:
    """A file whose paragraphs are the lines.

    Args:
        lines: The lines; in HTML a line that begins with < is markup.
        form: txt, md, html, docx or pdf.

    Returns:
        Its bytes.
    """
    match form:
        case "md":
            return ("# " + "\n\n".join(lines) + "\n").encode()
        case "html":
            body = "".join(
                line if line.startswith("<") else f"<p>{html.escape(line)}</p>" for line in lines
            )
            page = f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>"
            return page.encode()
        case "docx":
            return _word(lines)
        case "pdf":
            return _pdf(lines)
        case _:
            return ("\n".join(lines) + "\n").encode()


def _word(lines: Sequence[str]) -> bytes:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()


def _pdf(lines: Sequence[str]) -> bytes:
    """A PDF whose lines all begin at one place, at one distance."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A4)
    canvas.setFont(_FONT, 12)
    height = 780
    for line in lines:
        width = _ROW * (2 if line.isascii() else 1)
        for start in range(0, len(line), width):
            canvas.drawString(72, height, line[start : start + width])
            height -= 18
    canvas.save()
    return kept.getvalue()
