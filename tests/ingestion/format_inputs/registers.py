"""Registers of laws and other tables: CSV and workbooks."""

from __future__ import annotations

import io
from collections.abc import Sequence

from tests.ingestion.format_inputs.cases import FormatCase
from tests.ingestion.sheets import Merge, Sheet, workbook

_ROWS = (
    ("1", "澜溪市码头管理办法", "澜溪市人民政府令第31号", "2019-05-08", "有效"),
    ("2", "澜溪市渡口管理规定", "澜政发〔2018〕7号", "2018-03-01", "废止"),
    ("3", "澜溪市河道采砂办法", "澜溪市人民政府令第29号", "2017-11-20", "有效"),
)
_HEADER = ("序号", "文件名称", "发文字号", "成文日期", "效力状态")


def _csv(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    return "\n".join(",".join(row) for row in rows).encode(encoding)


_RECORD = "文件名称：澜溪市渡口管理规定；发文字号：澜政发〔2018〕7号；成文日期：2018-03-01"

REGISTER_CASES = (
    FormatCase(
        "a register in CSV",
        "register.csv",
        _csv((_HEADER, *_ROWS)),
        has=(_RECORD,),
        records=3,
    ),
    FormatCase(
        "a register in CSV in the encoding of Excel",
        "register.csv",
        _csv((_HEADER, *_ROWS), "gb18030"),
        has=(_RECORD,),
        records=3,
    ),
    FormatCase(
        "a title and a note above the header",
        "register.csv",
        _csv(
            (
                ("澜溪市现行规范性文件目录", "", "", "", ""),
                ("（截至2020年12月31日）", "", "", "", ""),
                _HEADER,
                *_ROWS,
            )
        ),
        has=(_RECORD, "澜溪市现行规范性文件目录"),
        records=3,
    ),
    FormatCase(
        "a header of two rows with merged cells",
        "register.xlsx",
        workbook(
            Sheet(
                "目录",
                (
                    ("序号", "文件", "", "日期", ""),
                    ("", "名称", "文号", "成文", "施行"),
                    (
                        "1",
                        "澜溪市码头管理办法",
                        "澜溪市人民政府令第31号",
                        "2019-05-08",
                        "2019-07-01",
                    ),
                    ("2", "澜溪市渡口管理规定", "澜政发〔2018〕7号", "2018-03-01", "2018-04-01"),
                ),
                (Merge("A1:A2"), Merge("B1:C1"), Merge("D1:E1")),
            )
        ),
        has=("文件·名称：澜溪市渡口管理规定", "日期·施行：2018-04-01"),
        records=2,
    ),
    FormatCase(
        "a merged cell that counts for its rows",
        "register.xlsx",
        workbook(
            Sheet(
                "目录",
                (
                    ("制定机关", "文件名称", "发文字号"),
                    ("澜溪市人民政府", "澜溪市码头管理办法", "澜溪市人民政府令第31号"),
                    ("", "澜溪市渡口管理规定", "澜政发〔2018〕7号"),
                ),
                (Merge("A2:A3"),),
            )
        ),
        has=("制定机关：澜溪市人民政府；文件名称：澜溪市渡口管理规定",),
        records=2,
    ),
    FormatCase(
        "several sheets, each with a header of its own",
        "register.xlsx",
        workbook(
            Sheet("有效", (_HEADER, _ROWS[0], _ROWS[2])),
            Sheet("废止", (("文件名称", "废止日期"), ("澜溪市渡口管理规定", "2020-01-01"))),
        ),
        has=("有效", "废止", "文件名称：澜溪市渡口管理规定；废止日期：2020-01-01"),
        records=3,
    ),
    FormatCase(
        "a header of two rows in CSV, where merged cells are empty",
        "register.csv",
        _csv(
            (
                ("序号", "文件", "", "日期", ""),
                ("", "名称", "文号", "成文", "施行"),
                ("1", "澜溪市码头管理办法", "澜溪市人民政府令第31号", "2019-05-08", "2019-07-01"),
                ("2", "澜溪市渡口管理规定", "澜政发〔2018〕7号", "2018-03-01", "2018-04-01"),
            )
        ),
        has=("文件·名称：澜溪市渡口管理规定", "日期·施行：2018-04-01"),
        records=2,
    ),
    FormatCase(
        "a title row and two sheets with one hidden",
        "register.xlsx",
        workbook(
            Sheet("目录", (("澜溪市规章目录",), _HEADER, *_ROWS)),
            Sheet("草稿", (("名称", "意见"), ("甲办法", "删")), hidden=True),
        ),
        has=(_RECORD, "澜溪市规章目录"),
        lacks=("甲办法",),
        records=3,
    ),
    FormatCase(
        "a page named .xls, as sites export their registers",
        "register.xls",
        (
            '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
            "</head><body><table><tr>"
            + "".join(f"<td>{name}</td>" for name in _HEADER)
            + "</tr>"
            + "".join(
                "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _ROWS
            )
            + "</table></body></html>"
        ).encode(),
        has=("澜溪市渡口管理规定 | 澜政发〔2018〕7号",),
    ),
    FormatCase(
        "separated values named .xls",
        "register.xls",
        "\n".join("\t".join(row) for row in (_HEADER, *_ROWS)).encode("gb18030"),
        has=(_RECORD,),
        records=3,
    ),
)


def _payroll() -> bytes:
    rows = (
        ("河湾区木器厂工资表", "", "", ""),
        ("姓名", "基本工资", "加班费", "实发"),
        ("赵七", "3000", "200", "3200"),
        ("钱八", "3100", "0", "3100"),
        ("合计", "6100", "200", "6300"),
    )
    return _csv(rows)


def _form() -> bytes:
    stream = io.StringIO()
    stream.write("离职申请表,,,\n姓名,,部门,\n入职日期,,离职日期,\n离职原因,,,\n部门意见,,,\n")
    return stream.getvalue().encode()


UNCHANGED_REGISTER_CASES = (
    FormatCase(
        "a payroll table",
        "payroll.csv",
        _payroll(),
        has=("姓名：赵七；基本工资：3000；加班费：200；实发：3200", "姓名：合计"),
        records=3,
    ),
    FormatCase(
        "a form without values",
        "form.csv",
        _form(),
        has=("离职申请表", "离职原因", "部门意见"),
    ),
    FormatCase(
        "values that are all words are no second row of names",
        "staff.csv",
        _csv((("姓名", "部门", "职务"), ("赵七", "车间", "组长"), ("钱八", "仓库", "保管"))),
        has=("姓名：赵七；部门：车间；职务：组长",),
        records=2,
    ),
    FormatCase(
        "a first row of values with an empty cell is no second row of names",
        "staff.csv",
        _csv((("姓名", "部门", "备注"), ("赵七", "车间", ""), ("钱八", "仓库", "病假"))),
        has=("姓名：赵七；部门：车间", "备注：病假"),
        records=2,
    ),
    FormatCase(
        "a header with one empty name",
        "staff.csv",
        _csv((("姓名", "", "职务"), ("赵七", "车间", "组长"), ("钱八", "仓库", "保管"))),
        has=("赵七", "车间", "职务：组长"),
        records=2,
    ),
)
