"""Whose law a case summary reports. All texts are invented."""

from __future__ import annotations

import pytest

from corpus.records import DocumentKind, Jurisdiction, Structure
from ingestion.reading import read
from law.structure import structure

M, T, H, A, F = (
    Jurisdiction.MAINLAND,
    Jurisdiction.TAIWAN,
    Jurisdiction.HONG_KONG,
    Jurisdiction.MACAO,
    Jurisdiction.FOREIGN,
)


def structure_of(title: str, facts: str, ruling: str) -> Structure:
    text = f"# {title}\n\n## 基本案情\n\n{facts}\n\n## 裁判结果\n\n{ruling}\n"
    return structure(read(text.encode(), "1234567.md"), "1234567")


FACTS = "甲某购买水泵，水泵漏水，要求退货。"
CASES: list[tuple[str, str, str, Jurisdiction | None]] = [
    ("水泵漏水的责任", FACTS, "云岭市梅溪区人民法院判决退货。", M),
    ("水泵漏水的责任", FACTS, "人民法院认为，应当退货。", M),
    ("水泵漏水的责任", "云岭市梅溪区人民法院公开开庭审理该案。", "判决退货。", M),
    ("加班工资的时效", "甲某向劳动人事争议仲裁委员会申请仲裁。", "仲裁委员会裁决支付工资。", M),
    ("加班工資的時效", "甲某向勞動人事爭議仲裁委員會申請仲裁。", "仲裁委員會裁決支付工資。", M),
    ("甲某诉浙江省云岭市水务局行政处罚案", FACTS, "撤销处罚。", M),
    ("水泵漏水的责任", FACTS, "依照《中华人民共和国民法典》第五百七十七条，应当退货。", M),
    ("水泵漏水的责任", FACTS, "《最高人民法院关于审理水泵案件的规定》第二条规定，应当退货。", M),
    ("水泵漏水的责任", FACTS, "《民法典》与《消费者权益保护法》都支持退货。", M),
    ("水泵漏水的责任", FACTS, "云岭知识产权法院判决停止侵害。", M),
    (
        "台湾地区判决的认可",
        "台湾台北地方法院此前作出判决。",
        "甲某向云岭市中级人民法院申请认可。云岭市中级人民法院裁定认可该判决。",
        M,
    ),
    ("香港公司的货款", "乙公司在香港注册。", "云岭市中级人民法院判决支付货款。", M),
    ("水泵漏水的責任", FACTS, "雲嶺市人民法院判決退貨。", M),
    ("水泵漏水的責任", FACTS, "臺灣臺北地方法院判決退貨。", T),
    ("水泵漏水的责任", FACTS, "台湾高等法院台中分院认为应当退货。", T),
    ("水泵漏水的责任", FACTS, "最高行政法院废弃原判决并驳回上诉。", T),
    ("水泵漏水的責任", FACTS, "香港高等法院原訟法庭裁定退貨。", H),
    ("水泵漏水的责任", FACTS, "香港特别行政区终审法院驳回上诉。", H),
    ("解雇補償", "僱員向勞資審裁處申索。", "勞資審裁處裁定僱主支付補償。", H),
    (
        "内地判决的执行",
        "云岭市中级人民法院判决支付货款。",
        "甲某向香港高等法院申请登记。香港高等法院裁定准许登记。",
        H,
    ),
    ("水泵漏水的责任", FACTS, "澳门特别行政区初级法院判决退货。", A),
    ("水泵漏水的責任", FACTS, "澳門終審法院裁定上訴理由不成立，維持判決。", A),
    ("水泵漏水的责任", FACTS, "美国联邦最高法院判决退货。", F),
    ("水泵漏水的责任", FACTS, "东京地方裁判所判决退货。", F),
    ("水泵漏水的责任", FACTS, "越南最高人民法院判决退货。", F),
    ("水泵漏水的责任", FACTS, "德国联邦劳动法院驳回上诉。", F),
    # nothing says whose law it is
    ("水泵漏水的责任", FACTS, "法院判决退货。", None),
    ("水泵漏水的責任", FACTS, "法院判決退貨。", None),
    ("水泵漏水的责任", FACTS, "法院依照《民法典》判决退货。", None),
    ("水泵漏水的责任", FACTS, "法院依照《民法典》和《合同法》判决退货，参考台湾的学说。", None),
    ("僱傭合約", FACTS, "法院依照《雇佣条例》判决支付工资。", None),
    ("水泵漏水的责任", "台湾台北地方法院与云岭市人民法院都有管辖权。", "当事人和解。", None),
]


@pytest.mark.parametrize(
    ("title", "facts", "ruling", "jurisdiction"),
    CASES,
    ids=[f"{row[0]} {row[2]}" for row in CASES],
)
def test_jurisdiction_of_a_case(
    title: str,
    facts: str,
    ruling: str,
    jurisdiction: Jurisdiction | None,
) -> None:
    found = structure_of(title, facts, ruling)
    assert found.kind is DocumentKind.CASE
    assert (found.jurisdiction.value if found.jurisdiction else None) == jurisdiction
    if found.jurisdiction is not None:
        evidence = found.jurisdiction.evidence
        assert evidence.words
        assert evidence.span is not None
