"""The lines of a file beside what was read of it: matched, removed, hidden, added, missing."""

from __future__ import annotations

import io
from dataclasses import replace
from email.message import EmailMessage

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from corpus.records import Block, BlockKind, Document, Removal
from ingestion.cleaning import Removals, clean
from ingestion.cleaning.recording import RemovedText, record_removed
from ingestion.formats import media_types
from ingestion.legibility import (
    NO_RECORD,
    OriginalLine,
    Row,
    build_rows,
    doubt_of,
    draw_pages,
    match_lines,
    read_original_lines,
)
from ingestion.legibility._folding import fold
from ingestion.limits import DEFAULT_LIMITS
from ingestion.reading import read
from tests.ingestion.documents import word_file


def document(*texts: str, confidence: float | None = None) -> Document:
    """A document with a block for each text."""
    blocks: list[Block] = []
    start = 0
    for text in texts:
        end = start + len(text)
        blocks.append(Block(BlockKind.PARAGRAPH, start, end, confidence=confidence))
        start = end + 1
    return Document("\n".join(texts), tuple(blocks), "text/plain", "text/1")


def rows_of(
    lines: list[str],
    texts: list[str],
    removed: list[tuple[str, str]],
) -> list[Row]:
    read_text = document(*texts)
    originals = [OriginalLine(f"line {number}", line) for number, line in enumerate(lines, 1)]
    matched = match_lines(
        originals, read_text.text, [RemovedText(what, text) for what, text in removed]
    )
    return build_rows(read_text, matched, has_lines=True)


def shown(rows: list[Row]) -> list[tuple[str, str, str]]:
    """Each row as mark, numbers of its lines, and why they are not in the text."""
    return [
        (
            row.mark.value,
            ",".join(line.line.place.removeprefix("line ") for line in row.lines),
            row.what or ",".join(part.what for line in row.lines for part in line.missing),
        )
        for row in rows
    ]


