"""Presentations are read slide by slide, as an audience sees them; a block's page is its slide."""

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.util import Cm

from corpus.errors import BadInput
from ingestion.limits import Limits
from ingestion.parsers.pptx.shapes import in_reading_order
from ingestion.parsers.pptx.text import label
from ingestion.reading import read
from tests.ingestion.documents import lines, removed, zipped

TITLE_SLIDE, TITLE_AND_BODY, TITLE_ONLY, BLANK = 0, 1, 5, 6


def saved(deck):
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def parsed(deck):
    return read(saved(deck), "a.pptx")


def slide(deck, layout=BLANK, *texts):
    """A slide whose placeholders hold these texts."""
    made = deck.slides.add_slide(deck.slide_layouts[layout])
    for placeholder, text in zip(
        made.placeholders,
        texts,
        strict=False,
    ):
        placeholder.text = text
    return made


def box(
    where,
    text,
    left,
    top,
    width=8,
    height=2,
):
    made = where.shapes.add_textbox(
        Cm(left),
        Cm(top),
        Cm(width),
        Cm(height),
    )
    made.text_frame.text = text
    return made


def mark(paragraph, xml):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            xml.replace("/>", ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>')
        )
    )


def test_titles_are_headings_and_a_page_is_a_slide():
    deck = Presentation()
    slide(
        deck,
        TITLE_SLIDE,
        "劳动法培训",
        "云岭市总工会",
    )
    slide(
        deck,
        TITLE_AND_BODY,
        "第一章 总则",
        "第一条 甲。\n第二条 乙。",
    )
    slide(
        deck,
        TITLE_AND_BODY,
        "第一章 总则",
        "第三条 丙。",
    )
    document = parsed(deck)
    assert lines(document) == [
        ("heading1", "劳动法培训"), ("paragraph", "云岭市总工会"),
        ("heading2", "第一章 总则"), ("paragraph", "第一条 甲。"), ("paragraph", "第二条 乙。"), ("paragraph", "第三条 丙。"),
    ]  # fmt: skip
    assert [block.page for block in document.blocks] == [1, 1, 2, 2, 2, 3]
    assert removed(document) == {"repeated title": 1}
    assert document.metadata["slides"] == "3"


def test_shapes_are_read_by_place_and_not_as_they_were_drawn():
    deck = Presentation()
    made = slide(deck)
    for text, left, top in [
        ("右下", 12, 9),
        ("右上", 12, 3),
        ("左下", 1, 6),
        ("左上", 1, 2),
        ("题", 1, 0),
    ]:
        box(
            made,
            text,
            left,
            top,
            height=2 if text != "右上" else 4,
        )
    assert [text for _, text in lines(parsed(deck))] == ["题", "左上", "左下", "右上", "右下"]


def test_groups_are_read_where_they_stand():
    deck = Presentation()
    made = slide(deck)
    box(
        made,
        "末",
        1,
        12,
    )
    group = made.shapes.add_group_shape()
    inner = group.shapes.add_group_shape()
    box(
        inner,
        "乙",
        1,
        6,
    )
    box(
        group,
        "甲",
        1,
        3,
    )
    assert [text for _, text in lines(parsed(deck))] == ["甲", "乙", "末"]


def test_tables_are_rows_and_merged_cells_count_once():
    deck = Presentation()
    table = (
        slide(deck)
        .shapes.add_table(
            3,
            3,
            Cm(1),
            Cm(1),
            Cm(9),
            Cm(3),
        )
        .table
    )
    for number, cell in enumerate(table.iter_cells()):
        cell.text = f"格{number}"
    for first, last in [((0, 1), (0, 2)), ((1, 0), (2, 0))]:
        table.cell(*last).text = ""
        table.cell(*first).merge(table.cell(*last))
    assert lines(parsed(deck)) == [
        ("row", "格0 | 格1"),
        ("row", "格3 | 格4 | 格5"),
        ("row", " | 格7 | 格8"),
    ]


