"""Tables, JSON and XML: a row and a record say their names, and are cited by themselves."""

import datetime as dt
import io
import json
import zipfile

import openpyxl
import pytest

from corpus.errors import BadInput
from ingestion.formats.record_mapping import RecordMapping
from ingestion.limits import MIB, Limits
from ingestion.reading import read
from law.structure import structure
from tests.ingestion.documents import lines, removed


def book(
    *sheets,
    merged=(),
    formats=None,
    hidden=(),
):
    """A workbook of these rows; `merged` and `formats` are of the first sheet."""
    made = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = made.active if number == 0 else made.create_sheet(f"第{number + 1}页")
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if number in hidden else "visible"
    for one in merged:
        made.worksheets[0].merge_cells(one)
    for cell, form in (formats or {}).items():
        made.worksheets[0][cell].number_format = form
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def units(data, name, **options):
    """Each unit's path and text."""
    document = read(
        data,
        name,
        **options,
    )
    lines(document)
    return {
        unit.path: document.text[unit.start : unit.end]
        for unit in structure(document, name.partition(".")[0]).units
    }


def test_a_sheet_s_rows_are_records_below_a_header_that_is_found():
    """A title, a header of two rows, a merged cell that holds for two records, a note."""
    rows = [
        ["欠薪线索汇总表"],
        ["单位", "工资", None, "日期"],
        [None, "应发", "比例", None],
        [
            "港务公司",
            3000,
            0.155,
            dt.date(2024, 3, 5),
        ],
        [
            None,
            3200.5,
            0.2,
            dt.datetime(2024, 3, 6, 9, 30),  # noqa: DTZ001
        ],
        [],
        ["填表人：王敏"],
    ]
    merged = ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5")
    data = book(
        rows,
        merged=merged,
        formats={"C4": "0.0%", "C5": "0%", "B4": "#,##0"},
    )
    assert units(data, "表.xlsx") == {
        "4": "单位：港务公司；工资·应发：3000；工资·比例：15.5%；日期：2024-03-05",
        "5": "单位：港务公司；工资·应发：3200.5；工资·比例：20%；日期：2024-03-06 09:30",
        "note": "填表人：王敏",
    }
    found = structure(read(data, "表.xlsx"), "表")
    assert (found.title, found.units[0].context, found.kind.value) == (
        "欠薪线索汇总表",
        "欠薪线索汇总表",
        "document",
    )


def test_a_merged_cell_may_span_rows_that_there_are_not():
    data = book([["甲", "乙"], ["1a", "2a"], ["3a", "4a"]], merged=("A3:A90", "B3:C400"))
    assert units(data, "表.xlsx") == {"2": "甲：1a；乙：2a", "3": "甲：3a；乙：4a"}
    assert read(book([["甲", "乙"], ["丙", "丁"]], merged=("A1:A90",)), "表.xlsx").text


