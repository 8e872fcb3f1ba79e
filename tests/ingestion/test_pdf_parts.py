"""The steps of PDF reading one by one: page numbers, line numbers, notes, paragraphs, text layers."""

import pytest

from ingestion.boxes import Box, union
from ingestion.cleaning import Removals
from ingestion.parsers.pdf.collector import format_numbers, label_pages
from ingestion.parsers.pdf.fragments import Fragment
from ingestion.parsers.pdf.headers_and_footers import remove_headers_and_footers
from ingestion.parsers.pdf.line_numbers import remove_line_numbers
from ingestion.parsers.pdf.notes import body_size, take_notes
from ingestion.parsers.pdf.painted import PaintedBox
from ingestion.parsers.pdf.paragraphs import PdfLine, begins_paragraph
from ingestion.parsers.pdf.paths import bounds, is_frame, sides, subpaths
from ingestion.parsers.pdf.text_layer import COMMON_IN_READING, find_text_problem, is_nonsense

PAGE = (400.0, 600.0)
CLAUSE = "用人单位应当自用工之日起三十日内与劳动者订立书面合同"


def at(
    text,
    top,
    x0=50.0,
    size=10.0,
):
    """A fragment whose characters are as wide as high."""
    return Fragment(
        text,
        x0,
        top,
        x0 + size * len(text),
        top + size,
        size,
    )


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("- 3 -", "page number"),
        ("— 12 —", "page number"),
        ("第3页", "page number"),
        ("第 三 页", "page number"),
        ("第3页 共9页", "page number"),
        ("第三条", None),
        ("－－", None),
    ],
)
def test_a_decorated_page_number_is_removed_wherever_it_stands(text, sort):
    removals = Removals()
    body = [at(CLAUSE, 200), at(CLAUSE, 220)]
    [kept] = remove_headers_and_footers(
        [[*body, at(text, 560)]],
        [PAGE],
        removals,
    )
    assert (len(kept) == 2) == (sort is not None)
    assert [removal.what for removal in removals.as_tuple()] == ([sort] if sort else [])


@pytest.mark.parametrize(("pages", "removed"), [(1, 0), (2, 2), (5, 5)])
def test_a_header_is_removed_where_pages_repeat_it(pages, removed):
    removals = Removals()
    texts = [[at(f"云岭市公报第{n}期", 20), at(CLAUSE, 200 + n)] for n in range(pages)]
    kept = remove_headers_and_footers(
        texts,
        [PAGE] * pages,
        removals,
    )
    assert sum(len(page) for page in kept) == 2 * pages - removed
    assert sum(removal.count for removal in removals.as_tuple()) == removed


@pytest.mark.parametrize(
    ("numbers", "removed"),
    [
        ([1, 2, 3, 4], 4),
        ([5, 10, 15, 20], 4),
        ([1, 2, 3], 0),  # too few
        ([3, 6, 9, 12], 0),  # no printer numbers every third line
        ([4, 3, 2, 1], 0),
        ([1, 2, 4, 5], 0),
    ],
)
def test_line_numbers_ascend_by_one_step(numbers, removed):
    lines = [at(CLAUSE, 100 + 20 * n) for n in range(len(numbers))]
    beside = [
        at(
            str(number),
            100 + 20 * n,
            x0=10,
        )
        for n, number in enumerate(numbers)
    ]
    [kept] = remove_line_numbers([[*lines, *beside]], Removals())
    assert len(kept) == 2 * len(numbers) - removed


def test_small_type_beside_or_above_text_is_not_a_note():
    body = at(CLAUSE, 300)
    above = at("① 见附件", 200, size=8)
    below = at("① 见附件", 500, size=8)
    further = at("第二行", 512, size=8)
    assert body_size([[body, above]]) == 10
    assert take_notes([above, body], 10) == ([above, body], [])
    assert take_notes([body, below, further], 10) == ([body], [below, further])


