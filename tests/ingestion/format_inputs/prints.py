"""PDF files in vertical type, and with tables that have no rules."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.ingestion.format_inputs.cases import FormatCase

_FONT = "STSong-Light"
_RULE = (
    "北坪县塘坝管理办法",
    "第一条　为了加强塘坝管理，保护下游居民的生命和财产，制定本办法。",
    "第二条　塘坝应当登记造册，登记的内容包括名称、位置、容量和责任人。",
    "第三条　本办法自二〇二一年八月一日起施行。",
)
_TABLE = (
    ("档次", "月标准", "小时标准"),
    ("一档", "2150", "21"),
    ("二档", "1980", "19"),
    ("三档", "1800", "18"),
)


def _canvas() -> tuple[io.BytesIO, Canvas]:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A4)
    canvas.setFont(_FONT, 14)
    return kept, canvas


def _vertical(lines: Sequence[str], rows: int = 22) -> bytes:
    """Columns from the right to the left, each character below the last one."""
    kept, canvas = _canvas()
    left = 500
    for line in lines:
        for start in range(0, len(line), rows):
            for place, character in enumerate(line[start : start + rows]):
                canvas.drawString(left, 760 - 16 * place, character)
            left -= 28
    canvas.save()
    return kept.getvalue()


def _spaced(rows: Sequence[Sequence[str]]) -> bytes:
    kept, canvas = _canvas()
    canvas.drawString(72, 780, "北坪县津贴标准")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            canvas.drawString(72 + 130 * place, 740 - 22 * number, cell)
    canvas.save()
    return kept.getvalue()


def _edge_label() -> bytes:
    """A page with a few characters of vertical type at its edge."""
    kept, canvas = _canvas()
    for place, character in enumerate("内部资料注意保存"):
        canvas.drawString(540, 400 - 16 * place, character)
    for number, line in enumerate(_RULE):
        canvas.drawString(72, 760 - 40 * number, line[:28])
        canvas.drawString(72, 740 - 40 * number, line[28:])
    canvas.save()
    return kept.getvalue()


PRINT_CASES = (
    FormatCase(
        "a PDF in vertical type",
        "a.pdf",
        _vertical(_RULE),
        title=_RULE[0],
        articles={"1": "下游居民的生命和财产", "2": "容量和责任人", "3": "二〇二一年八月一日"},
    ),
    FormatCase(
        "rows of a table without rules",
        "a.pdf",
        _spaced(_TABLE),
        has=("\n一档 2150 21\n二档 1980 19\n三档 1800 18",),
    ),
    FormatCase(
        "a label in vertical type below horizontal text",
        "a.pdf",
        _edge_label(),
        title=_RULE[0],
        articles={"1": "保护下游居民", "2": "登记造册", "3": "二〇二一年八月一日"},
    ),
)
