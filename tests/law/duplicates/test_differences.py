"""What differs decides, not how much: a row is two texts and the facts in which they differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.duplicates import compare, comparison_text
from law.duplicates.differences import ALIKE, LONGEST
from law.duplicates.facts import Fact
from law.duplicates.signatures import bands, signature

BODY = "各用人单位应当在规定期限内核对考勤台账，补足差额，并将处理情况书面告知劳动者本人，逾期未办的由监察机构立案查处。"
REASONS = "本院认为，双方的劳动关系合法有效，被告未按约定支付劳动报酬，原告的请求有事实和法律依据，予以采纳。"

FACTS = (
    # what it is, one text, another, the facts that differ
    (
        "the same",
        BODY,
        BODY,
        set(),
    ),
    (
        "punctuation and width",
        BODY,
        BODY.replace("，", ", ").replace("。", "．"),
        set(),
    ),
    (
        "traditional characters",
        BODY,
        BODY.replace("应当", "應當").replace("劳动者", "勞動者"),
        set(),
    ),
    (
        "lines of another width",
        BODY,
        "\n".join(
            BODY[at : at + 17]
            for at in range(
                0,
                len(BODY),
                17,
            )
        ),
        set(),
    ),
    (
        "what a page says of itself",
        BODY,
        f"来源：云岭日报\n{BODY}\n责任编辑：王芳\n上一篇：工资怎么算",
        set(),
    ),
    (
        "a slip",
        f"已经核实。{BODY}",
        f"己经核实。{BODY}",
        set(),
    ),
    (
        "the same slip each time",
        f"已经核实，已经告知，已经归档。{BODY}",
        f"己经核实，己经告知，己经归档。{BODY}",
        set(),
    ),
    (
        "a date written otherwise",
        f"2023年5月6日。{BODY}",
        f"2023-05-06。{BODY}",
        set(),
    ),
    (
        "a number in other numerals",
        f"第三条。{BODY}",
        f"第3条。{BODY}",
        set(),
    ),
    (
        "a thousand with a comma",
        f"补足3,000元。{BODY}",
        f"补足3000元。{BODY}",
        set(),
    ),
    (
        "a character lost between digits",
        f"6月15日。{BODY}",
        f"615日。{BODY}",
        set(),
    ),
    (
        "a name with a slip in one of two places",
        f"原告张伟诉称。张伟入职。{BODY}",
        f"原告张韦诉称。张伟入职。{BODY}",
        set(),
    ),
    (
        "another number",
        f"补足3000元。{BODY}",
        f"补足3500元。{BODY}",
        {Fact.NUMBER},
    ),
    (
        "a digit more",
        f"补足500元。{BODY}",
        f"补足1500元。{BODY}",
        {Fact.NUMBER},
    ),
    (
        "another year",
        f"2023年{BODY}",
        f"2024年{BODY}",
        {Fact.NUMBER},
    ),
    (
        "another article",
        f"第三条 {BODY}",
        f"第四条 {BODY}",
        {Fact.NUMBER},
    ),
    (
        "another share",
        f"按30%补足。{BODY}",
        f"按30‰补足。{BODY}",
        {Fact.NUMBER},
    ),
    (
        "by the week, not the month",
        f"按月支付。{BODY}",
        f"按周支付。{BODY}",
        {Fact.NUMBER},
    ),
    (
        "another lot",
        f"第一批名单。{BODY}",
        f"第二批名单。{BODY}",
        {Fact.NUMBER},
    ),
    (
        "another bus",
        f"K12路。{BODY}",
        f"B12路。{BODY}",
        {Fact.NUMBER},
    ),
    (
        "another person",
        f"王建国同志：{BODY}",
        f"李志强同志：{BODY}",
        {Fact.NAME},
    ),
    (
        "another person of the same surname",
        f"王芳同志：{BODY}",
        f"王敏同志：{BODY}",
        {Fact.NAME},
    ),
    (
        "another plaintiff",
        f"原告张伟诉称，{REASONS}",
        f"原告张磊诉称，{REASONS}",
        {Fact.NAME},
    ),
    (
        "another party by its mark",
        f"原告甲公司，{REASONS}",
        f"原告乙公司，{REASONS}",
        {Fact.NAME},
    ),
    (
        "a masked name",
        f"张某入职。{BODY}",
        f"李某入职。{BODY}",
        {Fact.NAME},
    ),
    (
        "another place",
        f"青河县范围内。{BODY}",
        f"白沙县范围内。{BODY}",
        {Fact.NAME},
    ),
    (
        "another place, with its mark",
        f"南屏市关于用工的通告。{BODY}",
        f"白沙县关于用工的通告。{BODY}",
        {Fact.NAME},
    ),
    (
        "another company",
        f"由华远物流有限公司办理。{BODY}",
        f"由金桥物流有限公司办理。{BODY}",
        {Fact.NAME},
    ),
    (
        "one name for another each time",
        f"审理反倾销案件，反倾销税。{BODY}",
        f"审理反补贴案件，反补贴税。{BODY}",
        {Fact.NAME},
    ),
    (
        "a not",
        f"可以解除，予以支持。{BODY}",
        f"可以解除，不予支持。{BODY}",
        {Fact.OPPOSITE},
    ),
    (
        "more and less",
        f"三人以上。{BODY}",
        f"三人以下。{BODY}",
        {Fact.OPPOSITE},
    ),
    (
        "must and may",
        f"工会应当派员。{BODY}",
        f"工会可以派员。{BODY}",
        {Fact.OPPOSITE},
    ),
)


@pytest.mark.parametrize(
    ("what", "one", "other", "facts"),
    FACTS,
    ids=[row[0] for row in FACTS],
)
def test_facts(
    what: str,
    one: str,
    other: str,
    facts: set[Fact],
) -> None:
    """Said of the two texts in either order."""
    texts = comparison_text(one), comparison_text(other)
    for first, second in (texts, texts[::-1]):
        found = compare(first, second)
        assert found is not None
        assert set(found.facts) == facts


def test_a_paragraph_that_one_text_lacks_is_reported_and_is_no_fact() -> None:
    paragraphs = [
        BODY.replace("核对", word)
        for word in (
            "核对",
            "登记",
            "报送",
            "归档",
            "公示",
            "备案",
            "说明",
            "清点",
        )
    ]
    more = [*paragraphs, "2023年以来，全市已为3,412名骑手补足报酬。"]
    found = compare(comparison_text("".join(paragraphs)), comparison_text("".join(more)))
    assert found is not None
    assert (dict(found.facts), found.only_one, found.example_other) == (
        {},
        0,
        "2023年以来全市已为3412名骑手补足报酬",
    )


def test_texts_that_share_too_little_are_not_compared() -> None:
    assert compare(BODY, REASONS) is None
    assert compare("工" * (LONGEST + 1), "工" * LONGEST) is None


@pytest.mark.parametrize(
    ("one", "other", "reworded"),
    [("用人单位", "用人单味", 0), ("应当核对", "会同工会查验", 1), ("", "经协商一致", 1)],
)
def test_words_replaced_inside_are_counted_and_slips_are_not(
    one: str,
    other: str,
    reworded: int,
) -> None:
    around = comparison_text(BODY + REASONS)
    found = compare(f"{around}{one}{around}", f"{around}{other}{around}")
    assert found is not None
    assert found.reworded == reworded


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("云岭日报讯\n發布時間：2023-05-06\n工資，５月6日前付清。", "云岭日报讯工资5月6日前付清"),
        ("来源：云岭日报", "来源云岭日报"),  # there is nothing else
        ("时间：5月1日上午\n地点：工会大厦", "时间5月1日上午地点工会大厦"),  # a notice's own lines
        ("2023-05-06 10:22\n正文", "正文"),  # with the clock it is the page's
        ("2023.5.6 12:30", "2023.5.6.12.30"),
        ("1,234.5 元，10%", "1234.5元10%"),
    ],
)
def test_comparison_text(text: str, compared: str) -> None:
    assert comparison_text(text) == compared


@given(st.text(alphabet="甲乙丙丁戊工资支付，。 \n0123456789", max_size=80))
def test_a_comparison_text_is_one_already(text: str) -> None:
    """Cleaning is idempotent, and reads the same text out of any layout."""
    assert comparison_text(comparison_text(text)) == comparison_text(text)


@given(
    st.text(
        alphabet="甲乙丙丁一二三王李0123月日",
        min_size=1,
        max_size=60,
    ),
    st.integers(0, 59),
    st.sampled_from("甲丁三李9月"),
)
def test_comparing_is_the_same_both_ways(
    text: str,
    place: int,
    character: str,
) -> None:
    """How alike two texts are, and whether a fact differs, does not depend on their order."""
    other = text[: place % len(text)] + character + text[place % len(text) + 1 :]
    one, two = compare(text, other), compare(other, text)
    assert (one is None) == (two is None)
    if one and two:
        assert one.likeness == two.likeness >= ALIKE - 0.05
        assert (one.only_one, bool(one.facts)) == (two.only_other, bool(two.facts))


def test_bands_are_those_of_the_text_alone() -> None:
    """Catalogs keep them: they must not change with a machine, a process or a library."""
    text = comparison_text(BODY)
    assert bands(text) == bands(text)
    assert len(set(bands(text))) == 40
    assert bands("工资")[0] == bands("工资")[0] != bands("工时")[0]
    assert (signature("工资", 1), bands("工资")[0]) == (SIGNATURE, BAND)
    assert signature("工资", 1) != signature("工资", 2)


SIGNATURE, BAND = 4235400408370058278, -9005983401417006686
