"""Titles and work keys: a row a rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.work_keys import loose_key, titled, unspace, work_key

WORKS = [
    ("中华人民共和国云岭法", "云岭法"),
    ("《云岭市工时条例》", "云岭市工时条例"),
    ("云岭市工时条例（2012年修正）", "云岭市工时条例"),
    ("云岭市工时条例(2012修订)", "云岭市工时条例"),
    ("云岭市工时条例（2021-03-04）", "云岭市工时条例"),
    ("云岭市工时办法(试行)", "云岭市工时办法（试行）"),  # part of the name
    ("关于适用《云岭法》的解释（一）", "关于适用《云岭法》的解释（一）"),
    (
        "云岭宪章修正案（1988年）",
        "云岭宪章修正案（1988年）",
    ),  # amendments are distinguished by their year
    ("关于修改<云岭法>的决定", "关于修改〈云岭法〉的决定"),
    ("云岭市 工时　条例", "云岭市工时条例"),
    ("云岭标准 A/B#1@2~3", "云岭标准A／B＃1＠2～3"),  # marks that part the pieces of an id
    ("中华人民共和国", "中华人民共和国"),
    (
        "云岭市工时条例（第二次修正）（2012年修订）",
        "云岭市工时条例",
    ),  # two marks, one behind the other
    ("云岭市工时条例（2012年第三次修正）", "云岭市工时条例"),
    ("云岭市工时条例（现行有效）", "云岭市工时条例"),
    ("云岭市工时条例（2021.3.4）", "云岭市工时条例"),
    ("云岭市工时条例（修订草案）", "云岭市工时条例（修订草案）"),  # a draft is another work
    ("云岭市工时条例〔2012年修正本〕", "云岭市工时条例"),
    ("（2012年修正）云岭市工时条例", "（2012年修正）云岭市工时条例"),  # a mark stands at the end
    ("《云岭法》和《云州法》", "云岭法》和《云州法"),  # no single title: the outer marks go
    ("ＡＢＣ标准", "ABC标准"),
    ("云岭法[试行]", "云岭法（试行）"),
    (
        "云州实施中华人民共和国云岭法办法",
        "云州实施中华人民共和国云岭法办法",
    ),  # inside, it is part of the name
    ("", ""),
]

SPACED = [
    ("总　　则", "总则"),
    ("监 护", "监护"),
    ("劳动合同的　订立", "劳动合同的 订立"),
    ("  第一步　先留证据 ", "第一步 先留证据"),
]

TITLED = [
    ("依照《云岭法》和《云岭市工时条例》", ["《云岭法》", "《云岭市工时条例》"]),
    (
        "《关于适用《云岭法》的解释》第三条",
        ["《关于适用《云岭法》的解释》"],
    ),  # a title inside a title
    ("云岭法》、《云岭市工时条例》", ["《云岭市工时条例》"]),  # its first mark was lost
    ("《云岭法》、《云岭市工时条例", ["《云岭法》"]),  # never closed
    ("云岭法", []),
]


@pytest.mark.parametrize(("title", "key"), WORKS)
def test_work_key(title: str, key: str) -> None:
    assert work_key(title) == key


@pytest.mark.parametrize(("heading", "read"), SPACED)
def test_unspace(heading: str, read: str) -> None:
    assert unspace(heading) == read


@pytest.mark.parametrize(("text", "titles"), TITLED)
def test_titled(text: str, titles: list[str]) -> None:
    assert [text[slice(*entry)] for entry in titled(text)] == titles


def test_a_title_counts_only_where_it_stands_whole_between_start_and_end() -> None:
    text = "《云岭法》和《工时条例》"
    assert [
        list(titled(text, *limits))
        for limits in (
            (0, 5),
            (0, 4),
            (1,),
            (5, 11),
        )
    ] == [
        [(0, 5)],
        [],
        [(6, 12)],
        [],
    ]


LOOSELY_EQUAL = [
    ("最高人民法院关于审理云岭案件的解释", "关于审理云岭案件的解释"),
    (
        "最高人民法院、最高人民检察院关于适用《中华人民共和国云岭法》的解释",
        "关于适用〈云岭法〉的解释",
    ),
    ("云岭、云州条例", "云岭云州条例"),
    ("云岭法（试行）", "云岭法试行"),
]

LOOSELY_DIFFERENT = [
    ("云岭法（试行）", "云岭法"),
    ("关于审理云岭案件的解释（一）", "关于审理云岭案件的解释（二）"),
    ("云岭市关于工时的规定", "关于工资的规定"),
    # a head with a title in it is no authority: it says what is repealed
    ("废止《云岭法》关于工时的规定", "关于工时的规定"),
    # nor is one that is too long for the name of a body
    (f"{'云岭' * 21}关于工时的规定", "关于工时的规定"),
]


@pytest.mark.parametrize(("first", "second"), LOOSELY_EQUAL)
def test_a_loose_key_leaves_out_what_writers_vary(first: str, second: str) -> None:
    assert loose_key(first) == loose_key(second)


@pytest.mark.parametrize(("first", "second"), LOOSELY_DIFFERENT)
def test_a_loose_key_keeps_what_distinguishes_works(first: str, second: str) -> None:
    assert loose_key(first) != loose_key(second)


TITLES = st.text("云岭市工时条例法《》〈〉（）()[]〔〕2012年修正一次、 　/#@~关于中华", max_size=24)


@given(TITLES)
def test_a_key_has_no_blank_and_no_mark_that_separates_the_parts_of_an_id(title: str) -> None:
    key = work_key(title)
    assert not set(key) & set(" 　/#@~()[]〔〕<>")


@given(TITLES)
def test_blanks_in_a_title_do_not_change_its_key(title: str) -> None:
    assert work_key(" ".join(title)) == work_key(title)


@given(st.text("云岭市工时条例法", min_size=1, max_size=12))
def test_title_marks_the_state_and_a_version_do_not_change_a_key(name: str) -> None:
    assert work_key(f"《中华人民共和国{name}》（2012年修正）") == name
    assert work_key(name) == name


@given(TITLES)
def test_a_loose_key_has_nothing_left_to_remove(title: str) -> None:
    key = loose_key(work_key(title))
    assert not set(key) & set("《》〈〉、，（） 　")


@given(st.text("云岭法《》和的", max_size=30))
def test_titles_of_a_text_are_balanced_and_do_not_overlap(text: str) -> None:
    end = 0
    for title in titled(text):
        assert title.start >= end
        end = title.end
        words = text[slice(*title)]
        assert words[0] == "《"
        assert words[-1] == "》"
        assert words.count("《") == words.count("》")


@given(st.text("总则第一步A1 　\t\n", max_size=20))
def test_unspacing_keeps_all_that_is_no_blank(heading: str) -> None:
    read = unspace(heading)
    assert "".join(read.split()) == "".join(heading.split())
    assert read == read.strip()
    assert "  " not in read
