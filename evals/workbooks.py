"""Workbooks with tables of wages and a sheet of a law's articles, as offices write them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta

import openpyxl

from evals.authors import Author
from evals.bare_texts import bare
from evals.data_files import WrittenFile, law

# ── tables


def workbook(author: Author) -> WrittenFile:
    """Write a workbook: a table of wages, and sometimes a sheet with the articles of a law.

    There are merged headers and cells, notes, gaps and a hidden sheet.

    Args:
        author: Draws the content.

    Returns:
        The workbook and what must be found in it.
    """
    chance = author.chance
    book = openpyxl.Workbook()
    out = WrittenFile("表.xlsx", b"")
    sheet = book.active
    _wages(author, sheet, out)
    if chance.random() < 0.7:
        _articles(author, book.create_sheet("条文"), out)
    if chance.random() < 0.3:
        hidden = book.create_sheet("底稿")
        hidden.append(["不该看见", "的内容"])
        hidden.append(["暗", "影"])
        hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    out.data = stream.getvalue()
    return out


def _wages(
    author: Author,
    sheet: openpyxl.worksheet.worksheet.Worksheet,
    out: WrittenFile,
) -> None:
    chance = author.chance
    said = []
    row = 1
    if chance.random() < 0.6:
        said.append(f"云岭市{chance.choice(('港航', '配送', '建筑'))}行业欠薪线索汇总表")
        sheet.cell(row, 1, said[-1])
        sheet.merge_cells(
            start_row=row,
            end_row=row,
            start_column=1,
            end_column=6,
        )
        row += 1
    names = [
        "单位",
        "姓名",
        "工资",
        "扣除比例",
        "日期",
        "备注",
    ]
    two = chance.random() < 0.5
    for column, name in enumerate(names, 1):
        sheet.cell(row, column, name)
    if two:
        for column in (1, 2, 5, 6):
            sheet.merge_cells(
                start_row=row,
                end_row=row + 1,
                start_column=column,
                end_column=column,
            )
        sheet.cell(row, 3, "工资")
        sheet.cell(row, 4).value = None
        sheet.merge_cells(
            start_row=row,
            end_row=row,
            start_column=3,
            end_column=4,
        )
        sheet.cell(row + 1, 3, "应发")
        sheet.cell(row + 1, 4, "扣除比例")
        names = [
            "单位",
            "姓名",
            "工资·应发",
            "工资·扣除比例",
            "日期",
            "备注",
        ]
    row += 1 + two
    for _ in range(chance.randint(2, 5)):
        unit = f"云岭{chance.choice(('港务', '快送', '建工', '纺织'))}{chance.randint(1, 99)}公司"
        first = row
        for _ in range(chance.randint(1, 5)):
            row = _wage(
                author,
                sheet,
                row,
                unit,
                names,
                out,
                said,
            )
        if row - 1 > first and chance.random() < 0.6:
            sheet.merge_cells(
                start_row=first,
                end_row=row - 1,
                start_column=1,
                end_column=1,
            )
    if chance.random() < 0.5:
        said.append(f"填表人：王敏　复核：李工{chance.randint(1, 9)}")
        sheet.cell(row + 1, 1, said[-1])
    out.text += "".join(said)


def _wage(
    author: Author,
    sheet: openpyxl.worksheet.worksheet.Worksheet,
    row: int,
    unit: str,
    names: Sequence[str],
    out: WrittenFile,
    said: list[str],
) -> int:
    chance = author.chance
    wage = chance.choice((chance.randint(1000, 9999), chance.randint(100000, 999999) / 100))
    share = chance.randint(1, 40)
    when = date(2023, 1, 1) + timedelta(chance.randint(0, 600))
    person = "".join(chance.choice("赵钱孙李周吴郑王冯陈") + chance.choice("敏强芳伟娜静磊洋艳勇"))
    note = chance.choice(("", author.sentence(), "已核实"))
    sheet.cell(row, 1, unit)
    for column, value in (
        (2, person),
        (3, wage),
        (4, share / 100),
        (5, when),
        (6, note or None),
    ):
        sheet.cell(row, column, value)
    sheet.cell(row, 4).number_format = "0%"
    sheet.cell(row, 5).number_format = "yyyy-mm-dd"
    shown = [
        unit,
        person,
        f"{wage:g}" if isinstance(wage, int) else f"{wage:.15g}",
        f"{share}%",
        when.isoformat(),
        note,
    ]
    out.cells += [bare(one) for one in shown if one]
    said.append(
        "".join(f"{name}：{value}" for name, value in zip(names, shown, strict=True) if value)
    )
    return row + 1


def _articles(
    author: Author,
    sheet: openpyxl.worksheet.worksheet.Worksheet,
    out: WrittenFile,
) -> None:
    text = law(author, author.chance.randint(5, 20))
    sheet.append(["条号", "条文", "说明"])
    for label, paragraphs in text.paragraphs.items():
        note = author.sentence() if author.chance.random() < 0.3 else None
        sheet.append([label, "\n".join(paragraphs), note])
        out.in_cells.append(text.articles[label])
        out.cells += [bare(one) for one in (label, text.articles[label], note or "") if one]
        out.text += f"条号：{label}条文：{text.articles[label]}" + (f"说明：{note}" if note else "")