def test_sheets_are_reported_apart_and_hidden_ones_kept_out():
    data = book(
        [["甲", "乙"], ["1a", "2a"]],
        [["丙", "丁"], ["3a", "4a"]],
        [["暗", "影"], ["5a", "6a"]],
        hidden=(2,),
    )
    assert units(data, "表.xlsx") == {"1/2": "甲：1a；乙：2a", "2/2": "丙：3a；丁：4a"}
    assert removed(read(data, "表.xlsx")) == {"hidden sheet": 1}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["姓名", "金额"], ["王敏", "3000"], ["姓名", "金额"], ["李工", "1"]], ["姓名：王敏；金额：3000", "姓名：李工；金额：1"]),
        ([["姓名", "金额"], ["王敏", ""], ["", "5"]], ["姓名：王敏", "金额：5"]),
        ([["条号", "条文"], ["第一条", "应当支付。"]], ["条号：第一条；条文：应当支付。"]),
        ([["条文", "说明"], ["应当支付。", "新增"]], ["条文：应当支付。说明：新增"]),
        ([["1", "2"], ["3", "4"]], ["1 | 2", "3 | 4"]),  # no header: a form
        ([["姓名", "金额", "注"], ["王敏", "1", "a"], [], ["第二表"], ["单位", "人数", "注"], ["甲", "2", "b"]], ["姓名：王敏；金额：1；注：a", "第二表", "单位：甲；人数：2；注：b"]),
    ],
    ids=["repeated header", "gaps", "sentence", "sentence inside", "no header", "two tables"],
)  # fmt: skip
def test_rows(rows, expected):
    stream = "\n".join(",".join(row) for row in rows)
    assert [text for _, text in lines(read(stream.encode(), "a.csv"))] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_a_table_is_read_whatever_separates_and_encodes_it(encoding, delimiter):
    rows = [["姓名", "事由"], ["王敏", f'"拖欠{delimiter}工资"'], ["李工", "加班费未付"]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert units(data, "a.csv") == {
        "2": f"姓名：王敏；事由：拖欠{' ' if delimiter == chr(9) else delimiter}工资",
        "3": "姓名：李工；事由：加班费未付",
    }


def test_a_quote_that_does_not_close_is_a_character():
    data = '姓名,事由\n王敏,"拖欠\n李工,加班\n'.encode()
    assert units(data, "a.csv") == {"2": '姓名：王敏；事由："拖欠', "3": "姓名：李工；事由：加班"}


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1e"])
def test_a_line_end_that_office_leaves_in_a_cell_ends_no_row(mark):
    data = f"姓名,事由\n王敏,拖欠{mark}工资\n李工,加班费\n".encode()
    assert units(data, "a.csv") == {
        "2": "姓名：王敏；事由：拖欠 工资",
        "3": "姓名：李工；事由：加班费",
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_ends_as_the_system_of_its_file_ends_lines(end):
    data = end.join(["姓名,事由", '王敏,"拖欠\n工资"', "李工,加班费", ""]).encode()
    assert units(data, "a.csv") == {
        "2": "姓名：王敏；事由：拖欠 工资",
        "3": "姓名：李工；事由：加班费",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("只有一列\n王敏\n\n李工\n", ["只有一列", "王敏", "李工"]),
        ("王敏\n", ["王敏"]),
        # a comma in one cell of a table that semicolons separate
        ("姓名;金额\n王敏;3,000\n李工;4,000\n", ["姓名：王敏；金额：3,000", "姓名：李工；金额：4,000"]),
        # rows that are shorter or longer than the header
        ("a,b\n1,2\n3\n4,5,6\n", ["a：1；b：2", "a：3", "a：4；b：5；6"]),
        ("姓名,事由\n王敏,\x00 拖欠\n", ["姓名：王敏；事由：拖欠"]),
    ],
    ids=["one column", "one cell", "semicolons", "uneven", "nul"],
)  # fmt: skip
def test_tables_that_are_hardly_tables(text, expected):
    assert [line for _, line in lines(read(text.encode(), "a.csv"))] == expected


SHOWN = [
    (True, "TRUE"),
    (False, "FALSE"),
    (0.1 + 0.2, "0.3"),
    (3.0, "3"),
    (-0.5, "-0.5"),
    (12345678901, "12345678901"),
    (1e20, "1e+20"),
    (dt.time(9, 30), "09:30:00"),
    (dt.timedelta(hours=30, minutes=5), "30:05:00"),
    (dt.timedelta(minutes=-30), "-0:30:00"),
    (dt.date(2024, 3, 5), "2024-03-05"),
    (dt.datetime(2024, 3, 5, 1, 2), "2024-03-05 01:02"),  # noqa: DTZ001 - a sheet has no zone
    (dt.datetime(2024, 3, 5, 1, 2, 3), "2024-03-05 01:02:03"),  # noqa: DTZ001
    ("  两　 列 ", "两 列"),
]


@pytest.mark.parametrize(("value", "shown"), SHOWN, ids=[shown for _, shown in SHOWN])
def test_a_value_is_shown_as_a_reader_of_the_sheet_sees_it(value, shown):
    data = book([["项", "值"], ["甲", value], ["乙", "无"]])
    assert units(data, "表.xlsx")["2"] == f"项：甲；值：{shown}"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.155, "0%", "16%"),
        (0.155, "0.00%", "15.50%"),
        (1, "0%", "100%"),
        (-0.05, "0.0%", "-5.0%"),
        ("12%", "0%", "12%"),  # a text stays as it is written
        (0.155, "#,##0", "0.155"),
    ],
)
def test_a_share_is_shown_as_per_cent_where_its_cell_says_so(value, number_format, shown):
    data = book([["项", "值"], ["甲", value], ["乙", "无"]], formats={"B2": number_format})
    assert units(data, "表.xlsx")["2"] == f"项：甲；值：{shown}"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"a": 1}', ["a：1"]),
        ("5", ["5"]),
        ('"应当支付。"', ["应当支付。"]),
        ('{"a": null, "b": true, "c": 1e5, "d": [], "e": {}}', ["b：true", "c：1e5"]),
        ('{"a": NaN, "b": -Infinity}', ["a：NaN", "b：-Infinity"]),
        ('[{"标题": "甲", "n": 1}, {"标题": "乙", "n": 2}]', ["标题：甲；n：1", "标题：乙；n：2"]),
        ("[1, 2, 3]", ["1", "2", "3"]),
        ("[[1, 2], [3, 4]]", ["1、2", "3、4"]),
        ('[{"a": [{"b": 1}, {"b": 2}]}, {"a": []}, {"a": 3}]', ["a.1.b：1；a.2.b：2", "a：3"]),
        (f'["{"长" * 41}", "短"]', ["长" * 41, "短"]),
        ('\ufeff[{"text": "一"}]', ["一"]),
        ('{"text": "一", "TITLE": "条例"}', ["条例", "一"]),  # upper and lower case are the same
    ],
    ids=range(12),
)  # fmt: skip
def test_values_of_every_sort_are_shown(data, expected):
    assert [text for _, text in lines(read(data.encode(), "a.json"))] == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('{"a": 1 "b": 2}', "line 1, character 9"),
        ('[{"a": 1},\n {"a" 2}]', "line 1 is no JSON"),
        ('{\n"a": 1\n"b": 2}', "line 3, character 1"),
        ('{"a": 1}\n\n{"a": }', "line 3 is no JSON"),
    ],
)
def test_an_error_of_json_names_its_line(data, words):
    with pytest.raises(BadInput, match=words):
        read(data.encode(), "a.json")


