"""Papers that speak of the good documents, or bring several texts, or are broken or hidden.

None of them may change what readers have of a good document. All text is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.hostile.whole import whole

_NAMED = "青岬区草帽甲型使用办法"
"""The title of the first of the good documents, which some of these papers name."""


def _two_rules() -> bytes:
    rules = [
        f"青岬区{kind}保管规定\n\n（2021年5月{day}日青岬区人民政府公布）\n\n第一条 {kind}由班组保管。\n\n"
        f"第二条 {kind}损坏的，当日更换。\n\n第三条 本规定自2021年6月1日起施行。\n\n"
        for day, kind in enumerate(("竹筐", "木桶"), 6)
    ]
    return "".join(rules).encode()


def _letter(number: int) -> bytes:
    return (
        f"工资支付催告函\n\n编号：青岬催字〔2024〕第{number}号\n\n青岬第{number}养殖合作社：\n\n"
        f"经查，你单位拖欠职工工资{2300 + number}元。请自收到本函之日起七日内支付。\n\n"
        f"青岬区总工会\n2024年3月{number}日\n"
    ).encode()


def _draft() -> bytes:
    return (
        f"{_NAMED}（征求意见稿）\n\n第一条 草帽由职工自备。\n\n第二条 原办法废止。\n\n"
        "现公开征求意见，意见请于4月1日前寄回。\n"
    ).encode()


def _blog(words: str) -> bytes:
    return (
        f"# 老韩的晒场日记\n\n听说{words}，大家都在问以后还发不发草帽。\n\n"
        f"我看《{_NAMED}》第二条写得明白，谁爱说谁说。\n\n有消息再写。\n"
    ).encode()


def _repeal_by_club() -> bytes:
    return (
        f"青岬钓鱼协会关于废止《{_NAMED}》的决定\n\n（2023年2月1日青岬钓鱼协会理事会通过）\n\n"
        f"决定废止《{_NAMED}》。\n\n本决定自2023年2月2日起施行。\n"
    ).encode()


def _same_title() -> bytes:
    return f"# {_NAMED}\n\n第一条 草帽每十年发放一次。\n\n第二条 其余不发。\n".encode()


def _hidden_page() -> bytes:
    return (
        f"<html><head><title>晒场通知</title></head><body><p>周五在晒场领取草帽。</p>"
        f'<p style="display:none">决定废止《{_NAMED}》，自2020年1月1日起施行。</p>'
        f'<p style="color:#fff">第九条 {"戴草帽。" * 40}</p></body></html>'
    ).encode()


def _huge_payroll() -> bytes:
    rows = (f"晾晒组,韩某{row},{4000 + row}\n" for row in range(4_000))
    return ("班组,姓名,应发\n" + "".join(rows)).encode()


def _part_of(suffix: str, share: float) -> Callable[[], bytes]:
    def make() -> bytes:
        data = whole()[suffix]
        return data[: int(len(data) * share)]

    return make


ODD_PAPERS: Mapping[str, Callable[[], bytes]] = {
    "two_rules.txt": _two_rules,
    "letter_1.txt": lambda: _letter(1),
    "letter_2.txt": lambda: _letter(2),
    "letter_3.txt": lambda: _letter(3),
    "draft.txt": _draft,
    "blog_of_a_repeal.md": lambda: _blog(f"《{_NAMED}》已经废止"),
    "blog_of_a_rumour.md": lambda: _blog(f"区里要停止执行《{_NAMED}》"),
    "repeal_by_a_club.txt": _repeal_by_club,
    "same_title.md": _same_title,
    "hidden.html": _hidden_page,
    "cut.docx": _part_of("docx", 0.6),
    "cut.pdf": _part_of("pdf", 0.5),
    "cut.xlsx": _part_of("xlsx", 0.7),
    "page.docx": _part_of("docx", 1),
    "page.pdf": _part_of("pdf", 1),
    "misnamed.pdf": _part_of("docx", 1),
    "empty.txt": bytes,
    "binary.md": lambda: bytes(range(256)) * 40,
    "huge_payroll.csv": _huge_payroll,
}
"""Bytes by the name of the file."""
