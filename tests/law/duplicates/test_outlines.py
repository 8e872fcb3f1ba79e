"""What rules two documents out as copies, and what is asked of laws whose date is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.records import DocumentKind, Rank
from ingestion.reading import read
from law.duplicates import Outline, TextComparison, is_copy, outline, ruled_out
from law.duplicates.facts import Fact
from law.structure import structure

LAW = Outline(
    DocumentKind.REGULATION,
    "工时条例",
    3000,
    date="2010-03-04",
    shown="2010-03-04",
    articles=20,
)
COPY = replace(
    LAW,
    work="工时条例（云岭网整理）",
    date=None,
    shown=None,
)
NEWS = Outline(
    DocumentKind.DOCUMENT,
    "document-1",
    900,
)
JUDGMENT = Outline(
    DocumentKind.JUDGMENT,
    "judgment-1",
    2000,
    case="（2021）云01民初7号",
    date="2021-06-01",
)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (NEWS, replace(NEWS, work="document-2"), None),
        (NEWS, replace(NEWS, shown="2023-05-06"), None),  # a page's date is no date of the text
        (replace(NEWS, date="2023-05-06"), replace(NEWS, date="2024-05-06"), "other dates"),
        (LAW, COPY, None),
        (LAW, replace(LAW, date="2020-03-04"), "other dates"),
        (LAW, replace(COPY, effective="2020-05-01"), None),
        (
            replace(LAW, effective="2010-05-01"),
            replace(COPY, effective="2020-05-01"),
            "other effectives",
        ),
        (LAW, replace(LAW, work="工时条例实施办法"), "other works with dates"),
        (LAW, replace(LAW, date=None), "versions of one work, which differ in their articles"),
        (LAW, replace(COPY, draft=True), "a draft"),
        (LAW, replace(COPY, kind=DocumentKind.DECISION), "a decision and what it changes"),
        (LAW, replace(NEWS, articles=20), None),
        (JUDGMENT, replace(JUDGMENT, case="（2021）云01民初8号"), "other cases"),
        (JUDGMENT, replace(JUDGMENT, case=None), None),
        (
            replace(NEWS, number="云工发〔2023〕7号"),
            replace(NEWS, number="云工发（2023）7号"),
            None,
        ),
        (
            replace(NEWS, number="云工发〔2023〕7号"),
            replace(NEWS, number="云工发〔2024〕7号"),
            "other numbers",
        ),
    ],
)
def test_ruled_out(
    one: Outline,
    other: Outline,
    reason: str | None,
) -> None:
    assert ruled_out(one, other) == ruled_out(other, one) == reason


@pytest.mark.parametrize(
    ("one", "other", "compared", "copy"),
    [
        (
            NEWS,
            NEWS,
            TextComparison(0.9),
            True,
        ),
        (
            NEWS,
            NEWS,
            TextComparison(0.9, reworded=5),
            True,
        ),
        (
            NEWS,
            NEWS,
            TextComparison(0.99, {Fact.NAME: 1}),
            False,
        ),
        (
            NEWS,
            NEWS,
            TextComparison(0.7),
            False,
        ),
        (
            LAW,
            COPY,
            TextComparison(0.99),
            True,
        ),
        (
            LAW,
            COPY,
            TextComparison(0.99, reworded=1),
            False,
        ),  # perhaps a version without a date
        (
            LAW,
            replace(
                NEWS,
                articles=20,
                date="2010-03-04",
            ),
            TextComparison(0.99, reworded=1),
            True,
        ),  # both say of when they are
        (
            LAW,
            NEWS,
            TextComparison(0.99, reworded=1),
            True,
        ),  # it has no articles
    ],
)
def test_is_copy(
    one: Outline,
    other: Outline,
    compared: TextComparison,
    copy: bool,
) -> None:
    assert (
        is_copy(
            one,
            other,
            compared,
        )
        is copy
    )


def test_an_outline_is_what_the_text_says_of_itself() -> None:
    text = "# 云岭市工时条例\n\n（2010年3月4日云岭市人民代表大会常务委员会通过）\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 本条例自2010年5月1日起施行。"
    document = read(text.encode(), "x.md")
    found = outline(structure(document, "x"), document)
    assert (
        found.work,
        found.date,
        found.effective,
        found.articles,
        found.draft,
    ) == (
        "云岭市工时条例",
        "2010-03-04",
        "2010-05-01",
        3,
        False,
    )
    assert (found.is_law, found.level) == (True, Rank.LOCAL_REGULATION)


def test_the_date_of_a_page_is_shown_and_not_its_own() -> None:
    text = (
        "<html><head><title>工会慰问骑手</title><meta name='pubdate' content='2023-05-06'></head>"
        "<body><p>工会在高温天慰问骑手，送去饮用水和防暑药品。</p></body></html>"
    )
    document = read(text.encode(), "x.html")
    found = outline(structure(document, "x"), document)
    assert (found.date, found.shown) == (None, "2023-05-06")
