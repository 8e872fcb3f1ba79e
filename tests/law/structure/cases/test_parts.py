"""The parts of a case file, each a table: numbers, amounts, causes, official lists, sections, long odd texts."""

from __future__ import annotations

import time

import pytest

from corpus.records import CaseFile
from ingestion.reading import read
from law.structure import structure
from law.structure.amounts import read_amounts
from law.structure.case_numbers import court_problem, read_number
from law.structure.causes import official_charge
from law.structure.lists import rows

NUMBERS = [
    (
        "（2021）京0105民初1234号",
        "（2021）京0105民初1234号",
        "京0105",
        "民初",
        "",
    ),
    (
        "(2021) 京 0105 民初 1234 号",
        "（2021）京0105民初1234号",
        "京0105",
        "民初",
        "",
    ),  # half-width, blanks
    (
        "（２０２１）京０１０５民初１２３４号",
        "（2021）京0105民初1234号",
        "京0105",
        "民初",
        "",
    ),  # full-width digits
    (
        "[2021]京0105民初1234號",
        "（2021）京0105民初1234号",
        "京0105",
        "民初",
        "",
    ),  # square brackets, traditional
    (
        "（2020）最高法民终5号",
        "（2020）最高法民终5号",
        "最高法",
        "民终",
        "",
    ),
    (
        "（2019）粤民再88号",
        "（2019）粤民再88号",
        "粤",
        "民再",
        "",
    ),  # a high court has no digits
    (
        "（2018）沪73民初9号",
        "（2018）沪73民初9号",
        "沪73",
        "民初",
        "",
    ),
    (
        "（2022）苏01行赔终3号",
        "（2022）苏01行赔终3号",
        "苏01",
        "行赔终",
        "",
    ),
    (
        "（2019）湘9901执12号之一",
        "（2019）湘9901执12号之一",
        "湘9901",
        "执",
        "",
    ),  # a second ruling in the same case
    (
        "（2014）西刑初字第82号",
        "（2014）西刑初字第82号",
        "西",
        "刑初",
        "",
    ),  # before 2016
    (
        "（2013）河民一终字第00082号",
        "（2013）河民一终字第00082号",
        "河",
        "民终",
        "",
    ),  # with its chamber
    (
        "（2015）云城法刑初字第46-2号",
        "（2015）云城法刑初字第46-2号",
        "云城法",
        "刑初",
        "",
    ),
    (
        "（2015）西刑速初字第88号",
        "（2015）西刑速初字第88号",
        "西",
        "刑初",
        "",
    ),
    (
        "云劳人仲案〔2024〕第 88 号",
        "云劳人仲案（2024）第88号",
        "云劳人仲案",
        "仲案",
        "",
    ),
    (
        "民事判决书 （2021）京0105民初12号",
        "（2021）京0105民初12号",
        "京0105",
        "民初",
        "",
    ),  # behind what it numbers
    ("（20l8）京0105民初1号", None, "", "", ""),  # a letter for a digit is no number at all
    (
        "（208）京0105民初1号",
        "（208）京0105民初1号",
        "京0105",
        "民初",
        "no year of four digits",
    ),
    (
        "（2821）京0105民初1号",
        "（2821）京0105民初1号",
        "京0105",
        "民初",
        "year 2821",
    ),
    (
        "（2018）京0105民初××号",
        "（2018）京0105民初××号",
        "京0105",
        "民初",
        "no serial number",
    ),
    (
        "（2018）京0105民初字第号",
        "（2018）京0105民初字第号",
        "京0105",
        "",
        "no type of case that is known",
    ),
    (
        "（2018）洲0105民初1号",
        "（2018）洲0105民初1号",
        "",
        "",
        "no court that is known",
    ),  # no such region
    (
        "（2018）京0105民始1号",
        "（2018）京0105民始1号",
        "京0105",
        "",
        "no type of case that is known",
    ),
    (
        "（2018）京0105民初12X4号",
        "（2018）京0105民初12X4号",
        "京0105",
        "民初",
        "no serial number",
    ),
    ("河东检刑诉（2018）34号起诉书", None, "", "", ""),  # an indictment's
    ("云岭市人民法院民事判决书", None, "", "", ""),
    ("依照2021年第3号规定", None, "", "", ""),  # a year without its brackets
]


