"""When a text ends by itself, and which periods of validity are those of something else."""

from __future__ import annotations

import pytest

from corpus.records import DocumentKind, Expiry, Span
from ingestion.reading import read
from law.structure import structure
from law.structure.expiry import read_expiries

MIDDLE = "第二条 电车应当准点。"


def expiries(closing: str, kind: DocumentKind = DocumentKind.REGULATION) -> list[Expiry]:
    """The ends that the last of three articles states."""
    units = ["第一条 为了规范电车，制定本办法。", MIDDLE, closing]
    text = "\n".join(units)
    spans: list[Span] = []
    place = 0
    for unit in units:
        spans.append(Span(place, place + len(unit)))
        place += len(unit) + 1
    return list(read_expiries(text, spans, kind, []))


UNTIL = [
    ("本办法自2018年7月1日起施行，有效期至2021年6月30日。", "2021-06-30"),
    ("本办法自2018年7月1日起施行，有效期至2021年6月30日止。", "2021-06-30"),
    ("本办法自2018年7月1日起施行，有效期截至2021年6月30日。", "2021-06-30"),
    ("本办法自2018年7月1日起施行，有效期到二〇二一年六月三十日。", "2021-06-30"),
    ("本办法自2018年7月1日起施行。有效期至2021年6月30日。", "2021-06-30"),
    ("本办法自2018年7月1日起施行；有效期至2021年6月30日。", "2021-06-30"),
    ("第三条 本办法自2018年7月1日起施行，有效期至2021年6月30日。", "2021-06-30"),
    ("八、有效期：2018年7月1日至2021年6月30日。", "2021-06-30"),
    ("本办法有效期自2018年7月1日起至2021年6月30日止。", "2021-06-30"),
    ("本办法的有效期限为2018年7月1日至2021年6月30日。", "2021-06-30"),
    ("本办法自2018年7月1日起施行，至2021年6月30日止。", "2021-06-30"),
    ("本办法自2018年7月1日起施行，至2021年6月30日废止。", "2021-06-30"),
    ("本通知自2018年7月1日起至2021年6月30日止执行。", "2021-06-30"),
    ("本通知自2018年7月1日至2021年6月30日执行。", "2021-06-30"),
    ("本公告执行至2021年6月30日。", "2021-06-30"),
    ("本公告自2018年7月1日起执行，执行期限至2021年6月30日。", "2021-06-30"),
    ("本办法自2018年7月1日起施行，2021年6月30日自动失效。", "2021-06-30"),
    ("本办法于2021年6月30日自行废止。", "2021-06-30"),
    ("本办法自2021年7月1日起自动失效。", "2021-06-30"),
    ("本办法有效期至2021年6月。", "2021-06-30"),
    ("本办法有效期至2021年底。", "2021-12-31"),
    ("本办法有效期至2021年。", "2021-12-31"),
    ("本办法自2018年7月1日零时起施行，至2021年6月30日24时止。", "2021-06-30"),
    ("现予公布，自2018年7月1日起施行，有效期至2021年6月30日。", "2021-06-30"),
    ("本办法由市交通局负责解释，自2018年7月1日起施行，有效期至2021年6月30日。", "2021-06-30"),
    ("上述政策执行至2021年6月30日。", "2021-06-30"),
    ("本规范性文件有效期至2021年6月30日。", "2021-06-30"),
    ("本办法（试行）有效期至2021年6月30日。", "2021-06-30"),
]


@pytest.mark.parametrize(("closing", "last"), UNTIL, ids=[row[0] for row in UNTIL])
def test_a_text_says_its_last_day(closing: str, last: str) -> None:
    found = expiries(closing)
    assert [(expiry.last, expiry.trial, expiry.lapses) for expiry in found] == [(last, False, True)]


COUNTED = [
    ("本办法自公布之日起施行，有效期五年。", 60, 0, False, True),
    ("本办法自公布之日起施行，有效期5年。", 60, 0, False, True),
    ("本办法自公布之日起施行，有效期为5年。", 60, 0, False, True),
    ("本办法自公布之日起施行，有效期暂定两年。", 24, 0, False, True),
    ("本办法自公布之日起施行，有效期十八个月。", 18, 0, False, True),
    ("本办法自公布之日起施行，有效期90日。", 0, 90, False, True),
    ("本办法有效期五年，自公布之日起施行。", 60, 0, False, True),
    ("本办法自公布之日起30日后施行，有效期五年。", 60, 0, False, True),
    ("自公布之日起施行，有效期五年。", 60, 0, False, True),
    ("本办法有效期自公布之日起五年。", 60, 0, False, True),
    ("本办法自公布之日起施行，有效期五年，期满自动失效。", 60, 0, False, True),
    ("本办法自公布之日起试行，试行期一年。", 12, 0, True, False),
    ("本办法试行期为两年。", 24, 0, True, False),
    ("本办法试行一年。", 12, 0, True, False),
    ("本办法自公布之日起试行，试行期限六个月。", 6, 0, True, False),
    ("本办法自公布之日起试行，试行期一年，期满自行失效。", 12, 0, True, True),
    ("本办法试行期两年。试行期满后自动废止。", 24, 0, True, True),
]


