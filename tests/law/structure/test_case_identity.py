"""The name and the day of a summarised case. All texts are invented."""

from __future__ import annotations

import pytest

from corpus.records import Structure
from ingestion.reading import read
from law.structure import structure

RULE = "卖水泵的人隐瞒漏水的，应当退货。"
SUIT = "甲某诉云岭水泵有限公司买卖合同纠纷案"
DECIDED = (
    "云岭市梅溪区人民法院于2007年10月5日作出（2007）梅民初字第5号民事判决：退货。"
    "宣判后，乙公司上诉。云岭市中级人民法院于2008年3月13日作出（2008）云民终字第7号民事判决：维持原判。"
)


def structure_of(name: str, *headings: str, ruling: str = "退货。") -> Structure:
    head = "".join(
        f"{'#' if not number else '##'} {words}\n\n" for number, words in enumerate(headings)
    )
    text = f"{head}## 基本案情\n\n甲某购买水泵，2006年1月2日交货。\n\n## 裁判结果\n\n{ruling}\n"
    return structure(read(text.encode(), f"{name}.md"), name)


TITLES = [
    ("the heading that is also the name of the file", SUIT, (RULE, SUIT), SUIT),
    ("with a date in the name", f"{SUIT}(2008-03-13)", (RULE, SUIT), SUIT),
    ("a heading that the name of the file does not confirm", "1234567", (RULE, SUIT), RULE),
    ("a title that is the name of the file itself", SUIT, (SUIT,), SUIT),
    ("a heading that is no suit", "退货的规则", ("水泵漏水谁来赔", "退货的规则"), "水泵漏水谁来赔"),
]


@pytest.mark.parametrize(
    ("name", "headings", "title"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES]
)
def test_the_title_of_a_case(name: str, headings: tuple[str, ...], title: str) -> None:
    assert structure_of(name, *headings).title == title


def test_the_title_does_not_change_the_work() -> None:
    assert structure_of(SUIT, RULE, SUIT).work == structure_of("1234567", RULE, SUIT).work


DAYS = [
    ("the last court", DECIDED, "2008-03-13"),
    ("an award", "仲裁委员会于2020年1月2日裁决支付工资。", "2020-01-02"),
    ("no day of a decision", "人民法院判决退货。乙公司于2008年4月1日付款。", None),
    ("a day in the facts", "法院认为，甲某于2008年4月1日退货，判决支付。", None),
    ("a month only", "法院于2007年10月作出判决。", None),
]


@pytest.mark.parametrize(("ruling", "day"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_the_day_of_a_case(ruling: str, day: str | None) -> None:
    found = structure_of("1234567", RULE, ruling=ruling)
    assert found.date == day
    assert (found.date_evidence is None) == (day is None)
