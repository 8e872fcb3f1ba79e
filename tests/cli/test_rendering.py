"""How passages, files and figures are written for people."""

from __future__ import annotations

import io
import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cli.excerpts import excerpt, hex_dump
from cli.output import bytes_, complain_of, table, wrap, write_documents
from cli.rendering import describe_scan, describe_tags, describe_validity, headline
from corpus.records import SCANNED, ScanTag

HEADLINES = [
    ("云岭市工资条例 › 第一章", "第一条", "云岭市工资条例 › 第一章 › 第一条"),
    ("云岭市工资条例 › 第一条", "第一条", "云岭市工资条例 › 第一条"),
    ("云岭市工资条例", None, "云岭市工资条例"),
    ("", "第一条", " › 第一条"),
    ("云岭市工资条例 › 第十一条", "第二条", "云岭市工资条例 › 第十一条 › 第二条"),
]


@pytest.mark.parametrize(("context", "article", "expected"), HEADLINES)
def test_a_headline_names_the_article_once(
    context: str,
    article: str | None,
    expected: str,
) -> None:
    assert headline({"context": context, "article": article}) == expected


def scan_row(*tags: tuple[str, str, float], page: int | None = None) -> dict[str, Any]:
    return {
        "source": {"page": page},
        "tags": [
            {"scheme": scheme, "value": value, "confidence": confidence}
            for scheme, value, confidence in tags
        ],
    }


SCANS = [
    (scan_row(), []),
    (scan_row(("topic", "工资", 0.9)), []),
    (scan_row((SCANNED, ScanTag.READ, 0.987)), ["read by OCR, confidence 0.99"]),
    (
        scan_row((SCANNED, ScanTag.UNSURE, 0.5), page=3),
        ["read by OCR, confidence 0.50: compare it with page 3"],
    ),
    (
        scan_row((SCANNED, ScanTag.UNSURE, 0.5)),
        ["read by OCR, confidence 0.50: compare it with the page"],
    ),
    (
        scan_row(
            (SCANNED, ScanTag.READ, 1.0), ("topic", "工资", 1.0), (SCANNED, ScanTag.UNSURE, 0.1)
        ),
        [
            "read by OCR, confidence 1.00",
            "read by OCR, confidence 0.10: compare it with the page",
        ],
    ),
]


@pytest.mark.parametrize(("row", "sentences"), SCANS)
def test_a_scan_says_how_sure_its_reader_was(row: dict[str, Any], sentences: list[str]) -> None:
    assert describe_scan(row) == sentences


def test_tags_are_named_once_as_filters_name_them_and_marks_of_ocr_are_no_tags() -> None:
    given = [
        (SCANNED, ScanTag.READ.value, 0.99),
        ("quantities", "deadline", 0.9),
        ("quantities", "deadline", 1.0),
        ("union", "劳动合同", 0.966),
    ]
    tags = [
        {"scheme": scheme, "value": value, "confidence": confidence}
        for scheme, value, confidence in given
    ]
    line = "tags: quantities=deadline (1.00), union=劳动合同 (0.97)"
    assert describe_tags({"tags": tags}) == [line]
    assert describe_tags({"tags": tags[:1]}) == []


def dated(
    status: str,
    since: str | None,
    until: str | None,
    promulgated: str | None = "2020-01-01",
) -> dict[str, Any]:
    return {
        "promulgated": promulgated,
        "status": status,
        "valid_from": since,
        "valid_to": until,
        "valid_from_basis": "stated",
    }


SPANS = [
    (
        dated("in force", "2020-05-01", None),
        "version of 2020-01-01, in force: since 2020-05-01 (stated)",
    ),
    (
        dated("superseded", "2020-05-01", "2022-01-01"),
        "version of 2020-01-01, superseded: 2020-05-01 to 2022-01-01 (stated)",
    ),
    (dated("unknown", None, None), "version of 2020-01-01, validity not determined"),
    (dated("unknown", None, None, None), "undated, validity not determined"),
    (dated("repealed", None, "2022-01-01"), "version of 2020-01-01, repealed since 2022-01-01"),
    (dated("draft", None, None), "version of 2020-01-01, a draft: was never law"),
    (
        dated("superseded", "2020-05-01", "2020-05-01"),
        "version of 2020-01-01, another text of that version counts as law",
    ),
]


