"""Cleaning takes away what no reader sees, and nothing else."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingestion.cleaning import clean

TABLE = [
    # what is law's own stays
    ("“工会”、「工会」与‘分会’，１００％；①", "“工会”、「工会」与‘分会’，１００％；①"),
    ("甲·乙 3×4 §5 20℃", "甲·乙 3×4 §5 20℃"),
    ("工会第１１条（一）", "工会第１１条（一）"),
    # blanks
    ("　　第一条　　为了保护职工", "第一条 为了保护职工"),
    ("第一章\u3000总\xa0\xa0则\t", "第一章 总 则"),
    ("  甲  \n\n  乙", "甲\n\n乙"),
    # what nobody sees
    ("职\u200b工\ufeff福\xad利\u200e", "职工福利"),
    ("职\x00工\x07", "职工"),
    ("葛\U000e0100城", "葛城"),
    # line ends of all systems
    ("甲\r\n乙\r丙\u2028丁\x0c戊", "甲\n乙\n丙\n丁\n戊"),
    # one way to write a character
    ("e\u0301tat", "état"),
    # references that a converter left, also doubly
    ("&nbsp;&nbsp;第二条&ldquo;工会&rdquo;", "第二条“工会”"),
    ("甲&amp;nbsp;乙", "甲 乙"),
    ("甲&乙;丙 &unknown; &#0;", "甲&乙;丙 &unknown; &#0;"),
    # UTF-8 that was once read as Latin-1 or Windows-1252
    ("工会会员".encode().decode("latin-1"), "工会会员"),
    ("\n".join(("好的一行", "职工代表大会".encode().decode("latin-1"))), "好的一行\n职工代表大会"),
    ("Société Générale 上海分行", "Société Générale 上海分行"),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_text_is_cleaned(text, expected):
    assert clean(text)[0] == expected


def test_what_was_taken_is_counted_with_an_example():
    _, removals = clean("职\u200b工\u200b　　会\xad")
    assert {removal.what: (removal.count, removal.example) for removal in removals} == {
        "zero-width character": (2, "U+200B"),
        "soft hyphen": (1, "U+00AD"),
        "blanks": (1, ""),
    }


def test_clean_text_is_not_said_to_have_lost_anything():
    assert clean("第一条 为了保护职工，制定本办法。\n\n第二条 本办法适用于本市。") == (
        "第一条 为了保护职工，制定本办法。\n\n第二条 本办法适用于本市。",
        (),
    )


DIRTY = st.text(
    alphabet=st.sampled_from("法 \t\u3000\xa0\u200b\xad\r\n&nbsp;amp#60Ã©ä¸­\x85e\u0301Å\ufe0f·“"),
    max_size=60,
)


@given(st.one_of(st.text(max_size=80), DIRTY))
@example("&amp;amp;amp;amp;lt;")
@example("\xa0&#160;\u3000")
def test_cleaning_twice_is_cleaning_once(text):
    once, _ = clean(text)
    assert clean(once) == (once, ())


@pytest.mark.parametrize(
    ("text", "clean_text"),
    [
        ("第⼀条 ⼭林防⽕", "第一条 山林防火"),
        ("⻋⻔⻓⻛⻰", "车门长风龙"),
        ("第二条 山林防火", "第二条 山林防火"),
        ("①㈠⑴", "①㈠⑴"),
    ],
    ids=["kangxi", "supplement", "usual characters", "numbers in rings stay"],
)
def test_a_radical_is_read_as_its_character(text: str, clean_text: str) -> None:
    assert clean(text)[0] == clean_text


def test_each_radical_has_a_usual_character() -> None:
    every = "".join(chr(code) for code in range(0x2F00, 0x2FD6))
    assert not re.search("[\u2e80-\u2fd5]", clean(every)[0])
    assert len(clean(every)[0]) == len(every)
