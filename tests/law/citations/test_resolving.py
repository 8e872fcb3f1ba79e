"""What a reference means in an archive: the article in force on the day, or a reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Event, EventKind, Evidence
from law.citations import (
    CitableVersion,
    CitingPlace,
    CitingText,
    MemoryWorkLookup,
    UnresolvedReason,
    find_citations,
    numbered_since,
    resolve_citations,
)

OLD, NEW = (
    CitableVersion("电车法@2010-01-01", "2010-01-01"),
    CitableVersion("电车法@2020-01-01", "2020-01-01"),
)
CRIMINAL = CitableVersion("刑法@2020-12-26", "2021-03-01", numbered="1997-03-14")
INTERPRETATION = "最高人民法院关于适用《中华人民共和国电车法》的解释（一）"
LOOKUP = MemoryWorkLookup.of(
    [
        ("电车法", NEW),
        ("电车法", OLD),
        ("刑法", CRIMINAL),
        ("刑事诉讼法", CitableVersion("刑事诉讼法@2018-10-26", "2018-10-26")),
        ("集体协商办法（试行）", CitableVersion("集体协商办法（试行）@2001-01-01", "2001-01-01")),
        (INTERPRETATION, CitableVersion(f"{INTERPRETATION}@2011-01-01", "2011-01-01")),
        (
            "最高人民法院关于电车的规定",
            CitableVersion("最高人民法院关于电车的规定@2011-01-01", "2011-01-01"),
        ),
        ("国务院关于电车的规定", CitableVersion("国务院关于电车的规定@2011-01-01", "2011-01-01")),
        # conflicting texts: two texts of one day, the second is a part
        ("电池法", CitableVersion("电池法@2015-01-01", "2015-01-01")),
        ("电池法", CitableVersion("电池法@2015-01-01~a1b2c3", "2015-01-01")),
        ("车票法", CitableVersion("车票法@2015-01-01", "2015-01-01")),
        ("旅客车票法", CitableVersion("旅客车票法@2015-01-01", "2015-01-01")),
        ("无日办法", CitableVersion("无日办法@undated-1", None)),
    ],
    [
        ("电车法@2010-01-01", "第三条", "电车法/第三条@2010-01-01"),
        ("电车法@2010-01-01", "第四条", "电车法/第四条@2010-01-01"),
        ("电车法@2020-01-01", "第三条", "电车法/第三条#1@2020-01-01"),
        ("电车法@2020-01-01", "第三条", "电车法/第三条#2@2020-01-01"),
        ("刑法@2020-12-26", "第六十七条", "刑法/第六十七条@2020-12-26"),
        ("刑事诉讼法@2018-10-26", "第十五条", "刑事诉讼法/第十五条@2018-10-26"),
        ("集体协商办法（试行）@2001-01-01", "第五条", "集体协商办法（试行）/第五条@2001-01-01"),
        (f"{INTERPRETATION}@2011-01-01", "第一条", f"{INTERPRETATION}/第一条@2011-01-01"),
        (
            "最高人民法院关于电车的规定@2011-01-01",
            "第一条",
            "最高人民法院关于电车的规定/第一条@2011-01-01",
        ),
        (
            "最高人民法院关于电车的规定@2011-01-01",
            "第九条",
            "最高人民法院关于电车的规定/第九条@2011-01-01",
        ),
        ("国务院关于电车的规定@2011-01-01", "第一条", "国务院关于电车的规定/第一条@2011-01-01"),
        ("电池法@2015-01-01", "第三条", "电池法/第三条@2015-01-01"),
    ],
)
JUDGMENT = CitingPlace("（2020）云01刑初1号")
LAW = CitingPlace(
    "电车法",
    "第四条",
    ("第三条",),
)

# Each row: a text, the day, and target or reason of each citation.
RESOLVED = [
    # the newest version that the day has seen
    ("依照《电车法》第三条", "2015-06-01", ["电车法/第三条@2010-01-01"]),
    # its first day counts; of an article in pieces the first
    ("依照《电车法》第三条", "2020-01-01", ["电车法/第三条#1@2020-01-01"]),
    # the version before, although a later one lacks the article
    ("依照《电车法》第四条", "2019-12-31", ["电车法/第四条@2010-01-01"]),
    # repealed with the new version
    ("依照《电车法》第四条", "2020-06-01", [UnresolvedReason.NO_ARTICLE]),
    # older than all versions of the archive
    ("依照《电车法》第三条", "2009-12-31", [UnresolvedReason.NO_VERSION]),
    # older, but numbers have not moved
    ("依照《刑法》第六十七条", "2015-06-01", ["刑法/第六十七条@2020-12-26"]),
    # older than the numbers
    ("依照《刑法》第六十七条", "1996-06-01", [UnresolvedReason.NO_VERSION]),
    # a short name without marks
    ("依照刑诉法第十五条", "2020-06-01", ["刑事诉讼法/第十五条@2018-10-26"]),
    # 试行 left out
    ("依照《集体协商办法》第五条", "2020-06-01", ["集体协商办法（试行）/第五条@2001-01-01"]),
    # nested marks, the state's name and the court left out
    (
        "依照《关于适用〈电车法〉的解释（一）》第一条",
        "2020-06-01",
        [f"{INTERPRETATION}/第一条@2011-01-01"],
    ),
    # another number is another interpretation
    ("依照《关于适用〈电车法〉的解释（二）》第一条", "2020-06-01", [UnresolvedReason.NO_WORK]),
    # two organs' rules of one name
    ("依照《关于电车的规定》第一条", "2020-06-01", [UnresolvedReason.AMBIGUOUS]),
    # only one of them has that article
    (
        "依照《关于电车的规定》第九条",
        "2020-06-01",
        ["最高人民法院关于电车的规定/第九条@2011-01-01"],
    ),
    # the name keeps them apart
    (
        "依照《国务院关于电车的规定》第一条",
        "2020-06-01",
        ["国务院关于电车的规定/第一条@2011-01-01"],
    ),
    # near is not the same
    ("依照《无轨电车法》第三条", "2020-06-01", [UnresolvedReason.NO_WORK]),
    # a name without marks begins where the archive knows one
    ("乘客认为电车法第三条", "2020-06-01", ["电车法/第三条#1@2020-01-01"]),
    # or where its end is one that nothing else ends with
    ("应当承担刑事诉讼法第十五条的后果", "2020-06-01", ["刑事诉讼法/第十五条@2018-10-26"]),
    # 车票法 ends other titles too
    ("应当承担车票法第三条的后果", "2020-06-01", [UnresolvedReason.NO_WORK]),
    # of conflicting texts the one that has the article
    ("依照《电池法》第三条", "2020-06-01", ["电池法/第三条@2015-01-01"]),
    # the whole law, in the version of the day
    ("根据《电车法》处理", "2015-06-01", ["电车法@2010-01-01"]),
    # the whole law, in no version that the archive has
    ("根据《电车法》处理", "2005-06-01", ["电车法"]),
    # the citing text has no day
    ("依照《电车法》第三条", None, [UnresolvedReason.UNDATED]),
    # the cited law has none
    ("依照《无日办法》第三条", "2020-06-01", [UnresolvedReason.NO_VERSION]),
    # several at once
    (
        "依照《电车法》第三条、第九条和《邮车法》第一条",
        "2015-06-01",
        ["电车法/第三条@2010-01-01", UnresolvedReason.NO_ARTICLE, UnresolvedReason.NO_WORK],
    ),
]


@pytest.mark.parametrize(("text", "on", "expected"), RESOLVED)
def test_resolved(
    text,
    on,
    expected,
):
    """A target, or the beginning of a reason from the closed list."""
    found = resolve_citations(
        find_citations(text, JUDGMENT),
        LOOKUP,
        CitingText(on),
    )
    assert len(found) == len(expected)
    for one, wanted in zip(
        found,
        expected,
        strict=True,
    ):
        assert (
            one.reason.startswith(wanted)
            if isinstance(wanted, UnresolvedReason)
            else one.target == wanted
        )
        assert (one.target is None) == isinstance(wanted, UnresolvedReason)


def test_own_words_mean_the_own_version():
    """本法 in a version that is not yet in force on its own day, or no longer, means that version."""
    references = find_citations("第四条 依照本法第三条和前条。", LAW)
    found = resolve_citations(
        references,
        LOOKUP,
        CitingText("2020-01-01", "电车法@2010-01-01"),
    )
    assert [citation.target for citation in found] == [
        "电车法/第三条@2010-01-01"
    ]  # the same article twice is one citation


def test_a_decision_changes_the_version_before():
    """将第四条 means the version before the decision, 作为第三条 the version that it makes."""
    references = find_citations(
        "一、将第四条作为第三条。", CitingPlace("关于修改《电车法》的决定", amends="电车法")
    )
    found = resolve_citations(
        references,
        LOOKUP,
        CitingText("2020-01-01"),
    )
    assert [citation.target for citation in found] == [
        "电车法/第四条@2010-01-01",
        "电车法/第三条#1@2020-01-01",
    ]


def test_what_falls_short_says_so():
    """A later version's article is never shown as the one of the day."""
    (found,) = resolve_citations(
        find_citations("依照《刑法》第六十七条第三款", JUDGMENT),
        LOOKUP,
        CitingText("2015-06-01"),
    )
    assert found.reason
    assert found.reason.startswith(UnresolvedReason.LATER)
    assert (
        found.work,
        found.article,
        found.paragraph,
        found.item,
    ) == (
        "刑法",
        "第六十七条",
        3,
        None,
    )