@pytest.mark.parametrize(("text", "value", "court", "kind", "problem"), NUMBERS)
def test_a_case_number_is_read_and_checked(
    text: str,
    value: str | None,
    court: str,
    kind: str,
    problem: str,
) -> None:
    number = read_number(
        text,
        0,
        len(text),
    )
    if value is None:
        assert number is None
    else:
        assert number is not None
        assert (
            number.value,
            number.court,
            number.type,
            number.problem,
        ) == (
            value,
            court,
            kind,
            problem,
        )


COURTS = [
    ("（2021）京01民终12号", "北京市第一中级人民法院", ""),
    ("（2021）京01民终12号", "上海市第一中级人民法院", "京 is not the region of the court"),
    (
        "（2021）沪0115民初12号",
        "上海市第一中级人民法院",
        "沪0115 is no code of a court of this level",
    ),
    ("（2021）粤民终12号", "广东省高级人民法院", ""),
    (
        "（2021）粤73民初12号",
        "广州知识产权法院",
        "",
    ),  # a special court: its level is not in its name
    (
        "（2021）兵01民终12号",
        "新疆生产建设兵团第一师中级人民法院",
        "",
    ),  # the corps has a sign of its own
    (
        "（2014）西刑初字第82号",
        "甘肃省西和县人民法院",
        "",
    ),  # a short name of the court's own: nothing to check
    ("（2020）最高法民终5号", "最高人民法院", ""),
]


@pytest.mark.parametrize(("text", "court", "problem"), COURTS)
def test_a_number_is_checked_against_its_court(
    text: str,
    court: str,
    problem: str,
) -> None:
    number = read_number(
        text,
        0,
        len(text),
    )
    assert number is not None
    assert court_problem(number, court) == problem


def test_spaced_out_and_traditional_heads_are_read() -> None:
    case = case_of(
        "云 岭 市 人 民 法 院\n民 事 裁 定 書\n（2021）沪0199民初18號\n原 告：甲某，男。\n被 告：乙某，女。\n本院认为，应予准许。裁定如下：\n准许撤诉。"
    )
    assert (case.court and case.court.value, case.paper.value) == ("云岭市人民法院", "ruling")
    assert [(one.role, one.name) for one in case.parties] == [("原告", "甲某"), ("被告", "乙某")]
    assert case.number is not None
    assert case.number.value == "（2021）沪0199民初18号"


AMOUNTS = [
    ("支付9000元", ["9000"]),
    ("支付人民币9，000.50元", ["9000.5"]),  # full-width comma between thousands
    ("支付3,472元、138 000元", ["3472", "138000"]),  # blanks between thousands
    ("支付４５００元", ["4500"]),
    ("借款4.5万元，投资三点五万元", ["45000", "35000"]),
    ("合计244.75万元、1.2亿元、3百万元", ["2447500", "120000000", "3000000"]),
    ("赔偿壹万贰仟叁佰元整", ["12300"]),
    ("赔偿一百二十三万四千五百六十七元八角九分", ["1234567.89"]),
    ("十二亿零五万元", ["1200050000"]),
    ("两万元，二〇〇元", ["20000", "200"]),
    ("一百余元", ["100"]),
    ("×万元、某元、X00元", []),  # masked
    ("一元化领导、元月三日、百元以下的元件", ["1"]),  # 一元 is read where it could be money
    ("三四十元", []),  # about thirty or forty: no number
    ("第5条、2021年3月4日", []),
]


@pytest.mark.parametrize(("text", "yuan"), AMOUNTS)
def test_a_sum_is_read_in_yuan(text: str, yuan: list[str]) -> None:
    found = list(
        read_amounts(
            text,
            0,
            len(text),
            "claims",
        )
    )
    assert [one.yuan for one in found] == yuan
    assert [text[slice(*one.span)] for one in found] == [one.words for one in found]