A1 = "第一条　为了保障缆车工的休息，制定本规定。"
A2 = "第二条　缆车工每日值班不得超过八小时。"
CASES = {
    "nothing changed": ([A1, A2], [A1, A2], [], [("read", "1", ""), ("read", "2", "")]),
    "blanks and width of characters differ": (
        ["第１条 缆车工", "（一）　值班"],
        ["第1条缆车工", "(一)值班"],
        [],
        [("read", "1", ""), ("read", "2", "")],
    ),
    "two lines are one paragraph": (
        [A1[:12], A1[12:], A2],
        [A1, A2],
        [],
        [("joined", "1,2", ""), ("read", "3", "")],
    ),
    "one line became two": (
        [A1 + A2],
        [A1, A2],
        [],
        [("read", "1", "")],
    ),
    "a menu was removed": (
        ["首页 > 法规", A1, "分享到朋友圈"],
        [A1],
        [("breadcrumb", "首页 > 法规"), ("share bar", "分享到朋友圈")],
        [("removed", "1", "breadcrumb"), ("read", "2", ""), ("removed", "3", "share bar")],
    ),
    "a menu that has words of the law takes none of them": (
        ["缆车工", A1, A2],
        [A1, A2],
        [("page header", "缆车工")],
        [("removed", "1", "page header"), ("read", "2", ""), ("read", "3", "")],
    ),
    "hidden text of a page, named by its place": (
        [A1, "值班费加倍发放"],
        [A1],
        [("hidden text: white", "page 1: 值班费加倍发放"), ("watermark", "值班费加倍发放")],
        [("read", "1", ""), ("hidden", "2", "hidden text: white")],
    ),
    "a lost line without a record": (
        [A1, A2],
        [A1],
        [],
        [("read", "1", ""), ("missing", "2", NO_RECORD)],
    ),
    "a part of a line was removed": (
        ["缆车工（lǎn chē gōng）每日值班不得超过八小时。"],
        ["缆车工每日值班不得超过八小时。"],
        [("reading in brackets", "（lǎn chē gōng）")],
        [("read", "1", "reading in brackets")],
    ),
    "one word was lost, and it was 不": (
        ["用人单位不得扣除缆车工的值班费。"],
        ["用人单位得扣除缆车工的值班费。"],
        [],
        [("read", "1", NO_RECORD)],
    ),
    "a number that Word makes": (
        ["缆车工每日值班不得超过八小时。"],
        ["第一条", "缆车工每日值班不得超过八小时。"],
        [],
        [("added", "", ""), ("read", "1", "")],
    ),
    "a page number is no digit of the text": (
        ["12", "第12条 缆车工值班", "3"],
        ["第12条 缆车工值班"],
        [("page number", "12"), ("page number", "3")],
        [("removed", "1", "page number"), ("read", "2", ""), ("removed", "3", "page number")],
    ),
    "the same line twice, of which one was removed": (
        ["云岭公报", A1, "云岭公报", A2],
        ["云岭公报", A1, A2],
        [("running head", "云岭公报")],
        [("read", "1", ""), ("read", "2", ""), ("removed", "3", "running head"), ("read", "4", "")],
    ),
    "a page break inside of a paragraph": (
        [A1[:12], "— 3 —", A1[12:]],
        [A1],
        [("page number", "— 3 —")],
        [("joined", "1,2,3", "page number")],
    ),
    "columns were read one after the other": (
        ["左一缆车工值班", "右一渡船工值班", "左二缆车工休息", "右二渡船工休息"],
        ["左一缆车工值班", "左二缆车工休息", "右一渡船工值班", "右二渡船工休息"],
        [],
        [("read", "1", ""), ("read", "3", ""), ("read", "2", ""), ("read", "4", "")],
    ),
    "a line that the file says twice": (
        ["缆车工值班规定", "缆车工值班规定", A1],
        ["缆车工值班规定", A1],
        [],
        [("read", "1", ""), ("missing", "2", "repeated"), ("read", "3", "")],
    ),
    "a table of tags became rows of cells": (
        ["<table><tr><td>档次</td><td>月标准</td></tr><tr><td>一档</td><td>2150</td></tr></table>"],
        ["档次 | 月标准", "一档 | 2150"],
        [],
        [("read", "1", "tag")],
    ),
    "a rule of marks is no word": (
        [A1, "----- | -----"],
        [A1],
        [],
        [("read", "1", ""), ("removed", "2", "marks alone")],
    ),
    "a word of a menu of words": (
        ["首页", A1],
        [A1],
        [("page header", "首页 维权 登录")],
        [("removed", "1", "page header"), ("read", "2", "")],
    ),
    "nothing was read": ([A1], [], [], [("missing", "1", NO_RECORD)]),
    "the file has no lines": ([], [A1], [], [("added", "", "")]),
}


@pytest.mark.parametrize(
    ("lines", "texts", "removed", "expected"), CASES.values(), ids=CASES.keys()
)
def test_lines_stand_beside_what_was_read_of_them(
    lines: list[str],
    texts: list[str],
    removed: list[tuple[str, str]],
    expected: list[tuple[str, str, str]],
) -> None:
    found = shown(rows_of(lines, texts, removed))
    assert [
        (mark, numbers, ",".join(dict.fromkeys(what.split(",")))) for mark, numbers, what in found
    ] == [
        ("removed" if what == "repeated" else mark, numbers, what)
        for mark, numbers, what in expected
    ]


_WORDS = st.text(alphabet="甲乙丙丁12 一|", min_size=0, max_size=12)


@given(st.lists(_WORDS, max_size=8), st.lists(_WORDS.filter(str.strip), max_size=8))
def test_every_character_of_both_sides_is_accounted_for(lines: list[str], texts: list[str]) -> None:
    """No character of the text is given to two lines; none of a line or of the text is lost."""
    read_text = document(*texts)
    matched = match_lines([OriginalLine("", line) for line in lines], read_text.text, ())
    taken: list[int] = []
    for line in matched.lines:
        seen: set[int] = set()
        for match in line.matches:
            words = fold(line.line.text[match.start : match.end]).text
            assert words == fold(read_text.text[match.read_start : match.read_end]).text
            taken += fold_offsets(read_text.text, match.read_start, match.read_end)
            seen |= set(range(match.start, match.end))
        for part in line.missing:
            seen |= set(range(part.start, part.end))
        rest = "".join(c for n, c in enumerate(line.line.text) if n not in seen)
        assert not any(map(str.isalnum, fold(rest).text))
    assert len(taken) == len(set(taken))
    for start, end in matched.added:
        taken += fold_offsets(read_text.text, start, end)
    left = set(fold(read_text.text).offsets) - set(taken)
    assert not any(read_text.text[offset].isalnum() for offset in left)
    assert sorted(
        block
        for row in build_rows(read_text, matched, has_lines=True)
        for block in (b.start for b in row.blocks)
    ) == [block.start for block in read_text.blocks]