def line(
    text,
    *,
    indent=0.0,
    short=0.0,
    gap=1.0,
    size=10.0,
):
    """A line in a column from 50 to 350 points; `indent` and `short` are in characters."""
    box = Box(
        50 + indent * size,
        100,
        350 - short * size,
        110,
    )
    return PdfLine(
        text,
        1,
        box,
        size,
        50,
        350,
        gap,
    )


FULL = line("应当支付工资并")


@pytest.mark.parametrize(
    ("before", "following", "begins"),
    [
        (None, line("第一条"), True),
        (FULL, line("按时支付"), False),
        (line("应当支付。"), line("第二条 甲方", indent=2), True),
        (FULL, line("第二条规定的工资"), False),  # a citation
        (line("应当支付。", short=9), line("按时支付"), True),  # ended short
        (FULL, line("按时支付", gap=2.0), True),
        (line("应当支付。"), line("（二）按时支付"), True),
        (FULL, line("（二）按时支付"), False),
        (line("应当支付。"), line("按时支付", indent=2), True),
        (FULL, line("按时支付", size=14), True),  # other type
        (line("employ-"), line("ment", gap=2.0), False),
        (line("云岭市用工", size=14), line("条例", size=14), False),  # a headline goes on
        (line("云岭市用工", size=14), line("（草案）", size=14), True),
    ],
)
def test_a_line_begins_a_paragraph_by_look_or_words(
    before,
    following,
    begins,
):
    assert (
        begins_paragraph(
            following,
            before,
            10.0,
        )
        is begins
    )


@pytest.mark.parametrize(
    ("text", "nonsense"),
    [
        (CLAUSE * 4, False),
        ("勞動者應當訂立書面合同" * 6, False),
        ("丳乨枏檬谱籙俷鰗" * 8, True),
        ("鍶癮焙蜻鮡猺", False),  # too short to be judged
        ("wages and hours" * 9, False),
    ],
)
def test_a_text_of_rare_characters_is_nonsense(text, nonsense):
    assert is_nonsense(text) is nonsense


def test_what_ocr_reads_of_nonsense_has_more_common_characters():
    """Read of a page of nonsense that was drawn with a Chinese font."""
    read = "乘謙遛賣划陽鍶乘濟倅擋癮奔擋漫焙蜻飘侵泠鮡猺乾典級乘謙遛賣划陽鍶乘濟倅擋" * 2
    assert not is_nonsense(read)
    assert is_nonsense(read, COMMON_IN_READING)
    assert not is_nonsense(CLAUSE * 4, COMMON_IN_READING)


def test_a_page_without_text_needs_ocr_only_where_it_has_a_picture():
    picture = PaintedBox(0, 0, 400, 400)
    assert (
        find_text_problem(
            [],
            [],
            [],
        )
        is None
    )
    assert (
        find_text_problem(
            [],
            [],
            [picture],
        )
        == "a picture without text"
    )


def test_a_frame_has_four_sides_and_a_path_its_parts():
    frame = [
        ("m", 0, 0),
        ("l", 9, 0),
        ("l", 9, 5),
        ("h",),
    ]
    curve = [("m", 1, 1), ("c", 2, 2, 3, 3, 4, 4)]
    assert subpaths([*frame, *curve, ("m", 7, 7)]) == [frame, curve]
    assert [is_frame(part) for part in (frame, curve)] == [True, False]
    assert bounds(frame) == (0, 0, 9, 5)
    assert {min(side.width, side.height) for side in sides(PaintedBox(0, 0, 9, 5))} == {0}


def test_pages_are_named_by_problem():
    pages = [(1, "empty"), (4, "a scan"), (5, "empty")]
    assert label_pages(pages) == "pages 1, 5: empty; page 4: a scan"
    assert format_numbers([]) == ""


def test_boxes_share_what_both_cover():
    first = Box(0, 0, 10, 10)
    assert first.shared_area(Box(5, 5, 20, 20)) == 25
    assert first.shared_area(Box(11, 0, 20, 10)) == 0
    assert first.shared_width(Box(12, 0, 20, 10)) == -2
    assert first.widened(1).clipped(8, 8) == (0, 0, 8, 8)
    assert union([first, Box(5, 5, 20, 20)]) == (0, 0, 20, 20)