def test_costs_and_fines_are_reported_from_what_is_awarded() -> None:
    text = "支付9000元，并处罚金人民币2000元。案件受理费减半收取计25元。"
    assert [
        (one.yuan, one.purpose)
        for one in read_amounts(
            text,
            0,
            len(text),
            "ruling",
        )
    ] == [
        ("9000", None),
        ("2000", "fine"),
        ("25", "fee"),
    ]


CHARGES = [
    ("盗窃罪", "盗窃罪"),
    ("贩卖毒品罪", "走私、贩卖、运输、制造毒品罪"),
    ("贩卖、运输毒品罪", "走私、贩卖、运输、制造毒品罪"),
    (
        "非法持有枪支罪",
        "非法持有、私藏枪支、弹药罪",
    ),  # an alternative left out in the middle and at the end
    ("伪造国家机关证件、印章罪", "伪造、变造、买卖国家机关公文、证件、印章罪"),
    ("掩饰、隐瞒犯罪所得罪", "掩饰、隐瞒犯罪所得、犯罪所得收益罪"),
    ("容留卖淫罪", "引诱、容留、介绍卖淫罪"),
    ("组织他人偷越国境罪", "组织他人偷越国（边）境罪"),
    ("偷税罪", "偷税罪"),  # a former name: judgments of its time bear it
    ("持有毒品罪", None),  # 非法 may not be left out
    ("诈骗毒品罪", None),
    ("走私毒罪", None),
]


@pytest.mark.parametrize(("name", "official"), CHARGES)
def test_a_charge_is_found_in_the_list_by_its_alternatives(name: str, official: str | None) -> None:
    assert official_charge(name) == official


@pytest.mark.parametrize(
    ("name", "least", "width"),
    [("charges.tsv", 500, 3), ("civil_causes.tsv", 550, 2), ("case_types.tsv", 80, 3)],
)
def test_a_list_names_its_source_and_repeats_nothing(
    name: str,
    least: int,
    width: int,
) -> None:
    found = rows(name)
    keys = [
        row[:2] if name == "civil_causes.tsv" else row[0] for row in found
    ]  # a part and its only chapter share a name
    assert len(found) >= least
    assert {len(row) for row in found} == {width}
    assert len(set(keys)) == len(keys)


HEAD = "云岭市人民法院 刑事判决书 （2021）沪0199刑初18号 公诉机关云岭市人民检察院。 被告人甲某，男。 云岭市人民检察院以云检刑诉（2021）1号起诉书指控被告人甲某犯盗窃罪，向本院提起公诉。"
ORDERS = [
    # the court's findings first, then the defence
    (
        "现已审理终结。 经审理查明，甲某拿走手机。 辩护人提出，甲某自首。 本院认为，成立。判决如下： 罚金千元。",
        "parties procedure facts defence reasoning ruling",
    ),
    # what is said about the charge is no charge
    (
        "现已审理终结。 公诉机关指控：甲某拿走手机。 甲某对公诉机关指控的事实无异议。 本院认为，成立。判决如下： 罚金千元。",
        "parties procedure claims reasoning ruling",
    ),
    # the summary procedure closes without 审理终结
    (
        "本院适用速裁程序，公开开庭审理了本案。 公诉机关指控，甲某拿走手机。 上述事实，被告人甲某无异议。 本院认为，成立。判决如下： 罚金千元。",
        "parties procedure claims reasoning ruling",
    ),
    # charge and findings in one
    (
        "现已审理终结。 公诉机关指控并经本院审理查明，甲某拿走手机。 本院认为，成立。判决如下： 罚金千元。",
        "parties procedure facts reasoning ruling",
    ),
    # the list of evidence names what the accused said
    (
        "现已审理终结。 经审理查明，甲某拿走手机，有下列证据：照片；被告人甲某的供述和辩解；收条。 本院认为，成立。判决如下： 罚金千元。",
        "parties procedure facts reasoning ruling",
    ),
]