def fold_offsets(text: str, start: int, end: int) -> list[int]:
    return [start + offset for offset in fold(text[start:end]).offsets]


def test_cells_are_found_between_the_marks_of_a_record() -> None:
    read_text = document("班组：一班；备注：备用", "班组：二班；备注：无")
    lines = [
        OriginalLine("", cell) for cell in ("班组", "备注", "一班", "备用", "二班", "无", "用")
    ]
    matched = match_lines(lines, read_text.text, (), is_table=True)
    rows = build_rows(read_text, matched, has_lines=True)
    assert [len(row.lines) for row in rows if row.blocks] == [4, 2]
    assert [row.lines[0].line.text for row in rows if not row.blocks] == ["用"]


def test_tags_in_markdown_are_no_words() -> None:
    read_text = document("甲", "更多")
    lines = [
        OriginalLine("line 1", '<span style="color:red">甲'),
        OriginalLine("line 2", "<details><summary>更多</summary>"),
    ]
    matched = match_lines(lines, read_text.text, (), has_tags=True)
    rows = build_rows(read_text, matched, has_lines=True)
    assert shown(rows) == [("read", "1", ""), ("read", "2", "")]


def test_a_picture_is_recognised_and_not_added() -> None:
    scanned = document(A1, confidence=0.8)
    rows = build_rows(scanned, match_lines((), scanned.text, ()), has_lines=False)
    assert [row.mark.value for row in rows] == ["recognised"]


def test_removed_texts_are_recorded_whole_and_once() -> None:
    with record_removed() as removed:
        removals = Removals()
        removals.add("navigation", 1, "首页" * 50)
        Removals().update(removals.as_tuple())
        clean("值\u200b班")
    assert removed == [
        RemovedText("navigation", "首页" * 50),
        RemovedText("zero-width character", "U+200B"),
    ]
    Removals().add("navigation", 1, "outside of a record")
    assert len(removed) == 2


PAGE = """<html><head><title>规定</title><style>.x{}</style></head><body>
<nav class="top menu"><a href="/">首页</a></nav><p>第一条 <b>值班</b>八小时。</p>
<div style="display:none">加倍</div><script>var a = 1</script><!-- 注释 -->尾</body></html>"""


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "值班"
    message.set_content("第一条 值班\n")
    message.add_alternative("<p>第二条 休息</p>", subtype="html")
    return message.as_bytes()


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FILES: dict[str, tuple[bytes, str, list[tuple[str, str]]]] = {
    "a text": (
        "甲\r\n\r\n乙".encode(),
        media_types.TEXT,
        [("line 1", "甲"), ("line 3", "乙")],
    ),
    "a text in GBK": (
        ("第一条 缆车工每日值班不得超过八小时，值班室应当备有热水。" * 3).encode("gb18030"),
        media_types.TEXT,
        [("line 1", "第一条 缆车工每日值班不得超过八小时，值班室应当备有热水。" * 3)],
    ),
    "a page with a menu, hidden text and a script": (
        PAGE.encode(),
        media_types.HTML,
        [
            ("line 2 <a>", "首页"),
            ("line 2 <p>", "第一条 值班八小时。"),
            ("line 3 <div>", "加倍"),
            ("line 1 <body>", "尾"),
        ],
    ),
    "records": (
        '[{"title": "规定", "lines": ["甲\\n乙", null, 3]}]'.encode(),
        media_types.JSON,
        [
            ("[1].title", "规定"),
            ("[1].lines[1]", "甲"),
            ("[1].lines[1]", "乙"),
            ("[1].lines[3]", "3"),
        ],
    ),
    "records line by line": (
        '{"a": "甲"}\n{"a": "乙"}\n'.encode(),
        media_types.JSONL,
        [("line 1.a", "甲"), ("line 2.a", "乙")],
    ),
    "XML": (
        "<a><b>甲<i>乙</i>丙</b></a>".encode(),
        media_types.XML,
        [("line 1 <b>", "甲"), ("line 1 <b>", "丙"), ("line 1 <i>", "乙")],
    ),
    "a mail": (
        mail(),
        media_types.EML,
        [
            ("Subject", "值班"),
            ("part 2, line 1", "第一条 值班"),
            ("part 3, line 1 <p>", "第二条 休息"),
        ],
    ),
    "a workbook": (
        workbook([["姓名", "工资", 45], ["王敏", None, 2150]]),
        media_types.XLSX,
        [("sheet 1, row 1", "姓名"), ("sheet 1, row 1", "工资"), ("sheet 1, row 2", "王敏")],
    ),
    "a Word file with a hidden run": (
        word_file(
            "第一条 值班",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>加倍</w:t></w:r><w:r><w:t>发放</w:t></w:r>",
        ),
        media_types.DOCX,
        [("paragraph 1", "第一条 值班"), ("paragraph 2", "加倍发放")],
    ),
}


