"""PDF files are read as a reader reads them: in order, without headers, footers and hidden text."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import BadInput
from corpus.notation.numerals import to_chinese
from ingestion.drafts import NOTES
from ingestion.limits import DEFAULT_LIMITS, Limits
from ingestion.parsers.pdf.covers import Covers
from ingestion.parsers.pdf.painted import Cover, PaintedBox
from ingestion.parsers.pdf.turning import turn_back, turn_upright
from ingestion.reading import read
from law.structure import structure
from samples.typeset import Part, Style, newspaper, typeset
from tests.hostile.pdf_files import PAGE, stream
from tests.hostile.pdf_files import pdf as raw
from tests.ingestion.documents import check, lines, removed
from tests.soak import examples

CLAUSE = "用人单位应当自用工之日起三十日内与劳动者订立书面合同，并将文本交付劳动者保存"
LAW = [
    Part("title", "云岭市用工条例"),
    *(
        Part("paragraph", f"第{numeral}条　{CLAUSE}，逾期{n * 7}日的按本条处理。")
        for n, numeral in enumerate("一二三四五六七八九", 1)
    ),
]
LONG = LAW + [
    Part("paragraph", f"第十{numeral}条　{CLAUSE * 9}。") for numeral in "一二三四五六七八九"
]
SMALL = typeset(LAW, Style()).data


def texts(data):
    return [text for _, text in lines(read(data, "a.pdf"))]


def squeezed(text):
    return "".join(text.split())


def painted(*steps):
    """A page on which each step paints; each is given the canvas."""
    stream = io.BytesIO()
    canvas = Canvas(
        stream,
        pagesize=(400, 400),
        invariant=1,
    )
    canvas.setFont("Helvetica", 12)
    for step in steps:
        step(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def word(
    text,
    x=50,
    y=300,
):
    return lambda canvas: canvas.drawString(
        x,
        y,
        text,
    )


# ── layouts ───────────────────────────────────────────────────────────────────────────────────────

STYLES = [
    Style(),
    Style(columns=2),
    Style(columns=3, size=8, gutter=16, margin=44),
    Style(columns=2, leading=1.3, gutter=14),  # a narrow gutter
    Style(justified=False),
    Style(turn=90),
    Style(turn=180),
    Style(turn=270, columns=2),
    Style(drawn_turn=True),  # the text runs up a page that is not turned
    Style(head="云岭市公报", foot="— {page} —"),
    Style(
        head="云岭市公报",
        foot="第{page}页 共{pages}页",
        columns=2,
    ),
    Style(line_numbers=1),
    Style(line_numbers=5),
]


@pytest.mark.parametrize(
    "style",
    STYLES,
    ids=str,
)
def test_a_law_is_read_whole_however_it_is_set(style):
    """Each article is one paragraph, in order, and nothing else stands in the text."""
    printed = typeset(LONG, style)
    assert [squeezed(text) for text in texts(printed.data)] == [
        squeezed(part.text) for part in LONG
    ]
    assert len(printed.pages) > 1 or style.columns > 1


@pytest.mark.parametrize("begun", [1, 2])
def test_a_column_that_has_just_begun_is_a_column(begun):
    """A last page that is one column and a line or two, where other pages have two columns."""
    short = [Part("paragraph", f"第{to_chinese(20 + n)}条　附则之{n}。") for n in range(31 + begun)]
    printed = typeset([*LONG, *short], Style(columns=2))
    assert [len(page) for page in printed.pages] == [84, 86, 42 + begun]
    assert squeezed("".join(texts(printed.data))) == squeezed(
        "".join(line for page in printed.pages for line in page)
    )


def test_each_article_of_a_newspaper_page_is_read_by_itself():
    """In one piece; the articles themselves have no order."""
    articles = [
        (f"骑手权益新闻之{n}", [f"{CLAUSE}，见第{n}版第{m}段所列各项说明。" for m in range(12)])
        for n in range(3)
    ]
    for seed in range(4):
        printed = newspaper(articles, seed)
        text = squeezed(read(printed.data, "a.pdf").text)
        assert all(squeezed("".join(article)) in text for article in printed.articles)


HEADERS_AND_FOOTERS = [
    (Style(head="云岭市公报"), {"running head"}),
    (Style(foot="{page}"), {"page number"}),
    (Style(foot="- {page} -"), {"page number"}),
    (Style(foot="{page} / {pages}"), {"page number"}),
    (Style(line_numbers=5), {"line number"}),
]


@pytest.mark.parametrize(("style", "expected"), HEADERS_AND_FOOTERS)
def test_what_repeats_is_kept_out_and_counted(style, expected):
    assert expected <= removed(read(typeset(LONG, style).data, "a.pdf")).keys()


@pytest.mark.parametrize("leading", [1.3, 1.5])
def test_the_number_of_a_lone_page_is_kept_out_however_near_the_text_comes(leading):
    printed = typeset(
        LONG[:15],
        Style(
            columns=3,
            size=9,
            leading=leading,
            gutter=16,
            margin=44,
            foot="{page}",
        ),
    )
    assert len(printed.pages) == 1
    assert removed(read(printed.data, "a.pdf"))["page number"] == 1


def test_every_passage_knows_its_page_and_box():
    document = read(typeset(LONG, Style(columns=2)).data, "a.pdf")
    pages = [block.page for block in document.blocks]
    assert pages == sorted(pages)
    assert all(
        0 <= block.box[0] < block.box[2] <= 595 and 0 <= block.box[1] < block.box[3] <= 842
        for block in document.blocks
    )
    units = structure(document, "a").units
    assert len(units) == 18
    assert all(unit.page and unit.box for unit in units)


@given(st.tuples(*[st.floats(0, 100)] * 4), st.sampled_from([0, 90, 180, 270]))
def test_turning_a_box_back_gives_its_place_on_the_page(box, degrees):
    width, height = 300.0, 200.0
    upright = (height, width) if degrees % 180 else (width, height)
    turned = turn_upright(
        PaintedBox(*box),
        width,
        height,
        degrees,
    )
    back = turn_back(
        turned,
        *upright,
        degrees,
    )
    assert back == pytest.approx(
        turn_upright(
            PaintedBox(*box),
            width,
            height,
            0,
        )
    )


def test_notes_stand_after_the_text():
    """A note is kept, and in no article; its mark in the text is not a number of the law."""
    parts = [
        Part(
            "paragraph",
            f"第{n}条　{CLAUSE}。",
            note="见工会法第二条。" if n == "一" else "",
        )
        for n in "一二三"
    ]
    found = texts(typeset(parts).data)
    assert [squeezed(text) for text in found] == [
        *(squeezed(part.text) for part in parts),
        NOTES,
        "[1]见工会法第二条。",
    ]


def test_raised_marks_of_notes_are_no_text():
    def marked(canvas):
        canvas.drawString(50, 300, "employer")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(102, 306, "12")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(112, 300, "pays")

    document = read(painted(marked), "a.pdf")
    assert document.text == "employer pays"
    assert removed(document) == {"note mark": 1}


# ── tables ────────────────────────────────────────────────────────────────────────────────────────

TABLES = [
    ((("岗位", "津贴"), ("轮机", "30元")), [("岗位", "津贴"), ("轮机", "30元")]),
    (
        (("岗位", "津贴"), ("轮机", "30元"), ("^", "40元")),
        [("岗位", "津贴"), ("轮机", "30元"), ("", "40元")],
    ),  # merged down
    (
        (("标准", "<", "备注"), ("轮机", "30元", "月")),
        [("标准", "", "备注"), ("轮机", "30元", "月")],
    ),  # merged across
]


@pytest.mark.parametrize(("rows", "expected"), TABLES)
def test_tables_are_rows_of_cells(rows, expected):
    document = check(read(typeset([*LAW, Part("table", rows=rows)]).data, "a.pdf"))
    assert [block.cells for block in document.blocks if block.cells] == expected


def test_a_frame_around_a_text_is_no_table():
    document = read(
        painted(lambda canvas: canvas.rect(40, 200, 300, 150), word("framed text")), "a.pdf"
    )
    assert lines(document) == [("paragraph", "framed text")]


# ── hidden text ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", ["white", "tiny", "off", "covered", "invisible"])
def test_hidden_text_is_kept_out_and_reported(how):
    document = read(typeset(LAW, Style(hidden=(how,))).data, "a.pdf")
    assert "免责" not in document.text
    [what] = [removal for removal in document.removed if removal.what.startswith("hidden text")]
    assert "免责" in what.example or what.count == 9


def black(canvas):
    canvas.rect(40, 290, 200, 30, fill=1)
    canvas.setFillGray(1)


SEEN = [
    ((black, word("white on black")), "white on black"),
    ((word("twice"), word("twice", x=50.4)), "twice"),  # bold by painting twice
    ((word("pay-", y=300), word("ment of wages", y=285)), "payment of wages"),
    (
        (word("one"), lambda canvas: (canvas.rotate(45), canvas.drawString(200, 100, "DRAFT"))),
        "one",
    ),  # a watermark
]


@pytest.mark.parametrize(("steps", "expected"), SEEN)
def test_what_is_seen_is_read_once(steps, expected):
    assert read(painted(*steps), "a.pdf").text == expected


@given(
    st.lists(st.tuples(*[st.integers(-50, 450)] * 4, st.booleans()), max_size=30),
    st.integers(0, 30),
    st.tuples(*[st.integers(0, 400)] * 2),
)
def test_covers_are_found_as_if_all_were_looked_at(
    boxes,
    painted,
    place,
):
    x, y = place
    every = [
        Cover(
            when,
            PaintedBox(
                min(a, b),
                min(c, d),
                max(a, b),
                max(c, d),
            ),
            hides=hides,
        )
        for when, (a, b, c, d, hides) in enumerate(boxes)
    ]
    there = [
        cover
        for cover in every
        if cover.box.x0 <= x <= cover.box.x1 and cover.box.y0 <= y <= cover.box.y1
    ]
    covers = Covers(every, PaintedBox(0, 0, 400, 400))
    assert covers.is_covered(
        x,
        y,
        painted,
    ) == any(cover.order > painted and cover.hides for cover in there)
    below = [cover for cover in there if cover.order <= painted]
    ground = covers.ground(
        x,
        y,
        painted,
    )
    assert ground == (below[-1] if below else None)


# ── files that can't be read ──────────────────────────────────────────────────────────────────────


def code_of(data, limits=DEFAULT_LIMITS):
    try:
        read(
            data,
            "a.pdf",
            limits,
        )
    except BadInput as error:
        return error.code
    return None


def forms():
    """Ten forms, each of which draws the next one ten times."""
    entries = b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    page = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /X 10 0 R >>")
    return {
        3: page,
        4: stream(b"/X Do"),
        **{number: stream(b"/X Do " * 10, entries % (number + 1)) for number in range(10, 20)},
    }


SCAN = painted(
    lambda canvas: canvas.drawInlineImage(
        Image.new("L", (9, 9)),
        0,
        0,
        400,
        400,
    )
)
BAD = [
    (typeset(LAW, Style(password="geheim")).data, "encrypted"),
    (SCAN, "no_text"),
    (painted(), "empty"),
    (SMALL[: len(SMALL) // 2], "corrupt"),  # truncated
    (b"%PDF-1.7\n", "corrupt"),
    (
        (
            b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\n"
            b"trailer << /Root 1 0 R >>\n%%EOF"
        ),
        "corrupt",
    ),  # a tree of itself
    (b"%PDF-1.7\n" + b"[" * 100_000 + b"\n%%EOF", "corrupt"),
    (SMALL.replace(b"/Count 1", b"/Count 9"), "corrupt"),  # pages that are promised and not there
    (raw({4: b"4 0 R"}), "corrupt"),  # contents that are a reference to themselves
    (raw({4: b"6 0 R", 6: b"7 0 R", 7: b"4 0 R"}), "corrupt"),
    (raw({6: b"6 0 R"}, b"/Encrypt 6 0 R"), "corrupt"),
    (raw(forms()), "too_large"),  # ten billion
]


@pytest.mark.parametrize(
    ("data", "code"),
    BAD,
    ids=range(len(BAD)),
)
def test_a_file_that_cannot_be_read_says_why(data, code):
    assert code_of(data) == code


def test_a_page_without_text_among_others_is_named():
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    canvas.drawString(50, 300, "text of page one")
    canvas.showPage()
    canvas.drawInlineImage(
        Image.new("L", (9, 9)),
        0,
        0,
        400,
        400,
    )
    canvas.showPage()
    canvas.save()
    document = read(stream.getvalue(), "a.pdf")
    assert document.metadata["pages_without_text"] == "page 2: a picture without text"
    assert [(finding.code, finding.where) for finding in structure(document, "a").findings] == [
        ("pages_without_text", "page 2: a picture without text")
    ]
    assert removed(document)["page without text"] == 1


def test_more_pages_than_the_limit_are_refused():
    assert code_of(typeset(LONG).data, Limits(max_parts=1)) == "too_large"


@settings(max_examples=examples(60))
@given(
    st.lists(
        st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)),
        min_size=1,
        max_size=30,
    ),
    st.integers(0, 200),
)
def test_a_damaged_file_is_read_or_refused(flips, cut):
    """Nothing but BadInput comes of a file with bytes changed or its end cut off."""
    data = bytearray(SMALL)
    for place, value in flips:
        data[place] = value
    assert code_of(b"%PDF-1.4" + bytes(data[8 : len(data) - cut])) in {
        None,
        "corrupt",
        "encrypted",
        "empty",
        "no_text",
        "too_large",
    }
