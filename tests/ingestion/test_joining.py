"""Lines that were broken at one width are joined; what opens something is never joined to what stands before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.cleaning.joining import SourceLine, joined, paragraphs
from ingestion.reading import read
from law.structure import structure

PARAGRAPHS = (
    "第一条　为了规范港口用工，保护装卸工的合法权益，根据有关法律法规的规定，结合本市实际情况，制定本条例。",
    "第二条　港口装卸企业应当自用工之日起三十日内与装卸工订立书面协议，协议应当写明班次、报酬计算的办法和支付的日期，并交装卸工一份。",
    "（一）每班不得超过八小时，连续作业超过四小时的应当安排不少于三十分钟的休息，休息的时间计入工时；",
    "第三条　本条例自公布之日起施行。",
)


def broken(
    text,
    width,
    indent="　　",
):
    text = indent + text
    return [
        text[n : n + width]
        for n in range(
            0,
            len(text),
            width,
        )
    ]


@pytest.mark.parametrize("width", [16, 20, 25, 33])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_paragraphs_come_back(width, indent):
    lines = [
        line
        for text in PARAGRAPHS * 2
        for line in broken(
            text,
            width,
            indent,
        )
    ]
    made = [
        joined([lines[n].strip() for n in group])
        for group in paragraphs([SourceLine(line) for line in lines])
    ]
    assert made == list(PARAGRAPHS * 2)


def test_a_text_of_whole_paragraphs_is_left_alone():
    assert paragraphs([SourceLine(text) for text in PARAGRAPHS * 3]) == [[n] for n in range(12)]


def test_headings_rows_and_blank_lines_are_borders():
    lines = broken(
        "港口装卸企业应当自用工之日起三十日内与装卸工订立书面协议并写明班次和报酬计算办法" * 3,
        20,
        "",
    )
    whole = [SourceLine(line) for line in lines]
    assert paragraphs(whole) == [list(range(len(lines)))]
    split = [*whole[:3], SourceLine(""), *whole[3:]]
    assert paragraphs(split) == [[0, 1, 2], list(range(4, len(split)))]
    headed = [
        *whole[:3],
        SourceLine("港口装卸企业的责任和义务的一般规定以及", free=False),
        *whole[3:],
    ]
    assert [3] in paragraphs(headed)


MARKS = [
    "第四条 甲",
    "第二章 总则",
    "（二）甲",
    "三、甲",
    "4. 甲",
    "附件：甲",
    "- 甲",
    "（2019年3月4日通过）",
    "目录",
]


@pytest.mark.parametrize("mark", MARKS)
def test_what_opens_something_is_never_joined(mark):
    lines = broken(
        "港口装卸企业应当自用工之日起三十日内与装卸工订立书面协议并写明班次和报酬计算办法" * 3,
        20,
        "",
    )
    made = paragraphs([SourceLine(line) for line in (*lines[:4], mark, *lines[4:])])
    assert any(group[0] == 4 for group in made)


@given(st.lists(st.text(alphabet="第一条（）。，甲乙丙 　", max_size=30), max_size=30))
def test_no_line_is_lost_and_order_stays(lines):
    made = [n for group in paragraphs([SourceLine(line) for line in lines]) for n in group]
    assert made == [n for n, line in enumerate(lines) if line.strip()]


@pytest.mark.parametrize("name", ["港口用工条例.txt", "港口用工条例.md", "港口用工条例.html"])
def test_articles_of_a_broken_file_are_whole(name):
    lines = [line for text in PARAGRAPHS * 2 for line in broken(text, 22)]
    text = (
        "<html><body><div>" + "<br>".join(lines) + "</div></body></html>"
        if name.endswith("html")
        else "\n".join(lines)
    )
    document = read(text.encode(), name)
    first = next(
        one for one in structure(document, "港口用工条例").units if one.article == "第二条"
    )
    assert document.text[first.start : first.end].split("\n")[0] == PARAGRAPHS[1].replace("　", " ")
    assert "line break inside a sentence" in {one.what for one in document.removed}