@pytest.mark.parametrize(("data", "media_type", "expected"), FILES.values(), ids=FILES.keys())
def test_the_lines_of_a_file_are_those_that_stand_there(
    data: bytes,
    media_type: str,
    expected: list[tuple[str, str]],
) -> None:
    found = read_original_lines(data, media_type, DEFAULT_LIMITS)
    assert [tuple(line) for line in found.lines] == expected
    assert (found.reason, found.cut) == ("", False)


@pytest.mark.parametrize(
    ("data", "media_type", "says"),
    [
        pytest.param(b"%PDF-1.4 broken", media_types.PDF, "can't open it", id="a broken PDF"),
        pytest.param(b"PK\x03\x04", media_types.DOCX, "can't be shown", id="a broken Word file"),
        pytest.param(b"{", media_types.JSON, "can't be shown", id="broken JSON"),
        pytest.param(b"\x89PNG", media_types.PNG, "no text of its own", id="a picture"),
        pytest.param(b"", media_types.HTML, "can't be shown", id="an empty page"),
        pytest.param(b"<a><b>", media_types.XML, "no text of its own", id="broken XML"),
        pytest.param(b"", media_types.TEXT, "no text of its own", id="an empty file"),
        pytest.param(b"x", "application/x-elf", "can't be shown", id="an unknown format"),
    ],
)
def test_a_file_whose_lines_cannot_be_shown_says_why(
    data: bytes, media_type: str, says: str
) -> None:
    found = read_original_lines(data, media_type, DEFAULT_LIMITS)
    assert found.lines == ()
    assert says in found.reason


def test_a_very_long_file_and_a_very_long_line_are_cut() -> None:
    found = read_original_lines(b"a\n" * 20_000, media_types.TEXT, DEFAULT_LIMITS)
    assert (len(found.lines), found.cut) == (10_000, True)
    (first, second) = read_original_lines(b"b" * 7_000, media_types.TEXT, DEFAULT_LIMITS).lines
    assert (len(first.text), len(second.text)) == (5_000, 2_000)


def picture(form: str, mode: str = "RGB", pages: int = 1) -> bytes:
    file = io.BytesIO()
    frames = [Image.new(mode, (40, 60)) for _ in range(pages)]
    more = {"save_all": True, "append_images": frames[1:]} if pages > 1 else {}
    frames[0].save(file, form, **more)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type", "expected"),
    [
        pytest.param(picture("PDF", pages=3), media_types.PDF, (2, 3), id="a PDF"),
        pytest.param(picture("TIFF", pages=3), media_types.TIFF, (2, 3), id="a TIFF of pages"),
        pytest.param(picture("PNG", "RGBA"), media_types.PNG, (1, 1), id="a picture with alpha"),
        pytest.param(picture("BMP", "L"), media_types.BMP, (1, 1), id="a grey picture"),
    ],
)
def test_the_first_pages_are_drawn(data: bytes, media_type: str, expected: tuple[int, int]) -> None:
    drawn = draw_pages(data, media_type, DEFAULT_LIMITS, 2)
    assert (len(drawn.pages), drawn.total) == expected
    assert drawn.reason == ""
    for page in drawn.pages:
        with Image.open(io.BytesIO(page.jpeg)) as image:
            assert (image.format, image.size) == ("JPEG", (page.width, page.height))
            assert max(image.size) <= 3000