LAW = {
    "title": "云岭市工资条例",
    "content": "第一条 应当支付。\n第二条 不得拖欠。\n第三条 施行。",
    "date": "2024-05-01",
    "level": "地方",
}


def test_a_file_of_one_record_is_the_document_that_it_holds():
    document = read(json.dumps(LAW).encode(), "a.json")
    found = structure(document, "a")
    assert [(unit.path, found.work, found.date) for unit in found.units] == [
        (f"第{n}条", "云岭市工资条例", "2024-05-01") for n in "一二三"
    ]
    assert document.metadata["field level"] == "地方"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", json.dumps([LAW, LAW | {"title": "二"}])),
        ("a.json", json.dumps({"data": {"items": [LAW, LAW | {"title": "二"}]}})),
        ("a.jsonl", "\n".join(json.dumps(one) for one in (LAW, LAW | {"title": "二"}))),
        ("a.json", "\n".join(json.dumps(one) for one in (LAW, LAW | {"title": "二"}))),
        ("a", json.dumps([LAW, LAW | {"title": "二"}])),
    ],
    ids=["list", "below", "lines", "misnamed lines", "no name"],
)
def test_each_record_is_cited_by_its_number_and_its_articles_below_it(name, data):
    assert units(data.encode(), name) == {
        f"{number}{path}": text
        for number in (1, 2)
        for path, text in (
            ("", "date：2024-05-01；level：地方"),
            *(
                (f"/第{n}条", line)
                for n, line in zip(
                    "一二三",
                    LAW["content"].split("\n"),
                    strict=True,
                )
            ),
        )
    }


def test_mark_up_in_a_field_is_read_and_numbers_stay_as_they_are_written():
    data = b'[{"text": "<p>\xe7\x94\xb2</p><p>\xe4\xb9\x99</p>", "n": 1.50, "n": 2}, {"text": "x", "a": {"b": [1, 2], "c": null}}]'
    assert units(data, "a.json") == {"1": "n：1.50；n：2\n甲\n乙", "2": "a.b：1、2\nx"}