TRAMS = {
    "第一条": "第一条 为了保障电车乘客的安全，制定本法。",
    "第二条": "第二条 电车司机应当每年体检一次，体检不合格的不得驾驶。",
    "第三条": "第三条 乘客遗失的行李由电车公司保管三十日，逾期无人认领的上交公安机关。",
    "第四条": "第四条 电车票价由市人民政府核定。",
    "第五条": "第五条 违反本法的，由城市管理部门处罚。",
}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        # the words speak of the article that has the number today
        (
            "依照《新电车法》第三条的规定，乘客遗失的行李在保管期满后逾期无人认领的，由电车公司上交公安机关。",
            "新电车法/第三条@2020-01-01",
        ),
        # they speak of another one: the number has moved
        (
            "依照《新电车法》第四条的规定，乘客遗失的行李在保管期满后逾期无人认领的，由电车公司上交公安机关。",
            None,
        ),
        # they speak of nothing
        ("依照《新电车法》第三条的规定，判决如下。", None),
        # what is deleted is in no later version
        (
            "删除《新电车法》第三条\n乘客遗失的行李在保管期满后逾期无人认领的，由电车公司上交公安机关。",
            None,
        ),
    ],
)
def test_words_may_speak_for_a_number(text, target):
    """The article of a later version counts when the citing words speak of it; the reason says so."""
    lookup = MemoryWorkLookup.of(
        [("新电车法", CitableVersion("新电车法@2020-01-01", "2020-01-01"))],
        [("新电车法@2020-01-01", article, f"新电车法/{article}@2020-01-01") for article in TRAMS],
        lambda _: TRAMS,
    )
    (found,) = resolve_citations(
        find_citations(text, JUDGMENT),
        lookup,
        CitingText(
            "2015-06-01",
            None,
            text,
        ),
    )
    assert found.target == target
    assert found.reason
    assert found.reason.startswith(
        UnresolvedReason.LATER if target else UnresolvedReason.NO_VERSION
    )


