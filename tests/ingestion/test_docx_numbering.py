"""Numbers that Word counts by itself are read as Word shows them."""

import pytest

from ingestion.parsers._numerals import written
from ingestion.reading import read
from tests.ingestion.documents import lines
from tests.ingestion.word_parts import built, definition, level, num, paragraph, starts_at, style

LAW = definition(
    0,
    level(0, "chineseCountingThousand", "第%1章"),
    level(
        1,
        "chineseCountingThousand",
        "第%2条",
        '<w:lvlRestart w:val="0"/>',
    ),
    level(2, "chineseCounting", "（%3）", '<w:suff w:val="nothing"/>'),
    level(3, "decimal", "%4.", '<w:suff w:val="space"/>'),
)
DECIMAL = definition(
    0,
    level(0, "japaneseCounting", "%1、"),
    level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    level(2, "lowerLetter", "%3)"),
)


def texts(*body, **parts):
    return [text for _, text in lines(read(built(*body, **parts), "a.docx"))]


def numbered(*levels, num_id="1"):
    return [
        paragraph(
            "甲",
            num=num_id,
            level=one,
        )
        for one in levels
    ]


COUNTS = [
    # levels of the paragraphs, what their definition is, the numbers
    (LAW, [num(1, 0)], [0, 1, 1, 2, 2, 3, 1, 2, 0, 1], ["第一章 甲", "第一条 甲", "第二条 甲", "（一）甲", "（二）甲", "1. 甲", "第三条 甲", "（一）甲", "第二章 甲", "第四条 甲"]),
    (DECIMAL, [num(1, 0)], [0, 1, 1, 0, 1, 2], ["一、 甲", "1.1 甲", "1.2 甲", "二、 甲", "2.1 甲", "a) 甲"]),
    (DECIMAL, [num(1, 0)], [1, 0], ["1.1 甲", "二、 甲"]),  # a level that was passed over has begun
    (DECIMAL, [num(1, 0, starts_at(0, 5))], [0, 0], ["五、 甲", "六、 甲"]),
    (definition(0, level(0, "decimal", "%1", start=0)), [num(1, 0)], [0, 0], ["0 甲", "1 甲"]),
    (definition(0, level(0, "bullet", "\uf0b7"), level(1, "none", "")), [num(1, 0)], [0, 1], ["甲", "甲"]),
    (definition(0, level(0, "decimal", "注意：")), [num(1, 0)], [0], ["注意： 甲"]),
    (definition(0, level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")), [num(1, 0)], [0], ["甲"]),
    (definition(0, level(0, "decimal", "%1."), level(1, "decimal", "%2)"), level(2, "decimal", "%3]", '<w:lvlRestart w:val="1"/>')), [num(1, 0)],
     [0, 1, 2, 1, 2, 0, 1, 2], ["1. 甲", "1) 甲", "1] 甲", "2) 甲", "2] 甲", "2. 甲", "1) 甲", "1] 甲"]),
    (DECIMAL, [num(1, 0)], [7], ["甲"]),  # no such level
    (DECIMAL, [num(2, 9)], [0], ["甲"]),  # no such numbering
    (definition(0, level(0, "custom", "%1")).replace('w:val="custom"', 'w:val="custom" w:format="001, 002, ..."'), [num(1, 0)], [0], ["001 甲"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "nums", "levels", "expected"), COUNTS)
def test_levels_count_as_in_word(
    what,
    nums,
    levels,
    expected,
):
    assert texts(*numbered(*levels), numbering=what + "".join(nums)) == expected


def test_instances_of_a_definition_count_on_together_unless_one_starts_anew():
    body = [
        *numbered(0, 0),
        *numbered(0, num_id="2"),
        *numbered(0, 0, num_id="3"),
        *numbered(0),
    ]
    numbering = (
        DECIMAL
        + num(1, 0)
        + num(2, 0)
        + num(
            3,
            0,
            starts_at(0, 1),
        )
    )
    assert [text[0] for text in texts(*body, numbering=numbering)] == list("一二三一二三")


def test_an_instance_may_write_a_level_in_another_way():
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1:")}</w:lvlOverride>'
    assert texts(
        *numbered(0),
        *numbered(0, num_id="2"),
        numbering=DECIMAL
        + num(1, 0)
        + num(
            2,
            0,
            other,
        ),
    ) == ["一、 甲", "II: 甲"]


STYLES = (
    style(
        "Zhang",
        "章",
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>',
    )
    + style(
        "Tiao",
        "条",
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
    )
    + style("TiaoBold", "条 粗", based="Tiao")
    + style("Xiang", "项", '<w:numPr><w:numId w:val="1"/></w:numPr>')
)
LINKED = definition(
    0,
    level(
        0,
        "chineseCountingThousand",
        "第%1章",
        '<w:pStyle w:val="Zhang"/>',
    ),
    level(
        1,
        "chineseCountingThousand",
        "第%2条",
        '<w:lvlRestart w:val="0"/>',
        '<w:pStyle w:val="Tiao"/>',
    ),
    level(2, "decimal", "%3.", '<w:pStyle w:val="Xiang"/>'),
)


def test_styles_number_their_paragraphs_and_those_of_their_heirs():
    body = [
        paragraph(text, style=name)
        for text, name in [
            ("总则", "Zhang"),
            ("甲", "Tiao"),
            ("乙", "TiaoBold"),
            ("丙", "Xiang"),
            ("丁", "Tiao"),
        ]
    ]
    assert lines(read(built(*body, styles=STYLES, numbering=LINKED + num(1, 0)), "a.docx")) == [
        ("heading1", "第一章 总则"), ("list_item", "第一条 甲"), ("list_item", "第二条 乙"), ("list_item", "1. 丙"), ("list_item", "第三条 丁"),
    ]  # fmt: skip


def test_number_0_takes_the_number_of_a_style_away():
    assert texts(
        paragraph("甲", style="Tiao", num="0"),
        paragraph("乙", style="Tiao"),
        styles=STYLES,
        numbering=LINKED + num(1, 0),
    ) == [
        "甲",
        "第一条 乙",
    ]


def test_a_definition_may_be_that_of_a_numbering_style():
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="List"/></w:abstractNum>'
    styles = '<w:style w:type="numbering" w:styleId="List"><w:name w:val="法条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert texts(
        *numbered(0, num_id="2"),
        styles=styles,
        numbering=link + LAW + num(1, 0) + num(2, 5),
    ) == ["第一章 甲"]


def test_definitions_that_stand_for_each_other_end():
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="List"/></w:abstractNum>'
    styles = '<w:style w:type="numbering" w:styleId="List"><w:name w:val="法条"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert texts(
        *numbered(0, num_id="2"),
        styles=styles,
        numbering=link + num(2, 5),
    ) == ["甲"]


def test_an_empty_paragraph_counts_and_shows_its_number():
    assert texts(
        *numbered(1),
        paragraph(num="1", level=1),
        *numbered(1),
        numbering=LAW + num(1, 0),
    ) == ["第一条 甲", "第二条", "第三条 甲"]


def test_a_paragraph_that_a_tracked_change_takes_away_is_not_counted():
    gone = paragraph(
        '<w:del w:id="1" w:author="x"><w:r><w:delText>乙</w:delText></w:r></w:del>',
        num="1",
        level=1,
        mark='<w:del w:id="2" w:author="x"/>',
    )
    assert texts(
        *numbered(1),
        gone,
        *numbered(1),
        numbering=LAW + num(1, 0),
    ) == [
        "第一条 甲",
        "第二条 甲",
    ]


WRITTEN = [
    ("decimal", 12, "12"), ("decimalZero", 7, "07"), ("001", 7, "007"), ("decimalFullWidth", 10, "１０"), ("ideographDigital", 102, "一〇二"),
    ("chineseCounting", 10, "十"), ("chineseCountingThousand", 1010, "一千零一十"), ("japaneseCounting", 104, "一百零四"), ("chineseCounting", 100_000, "100000"),
    ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographLegalTraditional", 10_003, "壹萬零參"), ("ideographTraditional", 3, "丙"), ("ideographTraditional", 11, "11"),
    ("ideographZodiac", 12, "亥"), ("ideographZodiacTraditional", 60, "癸亥"), ("decimalEnclosedCircle", 21, "㉑"), ("decimalEnclosedCircleChinese", 51, "51"),
    ("decimalEnclosedParen", 20, "⒇"), ("decimalEnclosedFullstop", 2, "⒉"), ("ideographEnclosedCircle", 10, "㊉"), ("numberInDash", 3, "- 3 -"),
    ("upperRoman", 1994, "MCMXCIV"), ("lowerRoman", 5000, "5000"), ("upperLetter", 27, "AA"), ("lowerLetter", 781, "a"), ("lowerLetter", 0, "0"),
    ("ordinal", 11, "11th"), ("ordinal", 22, "22nd"), ("hex", 255, "FF"), ("hebrew1", 5, "5"), ("none", 5, ""),
]  # fmt: skip


@pytest.mark.parametrize(("number_format", "number", "expected"), WRITTEN)
def test_numbers_are_written_in_the_formats_of_word(
    number_format,
    number,
    expected,
):
    assert written(number, number_format) == expected
