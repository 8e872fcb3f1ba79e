"""A scanned page becomes the text that was printed, however it lies, and says how sure that is."""

import ctypes
import io

import numpy as np
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import BadInput
from corpus.hashing import sha256
from corpus.records import UNSURE, Block, BlockKind, Document, ScanTag
from ingestion.boxes import Box
from ingestion.cleaning import Removals
from ingestion.limits import Limits
from ingestion.ocr import keeping, reading
from ingestion.ocr.boxes import separate_boxes
from ingestion.ocr.keeping import kept_in, picture_of
from ingestion.ocr.lines import find_ink_box
from ingestion.ocr.marks import correct_marks
from ingestion.ocr.orientation import measure_slope, straighten
from ingestion.ocr.overlooked import find_overlooked_places, find_uncovered_ink, widen_lines
from ingestion.ocr.pictures import clean_picture
from ingestion.ocr.records import OcrLine, OcrReading
from ingestion.ocr.rules import find_rules
from ingestion.ocr.sizes import measure_sizes, merge_close_sizes
from ingestion.parsers.image import _on_paper
from ingestion.parsers.pdf.drawing import Renderer
from ingestion.parsers.pdf.fragments import fragments
from ingestion.parsers.pdf.scans import page_of_reading
from ingestion.reading import read
from law.structure import structure
from law.works import WorkFile, resolve
from samples.scans import Scan, as_image, as_pdf, scanned
from samples.typeset import Part, Style, typeset
from tests.ingestion.documents import check, lines, removed

CLAUSE = "用人单位应当自用工之日起三十日内与劳动者订立书面合同"
SMALL = Style(width=300, height=260, margin=24)
PAPER = (300.0, 260.0)
LAW = [
    Part("title", "云岭市用工条例"),
    *(
        Part("paragraph", f"第{numeral}条　{CLAUSE}，逾期{n * 7}日的按本条处理。")
        for n, numeral in enumerate("一二", 1)
    ),
    Part("table", rows=(("岗位", "津贴标准"), ("轮机员", "每日30元"))),
]
EXPECTED = [
    "云岭市用工条例",
    *(part.text.replace("　", " ") for part in LAW[1:3]),
    "岗位 | 津贴标准",
    "轮机员 | 每日30元",
]


def pages(scan, parts=LAW):
    return scanned(
        typeset(parts, SMALL),
        scan,
        1,
        PAPER,
    )


def texts(document):
    return [text for _, text in lines(document)]


@pytest.fixture
def kept(tmp_path):
    """Readings kept for one test, as those of a home are."""
    with kept_in(tmp_path):
        yield tmp_path


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────

WORN = Scan(
    mode="RGB",
    tilt=2.3,
    noise=8,
    blur=0.4,
    jpeg=70,
    light=0.3,
    folds=1,
)


@pytest.mark.parametrize(
    "scan",
    [
        WORN,
        Scan(turn=90, tilt=-1.2),
        Scan(turn=180, typeface="sans"),
        Scan(turn=270, ink=0.6, noise=5),
    ],
    ids=["worn", "quarter turn", "upside down", "three quarters and faint"],
)
def test_a_scanned_law_is_read_as_it_was_printed(scan):
    """Title, articles and table; each block has a confidence, and its place on the page as it lies."""
    document = check(read(as_pdf(pages(scan), scan), "a.pdf"))
    assert texts(document) == EXPECTED
    assert document.metadata["scanned_pages"] == "1"
    assert all(block.confidence > UNSURE for block in document.blocks)
    wide, high = PAPER[:: -1 if scan.turn % 180 else 1]
    assert all(
        0 <= b.box[0] < b.box[2] <= wide + 1 and 0 <= b.box[1] < b.box[3] <= high + 1
        for b in document.blocks
    )
    title = document.blocks[0].box
    towards_the_head = {
        0: title[3] < high / 2,
        90: title[2] < wide / 2,
        180: title[1] > high / 2,
        270: title[0] > wide / 2,
    }
    assert towards_the_head[scan.turn]


