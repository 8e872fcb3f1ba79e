"""Which documents of one title contain one work: what joins them, and what does not."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import (
    DocumentFacts,
    DocumentKind,
    Event,
    EventKind,
    Evidence,
    Law,
    Structure,
    TextStage,
    TitleStrength,
    Unit,
)
from law.works.identity import TitledDocument, identify

COMMITTEE = "全国人民代表大会常务委员会"
CITY = "青岩市人民政府"
TITLE = "电车管理规定"

LONG = [
    f"第{number}条的内容是关于电车管理的第{number}件事情，应当照此办理。" for number in range(12)
]
OTHER = [f"轮渡事务{number}由主管部门另外安排，任何人不得妨碍。" for number in range(12)]


def document(
    id_: int,
    articles: list[str],
    *,
    issuers: tuple[str, ...] = (),
    number: str | None = None,
    days: tuple[str, ...] = (),
    strong: bool = True,
    jurisdiction: str | None = None,
    approvers: tuple[str, ...] = (),
    level: str | None = None,
    stage: TextStage = TextStage.ADOPTED,
) -> TitledDocument:
    text = "\n".join(articles)
    units = []
    position = 0
    for place, article in enumerate(articles, start=1):
        label = f"第{place}条"
        units.append(Unit(label, position, position + len(article), article=label))
        position += len(article) + 1
    events = tuple(Event(EventKind.ADOPTED, day, Evidence("head note", day)) for day in days)
    structure = Structure(
        kind=DocumentKind.REGULATION,
        kind_evidence=Evidence("title", "规定"),
        title=TITLE,
        work=TITLE,
        date=days[-1] if days else None,
        date_evidence=None,
        provisions=(),
        units=tuple(units),
        structural=(),
        law=Law(events=events),
    )
    facts = DocumentFacts(
        work=TITLE,
        title=TITLE,
        strength=TitleStrength.STRONG if strong else TitleStrength.WEAK,
        kind="regulation",
        stage=stage,
        issuers=issuers,
        approvers=approvers,
        number=number,
        level=level,
        jurisdiction=jurisdiction,
        dates=days,
        source="laws",
        path=f"{id_}.md",
    )
    return TitledDocument(id_, facts, structure, text)


def groups(*documents: TitledDocument) -> set[frozenset[int]]:
    found = identify(TITLE, documents)
    by_work: dict[str, set[int]] = {}
    for id_, identity in found.items():
        by_work.setdefault(identity.work, set()).add(id_)
    return {frozenset(ids) for ids in by_work.values()}


ONE_WORK = [
    (
        "a version that does not say who approved it",
        document(
            1,
            LONG,
            issuers=(CITY,),
            approvers=("云岭省人民代表大会常务委员会",),
            days=("2003-01-01",),
        ),
        document(2, OTHER, issuers=(CITY,), days=("2013-01-01",)),
    ),
    (
        "the same issuer, an earlier version with other articles",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, OTHER, issuers=(CITY,), days=("2013-01-01",)),
    ),
    (
        "a ministry and its successor",
        document(1, LONG, issuers=("劳动部",), days=("1994-01-01",)),
        document(2, OTHER, issuers=("人力资源社会保障部",), days=("2013-01-01",)),
    ),
    (
        "the same number",
        document(1, LONG, number="青岩市人民政府令第42号", days=("2003-01-01",)),
        document(2, OTHER, number="青岩市人民政府令第42号"),
    ),
    (
        "a head note that names the other's day",
        document(1, LONG, days=("2003-01-01",)),
        document(2, OTHER, days=("2003-01-01", "2013-01-01")),
    ),
    (
        "equal articles, and a lone heading",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, LONG, strong=False),
    ),
    (
        "half of the articles of the shorter text",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, [*LONG[:3], *OTHER[:3]], strong=False),
    ),
    (
        "slips of the eye in every article",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, [article.replace("事情", "亊情") for article in LONG], strong=False),
    ),
]


@pytest.mark.parametrize(
    ("first", "second"), [case[1:] for case in ONE_WORK], ids=[case[0] for case in ONE_WORK]
)
def test_evidence_in_common_joins(first: TitledDocument, second: TitledDocument) -> None:
    assert groups(first, second) == {frozenset({1, 2})}


TWO_WORKS = [
    (
        "two cities on one day",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, OTHER, issuers=("云海市人民政府",), days=("2003-01-01",)),
    ),
    (
        "two cities",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, OTHER, issuers=("云海市人民政府",), days=("2003-05-05",)),
    ),
    (
        "a ministry and another one",
        document(1, LONG, issuers=("公安部",), days=("2003-01-01",)),
        document(2, OTHER, issuers=("民政部",), days=("2013-01-01",)),
    ),
    (
        "a lone heading",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, OTHER, strong=False),
    ),
    (
        "a lone heading with the issuer's name",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, OTHER, issuers=(CITY,), days=("2003-01-01",), strong=False),
    ),
    (
        "fewer than half of the articles",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, [*LONG[:2], *OTHER[:3]], strong=False),
    ),
    (
        "another country, article by article the same",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, LONG, issuers=(CITY,), days=("2003-01-01",), jurisdiction="foreign"),
    ),
    (
        "cities of one name in two provinces, article by article the same",
        document(1, LONG, issuers=(CITY,), approvers=("云岭省人民代表大会常务委员会",)),
        document(2, LONG, issuers=(CITY,), approvers=("南岭省人民代表大会常务委员会",)),
    ),
    (
        "two lone headings",
        document(1, LONG, strong=False),
        document(2, OTHER, strong=False),
    ),
]


@pytest.mark.parametrize(
    ("first", "second"), [case[1:] for case in TWO_WORKS], ids=[case[0] for case in TWO_WORKS]
)
def test_a_title_alone_joins_nothing(first: TitledDocument, second: TitledDocument) -> None:
    assert groups(first, second) == {frozenset({1}), frozenset({2})}


PLAIN = [
    (
        "a sure title before a lone heading",
        document(1, LONG[:3], issuers=(CITY,), days=("2003-01-01",)),
        document(2, OTHER, strong=False),
    ),
    (
        "the mainland before another country",
        document(1, LONG[:3], strong=False),
        document(2, OTHER, issuers=("国会",), days=("1999-01-01",), jurisdiction="foreign"),
    ),
    (
        "a higher rank before a lower one",
        document(1, LONG[:3], issuers=(COMMITTEE,), days=("2003-01-01",), level="law"),
        document(2, OTHER, issuers=(CITY,), days=("1999-01-01",), level="local rule"),
    ),
    (
        "a norm before a draft",
        document(1, LONG[:3], issuers=(CITY,), days=("2003-01-01",)),
        document(2, OTHER, issuers=("公安部",), days=("1999-01-01",), stage=TextStage.CONSULTATION),
    ),
    (
        "a law of the congress before one that a village calls so",
        document(1, LONG[:3], issuers=(COMMITTEE,), days=("2013-01-01",), level="law"),
        document(2, OTHER, issuers=("柳村村民委员会",), days=("2003-01-01",), level="law"),
    ),
    (
        "a long text before a short one",
        document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
        document(2, OTHER[:3], issuers=("公安部",), days=("1999-01-01",)),
    ),
]


@pytest.mark.parametrize(
    ("first", "second"), [case[1:] for case in PLAIN], ids=[case[0] for case in PLAIN]
)
def test_the_plain_name_goes_to_the_surest_work(
    first: TitledDocument, second: TitledDocument
) -> None:
    found = identify(TITLE, [second, first])
    assert found[1].work == TITLE
    assert found[2].work.startswith(f"{TITLE}:")


def test_only_a_lone_heading_gets_a_note() -> None:
    strong = document(1, LONG, issuers=(CITY,), days=("2003-01-01",))
    other = document(2, OTHER, issuers=("云海市人民政府",), days=("2003-05-05",))
    weak = document(3, ["没有任何条款相同。"] * 3, strong=False)
    found = identify(TITLE, [strong, other, weak])
    assert (found[1].note, found[2].note) == ("", "")
    assert TITLE in found[3].note


NATIONAL = document(1, LONG, issuers=(COMMITTEE,), days=("2003-01-01",), level="law")
NAMESAKES = {
    "a village": (
        document(2, OTHER, issuers=("柳村村民委员会",), days=("2020-01-01",)),
        "柳村村民委员会",
    ),
    "a company": (
        document(2, OTHER, issuers=("云海电车有限公司",), days=("2020-01-01",)),
        "云海电车有限公司",
    ),
    "another country": (
        document(
            2,
            OTHER,
            issuers=("某国国会",),
            days=("2020-01-01",),
            jurisdiction="foreign",
        ),
        "foreign",
    ),
    "a body that is not known": (document(2, OTHER, days=("2020-01-01",)), "nothing says who"),
}


@pytest.mark.parametrize(("namesake", "named"), NAMESAKES.values(), ids=NAMESAKES)
def test_a_text_of_others_with_the_title_of_a_law_gets_a_note(
    namesake: TitledDocument, named: str
) -> None:
    for order in permutations((NATIONAL, namesake)):
        found = identify(TITLE, order)
        assert (found[1].work, found[1].note) == (TITLE, "")
        assert TITLE in found[2].note
        assert named in found[2].note


def test_the_name_of_another_work_stays_when_its_text_is_amended() -> None:
    strong = document(1, LONG, issuers=(CITY,), days=("2003-01-01",))
    issuers = ("云海市人民政府",)
    before = document(2, OTHER[:4], issuers=issuers, days=("2003-05-05",))
    after = document(2, OTHER[:6], issuers=issuers, days=("2003-05-05", "2010-01-01"))
    assert identify(TITLE, [strong, before])[2] == identify(TITLE, [strong, after])[2]


POOL = [
    document(1, LONG, issuers=(CITY,), days=("2003-01-01",)),
    document(2, LONG[:8], issuers=(CITY,), days=("2003-01-01", "2013-01-01")),
    document(3, OTHER, issuers=("云海市人民政府",), days=("2003-05-05",)),
    document(4, [*OTHER[:6], *LONG[:1]], strong=False),
    document(5, ["别的内容。"] * 3, strong=False),
    document(6, LONG, issuers=("国会",), days=("1999-01-01",), jurisdiction="foreign"),
    document(7, LONG[:6], number="令第1号", days=("2001-01-01",)),
    document(8, OTHER[:2], number="令第1号"),
]


def test_the_result_does_not_depend_on_the_order() -> None:
    expected = identify(TITLE, POOL)
    for order in list(permutations(POOL))[::80]:
        assert identify(TITLE, order) == expected


@given(st.sets(st.sampled_from(range(len(POOL))), min_size=1), st.randoms())
def test_every_document_has_one_work_and_one_work_has_the_plain_name(
    places: set[int], random: object
) -> None:
    chosen = [POOL[place] for place in sorted(places)]
    random.shuffle(chosen)  # type: ignore[attr-defined]
    found = identify(TITLE, chosen)
    assert set(found) == {document.id for document in chosen}
    assert TITLE in {identity.work for identity in found.values()}


def test_a_form_of_ten_thousand_copies_stays_linear() -> None:
    """Each letter has an article of its own; the rest is the same in all."""
    form = ["本表一式两份。"]
    few = [document(place, [*form, f"编号{place}的单独内容"], strong=False) for place in range(50)]
    many = [
        document(place, [*form, f"编号{place}的单独内容"], strong=False) for place in range(400)
    ]
    assert len(groups(*few)) == 1  # half of two articles agree
    assert len(groups(*many)) == 1
