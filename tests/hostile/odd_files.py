"""Harmless files that look like nothing else in an archive: forms, tables, labels, marks.

Every one of them must end in a state of its own, and never hold back what lies beside it. All text
is invented.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.hostile.odd_papers import ODD_PAPERS

_NAMES = ("韩某", "秦某", "许某", "何某", "吕某", "施某", "张某", "孔某")


def _text(text: str) -> bytes:
    return text.encode()


def _dotted_form() -> bytes:
    lines = ["登记表", "", "请用黑色笔填写。", ""]
    for field in ("姓名", "住址", "电话", "入职日期"):
        lines += [f"{field}：" + "…" * 30, "", "…" * 40, ""]
    return _text("\n".join([*lines, "填表人签字：" + "_" * 30, ""]))


def _payroll(rows: int) -> bytes:
    lines = ["单位,账户,年度,月份,班组,姓名,应发,扣款,实发"]
    for row in range(rows):
        name = f"{_NAMES[row % len(_NAMES)]}{row}"
        unit = "青岬海带养殖合作社"
        lines.append(
            f"{unit},青岬信用社工资户,2024,{row % 12 + 1},晾晒组,{name},{4000 + row},200,{3800 + row}"
        )
    return _text("\n".join(lines) + "\n")


def _equal_rows() -> bytes:
    return _text("日期,班组,人数\n" + "2024-03-01,甲班,7\n" * 300)


def _zeros() -> bytes:
    return _text("0,0,0,0\n" * 200)


def _empty_cells() -> bytes:
    return _text("序号,姓名,签字,备注\n" + ",,,\n" * 60 + "1,韩某,,\n")


def _only_separators() -> bytes:
    return _text(",,,,\n;;;;\n" * 40)


def _markdown_table(rows: int) -> bytes:
    head = "| 工号 | 姓名 | 工时 |\n| --- | --- | --- |\n"
    body = "".join(f"| {row} | {_NAMES[row % 8]} | {row % 24} |\n" for row in range(rows))
    return _text(f"# 工时登记\n\n{head}{body}")


def _repeated_headers() -> bytes:
    page = "青岬区总工会 内部资料 第%d页\n\n晾晒场应当设遮阳棚。\n\n青岬区总工会 内部资料\n\n"
    return _text("".join(page % number for number in range(1, 40)))


def _one_line_law() -> bytes:
    articles = " ".join(
        f"第{number}条 晾晒作业第{number}项由班组长安排。" for number in "一二三四五六七八九"
    )
    return _text(f"青岬区晾晒作业规定 （2021年5月6日青岬区人民政府公布） {articles}")


def _only_labels() -> bytes:
    return _text("\n\n".join(f"第{number}条" for number in "一二三四五六七八九") + "\n")


def _same_label() -> bytes:
    return _text("晾晒须知\n\n" + "第一条 晾晒时戴草帽。\n\n" * 30)


def _falling_labels() -> bytes:
    return _text(
        "晾晒规定\n\n"
        + "\n\n".join(f"第{number}条 按顺序上架。" for number in "九八七六五四三二一")
    )


def _contents_alone() -> bytes:
    return _text(
        "目录\n\n"
        + "".join(
            f"第{number}章 晾晒{'…' * 20}{index}\n"
            for index, number in enumerate("一二三四五六", 1)
        )
    )


def _control_characters() -> bytes:
    return b"\xe6\x99\xbe\xe6\x99\x92\x01\x02\x1b[31m\xe9\xa1\xbb\xe7\x9f\xa5\x07\n\n\xe6\x88\xb4\xe8\x8d\x89\xe5\xb8\xbd\xe3\x80\x82\x7f\n"


def _html_of_blanks() -> bytes:
    cells = "<td></td>" * 6
    return _text(f"<html><body><table>{f'<tr>{cells}</tr>' * 40}</table></body></html>")


def _html_form() -> bytes:
    rows = "".join(
        f"<tr><td>{field}</td><td>________</td></tr>" for field in ("姓名", "工种", "签字")
    )
    return _text(
        f"<html><head><title>申请表</title></head><body><table>{rows}</table></body></html>"
    )


def _nested_quotations() -> bytes:
    return _text("通知\n\n" + "“" * 200 + "戴草帽" + "”" * 200 + "\n")


def _nested_books() -> bytes:
    return _text("意见\n\n根据" + "《" * 200 + "晾晒规定" + "》" * 200 + "第三条办理。\n")


ODD_FILES: Mapping[str, Callable[[], bytes]] = {
    "dotted_form.txt": _dotted_form,
    "dotted_form.md": _dotted_form,
    "underlined_form.txt": lambda: _text(
        "报名表\n\n" + ("_" * 60 + "\n\n") * 30 + "联系人：秦某\n"
    ),
    "dashes.txt": lambda: _text("裁剪线\n\n" + ("- " * 40 + "\n\n") * 25),
    "payroll.csv": lambda: _payroll(400),
    "payroll_small.csv": lambda: _payroll(15),
    "equal_rows.csv": _equal_rows,
    "zeros.csv": _zeros,
    "empty_cells.csv": _empty_cells,
    "only_separators.csv": _only_separators,
    "one_column.csv": lambda: _text(
        "编号\n" + "".join(f"{number:018d}\n" for number in range(300))
    ),
    "ragged.csv": lambda: _text('甲,乙\n1\n1,2,3,4\n"未完\n'),
    "table.md": lambda: _markdown_table(300),
    "table_of_blanks.md": lambda: _text("| | | |\n|---|---|---|\n" + "| | | |\n" * 100),
    "repeated_headers.txt": _repeated_headers,
    "one_line_law.txt": _one_line_law,
    "only_labels.txt": _only_labels,
    "same_label.txt": _same_label,
    "falling_labels.txt": _falling_labels,
    "contents_alone.txt": _contents_alone,
    "labels_in_a_row.txt": lambda: _text("第一条" * 2_000),
    "only_punctuation.txt": lambda: _text("。，、；：？！" * 300),
    "only_marks.md": lambda: _text("# \n\n---\n\n***\n\n> \n\n- \n- \n"),
    "only_blanks.txt": lambda: _text(" \n\t\n\u3000\n" * 50),
    "dots_of_two_megabytes.txt": lambda: _text("表\n\n" + "." * 2_000_000 + "\n"),
    "one_long_line.txt": lambda: _text("晾晒须知" + "先铺网后上架" * 20_000),
    "one_character.txt": lambda: _text("是"),
    "digits.txt": lambda: _text("1234567890" * 500),
    "numbers_alone.txt": lambda: _text("\n".join(str(number) for number in range(1, 400))),
    "emoji.txt": lambda: _text("😀🎉\n\n" * 200),
    "control_characters.txt": _control_characters,
    "overrides.txt": lambda: _text("\u202e须知\u202c\n\n\u2066戴草帽\u2069。\n"),
    "byte_order_marks.txt": lambda: _text("\ufeff\ufeff晾晒须知\n\n\ufeff戴草帽。\n"),
    "blanks.html": _html_of_blanks,
    "form.html": _html_form,
    "nested_quotations.txt": _nested_quotations,
    "nested_books.txt": _nested_books,
    "at_signs@#2.txt": lambda: _text("晾晒@场/须知#1\n\n戴草帽@上午/下午。\n"),
    "title_of_marks.md": lambda: _text("# @#/~@\n\n第一条 戴草帽。\n\n第二条 @@##。\n"),
    "dates_backwards.md": lambda: _text(
        "# 青岬区晾晒办法\n\n（2030年1月1日青岬区人民政府公布）\n\n第一条 戴草帽。\n\n"
        "第二条 本办法自2020年1月1日起施行，有效期至2019年1月1日。\n"
    ),
    "headings_alone.md": lambda: _text(
        "\n\n".join(f"{'#' * (1 + n % 6)} 标题{n}" for n in range(60))
    ),
    "checkboxes.txt": lambda: _text("自查表\n\n" + "□是 □否\n\n" * 40 + "☑ ☐ ✓ ✗\n"),
    **ODD_PAPERS,
}
"""Bytes by the name of the file."""

GOOD_KINDS = (
    "草帽",
    "遮阳棚",
    "饮水点",
    "雨靴",
    "救生衣",
    "夜班灯",
    "渔网",
    "缆绳",
    "盐池",
    "码头",
)


def good_file(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of an ordinary rule.

    Args:
        number: Its number; each has words of its own.
    """
    kind = f"{GOOD_KINDS[number % len(GOOD_KINDS)]}{'甲乙丙丁戊己庚辛壬癸'[number // len(GOOD_KINDS) % 10]}型"
    title = f"青岬区{kind}使用办法"
    text = (
        f"# {title}\n\n（2022年3月{number % 28 + 1}日青岬区人民政府公布）\n\n"
        f"第一条 为了规范{kind}的使用，制定本办法。\n\n"
        f"第二条 {kind}由用人单位每年发放{number + 1}次。\n\n"
        "第三条 本办法自2022年6月1日起施行。\n"
    )
    return f"{title}(2022-03-{number % 28 + 1:02d}).md", text.encode()


def mixture(seed: int) -> dict[str, bytes]:
    """Return the files of an archive, drawn at random: some good ones, and some odd ones.

    Args:
        seed: The seed by which they are drawn.
    """
    draw = random.Random(seed)
    files = dict(good_file(number) for number in draw.sample(range(90), draw.randint(1, 6)))
    for name in draw.sample(sorted(ODD_FILES), draw.randint(1, 8)):
        files[name] = ODD_FILES[name]()
    return files