@pytest.mark.parametrize(("row", "line"), SPANS, ids=[line for _, line in SPANS])
def test_the_line_on_validity(row: dict[str, Any], line: str) -> None:
    assert describe_validity(row) == line


SIZES = [
    (0, "0 B"),
    (999, "999 B"),
    (1000, "1.0 kB"),
    (1_234_567, "1.2 MB"),
    (10**9, "1.0 GB"),
    (10**12, "1.0 TB"),
    (5 * 10**15, "5000.0 TB"),
]


@pytest.mark.parametrize(("size", "shown"), SIZES, ids=[shown for _, shown in SIZES])
def test_sizes_have_the_unit_that_people_read(size: int, shown: str) -> None:
    assert bytes_(size) == shown


@given(st.integers(0, 10**14))
def test_a_size_is_shown_to_within_a_twentieth(size: int) -> None:
    number, unit = bytes_(size).split()
    factor = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}[unit]
    assert abs(float(number) * factor - size) <= 0.05 * factor


lines_of_text = st.text("工资abc （）。\n", max_size=60)


@given(lines_of_text, st.integers(2, 20))
def test_wrapped_lines_fit_and_keep_every_character(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    assert all(cell_len(line) <= width for line in wrapped.split("\n"))
    assert wrapped.replace("\n", "") == text.replace("\n", "")
    assert wrapped.count("\n") >= text.count("\n")


@given(st.binary(max_size=80))
def test_a_hex_dump_can_be_read_back(data: bytes) -> None:
    lines = hex_dump(data).splitlines()
    assert bytes.fromhex("".join(line[6:53] for line in lines)) == data
    assert [int(line[:4], 16) for line in lines] == list(range(0, len(data), 16))
    printable = set(string.printable) - set("\t\n\r\x0b\x0c")
    assert all(set(line[55:]) <= printable for line in lines)


@given(st.binary(max_size=3000))
def test_any_bytes_have_an_excerpt_of_a_few_lines(data: bytes) -> None:
    shown = excerpt(data)
    assert len(shown) <= max(400, 8 * (6 + 47 + 2 + 16) + 7)
    assert bool(shown) is bool(data)


@given(st.text("第一条用人单位工资，。\n", min_size=30, max_size=600))
def test_an_excerpt_of_text_is_its_beginning(text: str) -> None:
    assert excerpt(text.encode()) == text[:400]


@pytest.mark.parametrize("cut", range(4))
def test_a_character_that_is_cut_does_not_hide_the_text(cut: int) -> None:
    """Only the first 64 KiB are decoded, and they may end inside a character."""
    data = b"a" * cut + ("工资按月支付，不得拖欠。" * 3000).encode()
    assert excerpt(data).startswith("a" * cut + "工资按月支付")


documents = st.lists(st.dictionaries(st.text(max_size=3), st.integers(), max_size=2), max_size=5)


@given(documents, st.booleans())
def test_documents_are_one_array_or_one_a_line(
    written: list[dict[str, int]], as_array: bool
) -> None:
    stream = io.StringIO()
    write_documents(map(json.dumps, written), stream, as_array=as_array)
    text = stream.getvalue()
    if as_array:
        assert json.loads(text) == written
        assert text.endswith("\n")
    else:
        assert [json.loads(line) for line in text.splitlines()] == written


def test_documents_are_written_before_the_last_is_made() -> None:
    """Memory must not grow with their number."""
    stream = io.StringIO()

    def made() -> Any:
        yield "1"
        assert "1" in stream.getvalue()
        yield "2"

    write_documents(made(), stream, as_array=True)
    assert json.loads(stream.getvalue()) == [1, 2]


def test_refusals_are_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    complain_of(
        [
            {"source": "laws", "code": "deletes_held", "detail": "10 are gone", "remedy": "look"},
            {"source": None, "code": "nothing_lost", "detail": "1 is lost", "remedy": "report it"},
        ]
    )
    assert capsys.readouterr() == (
        "",
        "lexops: laws: 10 are gone — look\nlexops: nothing_lost: 1 is lost — report it\n",
    )


def test_a_table_has_figures_on_the_right_and_nothing_for_none() -> None:
    made = table("title", ("file", "count"), [("甲.md", 3), (None, 12)], right=("count",))
    assert [column.justify for column in made.columns] == ["left", "right"]
    shown = [[str(cell) for cell in column.cells] for column in made.columns]
    assert shown == [["甲.md", ""], ["3", "12"]]
    assert str(made.title) == "title"
