"""Typed values: what the grammar reads, and what it leaves alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tagging.quantities import QuantityTagger, find_quantities
from tagging.schemes.loading import load_schemes
from tagging.units import TextUnit

_READ = (
    # deadlines
    ("公司应当自收到通知之日起十五日内答复。", [("deadline", 15, "day", "")]),
    ("自收到之日起１５日内起诉。", [("deadline", 15, "day", "")]),
    ("提前三十日书面通知对方。", [("deadline", 30, "day", "")]),
    ("至少提前30天告知员工。", [("deadline", 30, "day", "at least")]),
    ("会议召开七日前发出通知。", [("deadline", 7, "day", "")]),
    ("四十八小时内报告。", [("deadline", 48, "hour", "")]),
    ("72小时之内上报。", [("deadline", 72, "hour", "")]),
    ("五个工作日内办结。", [("deadline", 5, "working day", "")]),
    ("三个月以内补缴。", [("deadline", 3, "month", "")]),
    ("两周内交货。", [("deadline", 2, "week", "")]),
    ("自1月1日起30日内申报。", [("deadline", 30, "day", "")]),
    ("应当在 15 日内改正。", [("deadline", 15, "day", "")]),
    (
        "在十日至十五日内决定。",
        [("deadline", 10, "day", "at least"), ("deadline", 15, "day", "at most")],
    ),
    (
        "3至5个工作日内到账。",
        [("deadline", 3, "working day", "at least"), ("deadline", 5, "working day", "at most")],
    ),
    ("半年内结清。", [("deadline", 0.5, "year", "")]),
    ("三十分钟内到场。", [("deadline", 30, "minute", "")]),
    # durations
    ("试用期不得超过半年。", [("duration", 0.5, "year", "at most")]),
    ("合同期为一年半。", [("duration", 1.5, "year", "")]),
    ("培训一个半月。", [("duration", 1.5, "month", "")]),
    ("休息两个半小时。", [("duration", 2.5, "hour", "")]),
    ("连续工作24小时。", [("duration", 24, "hour", "")]),
    ("每周工作不超过四十四小时。", [("duration", 44, "hour", "at most")]),
    ("产假为一百天。", [("duration", 100, "day", "")]),
    (
        "期限为1-3年。",
        [("duration", 1, "year", "at least"), ("duration", 3, "year", "at most")],
    ),
    (
        "停工三个月至六个月。",
        [("duration", 3, "month", "at least"), ("duration", 6, "month", "at most")],
    ),
    (
        "缓期三～五年。",
        [("duration", 3, "year", "at least"), ("duration", 5, "year", "at most")],
    ),
    ("工作满十年的职工。", [("duration", 10, "year", "at least")]),
    ("工龄未满一年的。", [("duration", 1, "year", "less than")]),
    ("停产超过三个月。", [("duration", 3, "month", "more than")]),
    ("从业五年以上。", [("duration", 5, "year", "at least")]),
    ("拘留十日以下。", [("duration", 10, "day", "at most")]),
    ("最长不超过二十四个月。", [("duration", 24, "month", "at most")]),
    ("补休不少于两天。", [("duration", 2, "day", "at least")]),
    ("连续三个星期。", [("duration", 3, "week", "")]),
    ("休息二十分钟。", [("duration", 20, "minute", "")]),
    # amounts
    ("罚款五千万元。", [("amount", 50_000_000, "yuan", "")]),
    ("补贴120.5元。", [("amount", 120.5, "yuan", "")]),
    ("人民币3,000元。", [("amount", 3000, "yuan", "")]),
    ("赔偿1.5万元。", [("amount", 15_000, "yuan", "")]),
    ("金额３０００元。", [("amount", 3000, "yuan", "")]),
    ("投资2亿元。", [("amount", 200_000_000, "yuan", "")]),
    ("借款壹万元整。", [("amount", 10_000, "yuan", "")]),
    ("押金叁佰元。", [("amount", 300, "yuan", "")]),
    ("工资一百零五元。", [("amount", 105, "yuan", "")]),
    (
        "罚款二千元以上一万元以下。",
        [("amount", 2000, "yuan", "at least"), ("amount", 10_000, "yuan", "at most")],
    ),
    (
        "月薪5000元至2万元。",
        [("amount", 5000, "yuan", "at least"), ("amount", 20_000, "yuan", "at most")],
    ),
    (
        "投入2至5万元。",
        [("amount", 20_000, "yuan", "at least"), ("amount", 50_000, "yuan", "at most")],
    ),
    (
        "收费2万至5万元。",
        [("amount", 20_000, "yuan", "at least"), ("amount", 50_000, "yuan", "at most")],
    ),
    (
        "收费1000-5000元。",
        [("amount", 1000, "yuan", "at least"), ("amount", 5000, "yuan", "at most")],
    ),
    ("资产不低于三百万元。", [("amount", 3_000_000, "yuan", "at least")]),
    ("价值八千美元。", [("amount", 8000, "USD", "")]),
    ("支付一万日元。", [("amount", 10_000, "JPY", "")]),
    # rates
    ("费率为百分之零点五。", [("rate", 0.5, "percent", "")]),
    ("按百分之一百五十支付。", [("rate", 150, "percent", "")]),
    ("百分之百合格。", [("rate", 100, "percent", "")]),
    ("加收万分之五的滞纳金。", [("rate", 0.05, "percent", "")]),
    ("提取千分之三。", [("rate", 0.3, "percent", "")]),
    ("利率为8％。", [("rate", 8, "percent", "")]),
    ("利率为10‰。", [("rate", 1, "percent", "")]),
    ("税率为5%~10%。", [("rate", 5, "percent", "at least"), ("rate", 10, "percent", "at most")]),
    ("税率为5-10%。", [("rate", 5, "percent", "at least"), ("rate", 10, "percent", "at most")]),
    (
        "百分之二十至百分之三十。",
        [("rate", 20, "percent", "at least"), ("rate", 30, "percent", "at most")],
    ),
    (
        "百分之二十至三十。",
        [("rate", 20, "percent", "at least"), ("rate", 30, "percent", "at most")],
    ),
    ("三分之二以上代表同意。", [("rate", 66.666667, "percent", "at least")]),
    ("四分之三的股东。", [("rate", 75, "percent", "")]),
    ("支付两倍以上的工资。", [("rate", 2, "times", "at least")]),
    ("一至三倍的罚款。", [("rate", 1, "times", "at least"), ("rate", 3, "times", "at most")]),
    ("涨到2.5倍。", [("rate", 2.5, "times", "")]),
    ("支付双倍工资。", [("rate", 2, "times", "")]),
    ("逾期的加倍支付利息。", [("rate", 2, "times", "")]),
    ("强度不得大于40%。", [("rate", 40, "percent", "at most")]),
    ("份额达5%及以上。", [("rate", 5, "percent", "at least")]),
    ("刑期不能少于二年。", [("duration", 2, "year", "at least")]),
    ("比例不低于30%。", [("rate", 30, "percent", "at least")]),
    # ages
    ("年满十六周岁的公民。", [("age", 16, "year of age", "at least")]),
    ("未满14周岁的儿童。", [("age", 14, "year of age", "less than")]),
    (
        "十六周岁以上不满十八周岁。",
        [("age", 16, "year of age", "at least"), ("age", 18, "year of age", "less than")],
    ),
    ("女干部55岁退休。", [("age", 55, "year of age", "")]),
    (
        "招收18至35周岁的工人。",
        [("age", 18, "year of age", "at least"), ("age", 35, "year of age", "at most")],
    ),
    ("六十岁以上的老人。", [("age", 60, "year of age", "at least")]),
    # several kinds
    (
        "三日内支付2000元，逾期加收5%。",
        [("deadline", 3, "day", ""), ("amount", 2000, "yuan", ""), ("rate", 5, "percent", "")],
    ),
)

_LEFT_ALONE = (
    "本法自2020年5月1日起施行。",
    "二〇二〇年五月一日。",
    "一九九五年一月一日公布。",
    "依照第三十八条第二款处理。",
    "第15条另有规定的除外。",
    "第三日送达。",
    "第 3 日到庭。",
    "第24小时起算。",
    "2019年度报告。",
    "二十世纪九十年代。",
    "下星期一开庭。",
    "放假时间：5月1日至5月3日。",
    "5月1日至3日放假。",
    "1月至3月为淡季。",
    "2020年至2022年。",
    "2019-2021年。",
    "每月支付一次。",
    "每年检查。",
    "上半年和下半年。",
    "限期　　日内改正。",
    "___日内支付＿＿元。",
    "X元，Y天。",
    "若干年，几天，数十万元。",
    "一万余元，二十余年。",
    "建立多元化解机制。",
    "解一元二次方程。",
    "半数以上通过。",
    "比例为1/3。",
    "三年级学生。",
    "一年一度的庆典。",
    "他三年前入职。",
    "价款50 000元。",
    "十三五规划。",
    "电话010-12345678。",
    "（2019）浙0205刑初169号。",
    "100多人，20余家。",
    "〇五年毕业。",
    "十周边城市。",
    "12月31日前完成。",
    "每月15日前发工资。",
    "百分比由办法另定。",
    "罚款加倍。",
    "本月最后一日。",
    "版本2.0.1。",
    "",
)


def _read(text: str) -> list[tuple[str, float, str, str]]:
    found = []
    for proposal in find_quantities(text):
        quantity = proposal.quantity
        assert quantity is not None
        found.append((proposal.value, quantity.number, quantity.unit, quantity.bound))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=row[0]) for row in _READ],
)
def test_a_quantity_is_read(text: str, expected: list[tuple[str, float, str, str]]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize("text", _LEFT_ALONE)
def test_what_is_no_quantity_gives_nothing(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("十五日内向法院起诉。", "向法院起诉", id="what follows a deadline"),
        pytest.param("提前三十日通知，说明理由。", "通知", id="until the comma"),
        pytest.param("试用期为三个月。", "试用期为", id="what stands before"),
        pytest.param("处二千元的罚款。", "处…的罚款", id="both sides"),
        pytest.param("培训的期限，三年。", "培训的期限，", id="the part before an empty one"),
        pytest.param("第八条 处二千元罚款。", "处…罚款", id="without the label of the article"),
    ],
)
def test_the_words_say_what_it_applies_to(text: str, subject: str) -> None:
    quantity = find_quantities(text)[0].quantity
    assert quantity is not None
    assert quantity.applies_to == subject


def test_a_scheme_without_a_type_does_not_get_it() -> None:
    tagger = QuantityTagger(load_schemes()["quantities"])
    unit = TextUnit("passage", "三日内支付2000元。", "document")

    assert [proposal.value for proposal in tagger.propose([unit])[0]] == ["deadline", "amount"]


_PIECES = st.lists(
    st.sampled_from(
        [
            *"0123456789一二十百千万半第年月日元%至-—、，。 内前后满",
            "个月",
            "百分之",
            "周岁",
            "小时",
            "倍",
            "以上",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(_PIECES)
def test_evidence_stands_in_the_text_and_holds_a_number(text: str) -> None:
    proposals = find_quantities(text)

    starts = set()
    for proposal in proposals:
        assert proposal.evidence is not None
        span = proposal.evidence
        assert 0 <= span.start < span.end <= len(text)
        words = text[span.start : span.end]
        assert set(words) & set("0123456789零一二两三四五六七八九十百千万半双加")
        assert (proposal.value, span.start) not in starts
        starts.add((proposal.value, span.start))


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("1", id="digits"),
        pytest.param("一", id="numerals"),
        pytest.param("1,234", id="groups"),
        pytest.param("1-", id="ranges without an end"),
        pytest.param("百分之", id="bases"),
        pytest.param("一至", id="open ranges"),
        pytest.param(" 1 ", id="blanks"),
        pytest.param(
            "3日内支付两千元以上的工资和职工所缴纳的费用以及其他应当支付的款项，", id="law"
        ),
    ],
)
def test_the_time_is_linear_in_the_text(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()

    find_quantities(text)

    assert time.process_time() - begun < 30


def test_a_range_from_a_fraction_to_a_multiple_is_two_quantities() -> None:
    found = find_quantities("候选人应当多于名额的三分之一至一倍。")
    assert [
        (quantity.quantity.number, quantity.quantity.unit)
        for quantity in found
        if quantity.quantity
    ] == [
        (pytest.approx(33.333333), "percent"),
        (1.0, "times"),
    ]


def test_a_place_has_one_quantity_of_a_type() -> None:
    text = "三分之一至一倍、百分之五至一倍、一至三倍、五十至百分之六十、一年半至两年、十日至15日内"
    found = find_quantities(text)
    places = [(quantity.value, quantity.evidence.start) for quantity in found if quantity.evidence]
    assert len(places) == len(set(places))