@pytest.mark.parametrize(
    ("closing", "months", "days", "trial", "lapses"), COUNTED, ids=[row[0] for row in COUNTED]
)
def test_a_text_says_how_long_it_is_in_force(
    closing: str,
    months: int,
    days: int,
    trial: bool,
    lapses: bool,
) -> None:
    found = expiries(closing)
    assert [
        (expiry.last, expiry.months, expiry.days, expiry.trial, expiry.lapses) for expiry in found
    ] == [(None, months, days, trial, lapses)]


def test_a_trial_may_have_a_last_day() -> None:
    found = expiries("本办法自2018年7月1日起试行，试行期至2019年6月30日。")
    assert [(expiry.last, expiry.trial) for expiry in found] == [("2019-06-30", True)]


OTHERS = [
    "许可证有效期五年。",
    "许可证的有效期为五年，有效期届满需要延续的，应当提出申请。",
    "居民身份证的有效期为十年、二十年、长期。",
    "根据本办法核发的证书，有效期五年。",
    "本办法自2018年7月1日起施行，依照本办法取得的证书，有效期五年。",
    "许可证由市交通局颁发，自批准之日起生效，有效期三年。",
    "自批准之日起生效，有效期三年。",
    "本证有效期五年。",
    "本合同有效期三年。",
    "本协议自2018年7月1日至2021年6月30日有效。",
    "本报价有效期至2021年6月30日。",
    "要约的有效期为三十日。",
    "评估结果有效期最长不得超过一年。",
    "本办法自2018年7月1日起施行，有效期不超过五年。",
    "本办法自公布之日起施行，有效期至新办法施行之日。",
    "本办法在有效期届满前六个月进行评估。",
    "本办法规定的许可有效期五年。",
    "本办法所称有效期，是指许可证载明的期限。",
    "会计年度自公历1月1日起至12月31日止。",
    "本办法所称年度自2020年1月1日起至2020年12月31日止。",
    "《缆车办法》自2021年7月1日起废止。",
    "该办法自2021年7月1日起废止。",
    "本办法第五条自2021年7月1日起废止。",
    "本办法有效期至2021年2月30日。",
    "试用期一年。",
    "新录用人员试用期为一年，本办法自2018年7月1日起施行。",
    "电车票有效期至2021年6月30日。",
    "修改为：“本办法有效期至2021年6月30日。”",
]


@pytest.mark.parametrize("closing", OTHERS)
def test_a_period_of_something_else_ends_no_text(closing: str) -> None:
    assert expiries(closing) == []


def test_new_words_for_another_norm_end_no_decision() -> None:
    cut_off = "将第九条修改为：“第九条 本办法自2018年7月1日起施行，有效期至2021年6月30日。"
    assert expiries(cut_off, DocumentKind.DECISION) == []


def test_a_period_in_the_middle_of_a_text_needs_a_subject() -> None:
    text = "第一条 甲。\n第二条 有效期五年。\n第三条 乙。\n第四条 本办法自2018年7月1日起施行。"
    spans = [Span(0, 6), Span(7, 17), Span(18, 24), Span(25, len(text))]
    assert list(read_expiries(text, spans, DocumentKind.REGULATION, [])) == []


RULE = "# 青岩市电车办法\n\n第一条 甲。\n\n第二条 {}\n\n第三条 本办法自2018年7月1日起施行。{}"
NOTICE = "# 青岩市交通局关于发放电车补贴的通知\n\n各区：\n\n一、补贴每月五十元。\n\n二、{}\n\n青岩市交通局\n\n2018年6月1日"
SIGNED = "\n\n有效期：2018年7月1日至2021年6月30日\n\n青岩市交通局\n\n2018年6月1日"

DOCUMENTS = [
    ("a line of the signature", RULE.format("乙。", SIGNED), ["2021-06-30"]),
    (
        "the last paragraph of a notice",
        NOTICE.format("本通知自2018年7月1日起执行，有效期至2021年6月30日。"),
        ["2021-06-30"],
    ),
    ("a text that says nothing of its end", RULE.format("许可证有效期五年。", ""), []),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in DOCUMENTS], ids=[row[0] for row in DOCUMENTS]
)
def test_a_document_says_when_it_ends(text: str, expected: list[str]) -> None:
    found = structure(read(text.encode(), "文件.md"), "文件")
    assert found.law
    assert [expiry.last for expiry in found.law.expiries] == expected


def test_the_evidence_is_the_place_of_the_words() -> None:
    text = "第一条 甲。\n第二条 本办法自2018年7月1日起施行，有效期至2021年6月30日。"
    spans = [Span(0, 6), Span(7, len(text))]
    (found,) = read_expiries(text, spans, DocumentKind.REGULATION, [])
    span = found.evidence.span
    assert span
    assert text[span.start : span.end] == "有效期至2021年6月30日"
    assert "有效期至2021年6月30日" in found.evidence.words