def test_numbers_that_powerpoint_counts_are_text():
    deck = Presentation()
    frame = box(
        slide(deck),
        "甲",
        1,
        1,
    ).text_frame
    for text, level, xml in [
        ("乙", 0, '<a:buAutoNum type="arabicPeriod"/>'), ("丙", 1, '<a:buAutoNum type="circleNumDbPlain"/>'), ("丁", 1, '<a:buAutoNum type="circleNumDbPlain"/>'),
        ("", 0, ""), ("戊", 0, '<a:buAutoNum type="arabicPeriod"/>'), ("己", 1, '<a:buAutoNum type="circleNumDbPlain"/>'), ("庚", 0, '<a:buChar char="•"/>'),
        ("辛", 0, '<a:buAutoNum type="arabicPeriod"/>'), ("壬", 0, '<a:buAutoNum type="ea1JpnChsDbPeriod" startAt="5"/>'), ("癸", 0, "<a:buNone/>"),
    ]:  # fmt: skip
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        if xml:
            mark(paragraph, xml)
    assert lines(parsed(deck)) == [
        ("paragraph", "甲"), ("list_item", "1. 乙"), ("list_item", "① 丙"), ("list_item", "② 丁"), ("list_item", "2. 戊"), ("list_item", "① 己"),
        ("list_item", "庚"), ("list_item", "1. 辛"), ("list_item", "五、 壬"), ("paragraph", "癸"),
    ]  # fmt: skip


LABELS = [
    ("arabicParenBoth", 3, "(3)"),
    ("alphaLcParenR", 27, "aa)"),
    ("romanUcPeriod", 4, "IV."),
    ("ea1ChsPlain", 12, "十二"),
    ("arabicDbPeriod", 3, "３．"),
]


@pytest.mark.parametrize(("scheme", "number", "expected"), LABELS)
def test_schemes_of_numbers(
    scheme,
    number,
    expected,
):
    assert label(scheme, number) == expected


def test_what_the_speaker_says_stands_after_the_slides():
    deck = Presentation()
    slide(
        deck,
        TITLE_ONLY,
        "甲",
    ).notes_slide.notes_text_frame.text = "请大家看第三条。"
    slide(
        deck,
        TITLE_ONLY,
        "乙",
    )
    document = parsed(deck)
    assert lines(document) == [
        ("heading1", "甲"),
        ("heading2", "乙"),
        ("heading1", "附：备注"),
        ("paragraph", "请大家看第三条。"),
    ]
    assert document.blocks[-1].page == 1


def test_what_the_audience_does_not_see_is_counted():
    deck = Presentation()
    slide(
        deck,
        TITLE_ONLY,
        "藏页",
    ).element.set("show", "0")
    made = slide(
        deck,
        TITLE_ONLY,
        "见",
    )
    box(
        made,
        "页外",
        -20,
        1,
    )
    box(
        made,
        "藏",
        1,
        5,
    )._element.nvSpPr.cNvPr.set("hidden", "1")
    tiny = (
        box(
            made,
            "小",
            1,
            8,
        )
        .text_frame.paragraphs[0]
        .runs[0]
    )
    tiny.font.size = 12700
    data = CategoryChartData()
    data.categories = ["甲"]
    data.add_series("工资", [1])
    made.shapes.add_chart(
        XL_CHART_TYPE.PIE,
        Cm(1),
        Cm(9),
        Cm(4),
        Cm(4),
        data,
    )
    document = parsed(deck)
    assert document.text == "见"
    assert removed(document) == {
        "hidden slide": 1,
        "hidden text: off the page": 1,
        "hidden text": 1,
        "hidden text: tiny": 1,
        "chart": 1,
    }


