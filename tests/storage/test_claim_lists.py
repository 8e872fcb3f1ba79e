"""Lists of acts: each condition selects the same acts in both databases, a few are read, all count."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.records import Act, Action, ClaimReason, Doubt, Evidence, Target, Verdict, WeighedAct
from storage.catalog import Catalog
from storage.catalog.claim_filters import ClaimFilter

LAW = "电车法"
PROVISIONS = {
    "whole": {},
    "article": {"provisions": ("第二条",)},
    "paragraph": {"provisions": ("第一条", "第二条第一款")},
    "inserted": {"provisions": ("第二条之一",)},
    "similar": {"provisions": ("第二十条",)},
    "excepted": {"excepted": ("第二条",)},
}


def claim(id_: str, **other: Any) -> WeighedAct:
    target = Target(LAW, f"《{LAW}》", **other.pop("parts", {}))
    act = Act(
        other.pop("action", Action.REPEAL),
        target,
        other.pop("since", "2020-01-01"),
        None,
        Evidence("test", '他说："provisions":[]。'),
        doubts=other.pop("doubts", ()),
    )
    values: dict[str, Any] = {"target": LAW, "verdict": Verdict.OPEN} | other
    return WeighedAct(id_, values.pop("by", "决定"), "laws", "a.md", act, **values)


def store(catalog: Catalog, *claims: WeighedAct) -> None:
    catalog.claims.commit({LAW: ("k", claims)})


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (None, ["article", "excepted", "inserted", "paragraph", "similar", "whole"]),
        ("第二条", ["article", "paragraph", "whole"]),
        ("第二条之一", ["excepted", "inserted", "whole"]),
        ("第二十条", ["excepted", "similar", "whole"]),
        ("第九条", ["excepted", "whole"]),
        ("%", ["excepted", "whole"]),
    ],
)
def test_acts_on_an_article_are_those_on_it_on_its_parts_and_on_the_whole(
    catalog: Catalog, article: str | None, expected: list[str]
) -> None:
    store(catalog, *(claim(name, parts=parts) for name, parts in PROVISIONS.items()))
    page = catalog.claim_lists.about(LAW, 10, article)
    assert [act.id for act in page.acts] == expected
    assert (page.total, page.more) == (len(expected), 0)


def test_acts_in_effect_come_first_and_those_that_are_not_read_are_counted(
    catalog: Catalog,
) -> None:
    store(
        catalog,
        claim("open", since="2001-01-01"),
        claim("rejected", verdict=Verdict.REJECTED, since="2000-01-01"),
        claim("accepted", verdict=Verdict.ACCEPTED),
        claim("applied", verdict=Verdict.APPLIED),
        claim("relation", verdict=Verdict.APPLIED, action=Action.PREVAIL),
    )
    page = catalog.claim_lists.about(LAW, 3)
    assert [act.id for act in page.acts] == ["applied", "accepted", "open"]
    assert (page.total, page.more) == (4, 1)
    effects = catalog.claim_lists.in_effect(LAW)
    assert [act.id for act in effects] == ["accepted", "applied"]


FILTERS = {
    "open": (ClaimFilter(), ["amends", "part", "whole"]),
    "of works that are not stored, too": (
        ClaimFilter(stored=False),
        ["amends", "part", "unknown", "whole"],
    ),
    "that end a whole work": (ClaimFilter(ending=True), ["whole"]),
    "for a reason": (
        ClaimFilter(reason=ClaimReason.NOT_ADOPTED, stored=False),
        ["part", "unknown"],
    ),
    "for another reason": (ClaimFilter(reason=ClaimReason.NO_DATE), []),
    "on a work": (ClaimFilter(work=LAW, stored=False), ["amends", "part", "unknown", "whole"]),
    "on another work": (ClaimFilter(work="轮渡法", stored=False), []),
}


@pytest.mark.parametrize(("wanted", "expected"), FILTERS.values(), ids=FILTERS)
def test_a_filter_selects_acts(catalog: Catalog, wanted: ClaimFilter, expected: list[str]) -> None:
    both = (ClaimReason.NOT_TRUSTED, ClaimReason.NOT_ADOPTED)
    store(
        catalog,
        claim("whole"),
        claim("part", parts={"excepted": ("第二条",)}, reasons=both),
        claim("amends", action=Action.AMEND),
        claim("unknown", target=None, reasons=(ClaimReason.NOT_ADOPTED,)),
        claim("decided", verdict=Verdict.REJECTED),
    )
    page = catalog.claim_lists.page(wanted, 10)
    assert sorted(act.id for act in page.acts) == expected
    first = catalog.claim_lists.page(wanted, 1)
    assert (first.acts, first.total) == (page.acts[:1], len(expected))


def test_relations_of_a_work_are_what_prevails_over_it_and_over_what_it_prevails(
    catalog: Catalog,
) -> None:
    store(
        catalog,
        claim("of it", action=Action.PREVAIL, target="轮渡法", by=LAW),
        claim("over it", action=Action.PREVAIL, since="2021-01-01"),
        claim("in doubt", action=Action.PREVAIL, doubts=(Doubt.NEGATED,)),
        claim("of others", action=Action.PREVAIL, target="轮渡法"),
        claim("no relation"),
    )
    page = catalog.claim_lists.relations(LAW, 1)
    assert ([act.id for act in page.acts], page.total) == (["over it"], 2)
    page = catalog.claim_lists.relations(LAW, 5)
    assert [act.id for act in page.acts] == ["over it", "of it"]
