"""Every step of cleaning leaves right text as it is, and does to a text what it does to its lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.records import Removal
from ingestion.cleaning import Removals, clean, repair, scrub, squeeze, tidy
from ingestion.cleaning.boilerplate_lines import (
    boilerplate_kind,
    find_boilerplate,
    menu_words,
    note,
)
from ingestion.cleaning.bylines import byline, day, is_byline
from ingestion.cleaning.joining import SourceLine, joined, paragraphs
from ingestion.cleaning.mojibake import damage, mend
from ingestion.cleaning.pronunciations import without_pronunciations
from ingestion.cleaning.spam import is_spam, sells

RIGHT_LINES = [
    "第三十八条 用人单位有下列情形之一的，劳动者可以解除劳动合同：",
    "（一）未按照劳动合同约定提供劳动保护或者劳动条件的；",
    "云岭市总工会关于印发《工资集体协商办法（试行）》的通知",
    "云工发〔2024〕5号",
    "二〇二四年三月一日",
    "原告：李某，女，1990年1月2日出生，住云岭市。",
    "判决如下：一、被告于本判决生效之日起十日内支付原告工资12,345.60元；",
    "甲方（盖章）：________ 乙方（签字）：________",
    "本表一式三份 | 单位留存 | 职工留存",
    "温度在35℃以上、风力≥6级的，每班不超过4小时；误差±0.5%",
    "“工会”、‘分会’、「工会」与『分会』——依照本条……执行。",
    "职工代表Müller（德国籍）与Société Générale云岭分行",
    "勞動者應於期滿前三十日通知雇主。",
    "囍、喆、堃、燚等字可以用于姓名。",
    "附件：1．用工情况登记表",
    "①应当；②可以；③不得。",
    "3×4=12，A&B公司，C++，<甲>，50‰",
]
SENTENCES = st.lists(st.sampled_from(RIGHT_LINES), max_size=8).map("\n".join)


@pytest.mark.parametrize("line", RIGHT_LINES, ids=[line[:12] for line in RIGHT_LINES])
def test_a_right_line_passes_every_step_unchanged(line: str) -> None:
    assert clean(line) == (line, ())
    assert mend(line) == (line, [])
    assert damage(line) == (0, "")
    assert without_pronunciations(line) == (line, [])
    assert boilerplate_kind(line) is None
    assert not is_byline(line)
    assert not is_spam(line)
    assert paragraphs([SourceLine(line)]) == [[0]]
    assert joined([line]) == line


@given(SENTENCES)
def test_a_right_text_passes_every_step_unchanged(text: str) -> None:
    assert clean(text) == (text, ())
    assert mend(text) == (text, [])
    assert find_boilerplate(text.split("\n")) == {}


@pytest.mark.parametrize("step", [repair, scrub, squeeze, tidy])
@given(text=SENTENCES)
def test_a_step_that_changes_nothing_counts_nothing(
    step: Callable[[str, Removals], str],
    text: str,
) -> None:
    removals = Removals()
    assert step(text, removals) == text
    assert removals.as_tuple() == ()


DIRTY = st.text(
    st.sampled_from("法工 \t\u3000\xa0\u200b\xad\r\n\u2028&nbsp;#60e\u0301\ufe0f·“（zhuǎn）"),
    max_size=50,
)


@given(DIRTY)
@example("法&#12288;&#12288;工")
def test_clean_text_is_in_one_form_and_has_no_blanks_to_spare(text: str) -> None:
    cleaned, _ = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\t\u3000\xa0\u200b\xad\r\u2028\ufe0f")
    for line in cleaned.split("\n"):
        assert line == line.strip(" ")
        assert "  " not in line


@given(DIRTY, DIRTY)
def test_lines_are_cleaned_one_by_one(first: str, second: str) -> None:
    """Except that both together may prove what one alone does not."""
    together, _ = clean(f"{first}。\n。{second}")
    assert together == f"{clean(f'{first}。')[0]}\n{clean(f'。{second}')[0]}"


@given(DIRTY)
def test_squeezing_takes_blanks_only(text: str) -> None:
    squeezed = squeeze(text, Removals())
    blanks = " \t\xa0\u3000"
    assert [c for c in squeezed if c not in blanks] == [c for c in text if c not in blanks]
    assert squeeze(squeezed, Removals()) == squeezed


REMOVED = st.builds(
    Removal,
    st.sampled_from(["blanks", "spam", "byline"]),
    st.integers(1, 9),
    st.sampled_from(["", "甲", "乙" * 60]),
    st.integers(0, 9),
)


@given(st.lists(REMOVED, max_size=8))
def test_removals_are_summed_by_kind_with_the_first_example(several: list[Removal]) -> None:
    removals = Removals(several)
    counted = removals.as_tuple()
    kinds = list(dict.fromkeys(removal.what for removal in several))
    assert [removal.what for removal in counted] == kinds
    for total in counted:
        same = [removal for removal in several if removal.what == total.what]
        examples = [removal.example for removal in same if removal.example]
        assert total.count == sum(removal.count for removal in same)
        assert total.characters == sum(removal.characters for removal in same)
        assert total.example == (examples[0][:40] if examples else "")


def test_removals_of_one_text_are_counted_beside_those_of_another() -> None:
    removals = Removals()
    tidy("职\u200b工", removals)
    note("byline", "  来源： 云岭日报 ", removals)
    tidy("工\u200b会", removals)
    assert removals.as_tuple() == (
        Removal("zero-width character", 2, "U+200B"),
        Removal("byline", 1, "来源： 云岭日报", 7),
    )


DAYS = [
    ("2024-03-01", "2024-03-01"),
    ("2024/3/1 10:22", "2024-03-01"),
    ("2024 年 3 月 1 日", "2024-03-01"),
    ("发布于2024.03.01", "2024-03-01"),
    ("2024年3月1日至2025年1月1日", "2024-03-01"),
    ("2024-02-30", ""),  # a slip is no date
    ("2024年3月", ""),
    ("1850-01-01", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "iso"), DAYS)
def test_the_first_day_of_a_line(text: str, iso: str) -> None:
    assert day(text) == iso


NO_BYLINES = [
    "作者的署名权：由作者享有",
    "日期：2024年3月1日",
    "申请人：李明 日期：2024-03-01",
    "来源：云岭日报，2024年3月1日。",  # a sentence
    f"来源：{'云岭' * 90}",
    "2024-03-01",  # a signature has a day, too
    "",
]


@pytest.mark.parametrize("line", NO_BYLINES, ids=[line[:10] for line in NO_BYLINES])
def test_lines_that_only_begin_like_a_byline(line: str) -> None:
    assert not is_byline(line)


BYLINES = [
    ("来源：云岭日报", {"publisher": "云岭日报"}),
    ("发布时间：2024-03-01 10:22", {"date": "2024-03-01"}),
    ("【来源：云岭日报】【作者：李明】", {"publisher": "云岭日报", "author": "李明"}),
    ("作者：李明 浏览次数：12", {"author": "李明"}),
    ("2024-03-01 10:22 | 来源：云岭日报", {"publisher": "云岭日报", "date": "2024-03-01"}),
    ("发布时间：2024-13-01 作者：李明", {"author": "李明"}),
    (f"作者：李明 来源：{'云' * 41}", {"author": "李明"}),  # longer than any name
]


@pytest.mark.parametrize(("line", "facts"), BYLINES, ids=[line[:14] for line, _ in BYLINES])
def test_the_facts_of_a_byline(line: str, facts: dict[str, str]) -> None:
    assert is_byline(line)
    assert dict(byline(line)) == facts


@given(st.text("来源：作者发布时间 2024-03/年月日李明｜【】:", max_size=40))
def test_the_facts_of_any_line_are_short_words_of_it(line: str) -> None:
    for name, value in byline(line):
        assert name in ("publisher", "author", "date")
        assert 0 < len(value) <= 40
        if name != "date":
            assert value in line


MENUS = [
    ("首页 | 政策法规 | 通知公告", ["首页", "政策法规", "通知公告"]),
    ("【打印】 【关闭】", ["打印", "关闭"]),
    ("分享 12 收藏 3/5", ["分享", "收藏"]),
    ("首頁 > 政策法規", ["首页", "政策法规"]),
    ("首页 | 第一条", []),
    ("第三条", []),
    ("|", []),
    ("12", []),
    ("", []),
]


@pytest.mark.parametrize(("line", "words"), MENUS)
def test_a_line_of_menu_words_alone(line: str, words: list[str]) -> None:
    assert menu_words(line) == words


SOLD = [
    ("博彩平台注册送彩金", True),
    ("新葡京娛樂城官網", True),  # traditional characters
    ("代孕加微信12345678", True),
    ("澳门赌场 bet365 六合彩 开奖结果", True),  # words of the trade alone
    ("bet365备用网址 www.example.invalid。", True),  # a sentence with a way to reach the seller
    ("不得以任何形式参与赌博。", False),
    ("彩票管理条例", False),
    ("关于防范信用卡套现的通知", False),
    ("官网登录入口", False),  # no trade
]


@pytest.mark.parametrize(("line", "is_sold"), SOLD)
def test_a_line_that_sells(line: str, is_sold: bool) -> None:
    assert is_spam(line) is is_sold


@given(SENTENCES.filter(bool), st.sampled_from(["。", "；"]))
def test_no_right_line_sells(text: str, end: str) -> None:
    for line in text.split("\n"):
        assert not sells(line)
        assert not is_spam(line + end)


JOINED = [
    (["用人单位应当", "及时支付。"], "用人单位应当及时支付。"),
    (["the em-", "ployer", "pays"], "the employer pays"),
    (["2024-", "2025年"], "2024-2025年"),  # a range is no hyphenated word
    (["Smith-", "Jones"], "Smith-Jones"),
    (["pays,", "in full"], "pays, in full"),
    (["第3", "条"], "第3条"),
    (["12", "34"], "1234"),
    (["甲", "and 乙"], "甲and 乙"),
    (["一"], "一"),
]


@pytest.mark.parametrize(("texts", "whole"), JOINED, ids=range(len(JOINED)))
def test_lines_are_joined_as_their_scripts_write(texts: list[str], whole: str) -> None:
    assert joined(texts) == whole


@given(st.lists(st.text("用人单位，。第", min_size=1, max_size=6), min_size=1, max_size=6))
def test_chinese_lines_are_joined_without_a_blank(texts: list[str]) -> None:
    assert joined(texts) == "".join(texts)
