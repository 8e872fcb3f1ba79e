"""What a legal text says of itself, sentence by sentence: days, issuers, numbers, ranks, beginnings, ends. All laws are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.dates import read_dates
from corpus.notation.numerals import to_chinese
from corpus.records import Action, DocumentKind, Law, Span
from ingestion.reading import read
from law.structure import structure
from law.structure.commencement import read_commencements
from law.structure.enactment import read_events
from law.structure.issuers import read_issuer
from law.structure.lines import TextLine
from law.structure.norm_numbers import read_number

CONGRESS = "全国人民代表大会常务委员会"


def lines(*texts: str) -> list[TextLine]:
    """Lines as a document has them: one below the other, a newline between."""
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts))]
    return [
        TextLine(
            start,
            start + len(text),
            text,
        )
        for start, text in zip(
            starts,
            texts,
            strict=True,
        )
    ]


def law(text: str, name: str = "电车.md") -> tuple[Law, list[str]]:
    """What a file says of itself, and the codes of what was found odd."""
    found = structure(read(text.encode(), name), name.rsplit(".", 1)[0])
    assert found.law is not None, f"{found.title} is taken for {found.kind}"
    return found.law, [finding.code for finding in found.findings]


# ── days
# ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

DAYS = [
    ("2007年6月29日通过", ["2007-06-29"]),
    ("二〇〇七年六月二十九日", ["2007-06-29"]),  # written out
    ("二○○七年六月二十九日", ["2007-06-29"]),  # a circle for zero: Big5 has no 〇
    ("二OO七年十月一日", ["2007-10-01"]),  # the letter O for zero
    ("二零零七年六月一日", ["2007-06-01"]),
    ("一九九五年十二月三十一日", ["1995-12-31"]),
    ("２００７年６月２９日", ["2007-06-29"]),  # full-width
    ("2007 年 6 月 29 日", ["2007-06-29"]),  # blanks
    ("2007年06月09日", ["2007-06-09"]),
    ("民国三十八年二月三日", ["1949-02-03"]),  # year one is 1912
    ("中华民国38年2月3日", ["1949-02-03"]),
    ("2020年2月29日", ["2020-02-29"]),  # a leap day
    ("2023年2月30日", [None]),  # no such day: seen, and never a date
    ("２０２３年２月３０日", [None]),
    ("2008年13月1日", [None]),
    ("2007年6月0日", [None]),
    ("2007年6月", []),  # a month is no day
    ("1007年6月1日", []),  # nothing of that age is in force
    ("12007年6月1日", []),  # the end of a longer number is no year
    ("2007年6月29日通过，2008年1月1日施行", ["2007-06-29", "2008-01-01"]),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days_are_read_however_they_are_written(text: str, expected: list[str | None]) -> None:
    found = list(read_dates(text))
    assert [one.iso for one in found] == expected
    assert all(text[one.span.start : one.span.end].endswith("日") for one in found)


@given(st.dates(min_value=date(1912, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_every_script(day: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(one)] for one in str(day.year))
    rest = f"年{to_chinese(day.month)}月{to_chinese(day.day)}日"
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}{rest}",
        f"民国{to_chinese(day.year - 1911)}{rest}",
    ):
        assert [one.iso for one in read_dates(f"本法自{text}起施行。")] == [day.isoformat()], text


# ── head notes
# ───────────────────────────────────────────────────────────────────────────────────────────────────────

NOTES = [
    (
        (f"（2007年6月29日第十届{CONGRESS}第二十八次会议通过）",),
        [("adopted", "2007-06-29", CONGRESS)],
        None,
        CONGRESS,
    ),
    (  # three acts in one line, the order of the President, who is no organ
        (
            f"(2007年6月29日{CONGRESS}第二十八次会议通过　2007年6月29日中华人民共和国主席令第65号公布　自2008年1月1日起施行)",
        ),
        [
            ("adopted", "2007-06-29", CONGRESS),
            ("promulgated", "2007-06-29", None),
            ("effective", "2008-01-01", None),
        ],
        "主席令第65号",
        CONGRESS,
    ),
    (  # an amendment by a decision; what its title says was done is not said of this text
        (
            f"（1994年7月5日{CONGRESS}通过　根据2009年8月27日《关于修改〈电车法〉的决定》第一次修正）",
        ),
        [("adopted", "1994-07-05", CONGRESS), ("amended", "2009-08-27", None)],
        None,
        CONGRESS,
    ),
    (  # the whole text anew
        (f"1994年7月5日{CONGRESS}通过", f"2019年12月28日第十三届{CONGRESS}第十五次会议修订"),
        [("adopted", "1994-07-05", CONGRESS), ("revised", "2019-12-28", CONGRESS)],
        None,
        CONGRESS,
    ),
    (
        ("（2003年8月15日国务院令第375号公布）",),
        [("promulgated", "2003-08-15", "国务院")],
        "国务院令第375号",
        "国务院",
    ),
    (
        ("[2003年8月15日国务院令第375号公布]",),
        [("promulgated", "2003-08-15", "国务院")],
        "国务院令第375号",
        "国务院",
    ),  # square brackets
    (
        ("2003 年 8 月 15 日 国务院令 第 375 号 公布",),
        [("promulgated", "2003-08-15", "国务院")],
        "国务院令第375号",
        "国务院",
    ),  # blanks
    (
        ("中华人民共和国国务院令", "第 375 号", "2003年8月15日"),
        [("promulgated", "2003-08-15", None)],
        "国务院令第375号",
        None,
    ),  # on two lines
    (
        ("卫生部令第36号 2010年5月6日",),
        [("promulgated", "2010-05-06", None)],
        "卫生部令第36号",
        None,
    ),  # the date behind the order
    (  # the year inside the number
        ("（2019年3月2日交通运输部令2019年第5号公布　自2019年5月1日起施行）",),
        [("promulgated", "2019-03-02", "交通运输部"), ("effective", "2019-05-01", None)],
        "交通运输部令〔2019〕第5号",
        "交通运输部",
    ),
    (  # two issuers, one date, one order
        ("（2015年3月4日人力资源社会保障部、财政部令第12号公布）",),
        [("promulgated", "2015-03-04", "人力资源社会保障部、财政部")],
        "人力资源社会保障部、财政部令第12号",
        "人力资源社会保障部、财政部",
    ),
    (  # two issuers, a date for each, one verb behind the last
        (
            "（2021年12月6日最高人民法院审判委员会第1855次会议、2021年12月29日最高人民检察院第十三届检察委员会第八十四次会议通过，自2022年1月15日起施行）",
        ),
        [
            ("adopted", "2021-12-06", "最高人民法院"),
            ("adopted", "2021-12-29", "最高人民检察院"),
            ("effective", "2022-01-15", None),
        ],
        None,
        "最高人民法院、最高人民检察院",
    ),
    (  # an interpretation: its number on a line of its own
        (
            "2020年12月23日最高人民法院审判委员会第1823次会议通过，自2021年1月1日起施行",
            "法释〔2020〕26号",
        ),
        [("adopted", "2020-12-23", "最高人民法院"), ("effective", "2021-01-01", None)],
        "法释〔2020〕26号",
        "最高人民法院",
    ),
    (
        ("法释[2020]26号",),
        [],
        "法释〔2020〕26号",
        None,
    ),  # other brackets, one number
    (
        ("法释（2020）第26号",),
        [],
        "法释〔2020〕26号",
        None,
    ),
    (
        ("电车总局公告2021年第12号",),
        [],
        "电车总局公告〔2021〕第12号",
        None,
    ),
    (  # approved by one, published by another
        ("1999年3月1日国务院批准 1999年4月5日邮电部令第3号发布",),
        [("approved", "1999-03-01", "国务院"), ("promulgated", "1999-04-05", "邮电部")],
        "邮电部令第3号",
        "邮电部",
    ),
    (  # a city's congress adopts, the province's approves: the city's is the issuer
        (
            "2007年6月29日云岭市第三届人民代表大会常务委员会第八次会议通过",
            "2007年7月29日云州省第四届人民代表大会常务委员会第九次会议批准",
        ),
        [
            ("adopted", "2007-06-29", "云岭市人民代表大会常务委员会"),
            ("approved", "2007-07-29", "云州省人民代表大会常务委员会"),
        ],
        None,
        "云岭市人民代表大会常务委员会",
    ),
    (
        ("2001年3月15日公布施行",),
        [("promulgated", "2001-03-15", None), ("effective", "2001-03-15", None)],
        None,
        None,
    ),  # two acts, one day
    (
        ("2007-06-29",),
        [("promulgated", "2007-06-29", None)],
        None,
        None,
    ),  # a date alone
    (
        ("自公布之日起施行",),
        [],
        None,
        None,
    ),  # no day, no event
    (
        ("2019年2月30日通过",),
        [],
        None,
        None,
    ),  # no such day
]


@pytest.mark.parametrize(
    ("note", "events", "number", "authority"),
    NOTES,
    ids=[note[0] for note, *_ in NOTES],
)
def test_a_head_note_shows_acts_number_and_issuer(
    note: tuple[str, ...],
    events: list,
    number: str | None,
    authority: str | None,
) -> None:
    read_lines = lines(*note)
    found = read_events(read_lines)
    assert [(event.act.value, event.date, event.authority) for event in found] == events
    numbered = read_number(read_lines, "电车条例")
    assert (numbered.value if numbered else None) == number
    made = read_issuer(found, "电车条例")
    assert (made.value if made else None) == authority


@pytest.mark.parametrize(
    "note",
    [note for note, *_ in NOTES],
    ids=[note[0] for note, *_ in NOTES],
)
def test_the_evidence_of_an_act_is_the_date_s_place_in_the_text(note: tuple[str, ...]) -> None:
    text = "\n".join(note)
    for event in read_events(lines(*note)):
        assert event.evidence.span is not None
        words = text[slice(*event.evidence.span)]
        assert words == event.date or [one.iso for one in read_dates(words)] == [event.date]


# ── rank and region
# ──────────────────────────────────────────────────────────────────────────────────────────────────

BODY = "\n\n第一条 电车应当准点。\n\n第二条 乘客应当购票。"
LEVELS = [
    (
        "云州宪法",
        "（1982年12月4日全国人民代表大会通过）",
        "constitution",
        None,
    ),
    (
        "电车法",
        f"（2007年6月29日{CONGRESS}第二十八次会议通过）",
        "law",
        None,
    ),
    ("中华人民共和国电车法", "", "law", None),  # only a congress may call so
    (
        "关于修改《电车法》的决定",
        f"（2012年12月28日{CONGRESS}第三十次会议通过）",
        "law",
        None,
    ),  # of the rank of what it changes
    (
        "电车条例",
        "（2003年8月15日国务院令第375号公布）",
        "administrative regulation",
        None,
    ),
    (
        "中华人民共和国电车条例",
        "",
        "administrative regulation",
        None,
    ),  # departments may not call so
    (
        "电车管理办法",
        "（1999年3月1日国务院批准 1999年4月5日邮电部令第3号发布）",
        "administrative regulation",
        None,
    ),  # approval counts
    (
        "最高人民法院关于审理电车案件适用法律若干问题的解释",
        "法释〔2020〕26号",
        "judicial interpretation",
        None,
    ),
    (
        "电车驾驶员管理规定",
        "（2019年3月2日交通运输部令2019年第5号公布）",
        "departmental rule",
        None,
    ),
    (
        "浙江省电车条例",
        "（2019年3月2日浙江省第十三届人民代表大会常务委员会第八次会议通过）",
        "local regulation",
        "浙江省",
    ),
    (
        "浙江省杭州市电车条例",
        "",
        "local regulation",
        "浙江省杭州市",
    ),
    ("云岭市电车条例", "", "local regulation", "云岭市"),
    (
        "云岭市电车管理办法",
        "（2010年5月6日云岭市人民政府令第88号公布）",
        "local rule",
        "云岭市",
    ),
    (
        "电车局电车收费办法（试行）",
        "云电〔2019〕12号",
        "normative document",
        None,
    ),  # numbered as letters are
    (
        "云岭市电车管理办法",
        "",
        None,
        "云岭市",
    ),  # its congress's, or its government's: nothing is said
    ("电车管理办法", "", None, None),
    ("中华人民共和国城市电车管理条例", "", "administrative regulation", None),  # 城市 is no city
    ("城市电车管理条例", "", None, None),  # nothing says whose text it is
    ("股市管理办法", "", None, None),  # nor is 股市
    ("中国共产党电车支部条例", "", None, None),  # a party's rule has no rank among norms
]


@pytest.mark.parametrize(("title", "note", "level", "region"), LEVELS)
def test_rank_and_region_are_said_only_where_issuer_number_or_name_say_them(
    title: str,
    note: str,
    level: str | None,
    region: str | None,
) -> None:
    found, _ = law(f"# {title}\n\n{note}{BODY}")
    assert (found.level and found.level.value, found.region and found.region.value) == (
        level,
        region,
    )


def test_a_notice_of_an_office_is_policy() -> None:
    found, _ = law(
        "# 电车局关于规范电车收费的通知\n\n云电〔2019〕12号\n\n各站：\n\n一、收费应当公开。\n\n二、不得多收。\n\n电车局\n2019年3月4日"
    )
    assert (found.level and found.level.value, found.number and found.number.value) == (
        "policy",
        "云电〔2019〕12号",
    )


# ── when a text begins to hold
# ───────────────────────────────────────────────────────────────────────────────────────

WHOLE: tuple[str, ...] = ()
BEGINNINGS = [
    ("第九条 本法自2008年1月1日起施行。", [("2008-01-01", WHOLE, 0, 0)]),
    ("本办法自２０２０年１月１日起实施。", [("2020-01-01", WHOLE, 0, 0)]),
    ("本办法从2020年5月1日起施行。", [("2020-05-01", WHOLE, 0, 0)]),  # as older texts put it
    ("本办法于2020年5月1日起施行。", [("2020-05-01", WHOLE, 0, 0)]),
    ("本办法由电车部负责解释，自2020年5月1日起施行。", [("2020-05-01", WHOLE, 0, 0)]),
    ("本办法自二〇〇八年一月一日起施行，有效期五年。", [("2008-01-01", WHOLE, 0, 0)]),
    ("现予公布，自2021年3月1日起施行。", [("2021-03-01", WHOLE, 0, 0)]),
    (
        "《电车管理办法》已经2020年3月1日部务会议通过，现予公布，自2020年5月1日起施行。",
        [("2020-05-01", WHOLE, 0, 0)],
    ),  # not the day of adoption
    ("本办法自公布之日起施行。", [(None, WHOLE, 0, 0)]),
    ("本条例自公布之日起30日后施行。", [(None, WHOLE, 30, 0)]),
    ("本办法自发布之日起三十日后施行。", [(None, WHOLE, 30, 0)]),
    ("本规定自公布之日起三个月后施行。", [(None, WHOLE, 0, 3)]),
    ("本办法自公布之日起一年后施行。", [(None, WHOLE, 0, 12)]),
    (
        "本法第十二条自2025年1月1日起施行。",
        [
            (
                "2025-01-01",
                ("第十二条",),
                0,
                0,
            )
        ],
    ),
    (
        "本办法第十二条之一自2025年1月1日起施行。",
        [
            (
                "2025-01-01",
                ("第十二条之一",),
                0,
                0,
            )
        ],
    ),
    (
        "本法第三条至第五条自2025年1月1日起施行。",
        [
            (
                "2025-01-01",
                ("第三条", "第四条", "第五条"),
                0,
                0,
            )
        ],
    ),
    (
        "第三条至第五条自2025年1月1日起施行。",
        [
            (
                "2025-01-01",
                ("第三条", "第四条", "第五条"),
                0,
                0,
            )
        ],
    ),  # 第三条 is no label here
    (
        "本法第五条、第七条自2025年1月1日起施行，其他条款自公布之日起施行。",
        [
            (
                "2025-01-01",
                ("第五条", "第七条"),
                0,
                0,
            ),
            (None, WHOLE, 0, 0),
        ],
    ),
    ("本法除第三条外自2020年1月1日起施行。", [("2020-01-01", WHOLE, 0, 0)]),  # all but it
    # of a paragraph nothing is said of its article, of a chapter nothing of the law
    ("本法自2008年1月1日起施行，第三条第二款自2009年1月1日起施行。", [("2008-01-01", WHOLE, 0, 0)]),
    ("本法第三章自2022年1月1日起施行。", []),
    ("附件二自2022年1月1日起施行。", []),
    ("自本法施行之日起，原合同继续有效。", []),  # of contracts
    ("劳动者自2008年1月1日起执行新工资标准。", []),  # of workers
    ("电车执照自发布之日起满三年后适用新规定。", []),  # of licences
    ("本规定自2019年2月30日起施行。", []),  # no such day
]


@pytest.mark.parametrize(("text", "expected"), BEGINNINGS)
def test_a_text_says_when_it_begins_to_hold(text: str, expected: list) -> None:
    found = list(
        read_commencements(
            text,
            [Span(0, len(text))],
            DocumentKind.REGULATION,
        )
    )
    assert [
        (
            one.date,
            one.articles,
            one.days,
            one.months,
        )
        for one in found
    ] == expected
    assert all(
        one.evidence.span and text[slice(*one.evidence.span)] == one.evidence.words for one in found
    )


def test_what_a_decision_quotes_is_said_by_the_other_text() -> None:
    text = "一、将第九条修改为：“本条例自2009年1月1日起施行。《轮渡办法》同时废止。”\n本决定自2013年7月1日起施行。"
    spans = [Span(0, len(text))]
    assert [
        one.date
        for one in read_commencements(
            text,
            spans,
            DocumentKind.DECISION,
        )
    ] == ["2013-07-01"]
    found = structure(read(f"# 关于修改《电车条例》的决定\n\n{text}".encode(), "决定.md"), "决定")
    assert {act.target.name for act in found.acts} == {"电车条例"}


@pytest.mark.parametrize(
    "text",
    [
        f"# 电车条例\n\n（2019年2月30日国务院令第9号公布）{BODY}",  # in the head note
        f"# 电车条例{BODY}\n\n第三条 本条例自2019年2月30日起施行。",  # in the closing article
        f"# 电车条例{BODY}\n\n第三条 本条例自２０１９年２月３０日起施行。",  # full-width
    ],
)
def test_a_day_that_there_is_not_is_a_finding_and_never_a_date(text: str) -> None:
    found, codes = law(text)
    assert codes == ["date_impossible"]
    assert (found.events, found.commencements) == ((), ())


# ── what it ends and changes
# ─────────────────────────────────────────────────────────────────────────────────────────

ENDS = [
    ("《电车办法》同时废止。", [("电车办法", None, None)]),
    ("《中华人民共和国电车法》同时废止。", [("电车法", None, None)]),
    ("废止《电车办法》。", [("电车办法", None, None)]),  # the verb before
    (
        "《电车办法》、《轮渡办法》和《缆车办法》同时废止。",
        [("电车办法", None, None), ("轮渡办法", None, None), ("缆车办法", None, None)],
    ),
    ("原《电车办法》（云岭市人民政府令第3号）同时废止。", [("电车办法", None, None)]),
    (
        "《电车办法》（试行）同时废止。",
        [("电车办法（试行）", None, None)],
    ),  # of the name, though behind its marks
    # the date of the version that is meant
    ("1994年7月5日公布的《电车办法》同时废止。", [("电车办法", None, "1994-07-05")]),
    (
        "2001年5月1日发布的《电车办法》和2003年6月1日发布的《轮渡办法》同时废止。",
        [("电车办法", None, "2001-05-01"), ("轮渡办法", None, "2003-06-01")],
    ),
    # the day of the end
    ("《电车办法》自2020年1月1日起废止。", [("电车办法", "2020-01-01", None)]),
    ("自2020年1月1日起，《电车办法》停止执行。", [("电车办法", "2020-01-01", None)]),
    ("本法自2008年1月1日起施行，《电车办法》同时废止。", [("电车办法", "2008-01-01", None)]),
    (
        "2001年5月1日起施行的《电车办法》同时废止。",
        [("电车办法", None, "2001-05-01")],
    ),  # not the day of its end
    # lists
    (
        "下列文件自2020年1月1日起废止：\n一、《电车办法》\n二、《轮渡办法》（电车部令第2号）",
        [("电车办法", "2020-01-01", None), ("轮渡办法", "2020-01-01", None)],
    ),
    (
        "下列法规予以废止：（一）《电车办法》；（二）《轮渡办法》。",
        [("电车办法", None, None), ("轮渡办法", None, None)],
    ),  # in one line
    (
        "下列文件停止执行：《电车办法》、《轮渡办法》。",
        [("电车办法", None, None), ("轮渡办法", None, None)],
    ),
    # titles inside titles
    (
        "《最高人民法院关于适用〈电车法〉的解释》同时废止。",
        [("最高人民法院关于适用〈电车法〉的解释", None, None)],
    ),
    ("《关于适用《电车法》的解释》同时废止。", [("关于适用《电车法》的解释", None, None)]),
    ("根据《电车法》制定的《轮渡办法》同时废止。", [("轮渡办法", None, None)]),
    ("《电车办法》继续有效，《轮渡办法》同时废止。", [("轮渡办法", None, None)]),
    # none: what disagrees, parts of a law, licences and contracts
    ("此前的规定与本法不一致的，同时废止。", []),
    ("本法施行后，《电车办法》与本法抵触的部分失效。", []),
    ("《电车办法》第三条同时废止。", []),
    ("《电车办法》中关于收费的规定同时废止。", []),
    ("依照《电车法》第三条吊销的执照自吊销之日起失效。", []),
    ("违反《电车法》签订的合同失效。", []),
    ("按照《电车法》的规定，合同自解除之日起失效。", []),
]


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_a_text_names_the_works_that_it_ends(text: str, expected: list) -> None:
    frame = (
        "# 车辆办法\n\n2020年3月4日 青岩市人民政府令第7号公布\n\n第一条 车辆应当准点。\n\n"
        f"第二条 乘客应当购票。\n\n第三条 {text}"
    )
    found = structure(read(frame.encode(), "车辆办法.md"), "车辆办法")
    ended = [act for act in found.acts if act.action is Action.REPEAL and act.target.is_whole]
    own_dates = [act.target.dates[0] if act.target.dates else None for act in ended]
    read_acts = zip(ended, own_dates, strict=True)
    assert [(act.target.name, act.since, version) for act, version in read_acts] == expected
    for act in ended:
        assert act.evidence.span is not None
        assert not act.doubts
        assert act.target.words in act.evidence.words


CHANGES = [
    ("关于修改《电车法》的决定", "", ["电车法"]),
    (
        f"{CONGRESS}关于修改〈中华人民共和国电车法〉的决定",
        "",
        ["电车法"],
    ),  # the marks that a title has inside a title
    ("关于修改《电车办法》和《轮渡办法》的决定", "", ["电车办法", "轮渡办法"]),
    ("电车法修正案（二）", "", ["电车法"]),
    ("云州宪法修正案", "", ["云州宪法"]),
    (
        "关于修改《电车法》等三部法律的决定",
        "一、对《电车法》作出修改\n将第三条修改为：“依照《车站法》处罚。”\n二、将《轮渡法》第四条修改为：“船票应当公开。”\n三、对《缆车法》作如下修改",
        ["电车法", "轮渡法", "缆车法"],  # and not what is quoted
    ),
    (
        "关于废止和修改部分规章的决定",
        "一、废止《电车办法》。\n二、修改《轮渡办法》：\n将第三条修改为“船票”。",
        ["轮渡办法"],
    ),
    (
        "关于授权云岭市调整适用《电车法》有关规定的决定",
        "一、调整适用《电车法》第三条。",
        [],
    ),  # changes no text
]


@pytest.mark.parametrize(("title", "text", "expected"), CHANGES)
def test_a_decision_names_the_works_that_it_changes(
    title: str,
    text: str,
    expected: list[str],
) -> None:
    body = text or "一、将第三条修改为：“车票应当公开。”"
    found = structure(read(f"# {title}\n\n{body}".encode(), "决定.md"), "决定")
    assert [act.target.name for act in found.acts if act.action is Action.AMEND] == expected


def test_an_act_begins_when_its_text_does() -> None:
    text = (
        f"# 电车条例\n\n（2003年8月15日国务院令第375号公布）{BODY}\n\n"
        "第三条 本条例自公布之日起三个月后施行。《轮渡办法》同时废止。"
    )
    found = structure(read(text.encode(), "电车.md"), "电车")
    [act] = found.acts
    assert (act.action, act.target.name) == (Action.REPEAL, "轮渡办法")
    assert (act.since, act.made) == ("2003-11-15", "2003-08-15")


@pytest.mark.parametrize(
    "title", ["电车条例（征求意见稿）", "电车条例（草案）", "关于修改《轮渡办法》的决定（草案）"]
)
def test_a_draft_is_marked(title: str) -> None:
    text = f"# {title}{BODY}\n\n第三条 本条例自2020年1月1日起施行。《轮渡办法》同时废止。"
    found = structure(read(text.encode(), "电车.md"), "电车")
    assert found.instrument
    assert found.instrument.is_draft
