"""Works, versions and articles of an archive are found as people write them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from corpus.records import Span
from law.citations.agreement import Vocabulary, words_around
from law.citations.lookups import CitableVersion
from law.citations.memory_lookup import MemoryWorkLookup, loose

WORKS = [
    "云岭法",
    "劳动云岭法",
    "工时条例",
    "最高人民法院关于适用〈云岭法〉的解释",
    "集体协商办法（试行）",
    "集体协商办法",
    "安全规程（暂行）",
]

LOOKUP = MemoryWorkLookup.of(
    [(work, CitableVersion(f"{work}@2020-01-01", "2020-01-01")) for work in WORKS],
    [
        ("云岭法@2020-01-01", "第三条", "first"),
        ("云岭法@2020-01-01", "第三条", "second"),
        ("云岭法@2020-01-01", "第四条", "other"),
    ],
)

NAMED = [
    ("云岭法", ["云岭法"]),
    ("关于适用《云岭法》的解释", ["最高人民法院关于适用〈云岭法〉的解释"]),
    ("集体协商办法", ["集体协商办法"]),  # the exact key goes before a loose one
    ("集体协商办法（暂行）", ["集体协商办法（试行）", "集体协商办法"]),  # ambiguous
    ("安全规程", ["安全规程（暂行）"]),
    ("云岭", []),
    ("", []),
]


@pytest.mark.parametrize(("name", "works"), NAMED)
def test_the_works_that_a_name_may_mean(name: str, works: list[str]) -> None:
    assert list(LOOKUP.works(name)) == works
    assert list(LOOKUP.works(name)) == works  # and again, from what is remembered


ENDINGS = [
    ("依照工时条例", ["工时条例"]),
    ("工时条例", []),  # nothing stands before it
    ("违反云岭法", []),  # 劳动云岭法 ends so, too
    ("违反劳动云岭法", ["劳动云岭法"]),
    ("违反规定", []),
    ("", []),
]


@pytest.mark.parametrize(("words", "works"), ENDINGS)
def test_the_longest_work_that_ends_some_words(words: str, works: list[str]) -> None:
    assert list(LOOKUP.ending(words)) == works


def test_versions_and_passages() -> None:
    [version] = LOOKUP.versions("云岭法")
    assert version.since == "2020-01-01"
    assert LOOKUP.versions("别的法") == ()
    assert LOOKUP.passage(version.id, "第三条") == "first"  # of several rows the first counts
    assert LOOKUP.passage(version.id, "第九条") is None
    assert LOOKUP.passage("别的法@", "第三条") is None


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        ("电车办法（试行）", "电车办法", True),
        ("电车办法（暂行）", "电车办法（试行）", True),
        ("电车办法（一）", "电车办法", False),
        ("试行电车办法", "电车办法", False),  # 试行 that belongs to the name
    ],
)
def test_a_mark_of_trial_at_the_end_may_be_left_out(
    first: str,
    second: str,
    equal: bool,
) -> None:
    assert (loose(first) == loose(second)) is equal


ARTICLES = {
    "第一条": "为了保护职工的合法权益，制定本法。",
    "第二条": "职工依法享有带薪年休假，年休假天数按工龄计算。",
    "第三条": "用人单位延长工作时间的，应当支付加班工资，加班工资不得低于百分之一百五十。",
    "第四条": "用人单位违反本法规定的，由劳动行政部门责令改正。",
}


@pytest.mark.parametrize(
    ("words", "article"),
    [
        ("判令被告支付加班工资，按百分之一百五十计算延长工作时间", "第三条"),
        ("原告的带薪年休假天数应当按其工龄计算", "第二条"),
        ("高铁延误旅客退票", None),
        ("", None),
        ("。，123 abc", None),
    ],
)
def test_the_article_that_words_speak_of(words: str, article: str | None) -> None:
    assert Vocabulary(ARTICLES).meant(words) == article


def test_the_articles_of_a_version_are_read_once_and_only_when_asked_for() -> None:
    asked: list[str] = []

    def read(version: str) -> Mapping[str, str]:
        asked.append(version)
        return ARTICLES

    lookup = MemoryWorkLookup({}, {}, read)
    assert asked == []
    for _ in range(3):
        assert lookup.meant("v1", "职工带薪年休假天数按工龄计算") == "第二条"
    assert asked == ["v1"]


def test_a_law_without_articles_means_none() -> None:
    assert Vocabulary({}).meant("加班工资") is None


LONG = "依照《云岭法》第三条支付加班工资，并且赔偿由此造成的全部损失和利息，逾期支付的加倍支付"


@pytest.mark.parametrize("end", ["。", "\n"])
@pytest.mark.parametrize("before", ["", "前一句话。", "前一项；", "标题\n"])
def test_the_words_around_a_citation_are_its_sentence(before: str, end: str) -> None:
    text = f"{before}{LONG}{end}后一句话。"
    start = text.index("第三条")
    assert words_around(text, Span(start, start + 3)) == LONG


def test_a_short_sentence_has_what_stands_beside_it() -> None:
    text = "职工请求支付年休假工资。适用第三条的规定处理。加班工资另行计算。"
    start = text.index("第三条")
    words = words_around(text, Span(start, start + 3))
    assert "年休假工资" in words
    assert "加班工资" in words


def test_a_provision_that_is_deleted_has_no_words() -> None:
    text = "一、删去第三条中的“加班”。\n二、第四条改为第三条。"
    start = text.index("第三条")
    assert words_around(text, Span(start, start + 3)) == ""
    kept = text.rindex("第四条")
    assert words_around(text, Span(kept, kept + 3)) != ""