def test_pictures_of_every_type_are_read_alike(kept):
    """One page in files that keep its pixels: it is read once; a TIFF of two pages has both."""
    clean = Scan()
    page = pages(clean)
    for kind, type_ in (("PNG", "image/png"), ("BMP", "image/bmp"), ("TIFF", "image/tiff")):
        document = read(
            as_image(
                page,
                kind,
                clean,
            ),
            "a",
        )
        assert (document.media_type, texts(document)) == (type_, EXPECTED)
    assert len(list(kept.rglob("*.page"))) == 1
    two = read(
        as_image(
            [page[0], page[0]],
            "TIFF",
            clean,
        ),
        "a.tif",
    )
    assert {block.page for block in two.blocks} == {1, 2}


def test_a_file_may_mix_pages_with_text_and_scans():
    """Each page in its place; a few words over a picture don't hide that it is a scan.

    They are those of a scanner's mark or a page number.
    """
    stream = io.BytesIO()
    canvas = Canvas(
        stream,
        pagesize=PAPER,
        invariant=1,
    )
    canvas.drawString(50, 200, "text of page one")
    canvas.showPage()
    canvas.drawImage(
        ImageReader(pages(Scan())[0]),
        0,
        0,
        *PAPER,
    )
    canvas.drawString(120, 8, "scanned by nobody")
    canvas.showPage()
    canvas.save()
    document = read(stream.getvalue(), "a.pdf")
    assert texts(document)[: len(EXPECTED) + 1] == ["text of page one", *EXPECTED]
    assert (document.metadata["scanned_pages"], document.blocks[0].confidence) == ("2", None)


def test_an_unreadable_scan_is_set_aside_with_its_picture(kept):
    poor = Scan(blur=5.0, noise=20)
    data = as_pdf(pages(poor), poor)
    with pytest.raises(BadInput) as caught:
        read(data, "a.pdf")
    assert caught.value.code == "unreadable_scan"
    assert "page 1: a scan that can't be read (confidence 0." in caught.value.detail
    [picture] = (kept / "unreadable").iterdir()
    assert picture == picture_of(kept, sha256(data))
    with Image.open(picture) as small:
        assert max(small.size) <= 480


# ── without the networks ──────────────────────────────────────────────────────────────────────────


def page_of(*texts_, confidence=0.99, **more):
    """A reading of some lines, one below the other."""
    made = [
        OcrLine(
            text,
            tuple(30.0 + 10 * n for n in range(len(text))),
            Box(
                25,
                30 + 16 * row,
                25 + 10 * len(text),
                40 + 16 * row,
            ),
            10.0,
            confidence,
        )
        for row, text in enumerate(texts_)
    ]
    return OcrReading(
        300,
        260,
        0,
        0.0,
        tuple(made),
        **more,
    )


@pytest.fixture
def reads(monkeypatch):
    """Has `read_page` give these readings, one after the other, and counts the calls."""
    calls = []

    def use(*readings):
        def read_page(picture, dpi):
            calls.append((picture.shape, dpi))
            return readings[min(len(calls), len(readings)) - 1]

        monkeypatch.setattr(
            reading,
            "read_page",
            read_page,
        )
        return calls

    return use


BLACK = as_image(
    [Image.new("L", (60, 50))],
    "PNG",
    Scan(),
)


def test_a_page_is_read_once_and_again_where_its_reading_is_damaged(kept, reads):
    calls = reads(page_of("第一条 甲"))
    first = read(BLACK, "a.png")
    assert read(BLACK, "b.png") == first
    assert len(calls) == 1
    [page] = kept.rglob("*.page")
    page.write_bytes(page.read_bytes()[:-9])
    assert read(BLACK, "a.png") == first
    assert len(calls) == 2


def test_a_killed_file_goes_on_where_it_was(kept, reads):
    """Of a file that was interrupted at its third page, the first two are not read again."""
    frames = [
        Image.new(
            "L",
            (60, 50),
            shade,
        )
        for shade in (0, 30, 60)
    ]
    data = as_image(
        frames,
        "TIFF",
        Scan(),
    )
    calls = reads(
        page_of("甲方应当付款"),
        page_of("乙方应当交货"),
        page_of("丙方作证"),
    )
    with pytest.raises(BadInput):
        read(
            data,
            "a.tif",
            Limits(max_scanned_pages=2),
        )
    assert len(calls) == 2
    read(data, "a.tif")
    assert len(calls) == 3


