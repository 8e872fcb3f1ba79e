"""Generations in the catalog: their states, who writes to which, and what each should contain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.catalog import Catalog, open_catalog
from storage.catalog.generations import GenerationState, RecordedRow
from tests.soak import examples
from tests.storage.test_catalog import carry, passage, resolved

LIVE, BUILDING = GenerationState.LIVE, GenerationState.BUILDING
PLANNED, RETIRED = GenerationState.PLANNED, GenerationState.RETIRED
NUMBERS = ("第一条", "第二条", "第三条")


def states(catalog: Catalog) -> dict[str, GenerationState]:
    return {generation.name: generation.state for generation in catalog.generations.all()}


def plan(catalog: Catalog, *models: str) -> None:
    for model in models:
        generation = catalog.generations.plan(model, 4, 1)
        catalog.generations.begun(generation.name)


def commit(catalog: Catalog, texts: dict[str, str]) -> None:
    """Make these articles the passages of the one work, by number."""
    articles = [
        passage("休息法", "a.md", text=text, number=number) for number, text in texts.items()
    ]
    catalog.works.commit([resolved(catalog, "休息法", *articles)])


def write_all(catalog: Catalog, name: str) -> None:
    """Do to a generation what a run does."""
    upserts = list(catalog.generations.upserts(name))
    deletes = catalog.generations.deletes(name)
    catalog.generations.about_to_write(name, [*(one.row["id"] for one in upserts), *deletes])
    hashes = {upsert.row["id"]: upsert.row_hash for upsert in upserts}
    catalog.generations.written(name, hashes, deletes)


def test_nothing_is_live_before_the_first_promotion(catalog: Catalog) -> None:
    assert catalog.generations.live() is None
    plan(catalog, "m1")
    assert catalog.generations.live() is None
    catalog.generations.promoted("g1", 1)
    live = catalog.generations.live()
    assert live is not None
    assert (live.name, live.version, live.dirty) == ("g1", 1, False)


def test_one_generation_is_live_at_a_time(catalog: Catalog) -> None:
    plan(catalog, "m1", "m2", "m3")
    for name in ("g1", "g3", "g1"):
        catalog.generations.promoted(name, 1)
        assert [known for known, state in states(catalog).items() if state is LIVE] == [name]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(("m1", 4, 1), "g2", id="the one that is being built, before the live one"),
        pytest.param(("m1", 8, 1), None, id="another dimension"),
        pytest.param(("m1", 4, 2), None, id="another schema"),
        pytest.param(("m2", 4, 1), None, id="another model, which is retired"),
    ],
)
def test_a_generation_is_written_to_for_one_model_and_schema(
    catalog: Catalog,
    asked: tuple[str, int, int],
    expected: str | None,
) -> None:
    plan(catalog, "m1", "m1", "m2")
    catalog.generations.promoted("g1", 1)
    catalog.generations.retire("g3")
    found = catalog.generations.matching(*asked)
    assert (found and found.name) == expected


def test_a_planned_generation_is_written_to_before_the_index_has_it(catalog: Catalog) -> None:
    planned = catalog.generations.plan("m1", 4, 1)
    assert catalog.generations.matching("m1", 4, 1) == planned
    assert states(catalog) == {"g1": PLANNED}
    catalog.generations.begun("g1")
    assert states(catalog) == {"g1": BUILDING}


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        pytest.param([], "g2", id="one more than the known ones"),
        pytest.param(["g10", "g9"], "g11", id="numbers, not letters"),
        pytest.param(["g7x", "xg8", "g", "lexops-g9"], "g2", id="names of another form"),
    ],
)
def test_a_new_generation_has_the_next_free_number(
    catalog: Catalog,
    taken: list[str],
    name: str,
) -> None:
    plan(catalog, "m1")
    assert catalog.generations.plan("m2", 4, 1, taken).name == name


def test_a_hold_is_kept_with_its_reason_until_it_is_lifted(catalog: Catalog) -> None:
    plan(catalog, "m1", "m2")
    catalog.generations.hold("g1", "rolled back by an operator")
    assert [one.held for one in catalog.generations.all()] == ["rolled back by an operator", None]
    catalog.generations.hold("g1", None)
    assert [one.held for one in catalog.generations.all()] == [None, None]


def test_a_revived_generation_is_built_again_instead_of_its_rivals(catalog: Catalog) -> None:
    plan(catalog, "m1", "m1", "m1", "m2")
    catalog.generations.promoted("g2", 1)
    catalog.generations.retire("g1")
    catalog.generations.hold("g1", "rolled back")
    catalog.generations.revive("g1")
    assert states(catalog) == {"g1": BUILDING, "g2": LIVE, "g3": RETIRED, "g4": BUILDING}
    revived = catalog.generations.matching("m1", 4, 1)
    assert revived is not None
    assert (revived.name, revived.dirty, revived.held) == ("g1", True, None)


def test_begun_anew_a_generation_contains_nothing(catalog: Catalog) -> None:
    plan(catalog, "m1", "m2")
    for name in ("g1", "g2"):
        catalog.generations.written(name, {"a": "h"}, [])
    catalog.generations.begun("g1")
    assert list(catalog.generations.rows("g1")) == []
    assert list(catalog.generations.rows("g2")) == [("a", "h")]


def test_a_forgotten_generation_takes_its_rows_and_deltas_along(catalog: Catalog) -> None:
    plan(catalog, "m1", "m2")
    for name in ("g1", "g2"):
        catalog.generations.written(name, {"a": "h"}, [])
        catalog.deltas.note(name, 1, {"a": None})
    catalog.generations.forget("g1")
    assert list(states(catalog)) == ["g2"]
    assert list(catalog.generations.rows("g1")) == []
    assert catalog.deltas.of("g1") == []
    assert catalog.deltas.touched("g1", 1) == []
    assert list(catalog.generations.rows("g2")) == [("a", "h")]


def test_a_write_makes_a_generation_dirty_until_it_is_promoted(catalog: Catalog) -> None:
    plan(catalog, "m1")
    catalog.generations.promoted("g1", 1)
    assert catalog.generations.last_written("g1") is None
    catalog.generations.about_to_write("g1", ["a"])
    (generation,) = catalog.generations.all()
    assert (generation.state, generation.dirty, generation.version) == (LIVE, True, 1)
    catalog.generations.written("g1", {"a": "h"}, [])
    (delta,) = catalog.deltas.of("g1")
    assert catalog.generations.last_written("g1") == delta.at


def test_an_announced_write_of_nothing_counts_as_a_write(catalog: Catalog) -> None:
    plan(catalog, "m1")
    catalog.generations.promoted("g1", 1)
    catalog.generations.about_to_write("g1", [])
    (generation,) = catalog.generations.all()
    assert generation.dirty


def test_a_recorded_row_has_what_readers_should_see_of_it(catalog: Catalog) -> None:
    carry(catalog, "休息法", "a.md")
    kept = replace(passage("休息法", "a.md"), groups=("union", "public", "union"))
    changed = passage("休息法", "a.md", number="第二条")
    catalog.works.commit([resolved(catalog, "休息法", kept, changed)])
    plan(catalog, "m1")
    write_all(catalog, "g1")
    hashes = dict(catalog.generations.rows("g1"))
    other = replace(changed, title="休息法（修订）")
    catalog.works.commit([resolved(catalog, "休息法", kept, other)])
    (text_hash,) = {upsert.input_hash for upsert in catalog.generations.upserts("other")}
    expected = {
        kept.id: RecordedRow(kept.id, hashes[kept.id], ("public", "union"), text_hash),
        changed.id: RecordedRow(changed.id, hashes[changed.id], None, None),
    }
    assert {row.id: row for row in catalog.generations.recorded_rows("g1")} == expected
    asked = catalog.generations.recorded_rows_of("g1", [changed.id, "unknown"])
    assert asked == [expected[changed.id]]
    assert catalog.generations.recorded_rows_of("g2", [changed.id]) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100])
def test_recorded_rows_come_in_pages_by_id_without_loss(catalog: Catalog, size: int) -> None:
    ids = [f"甲/{number}" for number in range(7)]
    plan(catalog, "m1")
    catalog.generations.written("g1", dict.fromkeys(reversed(ids), "h"), [])
    assert [row.id for row in catalog.generations.recorded_rows("g1", size)] == ids


texts = st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from(["一。", "二。"]), min_size=1)
steps = st.lists(
    st.one_of(texts.map(lambda chosen: ("commit", chosen)), st.just(("write", {}))), max_size=6
)


@given(steps=steps, is_killed=st.booleans())
@settings(max_examples=examples(12))
def test_after_a_write_the_generation_is_the_catalog(
    steps: list[tuple[str, dict[str, str]]],
    is_killed: bool,
) -> None:
    """Whatever was committed and written before, also where a write was announced and killed."""
    with open_catalog("sqlite://") as catalog:
        carry(catalog, "休息法", "a.md")
        plan(catalog, "m1")
        for step, chosen in steps:
            if step == "commit":
                commit(catalog, chosen)
            else:
                write_all(catalog, "g1")
        if is_killed:
            every = [f"休息法/{number}@2020-01-01" for number in NUMBERS]
            catalog.generations.about_to_write("g1", every)
            present = catalog.passages.count()
            assert catalog.generations.outdated("g1") == (present, len(NUMBERS) - present)
        write_all(catalog, "g1")
        assert catalog.generations.outdated("g1") == (0, 0)
        assert list(catalog.generations.rows("g1")) == list(catalog.passages.hashes())