def test_feet_of_slides_are_counted():
    deck = Presentation()
    made = slide(
        deck,
        TITLE_ONLY,
        "见",
    )
    foot = next(one for one in deck.slide_layouts[TITLE_ONLY].placeholders if "Footer" in one.name)
    made.shapes.clone_placeholder(foot)
    next(one for one in made.placeholders if "Footer" in one.name).text = "云岭市总工会"
    assert (parsed(deck).text, removed(parsed(deck))) == ("见", {"page footer": 1})


DIAGRAM = """<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<dgm:ptLst><dgm:pt modelId="0" type="doc"><dgm:t><a:bodyPr/><a:p><a:r><a:t>无</a:t></a:r></a:p></dgm:t></dgm:pt>
<dgm:pt modelId="1"><dgm:t><a:bodyPr/><a:p><a:r><a:t>申请仲裁</a:t></a:r></a:p></dgm:t></dgm:pt>
<dgm:pt modelId="2"><dgm:t><a:bodyPr/><a:p><a:r><a:t>提起诉讼</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"""
FRAME = """<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><p:nvGraphicFramePr><p:cNvPr id="9" name="流程"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>
<p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram">
<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="{part}"/></a:graphicData></a:graphic></p:graphicFrame>"""


@pytest.mark.parametrize(
    ("known", "expected"), [(True, ["题", "申请仲裁", "提起诉讼"]), (False, ["题"])]
)
def test_texts_of_diagrams_are_items(known, expected):
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    deck = Presentation()
    made = slide(
        deck,
        TITLE_ONLY,
        "题",
    )
    part = Part(
        PackURI("/ppt/diagrams/data1.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        deck.part.package,
        DIAGRAM.encode(),
    )
    relation = made.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    )
    made.shapes._spTree.append(parse_xml(FRAME.format(part=relation if known else "rId99")))
    document = parsed(deck)
    assert [text for _, text in lines(document)] == expected
    assert removed(document) == ({} if known else {"diagram": 1})


ORDERS = [
    # name: left, top, right, bottom; the order
    ({"b": (0, 2, 9, 3), "a": (0, 0, 9, 1)}, "ab"),
    # cards in rows
    ({"c": (0, 3, 4, 4), "b": (5, 1, 9, 2), "a": (0, 1, 4, 2), "d": (5, 3, 9, 4)}, "abcd"),
    # two columns, for nothing parts the rows
    ({"a": (0, 1, 4, 2), "b": (0, 3, 4, 9), "c": (5, 1, 9, 6), "d": (5, 7, 9, 9)}, "abcd"),
    ({"b": (1, 1, 5, 5), "a": (0, 0, 4, 4)}, "ab"),
    ({}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("boxes", "expected"), ORDERS)
def test_reading_order(boxes, expected):
    assert "".join(in_reading_order(list(boxes.items()))) == expected


def broken(name, content):
    parts = zipfile.ZipFile(io.BytesIO(saved_one()))
    return zipped(
        {part: content if part == name else parts.read(part) for part in parts.namelist()}
    )


def saved_one():
    deck = Presentation()
    slide(
        deck,
        TITLE_ONLY,
        "甲",
    )
    return saved(deck)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (broken("ppt/slides/slide1.xml", b"<p:sld"), "corrupt"),
        (broken("ppt/slides/slide1.xml", b" " * 300 * 1024 * 1024), "expansion"),
        (broken("ppt/presentation.xml", b"<a/>"), "corrupt"),
        (broken("_rels/.rels", b""), "corrupt"),
        (zipped({"[Content_Types].xml": b"presentationml.presentation.main+xml"}), "corrupt"),
        (saved(Presentation()), "empty"),
    ],
)
def test_harmful_and_broken_files_are_refused(data, code):
    with pytest.raises(BadInput) as caught:
        read(data, "a.pptx")
    assert caught.value.code == code


def test_the_limit_on_expansion_is_a_setting():
    with pytest.raises(BadInput, match="expansion"):
        read(
            saved_one(),
            "a.pptx",
            Limits(max_expanded_bytes=1000),
        )
