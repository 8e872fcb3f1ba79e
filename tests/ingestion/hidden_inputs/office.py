"""Workbooks and presentations."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table, TableStyleInfo
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Inches, Pt

from tests.ingestion.hidden_inputs import HiddenInput

SENTENCE = "渡船办法废止"
BLENDED = "hidden text: colour of its background"
SWITCHED = "hidden text"
NAVY = PatternFill("solid", fgColor="FF1F4E79")


def _workbook(change: Callable[[Any], None]) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (("班组", "地点", "备注"), ("一班", "柳湾湖", "自带水"), ("二班", "东门", SENTENCE), ("三班", "西门", "改期")):  # fmt: skip
        sheet.append(row)
    change(sheet)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _white(sheet: Any) -> None:
    sheet["C3"].font = Font(color="FFFFFFFF")


def _filtered(sheet: Any) -> None:
    sheet.auto_filter.ref = "A1:C4"
    sheet.auto_filter.add_filter_column(1, ["柳湾湖", "西门"])
    sheet.row_dimensions[3].hidden = True


def _dark(sheet: Any) -> None:
    _white(sheet)
    sheet["C3"].fill = NAVY


def _themed(sheet: Any) -> None:
    from openpyxl.styles.colors import Color

    sheet["C3"].font = Font(color=Color(theme=0))


def _same(sheet: Any) -> None:
    sheet["C3"].font = Font(color="FF1F4E79")
    sheet["C3"].fill = NAVY


def _table(sheet: Any) -> None:
    _white(sheet)
    made = Table(displayName="T", ref="A1:C4")
    made.tableStyleInfo = TableStyleInfo(name="TableStyleDark1", showRowStripes=True)
    sheet.add_table(made)


def _outline(sheet: Any) -> None:
    sheet.row_dimensions[3].outlineLevel = 1
    sheet.row_dimensions[3].hidden = True


def _set(**values: Any) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for name, value in values.items():
            setattr(sheet["C3"], name, value)

    return change


def _row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def _row_height(sheet: Any) -> None:
    sheet.row_dimensions[3].height = 0.5


def _column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


_SHEETS = {
    "row": (SWITCHED, _row),
    "row-without-height": (SWITCHED, _row_height),
    "column": (SWITCHED, _column),
    "white": (BLENDED, _white),
    "theme-white": (BLENDED, _themed),
    "same-colour": (BLENDED, _same),
    "tiny-type": ("hidden text: tiny", _set(font=Font(sz=1))),
    "format": (SWITCHED, _set(number_format=";;;")),
    "filtered": ("", _filtered),
    "grouped": ("", _outline),
    "white-on-dark": ("", _dark),
    "white-in-table": ("", _table),
    "red": ("", _set(font=Font(color="FFFF0000"))),
    "format-shown": ("", _set(number_format="0;-0;;@")),
}


def _deck(change: Callable[[Any, Any], None]) -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "春游安排"
    seen = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(5), Inches(1))
    seen.text_frame.text = "五月到柳湾湖边春游，集合地点为东门。"
    box = slide.shapes.add_textbox(Inches(1), Inches(4), Inches(5), Inches(1))
    box.text_frame.text = SENTENCE
    change(slide, box)
    saved = io.BytesIO()
    deck.save(saved)
    return saved.getvalue()


def _font(box: Any) -> Any:
    return box.text_frame.paragraphs[0].runs[0].font


def _slide_white(_: Any, box: Any) -> None:
    _font(box).color.rgb = RGBColor(255, 255, 255)


def _slide_theme(_: Any, box: Any) -> None:
    _font(box).color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def _slide_clear(_: Any, box: Any) -> None:
    _font(box).color.rgb = RGBColor(1, 1, 1)
    colour = box.text_frame._txBody.find(".//{*}srgbClr")
    colour.append(
        colour.makeelement(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}alpha", {"val": "0"}
        )
    )


def _slide_filled(colour: RGBColor) -> Callable[[Any, Any], None]:
    def change(slide: Any, box: Any) -> None:
        _slide_white(slide, box)
        box.fill.solid()
        box.fill.fore_color.rgb = colour

    return change


def _slide_ground(slide: Any, box: Any) -> None:
    _slide_white(slide, box)
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(0, 0, 80)


def _slide_banner(slide: Any, box: Any) -> None:
    _slide_white(slide, box)
    banner = slide.shapes.add_shape(1, Inches(0.5), Inches(3.8), Inches(7), Inches(2))
    slide.shapes._spTree.remove(banner._element)
    slide.shapes._spTree.insert(2, banner._element)


def _slide_same(_: Any, box: Any) -> None:
    _font(box).color.rgb = RGBColor(0, 0, 80)
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor(0, 0, 80)


def _slide_small(_: Any, box: Any) -> None:
    _font(box).size = Pt(1)


_SLIDES = {
    "white": (BLENDED, _slide_white),
    "theme-white": (BLENDED, _slide_theme),
    "transparent": ("hidden text: transparent", _slide_clear),
    "white-on-white-shape": (BLENDED, _slide_filled(RGBColor(255, 255, 255))),
    "same-as-shape": (BLENDED, _slide_same),
    "tiny": ("hidden text: tiny", _slide_small),
    "white-on-dark-shape": ("", _slide_filled(RGBColor(0, 0, 80))),
    "white-on-dark-slide": ("", _slide_ground),
    "white-on-banner": ("", _slide_banner),
}

INPUTS = [
    *(HiddenInput(name, "a.xlsx", _workbook(change), kind, ("一班", "西门") + (() if kind else (SENTENCE,))) for name, (kind, change) in _SHEETS.items()),
    *(HiddenInput(name, "a.pptx", _deck(change), kind, ("柳湾湖",) + (() if kind else (SENTENCE,))) for name, (kind, change) in _SLIDES.items()),
]  # fmt: skip