def test_another_release_of_the_reader_reads_again(
    kept,
    reads,
    monkeypatch,
):
    calls = reads(page_of("第一条 甲"))
    read(BLACK, "a.png")
    monkeypatch.setattr(
        keeping,
        "OCR_VERSION",
        keeping.OCR_VERSION + 1,
    )
    read(BLACK, "a.png")
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("found", "code"),
    [(page_of(), "no_text"), (page_of("第一条", confidence=0.55), "unreadable_scan")],
)
def test_a_page_without_text_and_an_unreadable_one_have_different_codes(
    found,
    code,
    reads,
):
    reads(found)
    with pytest.raises(BadInput) as caught:
        read(BLACK, "a.png")
    assert caught.value.code == code


def test_a_poor_page_among_others_is_named_and_what_was_lifted_off_counted(reads):
    reads(
        page_of(
            "第一条 甲",
            seals=1,
            illegible=("囗",),
        ),
        page_of("第二条 乙", confidence=0.3),
    )
    document = read(
        as_image(
            [
                Image.new(
                    "L",
                    (60, 50),
                    shade,
                )
                for shade in (0, 1)
            ],
            "TIFF",
            Scan(),
        ),
        "a.tif",
    )
    assert (
        document.metadata["pages_without_text"]
        == "page 2: a scan that can't be read (confidence 0.30)"
    )
    assert removed(document) == {
        "seal": 1,
        "illegible line": 1,
        "page without text": 1,
        "blanks": 1,
    }


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (BLACK[:-30], Limits(), "corrupt"),
        (
            as_image(
                [Image.new("1", (400, 300))],
                "PNG",
                Scan(),
            ),
            Limits(max_pixels=100_000),
            "too_large",
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), Limits(), "corrupt"),
        (
            as_image(
                [
                    Image.new(
                        "L",
                        (60, 50),
                        255,
                    )
                ],
                "PNG",
                Scan(),
            ),
            Limits(),
            "no_text",
        ),  # blank: no network looks at it
    ],
)
def test_a_picture_that_can_not_be_read_says_why(
    data,
    limits,
    code,
):
    with pytest.raises(BadInput) as caught:
        read(
            data,
            "a.png",
            limits,
        )
    assert caught.value.code == code


def test_a_picture_of_any_depth_is_grey_on_white():
    """Two bytes a value are not cut off at one; what is transparent lies on paper."""
    deep = Image.fromarray(np.array([[40_000, 20_000]], np.uint16))
    assert np.asarray(_on_paper(deep)).tolist() == [[255, 127]]
    clear = Image.new(
        "LA",
        (1, 1),
        (0, 0),
    )
    assert np.asarray(_on_paper(clear)).tolist() == [[[255, 255, 255]]]


NONSENSE = "".join(chr(0x4E00 + (ord(character) * 7919) % 0x5000) for character in CLAUSE * 4)
"""What a text layer says whose font has a wrong map to Unicode."""


def test_a_text_layer_of_characters_that_no_text_has_is_garbage():
    """As of a font whose map to Unicode is wrong. The page is drawn, and what is seen counts."""
    with pytest.raises(BadInput, match="characters that no text is made of") as caught:
        read(typeset([Part("paragraph", NONSENSE)], Style()).data, "a.pdf")
    assert caught.value.code == "no_text"  # `typeset` embeds no font: nothing can be drawn


def test_a_page_is_drawn_without_the_fonts_of_the_machine():
    """Else the same file would be read differently wherever a Chinese font is installed."""
    asked = []

    def map_font(
        _info,
        _weight,
        _italic,
        _charset,
        _pitch,
        face,
        _exact,
    ):
        asked.append(face)

    spy = pdfium.FPDF_SYSFONTINFO(version=2)
    spy.MapFont = dict(pdfium.FPDF_SYSFONTINFO._fields_)["MapFont"](map_font)
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(spy))  # a machine whose fonts note each request
    renderer = Renderer(typeset(LAW, SMALL).data)
    try:
        picture, _ = renderer.picture(1)
    finally:
        renderer.close()
    assert asked == []
    assert picture.min() < 128  # the borders of the table are drawn