@pytest.mark.parametrize(("reported", "sections"), ORDERS)
def test_a_formula_opens_a_section_where_it_opens_a_sentence(reported: str, sections: str) -> None:
    found = structure(read((HEAD + " " + reported).encode(), "a.txt"), "a")
    assert found.case is not None
    assert " ".join(one.name for one in found.case.sections) == sections


def case_of(text: str) -> CaseFile:
    found = structure(read(text.encode(), "a.txt"), "a")
    assert found.case is not None
    return found.case


def test_each_accused_has_charges_of_their_own() -> None:
    case = case_of(
        HEAD.replace(
            "犯盗窃罪，",
            "犯盗窃罪；被告人乙某犯掩饰、隐瞒犯罪所得罪，被告人丙某、丁某涉嫌犯赌博罪、行贿罪，",
        )
        + " 现已审理终结。 公诉机关指控，甲某拿走手机。 本院认为，成立。判决如下： 罚金千元。"
    )
    assert [one.name for one in case.causes] == [
        "盗窃罪",
        "掩饰、隐瞒犯罪所得罪",
        "赌博罪",
        "行贿罪",
    ]


EVENTS = [
    ("本院于2021年5月6日公开开庭审理了本案。", ["heard 2021-05-06"]),
    (
        "本院于2021年5月6日转为普通程序，公开开庭审理了本案。",
        [],
    ),  # the hearing's own day is not said
    ("于二〇二一年五月六日向本院提起公诉，本院同日立案。", ["filed 2021-05-06"]),
    (
        "本院2021年5月6日立案受理，于2021年5月9日不公开开庭进行了审理。",
        ["accepted 2021-05-06", "heard 2021-05-09"],
    ),
    ("被告人于2021年5月6日逃跑。", []),
]


@pytest.mark.parametrize(("procedure", "events"), EVENTS)
def test_a_date_belongs_to_the_act_of_its_own_clause(procedure: str, events: list[str]) -> None:
    case = case_of(
        f"{HEAD} {procedure}现已审理终结。 公诉机关指控，甲某拿走手机。 本院认为，成立。判决如下： 罚金千元。"
    )
    assert [f"{one.event.value} {one.date}" for one in case.dates] == events


def test_a_name_goes_on_behind_the_bracket_that_shortens_it() -> None:
    case = case_of(
        HEAD.replace(
            "公诉机关云岭市人民检察院。", "公诉机关云岭市河东新区（以下简称河东）人民检察院。"
        )
    )
    assert case.parties[0].name == "云岭市河东新区（以下简称河东）人民检察院"


def test_what_is_quashed_is_not_awarded() -> None:
    case = case_of(
        HEAD
        + " 现已审理终结。 本院认为，量刑过重。判决如下： 一、撤销原判第一项，即罚金9000元； 二、甲某犯盗窃罪，罚金2000元。（限一个月内缴纳。） 如不服本判决，可以上诉。"
    )
    assert [one.yuan for one in case.awarded] == ["2000"]
    assert [(one.yuan, one.purpose) for one in case.amounts] == [
        ("9000", "quashed"),
        ("2000", "fine"),
    ]


ODD = [
    "原告甲某不服，",
    "公诉机关指控被告人犯盗窃、",
    "审 ",
    "人民检察院",
    "被告人甲某\n",
    "审判员甲某 ",
    "。本院认为",
    "123,456 789.",
    "一二三万",
    "（2014）",
    "上诉人纠纷",
    "2021年13月40日",
]


@pytest.mark.parametrize("odd", ODD)
def test_a_long_odd_text_takes_no_long_time(odd: str) -> None:
    """200,000 characters take less than three seconds here; a regular expression that backtracks would take minutes."""
    document = read((HEAD + odd * (200_000 // len(odd))).encode(), "a.txt")
    start = time.perf_counter()
    structure(document, "a")
    assert time.perf_counter() - start < 30
