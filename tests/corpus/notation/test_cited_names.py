"""Names of cited works: where they begin, and which works they may name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.cited_names import HEADS, LAWLIKE, NAME_END, Name, forms, opening, read_name
from corpus.notation.short_names import SHORT_NAMES
from corpus.notation.work_keys import work_key


def read_names(text: str) -> list[Name]:
    """All names of a text, each read with the one before it known."""
    found: list[Name] = []
    for match in NAME_END.finditer(text):
        last = found[-1] if found else None
        floor = last.end if last else 0
        name = read_name(text, match, floor, last)
        if name is not None:
            found.append(name)
    return found


WRITTEN = [
    # between title marks the name is plain
    ("依照《云岭法》第三十八条", "《云岭法》"),
    ("适用《关于适用《云岭法》的解释》第二条", "《关于适用《云岭法》的解释》"),
    ("《云岭法》、《工时条例（试行）》第二条", "《工时条例（试行）》"),
    # without them it begins behind the word that cites or asks
    ("依照云岭法第三十八条", "云岭法"),
    ("违反工会法第六条", "工会法"),
    ("请问云岭工伤条例第十四条", "云岭工伤条例"),
    ("2012年云岭法第三十八条", "云岭法"),
    ("根据云岭市协商条例（试行）第二条", "云岭市协商条例（试行）"),
    ("云岭法总则的第三条", "云岭法"),
    ("云岭法里第三条", "云岭法"),
    ("一、云岭法第三条", "云岭法"),
    # a bracket that was never closed is no part of a name
    ("（参见云岭法第三条", "参见云岭法"),
]


@pytest.mark.parametrize(("text", "written"), WRITTEN)
def test_the_words_of_a_name(text: str, written: str) -> None:
    [name] = read_names(text)
    assert name.written == written
    assert text[name.start : name.end] == written


KEYS = [
    ("依照云岭法第三条", ("云岭法", "依照云岭法")),
    ("民法典合同编第四百六十三条", ("民法典",)),  # its articles are those of the code
    ("云岭法和工时条例第三条", ("云岭法和工时条例", "工时条例")),
    ("中华人民共和国云岭法第三条", ("云岭法",)),
    ("《云岭法（2012年修正）》第三条", ("云岭法",)),
]


@pytest.mark.parametrize(("text", "keys"), KEYS)
def test_all_works_that_a_name_may_mean_the_likeliest_first(
    text: str,
    keys: tuple[str, ...],
) -> None:
    [name] = read_names(text)
    assert name.keys == keys


NO_NAMES = [
    "解决方法第一条",
    "按规定第三条",
    "看法第一条",
    "相关规定第三条",
    "违法第三条",
    "云岭法》第三条",  # never opened
    "本法第三条",  # nothing stands before it
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_words_that_name_no_work(text: str) -> None:
    assert read_names(text) == []


@pytest.mark.parametrize("pointer", ["本法", "该法", "此法", "同法", "上述条例", "前述规定"])
def test_a_pointer_means_the_work_before_it(pointer: str) -> None:
    text = f"{pointer}第五条"
    [match] = NAME_END.finditer(text)
    last = Name("《云岭法》", ("云岭法",), 0, 0)
    name = read_name(text, match, 0, last)
    assert name == Name(pointer, ("云岭法",), 0, len(pointer))


@given(st.text("云岭市工时《》（）法条例的第三和、依照国", max_size=40))
def test_a_name_stands_behind_the_one_before_it(text: str) -> None:
    end = 0
    for name in read_names(text):
        assert end <= name.start < name.end <= len(text)
        assert name.written == text[name.start : name.end]
        assert name.keys
        assert len(set(name.keys)) == len(name.keys)
        end = name.end


OPENINGS = [
    ("依照《云岭法》", 0, 2),
    ("《甲《乙》丙》", 0, 0),
    ("《甲》《乙》", 0, 3),
    ("云岭法》", 0, None),
    ("《甲》乙》", 0, None),
    ("《云岭法》", 1, None),  # it would begin before the floor
    ("《" + "云" * 89 + "》", 0, 0),
    ("《" + "云" * 90 + "》", 0, None),  # longer than any title
]


@pytest.mark.parametrize(("text", "floor", "place"), OPENINGS, ids=range(len(OPENINGS)))
def test_the_mark_that_opens_a_title(text: str, floor: int, place: int | None) -> None:
    assert opening(text, floor, len(text) - 1) == place


FORMS = [
    ("消法", "消费者权益保护法"),
    ("工时办法", "工时办法（试行）"),
    ("关于适用〈云岭法〉的解释", "关于适用《云岭法》的解释"),
    ("关于适用〈云岭法〉的解释", "关于适用云岭法的解释"),
    ("关于适用《云岭法》的解释", "关于适用《中华人民共和国云岭法》的解释"),
    ("关于适用《中华人民共和国云岭法》的解释", "关于适用《云岭法》的解释"),
    ("关于适用《云岭法》的解释", "最高人民法院关于适用《云岭法》的解释"),
    (
        "最高人民检察院关于工时案件的规定",
        "最高人民法院、最高人民检察院关于工时案件的规定",
    ),
]


@pytest.mark.parametrize(("key", "form"), FORMS)
def test_a_key_is_looked_for_in_the_forms_that_works_have(key: str, form: str) -> None:
    listed = list(forms(key))
    assert listed[0] == key
    assert form in listed


def test_the_court_is_not_named_twice() -> None:
    assert not [
        form for form in forms("最高人民法院关于工时的解释") if form.count("最高人民法院") > 1
    ]


@pytest.mark.parametrize("short", SHORT_NAMES)
def test_a_short_name_is_no_title_and_leads_to_a_key(short: str) -> None:
    full = SHORT_NAMES[short]
    assert full not in SHORT_NAMES
    assert work_key(full) == full
    assert work_key(short) == short


LAWLIKE_TITLES = [
    ("云岭市工时条例", True),
    ("云岭市工时条例（试行）", True),
    ("关于印发〈云岭办法〉的通知", True),
    ("全省工会工作会议纪要", True),
    ("〈云岭办法〉", True),
    ("云岭日报", False),
    ("工时条例讲话", False),
    ("劳动者之歌", False),
]


@pytest.mark.parametrize(("title", "is_lawlike"), LAWLIKE_TITLES)
def test_titles_that_a_law_may_have(title: str, is_lawlike: bool) -> None:
    assert bool(LAWLIKE.search(title)) is is_lawlike


HEADINGS = [
    ("", True),
    ("附相关法条\n", True),
    ("附：1.", True),
    ("。二、最高人民法院、最高人民检察院", True),
    ("依照", False),
    ("本院认为", False),
]


@pytest.mark.parametrize(("before", "heads"), HEADINGS)
def test_what_stands_before_a_name_that_heads_articles(before: str, heads: bool) -> None:
    assert bool(HEADS.search(before)) is heads