@pytest.mark.parametrize("name", ["a.pdf", "a.png"])
def test_what_ocr_reads_is_judged_like_a_text_layer(name, reads):
    """A page that shows nonsense is reported and not indexed, however sure OCR is of it."""
    reads(page_of(NONSENSE))
    data = BLACK if name == "a.png" else as_pdf([Image.new("L", (60, 50))], Scan())
    with pytest.raises(BadInput, match="characters that no text is made of") as caught:
        read(data, name)
    assert caught.value.code == "unreadable_scan"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第二条,骑手(含兼职)应当:", "第二条，骑手（含兼职）应当："),
        ("(四)平台企业", "（四）平台企业"),
        ("第—条 总则", "第一条 总则"),
        ("(—)甲;", "（一）甲；"),
        ("二0二四年一月", "二〇二四年一月"),
        ("二OO八年", "二〇〇八年"),
        ("云办法请[2023]9号", "云办法请〔2023〕9号"),
        ("3,000元,不得", "3,000元，不得"),
        ("(2021年6月18日公布）", "（2021年6月18日公布）"),
        ("(2021) 3 (b)", "(2021) 3 (b)"),
        ("article 3 (a), wages: paid", "article 3 (a), wages: paid"),
        ("8:30至12:00", "8:30至12:00"),
        ("甲—乙", "甲—乙"),
        ("修改〈平台用工保障法>的决定", "修改〈平台用工保障法〉的决定"),
        ("x < 3 and y > 2", "x < 3 and y > 2"),
    ],
)
def test_marks_that_look_alike_are_those_that_are_meant(text, expected):
    assert correct_marks(text) == expected
    assert correct_marks(expected) == expected


@given(st.text("第一二条年0Oo〇—-,;:?!()（）[]，。 a1", max_size=30))
def test_mending_marks_keeps_every_place(text):
    assert len(correct_marks(text)) == len(text)


