"""How sure tags are, and which are the least certain."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, NoReturn

import pytest

from corpus.records import TagProposal
from storage.catalog import Catalog
from storage.catalog._engine import Database
from storage.catalog.tag_figures import ConfidenceHistogram
from tests.storage.test_catalog import carry, passage, resolved

WORK = "休息法"


def proposal(
    value: str,
    probability: float,
    *,
    accepted: bool,
) -> TagProposal:
    return TagProposal(value, probability, accepted, "rules", f"rule {value}")


@pytest.fixture
def ids(catalog: Catalog) -> list[str]:
    """Passages with tags and suggestions of the scheme `topic`."""
    carry(catalog, WORK, "a.md")
    passages = [passage(WORK, "a.md", number=f"第{number}条") for number in "一二三"]
    catalog.works.commit([resolved(catalog, WORK, *passages)])
    found = [stored.id for stored in passages]
    proposals = [
        [proposal("工资", 0.97, accepted=True), proposal("工时", 0.45, accepted=False)],
        [proposal("工资", 1.0, accepted=True), proposal("休假", 0.7, accepted=False)],
        [proposal("休假", 0.5, accepted=False), proposal("工时", 0.51, accepted=False)],
    ]
    catalog.tags.commit("topic", "t" * 32, dict(zip(found, proposals, strict=True)))
    catalog.tags.commit("other", "t" * 32, {found[0]: [proposal("x", 0.5, accepted=False)]})
    return found


def test_bars_are_tenths_and_the_last_one_contains_certainty(
    catalog: Catalog, ids: list[str]
) -> None:
    assert ids
    assert catalog.tag_figures.histograms() == {
        "other": ConfidenceHistogram((0,) * 10, (0, 0, 0, 0, 0, 1, 0, 0, 0, 0)),
        "topic": ConfidenceHistogram(
            (0, 0, 0, 0, 0, 0, 0, 0, 0, 2), (0, 0, 0, 0, 1, 2, 0, 1, 0, 0)
        ),
    }


def test_the_least_certain_value_of_each_passage_comes_first(
    catalog: Catalog, ids: list[str]
) -> None:
    found = catalog.tag_figures.least_certain("topic", 20)
    assert [(tag.passage_id, tag.value, tag.probability, tag.accepted) for tag in found] == [
        (ids[2], "休假", 0.5, False),
        (ids[0], "工时", 0.45, False),
        (ids[1], "休假", 0.7, False),
    ]
    assert found[0].reason == "rule 休假"
    assert found[0].text
    assert len(catalog.tag_figures.least_certain("topic", 2)) == 2
    assert catalog.tag_figures.least_certain("unknown", 2) == []


def test_nothing_is_written_where_no_other_scheme_is_left(
    catalog: Catalog, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unchanged run opens no transaction to write."""
    assert catalog.tags.forget_except(["topic"]) == 0
    assert catalog.tags.proposals(ids)[ids[0]].keys() == {"topic"}

    def refuse(*_: Any) -> NoReturn:
        raise AssertionError("a transaction was opened")

    refused: AbstractContextManager[Any] | Any = refuse
    monkeypatch.setattr(Database, "write", refused)
    assert catalog.tags.forget_except(["topic"]) == 0
    with pytest.raises(AssertionError):
        catalog.tags.forget_except([])