def event(act, day):
    return Event(
        act,
        day,
        Evidence("head note", day),
    )


PASSED, INSERTED = event(EventKind.ADOPTED, "1979-07-01"), event(EventKind.AMENDED, "1999-12-25")


@pytest.mark.parametrize(
    ("events", "articles", "since"),
    [
        # passed, revised as a whole, amended by insertion
        ([PASSED, event(EventKind.REVISED, "1997-03-14"), INSERTED], ["第一条之一"], "1997-03-14"),
        # never revised
        ([PASSED, INSERTED], ["第一条", "第八条之二"], "1979-07-01"),
        # amended, but nothing was inserted: numbers may have moved
        ([PASSED, INSERTED], ["第一条"], None),
        # no history
        ([], ["第一条之一"], None),
    ],
)
def test_numbered_since(
    events,
    articles,
    since,
):
    """Inserted articles show that the numbers are the same since the last revision."""
    assert numbered_since(events, articles) == since


DAYS = st.dates().map(lambda day: day.isoformat())


@settings(deadline=None)
@given(st.lists(st.sampled_from([text for text, *_ in RESOLVED])), st.none() | DAYS)
def test_every_citation_has_a_target_or_a_reason(texts, on):
    """Never neither; and a target is never later than the day unless the reason says so."""
    for citation in resolve_citations(
        find_citations("。".join(texts), JUDGMENT),
        LOOKUP,
        CitingText(on),
    ):
        assert citation.target or citation.reason
        if citation.target and "@" in citation.target and not citation.reason:
            assert on is not None
            assert citation.target.rpartition("@")[2][:10] <= on


def test_a_text_without_a_day_cites_what_its_words_speak_of():
    """The words name the article of the latest version; without them there is only the reason."""
    version = CitableVersion("灯塔法@2020-01-01", "2020-01-01")
    articles = {
        "第一条": "灯塔看守人员每日工作时间不得超过六小时，夜间值守另计报酬。",
        "第二条": "渡船应当悬挂航标管理机构核发的号牌。",
    }
    lookup = MemoryWorkLookup.of(
        [("灯塔法", version)],
        [(version.id, label, f"灯塔法/{label}") for label in articles],
        lambda _: articles,
    )
    text = "《灯塔法》第一条规定，灯塔看守人员每日工作时间不得超过六小时，夜间值守另计报酬，被告违反该规定。"
    references = find_citations(text, JUDGMENT)
    (found,) = resolve_citations(references, lookup, CitingText(None, text=text))
    assert found.target == "灯塔法/第一条"
    assert found.reason.startswith(UnresolvedReason.UNDATED)
    other = text.replace("第一条", "第二条")
    references = find_citations(other, JUDGMENT)
    (found,) = resolve_citations(references, lookup, CitingText(None, text=other))
    assert (found.target, found.reason) == (None, UnresolvedReason.UNDATED)


def test_of_conflicting_texts_the_own_one_may_lack_an_article():
    """本法第三条 in a text of only some articles means that of the other text of the day."""
    citing = CitingText("2015-01-01", "电池法@2015-01-01~a1b2c3")
    (reference,) = find_citations("第一条 依照本法第三条办理。", CitingPlace("电池法", "第一条"))
    (found,) = resolve_citations([reference], LOOKUP, citing)
    assert found.target == "电池法/第三条@2015-01-01"