@given(
    st.floats(-8, 8),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_a_page_is_laid_straight_whatever_way_it_lies(
    tilt,
    quarters,
    first,
):
    """The slope is found to a tenth of a degree, and turning by it leaves the lines level.

    The network may begin to count corners anywhere.
    """
    rows = np.array(
        [
            [
                [100, y],
                [700, y],
                [700, y + 20],
                [100, y + 20],
            ]
            for y in range(200, 800, 40)
        ],
        np.float32,
    )
    page = np.full(
        (1000, 800),
        255,
        np.uint8,
    )
    tilted_page, tilted = straighten(
        page,
        rows,
        quarter_turns=0,
        tilt=-tilt,
    )
    turned_page, turned = straighten(
        tilted_page,
        tilted,
        quarter_turns=quarters,
        tilt=0,
    )
    corners = np.roll(
        turned,
        first,
        axis=1,
    )
    upright, found = measure_slope(corners)
    assert upright == bool(quarters % 2)
    assert found == pytest.approx(tilt, abs=0.1)
    _, laid = straighten(
        turned_page,
        corners,
        quarter_turns=int(upright),
        tilt=found,
    )
    assert np.ptp(np.sort(laid[0, :, 1])[:2]) < 1.5


def test_a_red_seal_is_lifted_off_and_red_print_is_not():
    page = Image.new(
        "RGB",
        (1000, 1000),
        (255, 255, 255),
    )
    pen = ImageDraw.Draw(page)
    pen.rectangle((100, 100, 900, 130), fill=(200, 30, 30))  # the red head of an official paper
    pen.ellipse(
        (400, 500, 720, 820),
        outline=(215, 45, 45),
        width=9,
    )
    pen.rectangle((450, 640, 700, 660), fill=(20, 10, 10))  # print below the seal
    grey, seals = clean_picture(np.asarray(page), 200)
    assert seals == 1
    assert grey[115, 500] < 130
    assert grey[650, 600] < 60
    assert grey[660 + 100 : 820, 400:720].min() > 150


def test_rules_are_distinguished_from_characters_and_folds():
    page = np.full(
        (1200, 900),
        255,
        np.uint8,
    )
    page[200:203, 100:700] = 0  # a rule
    page[200:500, 100:103] = 0  # another
    page[800:802, :] = 90  # a fold: from edge to edge
    for x in range(100, 800, 24):
        page[600:603, x : x + 20] = page[612:615, x : x + 20] = page[606:609, x + 4 : x + 16] = (
            0  # 三三三
        )
    found = sorted(tuple(round(value) for value in box) for box in find_rules(page, 200))
    assert [(b[2] - b[0] > b[3] - b[1]) for b in found].count(True) == 1
    assert len(found) == 2


def test_a_rule_between_two_rows_is_one_however_close_their_text_stands():
    page = np.full(
        (600, 900),
        255,
        np.uint8,
    )
    for y in (100, 180, 260):
        page[y : y + 3, 100:703] = 0
    for x in (100, 700):
        page[100:263, x : x + 3] = 0
    for x in range(112, 690, 14):
        page[160:179, x : x + 4] = page[183:200, x : x + 4] = (
            0  # text that all but touches the rule in the middle
        )
    level = [box for box in find_rules(page, 200) if box[2] - box[0] > box[3] - box[1]]
    assert [round(box[1]) for box in sorted(level, key=lambda one: one[1])] == [101, 181, 261]


def test_ink_of_the_next_line_is_not_a_lines_own():
    page = np.full(
        (100, 200),
        255,
        np.uint8,
    )
    page[0:3, 20:180] = 0  # the feet of the line above
    page[20:46, 20:180] = 0
    assert find_ink_box(page, Box(10, 0, 190, 60)) == (20, 20, 180, 46)


def test_sizes_that_differ_by_a_hair_are_one():
    sizes = [10.2, 10.6, 10.9, 10.5, 16.9, 7.4]
    made = [
        OcrLine(
            "条" * 20,
            tuple(range(20)),
            Box(0, 0, 1, 1),
            size,
            0.9,
        )
        for size in sizes
    ]
    assert [line.size for line in merge_close_sizes(made)] == [10.5] * 4 + [17.0, 7.5]


# ── to the passage ────────────────────────────────────────────────────────────────────────────────


def test_confidence_goes_with_the_text_to_its_passage():
    """An uncertain article is tagged and found; one of a file that holds its text has no tag."""
    rows = ["云岭市用工条例", f"第一条 {CLAUSE}。", f"第二条 {CLAUSE}？"]
    sure = [0.99, 0.97, 0.62]
    starts = [sum(len(row) + 1 for row in rows[:n]) for n in range(3)]
    blocks = tuple(
        Block(
            BlockKind.PARAGRAPH,
            start,
            start + len(row),
            page=1,
            confidence=confidence,
        )
        for start, row, confidence in zip(
            starts,
            rows,
            sure,
            strict=True,
        )
    )
    document = Document(
        "\n".join(rows),
        blocks,
        "application/pdf",
        "pdf/2",
    )
    found = structure(document, "云岭市用工条例")
    assert [unit.confidence for unit in found.units] == [0.97, 0.62]
    [finding] = [item for item in found.findings if item.code == "uncertain_scan"]
    assert finding.where == "第二条"
    scan_file = WorkFile(
        1,
        "s",
        "u",
        "p",
        "application/pdf",
        found,
        document.text,
    )
    tags = {
        passage.article: [(tag.value, tag.confidence) for tag in passage.tags]
        for passage in resolve("用工条例", [scan_file]).passages
    }
    assert tags == {"第一条": [(ScanTag.READ, 0.97)], "第二条": [(ScanTag.UNSURE, 0.62)]}
    unmarked = tuple(
        Block(
            BlockKind.PARAGRAPH,
            block.start,
            block.end,
        )
        for block in blocks
    )
    with_text = Document(
        document.text,
        unmarked,
        "application/pdf",
        "pdf/2",
    )
    text_file = WorkFile(
        2,
        "z",
        "u",
        "p2",
        "application/pdf",
        structure(with_text, "云岭市用工条例"),
        document.text,
    )
    both = resolve("用工条例", [scan_file, text_file]).passages
    # the file that holds the text stands for the scan
    assert [(passage.source.path, passage.tags) for passage in both] == [("p2", ())] * 2


# ── what the finder of lines drops ────────────────────────────────────────────────────────────────

LINE = Box(200.0, 100.0, 500.0, 140.0)


def inked(*places):
    """A page at 200 dots to the inch with a line's ink, and more at some places."""
    page = np.full(
        (600, 900),
        255,
        np.uint8,
    )
    for left, top, right, bottom in (LINE, *places):
        page[round(top) : round(bottom) : 2, round(left) : round(right) : 3] = 0
    return page


@pytest.mark.parametrize(
    ("beside", "borders", "expected"),
    [
        ((), (), (200, 500)),
        (((160, 110, 190, 130),), (), (160, 500)),  # 一、 before a line
        (((510, 105, 530, 135),), (), (200, 528)),
        (((120, 110, 140, 130),), (), (200, 500)),  # further off than a character from the next
        (((160, 110, 190, 130),), (Box(194.5, 0.0, 195.5, 600.0),), (200, 500)),  # the cell beside
        (
            ((160, 110, 190, 130),),
            (Box(200.5, 0.0, 201.5, 600.0),),
            (200, 500),
        ),  # ... whose border the box reaches across
        (((0, 116, 195, 119),), (), (200, 500)),  # a fold
    ],
    ids=[
        "nothing",
        "before",
        "behind",
        "far",
        "another cell",
        "a cell whose border is overlapped",
        "a fold",
    ],
)
def test_a_line_goes_as_far_as_its_ink(
    beside,
    borders,
    expected,
):
    page = inked(*beside)
    [(left, _, right, _)] = widen_lines(
        [LINE],
        find_uncovered_ink(
            page,
            [LINE],
            borders,
            200,
        ),
        borders,
    )
    assert (left, right) == pytest.approx(expected, abs=4)


def test_a_line_does_not_go_on_beyond_the_next_one():
    beside = Box(503.0, 100.0, 515.0, 140.0)
    page = inked(beside, (519, 105, 545, 135))
    first, second = widen_lines(
        [LINE, beside],
        find_uncovered_ink(
            page,
            [LINE, beside],
            [],
            200,
        ),
        [],
    )
    assert first == LINE
    assert second[2] == pytest.approx(545, abs=4)


def test_a_line_is_not_overlooked_for_the_specks_around_it():
    """Nor for the lines close above and below it, which were overlooked too."""
    page = np.full(
        (2300, 1600),
        255,
        np.uint8,
    )
    for n in range(401):
        page[10 + 30 * (n // 40) : 22 + 30 * (n // 40), 10 + 38 * (n % 40) : 20 + 38 * (n % 40)] = 0
    for n in range(7):
        page[1000 + 30 * n : 1027 + 30 * n : 2, 200:1300] = 0
    places = find_overlooked_places(
        find_uncovered_ink(
            page,
            [],
            [],
            200,
        ),
        200,
    )
    assert any(
        left <= 200 and top <= 1000 and right >= 1300 and bottom >= 1207
        for left, top, right, bottom in places
    )


def test_ink_that_no_line_covers_is_looked_at_again():
    page = inked((300, 300, 420, 330), (100, 500, 104, 503))  # a line, and dirt
    [place] = find_overlooked_places(
        find_uncovered_ink(
            page,
            [LINE],
            [],
            200,
        ),
        200,
    )
    left, top, right, bottom = place
    assert (
        left < 300,
        top < 300,
        right > 420,
        bottom > 330,
    ) == (True, True, True, True)
    assert (
        find_overlooked_places(
            find_uncovered_ink(
                page,
                [LINE, Box(300.0, 300.0, 420.0, 330.0)],
                [],
                200,
            ),
            200,
        )
        == []
    )


def test_two_boxes_of_one_row_never_hold_the_same_ink():
    page = np.full(
        (60, 400),
        255,
        np.uint8,
    )
    page[10:40, 20:100] = page[10:40, 112:300] = 0
    one, other = separate_boxes([Box(95.0, 5.0, 305.0, 45.0), Box(15.0, 6.0, 118.0, 44.0)], page)
    assert one[2] == other[0]
    assert 100 <= one[2] <= 112
    apart = [Box(15.0, 5.0, 100.0, 25.0), Box(20.0, 24.0, 118.0, 44.0)]
    assert separate_boxes(apart, page) == apart  # one below the other


# ── faint print ───────────────────────────────────────────────────────────────────────────────────


def test_three_faint_lines_on_a_white_page_become_dark():
    page = np.full(
        (2339, 1654),
        255,
        np.uint8,
    )
    page[300:320:2, 200:800:3] = 140
    page[1200:1203, :] = 200  # a fold
    grey, _ = clean_picture(page, 200)
    assert grey[300, 200] < 60


def test_shaded_rows_stay_lighter_than_their_print():
    page = np.full(
        (1240, 1100),
        255,
        np.uint8,
    )
    for row in range(22):
        page[60 + 48 * row : 108 + 48 * row, 50:1050] = 191 if row % 2 else 255
        page[70 + 48 * row : 98 + 48 * row : 2, 100:400:6] = 0
    grey, _ = clean_picture(page, 200)
    assert grey[62 + 48 * 3, 900] > 150
    assert grey[70 + 48 * 3, 100] < 60


def test_what_shines_through_from_the_other_side_stays_faint():
    page = np.full(
        (2339, 1654),
        255,
        np.uint8,
    )
    page[300:320:2, 200:800:3] = 182
    grey, _ = clean_picture(page, 200)
    assert grey.min() > 150


def test_faint_print_below_a_seal_is_as_dark_as_beside_it():
    page = Image.new(
        "RGB",
        (1000, 1000),
        (255, 255, 255),
    )
    ImageDraw.Draw(page).ellipse((400, 500, 720, 820), fill=(215, 45, 45))
    pixels = np.array(page)
    faint = np.zeros((1000, 1000), bool)
    faint[600:660:6, 200:700] = True
    pixels[faint] = (pixels[faint] * 0.55).astype(np.uint8)
    grey, seals = clean_picture(pixels, 200)
    assert seals == 1
    assert abs(int(grey[612, 300]) - int(grey[612, 600])) < 30
    assert grey[610, 600] > 200


def test_a_short_line_has_the_size_of_the_long_ones_around_it():
    """Blur makes ink higher: 8 points of type have ink as high as 8 and not 7.4."""
    size, text = 8.0, "用人单位应当自用工之日起三十日内"
    long = [
        OcrLine(
            text,
            tuple(n * size for n in range(len(text))),
            Box(
                0,
                y,
                128,
                y + size,
            ),
            8.0,
            0.99,
        )
        for y in (10, 24, 38)
    ]
    short = OcrLine(
        "订立。",
        (0.0, 8.0, 16.0),
        Box(0, 52, 20, 60),
        8.0,
        0.99,
    )
    assert {line.size for line in measure_sizes([*long, short], 72 / 200)} == {8.0}


def test_a_line_of_uneven_steps_has_a_size_too():
    text = "员任同工司"
    line = OcrLine(
        text,
        (0.0, 10.0, 30.0, 40.0, 60.0),
        Box(0, 0, 65, 10),
        10.0,
        0.99,
    )
    [one] = measure_sizes([line], 72 / 200)
    assert 8 <= one.size <= 12


@pytest.mark.parametrize(
    ("step", "blank"),
    [
        (1.4, ""),
        (2.0, ""),
        (2.6, ""),
        (1.2, " "),
        (2.0, " "),
        (2.6, " "),
    ],
)
def test_the_blank_after_a_label_is_one(step, blank):
    after = len("第一条") - 1 + step
    middles = [
        10.0 * place
        for place in (
            0,
            1,
            2,
            *([2] if blank else []),
            after,
            after + 1,
            after + 2,
        )
    ]
    line = OcrLine(
        f"第一条{blank}总则说",
        tuple(middles),
        Box(
            0,
            0,
            middles[-1] + 5,
            10,
        ),
        10.0,
        0.99,
    )
    page = page_of_reading(
        1,
        OcrReading(
            595.0,
            842.0,
            0,
            0.0,
            (line,),
        ),
        Removals(),
    )
    assert [fragment.text for fragment in fragments(page.glyphs, Removals())] == [
        "第一条\u3000总则说"
    ]
