"""Plain text and Markdown become blocks, and no word of them is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.limits import DEFAULT_LIMITS, Limits
from ingestion.parsers import parsers
from ingestion.reading import read
from tests.ingestion.documents import check, lines, removed


def markdown(text):
    return read(text.encode(), "a.md")


def test_a_line_of_text_is_a_block_and_knows_its_number():
    document = read("标题\r\n\r\n　　第一条　内容。\n   \n第二条 内容。".encode("gbk"), "a.txt")
    assert lines(document) == [
        ("paragraph", "标题"),
        ("paragraph", "第一条 内容。"),
        ("paragraph", "第二条 内容。"),
    ]
    assert [block.line for block in document.blocks] == [1, 3, 5]
    assert document.metadata["encoding"] == "gb18030"


def test_a_long_line_is_one_block():
    assert len(read(("本院认为，" * 20_000).encode(), "a.txt").blocks) == 1


def test_a_hundred_thousand_lines_are_read():
    text = "\n".join(f"第{number}条 内容。" for number in range(100_000))
    assert len(read(text.encode(), "a.txt").blocks) == 100_000
    assert len(read(text.encode(), "a.md").blocks) == 100_000


MARKDOWN = [
    ("# 工会条例\n\n## 第一章　总则", [("heading1", "工会条例"), ("heading2", "第一章 总则")]),
    (
        "第一条 甲。\n第二条 乙。",
        [("paragraph", "第一条 甲。"), ("paragraph", "第二条 乙。")],
    ),  # each line is a paragraph of its own
    ("    第一条 缩进。", [("paragraph", "第一条 缩进。")]),  # no code
    (
        "\t（一）工资；\n\t（二）休假。",
        [("paragraph", "（一）工资；"), ("paragraph", "（二）休假。")],
    ),
    (
        "1. 甲\n2. 乙\n10) 丙",
        [("list_item", "1. 甲"), ("list_item", "2. 乙"), ("list_item", "10) 丙")],
    ),  # numbers are text
    ("3.5 倍工资", [("paragraph", "3.5 倍工资")]),
    ("2024. 年", [("list_item", "2024. 年")]),
    ("- 甲\n* 乙\n  - 丙", [("list_item", "甲"), ("list_item", "乙"), ("list_item", "丙")]),
    ("**第一条**　为了*保护*职工", [("paragraph", "第一条 为了保护职工")]),
    ("见[工会法](http://example.org/a)第二条", [("paragraph", "见工会法第二条")]),
    ("甲<br>乙<u>丙</u>", [("paragraph", "甲"), ("paragraph", "乙丙")]),
    (
        "| 项目 | 标准 |\n| --- | --- |\n| 餐补 | 300 |\n| 房补 | |",
        [("row", "项目 | 标准"), ("row", "餐补 | 300"), ("row", "房补 | ")],
    ),
    (
        "> 第一条 引用。\n>> 第二条 更深。",
        [("paragraph", "第一条 引用。"), ("paragraph", "第二条 更深。")],
    ),
    (">" * 300 + " 甲", [("paragraph", "甲")]),
    ("```\n第一条 甲\n```", [("paragraph", "第一条 甲")]),
    (
        "标题\n====\n\n甲\n乙\n---\n丙",
        [
            ("heading1", "标题"),
            ("paragraph", "甲"),
            ("paragraph", "乙"),
            ("paragraph", "丙"),
        ],
    ),
    ("[甲]: http://example.org", [("paragraph", "[甲]: http://example.org")]),
    ("<关于工资的通知>", [("paragraph", "<关于工资的通知>")]),
    ("<div>\n第一条 甲\n</div>", [("paragraph", "第一条 甲")]),
    ("姓名：________，工种：____", [("paragraph", "姓名：________，工种：____")]),
    ("一\n\n二", [("paragraph", "一"), ("paragraph", "二")]),
]


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_markdown_becomes_blocks(text, expected):
    assert lines(markdown(text)) == expected


def test_comments_are_dropped_and_counted():
    document = markdown("# 题\n\n<!-- 编者\n注 -->\n\n正文<!-- 二 -->。")
    assert lines(document) == [("heading1", "题"), ("paragraph", "正文。")]
    assert removed(document)["comment"] == 2


def test_front_matter_becomes_metadata():
    document = markdown(
        '---\ntitle: "工会条例"\n日期： 2024-01-01\ntags:\n  - 甲\n---\n第一条 甲。'
    )
    assert document.metadata == {"encoding": "utf-8", "title": "工会条例", "日期": "2024-01-01"}
    assert lines(document) == [("paragraph", "第一条 甲。")]
    assert document.blocks[0].line == 7


def test_a_rule_at_the_top_is_not_front_matter():
    assert lines(markdown("---\n\n第一条 甲。\n\n---\n第二条 乙。")) == [
        ("paragraph", "第一条 甲。"),
        ("paragraph", "第二条 乙。"),
    ]


def test_lines_are_numbered_as_in_the_file():
    document = markdown("# 题\n\n甲\n乙\n\n| 一 | 二 |\n|---|---|\n| 三 | 四 |\n")
    assert [block.line for block in document.blocks] == [1, 3, 4, 6, 8]


LINE = st.one_of(
    st.text(
        alphabet="第一二三条章（）。，工会职工 \u3000\t#>-*_`[]()|!<&;:.=~+1234567890abc\\",
        max_size=30,
    ),
    st.sampled_from(
        [
            "---",
            "===",
            "```",
            "| a | b |",
            "|---|---|",
            "# 题",
            "<!--",
            "-->",
            "<div>",
            "1. 甲",
            "> 乙",
        ]
    ),
)


@given(st.lists(LINE, max_size=12))
def test_every_chinese_character_of_markdown_is_in_the_document_or_was_counted(source):
    text = "\n".join(source)
    hidden = (
        "<" in text or "![" in text or "](" in text or text.startswith("---")
    )  # may be mark-up by right: comments, images, addresses
    wanted = [character for character in text if "\u4e00" <= character <= "\u9fff"]
    if hidden or not wanted:
        return
    document = check(markdown(text))
    assert [character for character in document.text if "\u4e00" <= character <= "\u9fff"] == wanted


@given(
    st.lists(
        st.text(
            alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=20
        ),
        min_size=1,
        max_size=10,
    )
)
def test_plain_text_keeps_every_visible_character(source):
    text = "第一条 本办法由工会负责解释。" + "\n".join(source)
    document = check(parsers()["text/plain"].parse(text.encode(), DEFAULT_LIMITS))
    if not any(removal.what != "blanks" for removal in document.removed):
        import unicodedata

        assert "".join(document.text.split()) == "".join(unicodedata.normalize("NFC", text).split())


def test_too_many_lines_are_refused():
    from corpus.errors import BadInput

    with pytest.raises(BadInput, match="too_large"):
        read(
            "甲\n乙\n丙".encode(),
            "a.txt",
            Limits(max_blocks=2),
        )