def test_half_a_character_is_shown_as_one_that_is_missing():
    document = read(b'{"text": "a\\ud800b", "\\udc00": "x"}', "a.json")
    assert document.text == "a\ufffdb"
    assert document.metadata["field \ufffd"] == "x"


def test_a_source_s_mapping_says_what_the_fields_are():
    mapping = RecordMapping(
        records="result",
        text=("答复",),
        title=("问题",),
        leave_out=("id",),
    )
    data = json.dumps(
        {
            "result": [
                {"id": 1, "问题": "何时支付？", "答复": "按月。"},
                {"id": 2, "问题": "加班？", "答复": "付费。"},
            ],
            "list": [{}] * 3,
        }
    )
    assert units(
        data.encode(),
        "a.json",
        mapping=mapping,
    ) == {"1": "按月。", "2": "付费。"}
    with pytest.raises(BadInput, match="no list of records at 'rows'"):
        read(
            data.encode(),
            "a.json",
            mapping=RecordMapping(records="rows"),
        )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            "<law><title>条例</title><p>应当<b>支付</b>。</p><p>其他</p></law>",
            ["条例", "应当支付。", "其他"],
        ),
        (
            "<r><c id='1'><n>甲</n><v>1</v></c><c id='2'><n>乙</n><v>2</v></c></r>",
            ["id：1；n：甲；v：1", "id：2；n：乙；v：2"],
        ),
        ("<a><!-- no --><?pi?><b>x</b></a>", ["x"]),
        ("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>x&e;y</a>", ["x&e;y"]),
    ],
)
def test_xml_is_its_text_or_its_records(data, expected):
    assert [
        text for _, text in lines(read(f"<?xml version='1.0'?>{data}".encode(), "a.xml"))
    ] == expected


LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 9}'>" for n in range(9))
    + "]><a>&j;</a>"
)


def test_entities_are_not_resolved():
    document = read(
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY i 'inside'>]><a>x &i; y</a>", "a.xml"
    )
    assert (document.text, removed(document)) == ("x &i; y", {"entity that is not resolved": 1})


def far_cell():
    """A workbook of one cell in the last row and column: a rectangle of 17 billion cells."""
    stream = io.BytesIO()
    made = openpyxl.Workbook()
    made.active["XFD1048576"] = "x"
    made.active["A1"] = "x"
    made.save(stream)
    return stream.getvalue()


def rezipped(
    data,
    part,
    content,
):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, content if name == part else before.read(name))
    return stream.getvalue()


SHEET = book([["甲", "乙"], ["1a", "2a"]])


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b'{"a": 1', "a.json", "corrupt"),
        (b'{"a": 1}\n{"a": \n', "a.jsonl", "corrupt"),
        (b"[" * 100_000, "a.json", "corrupt"),
        (b'{"a":' * 100_000, "a.json", "corrupt"),
        (b"[]", "a.json", "empty"),
        (b"<a><b></a>", "a.xml", "corrupt"),
        (b"<?xml version='1.0'?>" + b"<a>" * 10_000 + b"x" + b"</a>" * 10_000, "a.xml", "corrupt"),
        (f"<?xml version='1.0'?>{LAUGHS}".encode(), "a.xml", "expansion"),
        (SHEET[:-200], "a.xlsx", "corrupt"),
        (rezipped(SHEET, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"), "a.xlsx", "corrupt"),
        (far_cell(), "a.xlsx", "too_large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook\x00".encode("utf-16-le"), "a.xls", "corrupt"),
    ],
    ids=["cut", "line", "deep lists", "deep objects", "nothing", "xml", "deep xml", "laughs", "cut book", "cut sheet", "far cell", "xls"],
)  # fmt: skip
def test_what_is_broken_says_why(
    data,
    name,
    code,
):
    with pytest.raises(BadInput) as caught:
        read(data, name)
    assert caught.value.code == code


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked():
    with pytest.raises(BadInput, match="expansion"):
        read(
            rezipped(
                SHEET,
                "xl/theme/theme1.xml",
                b"0" * MIB,
            ),
            "a.xlsx",
            Limits(max_expanded_bytes=MIB),
        )
