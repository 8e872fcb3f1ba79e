"""What readers had before each publication: the notes that `rollback` is made of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.catalog import Catalog, open_catalog
from tests.soak import examples

IDS = ("甲/1", "甲/2", "乙/1", "丙/1")
Rows = dict[str, dict[str, Any] | None]


def row(text: str) -> dict[str, Any]:
    return {"text": text}


def publish(catalog: Catalog, version: int, before: Rows, generation: str = "g1") -> None:
    """Write a delta of these rows and publish it, in the order in which a run does that."""
    catalog.deltas.note(generation, version, before)
    catalog.generations.about_to_write(generation, before)
    catalog.generations.written(generation, dict.fromkeys(before, f"h{version}"), [])
    catalog.generations.promoted(generation, version)


@pytest.fixture
def planned(catalog: Catalog) -> Catalog:
    """A catalog with the generations g1 and g2, in which nothing is written."""
    for fingerprint in ("m1", "m2"):
        generation = catalog.generations.plan(fingerprint, 4, 1)
        catalog.generations.begun(generation.name)
    return catalog


def test_the_first_note_of_a_row_stays(planned: Catalog) -> None:
    """A killed run is repeated: its own half of the rows is not what readers had."""
    planned.deltas.note("g1", 2, {"甲/1": row("as readers have it"), "甲/2": None})
    planned.deltas.note("g1", 2, {"甲/1": row("half written"), "甲/2": row("new"), "乙/1": None})
    assert dict(planned.deltas.before("g1", 2)) == {
        "甲/1": row("as readers have it"),
        "甲/2": None,
        "乙/1": None,
    }


def test_one_version_of_a_row_is_noted_for_each_publication(planned: Catalog) -> None:
    for version in (1, 2, 3):
        planned.deltas.note("g1", version, {"甲/1": row(f"before {version}")})
    found = [dict(planned.deltas.before("g1", version)) for version in (1, 2, 3)]
    assert found == [{"甲/1": row(f"before {version}")} for version in (1, 2, 3)]
    assert dict(planned.deltas.before("g1", 4)) == {}


def test_notes_of_two_generations_do_not_meet(planned: Catalog) -> None:
    planned.deltas.note("g1", 2, {"甲/1": row("of g1")})
    planned.deltas.note("g2", 2, {"甲/1": row("of g2"), "甲/2": None})
    assert planned.deltas.touched("g1", 2) == ["甲/1"]
    assert dict(planned.deltas.before("g1", 1)) == {"甲/1": row("of g1")}
    planned.deltas.forget("g1", 2)
    assert planned.deltas.touched("g2", 2) == ["甲/1", "甲/2"]


def test_touched_rows_are_those_of_one_version_by_id(planned: Catalog) -> None:
    planned.deltas.note("g1", 1, {"丙/1": None})
    planned.deltas.note("g1", 2, dict.fromkeys(("乙/1", "甲/2", "甲/1")))
    assert planned.deltas.touched("g1", 2) == sorted(["乙/1", "甲/2", "甲/1"])
    assert planned.deltas.touched("g1", 3) == []


def test_many_rows_are_noted_and_given_back_by_id(planned: Catalog) -> None:
    ids = [f"work/{number:04}" for number in range(1_201)]
    planned.deltas.note("g1", 1, {id_: row(id_) for id_ in reversed(ids)})
    assert list(planned.deltas.before("g1", 1)) == [(id_, row(id_)) for id_ in ids]


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        pytest.param(1, {"甲/1": "", "甲/2": "", "乙/1": ""}, id="a first version: every row"),
        pytest.param(2, {"甲/1": "h", "甲/2": "", "乙/1": ""}, id="a later one: what it touches"),
    ],
)
def test_rows_in_doubt_are_those_that_a_refused_version_may_have_changed(
    planned: Catalog,
    version: int,
    expected: dict[str, str],
) -> None:
    planned.generations.written("g1", {"甲/1": "h", "甲/2": "h"}, [])
    planned.generations.written("g2", {"甲/2": "other"}, [])
    planned.deltas.note("g1", version, {"甲/2": row("old"), "乙/1": None})
    planned.deltas.doubt("g1", version)
    assert dict(planned.generations.rows("g1")) == expected
    assert dict(planned.generations.rows("g2")) == {"甲/2": "other"}


def test_a_forgotten_version_leaves_what_was_published(planned: Catalog) -> None:
    publish(planned, 1, {"甲/1": None})
    planned.deltas.note("g1", 2, {"甲/1": row("old")})
    planned.generations.written("g1", {"甲/1": "h2"}, [])
    planned.deltas.forget("g1", 2)
    assert [delta.version for delta in planned.deltas.of("g1")] == [1]
    assert planned.deltas.touched("g1", 2) == []
    assert planned.deltas.touched("g1", 1) == ["甲/1"]


def test_a_publication_sums_up_its_writes(planned: Catalog) -> None:
    publish(planned, 1, {"甲/1": None, "甲/2": None})
    planned.generations.written("g1", {"甲/1": "h2"}, ["甲/2"])
    planned.generations.written("g1", {"乙/1": "h2", "丙/1": "h2"}, [])
    pending = planned.deltas.of("g1")[-1]
    assert (pending.version, pending.upserted, pending.deleted) == (None, 3, 1)
    planned.generations.promoted("g1", 2)
    counts = [(delta.version, delta.upserted, delta.deleted) for delta in planned.deltas.of("g1")]
    assert counts == [(1, 2, 0), (2, 3, 1)]
    assert planned.deltas.of("g2") == []


def test_versions_are_listed_as_numbers_and_what_is_unpublished_last(planned: Catalog) -> None:
    for version in (2, 10, 9):
        publish(planned, version, {"甲/1": None})
    planned.generations.written("g1", {"甲/1": "h"}, [])
    assert [delta.version for delta in planned.deltas.of("g1")] == [2, 9, 10, None]


@pytest.mark.parametrize(
    ("kept", "undoable"),
    [
        pytest.param(0, [], id="none"),
        pytest.param(1, [5], id="the last"),
        pytest.param(3, [3, 4, 5], id="three"),
        pytest.param(9, [1, 2, 3, 4, 5], id="more than there are"),
    ],
)
def test_only_the_last_publications_can_be_undone(
    planned: Catalog,
    kept: int,
    undoable: list[int],
) -> None:
    for version in range(1, 6):
        publish(planned, version, {"甲/1": None})
    planned.deltas.note("g2", 1, {"甲/1": None})
    planned.deltas.prune("g1", 5, kept)
    found = [delta.version for delta in planned.deltas.of("g1") if delta.inverse]
    assert found == undoable
    assert len(planned.deltas.of("g1")) == 5
    assert planned.deltas.touched("g2", 1) == ["甲/1"]


changes_of_rows = st.dictionaries(
    st.sampled_from(IDS), st.one_of(st.none(), st.text(max_size=3).map(row)), min_size=1
)


@given(publications=st.lists(changes_of_rows, min_size=1, max_size=5), data=st.data())
@settings(max_examples=examples(12))
def test_what_is_noted_gives_back_every_earlier_state(
    publications: list[Rows],
    data: st.DataObject,
) -> None:
    """Writing `before(V)` over what readers have now gives what they had before V."""
    states: list[dict[str, Any]] = [{}]
    with open_catalog("sqlite://") as catalog:
        catalog.generations.plan("m1", 4, 1)
        for version, changed in enumerate(publications, 1):
            readers = states[-1]
            catalog.deltas.note("g1", version, {id_: readers.get(id_) for id_ in changed})
            now = {**readers, **changed}
            states.append({id_: value for id_, value in now.items() if value is not None})
        version = data.draw(st.integers(1, len(publications)))
        undone = {**states[-1], **dict(catalog.deltas.before("g1", version))}
    present = {id_: value for id_, value in undone.items() if value is not None}
    assert present == states[version - 1]