@pytest.mark.parametrize(
    ("data", "media_type", "says"),
    [
        pytest.param(b"<p>x", media_types.HTML, "no browser", id="a page"),
        pytest.param(b"x", media_types.TEXT, "no pages", id="a text"),
        pytest.param(b"%PDF-", media_types.PDF, "can't be drawn", id="a broken PDF"),
        pytest.param(b"\x89PNG\r\n", media_types.PNG, "can't be drawn", id="a broken picture"),
    ],
)
def test_what_cannot_be_drawn_says_why(data: bytes, media_type: str, says: str) -> None:
    drawn = draw_pages(data, media_type, DEFAULT_LIMITS, 2)
    assert drawn.pages == ()
    assert says in drawn.reason


def test_a_word_file_without_libreoffice_and_a_huge_picture_say_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    drawn = draw_pages(word_file("值班"), media_types.DOCX, DEFAULT_LIMITS, 1)
    assert "LibreOffice could not draw it: it is read through soffice" in drawn.reason
    small = replace(DEFAULT_LIMITS, max_pixels=100)
    drawn = draw_pages(picture("PNG"), media_types.PNG, small, 1)
    assert "40 × 60 pixels" in drawn.reason


HIDDEN = Removal("hidden text: white", 10, "值班费加倍")
DOUBTS = {
    "a plain text": (document(A1), None),
    "blanks were removed": (replace(document(A1), removed=(Removal("blanks", 9),)), None),
    "hidden text": (replace(document(A1 * 9), removed=(HIDDEN,)), "hidden text: white: 10 ×"),
    "a sure scan": (document(A1, confidence=0.97), None),
    "an unsure scan": (document(A1, confidence=0.7), "OCR is 70% sure, 1 of 1 lines below 90%"),
    "damaged": (replace(document(A1), metadata={"damaged_text": "1 line"}), "damaged text: 1 line"),
    "mostly removed": (
        replace(document(A1), removed=(Removal("navigation", 1, "首页", 500),)),
        "96% of its characters were removed",
    ),
    "an empty page": (
        replace(document(A1), removed=(Removal("page without text", 1, "page 2: x"),)),
        "page without text: 1 ×",
    ),
}


@pytest.mark.parametrize(("given_document", "reason"), DOUBTS.values(), ids=DOUBTS.keys())
def test_a_doubtful_reading_says_why(given_document: Document, reason: str | None) -> None:
    doubt = doubt_of(given_document)
    assert (doubt.reasons if doubt else None) == ((reason,) if reason else None)
    assert doubt is None or 0 <= doubt.certainty < 1


def test_more_hidden_text_is_less_certain() -> None:
    little = doubt_of(replace(document(A1 * 9), removed=(HIDDEN,)))
    much = doubt_of(replace(document(A1 * 9), removed=(replace(HIDDEN, count=100),)))
    assert little is not None
    assert much is not None
    assert much.certainty < little.certainty


def test_a_real_page_has_no_line_without_a_reason() -> None:
    """Reading, record and comparison fit together: each lost line has its reason."""
    page = PAGE.replace("尾", "<p>第二条 缆车工值班室应当备有热水、食品和药品。</p>")
    with record_removed() as removed:
        found = read(page.encode(), "page.html")
    lines = read_original_lines(page.encode(), found.media_type, DEFAULT_LIMITS).lines
    rows = build_rows(found, match_lines(lines, found.text, removed), has_lines=True)
    marks = {row.lines[0].line.text: (row.mark.value, row.what) for row in rows if row.lines}
    assert marks["加倍"] == ("hidden", "hidden text")
    assert marks["首页"][0] == "removed"
    assert "missing" not in {mark for mark, _ in marks.values()}
