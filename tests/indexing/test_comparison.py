"""Comparing an index with what it should store: each difference of a row, and only those."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.schema import DERIVED, FIELDS, derived, to_row
from indexing.comparison import (
    SAME_DIRECTION,
    Drift,
    RowDifference,
    compare,
    differing_fields,
    examine,
    in_sample,
)
from indexing.store import RowEntry, StoredRow
from indexing.testing.store_rows import full_passage, index_row, passage, unit, vector
from tests.soak import examples

PUBLIC = ("public",)


@dataclass(frozen=True)
class Wanted:
    """A row as it should be."""

    id: str = "a"
    row_hash: str = "h"
    groups: tuple[str, ...] | None = PUBLIC


def entry(id_: str = "a", row_hash: str = "h", groups: tuple[str, ...] = PUBLIC) -> RowEntry:
    return RowEntry(id_, row_hash, groups)


@pytest.mark.parametrize(
    ("expected", "stored", "drift"),
    [
        pytest.param([Wanted()], [entry()], None, id="the same"),
        pytest.param([Wanted()], [], Drift.MISSING, id="missing"),
        pytest.param([], [entry()], Drift.ORPHANED, id="unexpected"),
        pytest.param([], [entry(), entry()], Drift.ORPHANED, id="unexpected twice"),
        pytest.param([Wanted()], [entry(), entry()], Drift.DUPLICATE, id="twice"),
        pytest.param(
            [Wanted()], [entry(row_hash="x"), entry()], Drift.DUPLICATE, id="twice, one is old"
        ),
        pytest.param([Wanted()], [entry(row_hash="x")], Drift.STALE, id="another hash"),
        pytest.param([Wanted()], [entry(row_hash="")], Drift.STALE, id="no hash"),
        pytest.param(
            [Wanted()], [entry(row_hash="x", groups=())], Drift.STALE, id="another hash and groups"
        ),
        pytest.param([Wanted()], [entry(groups=())], Drift.GROUPS, id="no groups"),
        pytest.param([Wanted()], [entry(groups=("a", "public"))], Drift.GROUPS, id="a group more"),
        pytest.param(
            [Wanted(groups=())], [entry()], Drift.GROUPS, id="a group where there are none"
        ),
        pytest.param([Wanted(groups=None)], [entry(groups=("x",))], None, id="unknown groups"),
        pytest.param([Wanted(row_hash="")], [], None, id="unknown, and not there"),
        pytest.param(
            [Wanted(row_hash="")], [entry(groups=("x",))], None, id="unknown, and there somehow"
        ),
    ],
)
def test_a_row_has_its_worst_difference(
    expected: list[Wanted],
    stored: list[RowEntry],
    drift: Drift | None,
) -> None:
    found = list(compare(expected, stored))
    assert found == ([RowDifference(drift, "a")] if drift else [])


rows_by_id = st.dictionaries(st.sampled_from("甲乙ab"), st.sampled_from("hxy"))


@given(expected=rows_by_id, stored=rows_by_id)
@settings(max_examples=examples(60))
def test_what_differs_is_what_an_update_has_to_write(
    expected: dict[str, str],
    stored: dict[str, str],
) -> None:
    wanted = [Wanted(id_, hash_) for id_, hash_ in expected.items()]
    found = list(compare(wanted, [entry(id_, hash_) for id_, hash_ in stored.items()]))
    ids = [difference.id for difference in found]
    assert ids == sorted(set(ids))
    by_drift = {drift: {one.id for one in found if one.drift is drift} for drift in Drift}
    assert by_drift[Drift.MISSING] == expected.keys() - stored.keys()
    assert by_drift[Drift.ORPHANED] == stored.keys() - expected.keys()
    both = expected.keys() & stored.keys()
    assert by_drift[Drift.STALE] == {id_ for id_ in both if expected[id_] != stored[id_]}


# ── a row examined whole

WRITTEN = index_row(full_passage())
WANTED = Wanted(WRITTEN.row["id"], WRITTEN.row["row_hash"])


def stored_row(inconsistent: tuple[str, ...] = (), **changes: Any) -> StoredRow:
    return StoredRow(WANTED.id, {**WRITTEN.row, **changes}, WRITTEN.vector, inconsistent)


@pytest.mark.parametrize(
    ("stored", "drift"),
    [
        pytest.param(stored_row(), None, id="whole"),
        pytest.param(stored_row(text="另一条。"), Drift.DAMAGED, id="another text"),
        pytest.param(stored_row(promulgated="1999-01-01"), Drift.DAMAGED, id="another date"),
        pytest.param(stored_row(row_hash="0" * 32), Drift.DAMAGED, id="another hash in the row"),
        pytest.param(stored_row(unit="x"), Drift.DAMAGED, id="a derived field"),
        pytest.param(stored_row(categories=[]), Drift.DAMAGED, id="its categories"),
        pytest.param(stored_row(("groups",)), Drift.DAMAGED, id="a column that search reads"),
        pytest.param(replace(stored_row(), row=None), Drift.DAMAGED, id="no row"),
        pytest.param(replace(stored_row(), vector=None), Drift.VECTOR, id="no vector"),
        pytest.param(replace(stored_row(), vector=vector(7)), Drift.VECTOR, id="another vector"),
        pytest.param(
            replace(stored_row(), vector=-WRITTEN.vector), Drift.VECTOR, id="the opposite one"
        ),
        pytest.param(
            replace(stored_row(), vector=WRITTEN.vector[:8]), Drift.VECTOR, id="half of it"
        ),
        pytest.param(
            replace(stored_row(), vector=np.zeros(16, np.float32)), Drift.VECTOR, id="zeros"
        ),
        pytest.param(
            replace(stored_row(), vector=np.full(16, np.nan, np.float32)),
            Drift.VECTOR,
            id="no numbers",
        ),
        pytest.param(
            replace(stored_row(), vector=3 * WRITTEN.vector), None, id="the same direction"
        ),
        pytest.param(
            replace(stored_row(), vector=WRITTEN.vector.astype(np.float16).astype(np.float32)),
            None,
            id="half precision",
        ),
        pytest.param(
            replace(stored_row(text="x"), vector=vector(7)), Drift.DAMAGED, id="text and vector"
        ),
    ],
)
def test_content_is_compared_and_not_only_its_hash(stored: StoredRow, drift: Drift | None) -> None:
    found = examine(WANTED, stored, WRITTEN.vector)
    assert (found and found.drift) == drift
    if found and drift is Drift.DAMAGED:
        assert found.fields == stored.inconsistent


def test_without_a_cached_vector_none_is_compared() -> None:
    assert examine(WANTED, replace(stored_row(), vector=vector(7)), None) is None
    assert examine(WANTED, replace(stored_row(), vector=None), None) is None


@pytest.mark.parametrize(("cosine", "is_same"), [(0.9999, True), (0.996, True), (0.99, False)])
def test_vectors_of_another_precision_of_a_model_are_others(cosine: float, is_same: bool) -> None:
    assert 0.99 < SAME_DIRECTION < 0.999
    first, second = unit([1, 0]), unit([cosine, (1 - cosine**2) ** 0.5])
    found = examine(WANTED, replace(stored_row(), vector=second), first)
    assert (found is None) == is_same


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, ()),
        ({"text": "x"}, ("text",)),
        ({"groups": [], "title": "x"}, ("title", "groups")),
        ({"row_hash": "x", "id": "y"}, ("id", "row_hash")),
        ({"sources": ["x"]}, ("sources",)),
    ],
)
def test_differing_fields_come_in_the_order_of_the_schema(
    changes: dict[str, Any],
    fields: tuple[str, ...],
) -> None:
    row = to_row(full_passage())
    assert differing_fields(row, {**row, **derived(row), **changes}) == fields


def test_an_empty_row_differs_in_every_field() -> None:
    row = to_row(full_passage())
    assert differing_fields(row, {}) == tuple(field.name for field in (*FIELDS, *DERIVED))


@given(seed=st.text(max_size=8), id_=st.text(max_size=8), share=st.floats(0, 1))
@settings(max_examples=examples(60))
def test_a_larger_sample_contains_the_smaller_one(seed: str, id_: str, share: float) -> None:
    assert not in_sample(id_, seed, 0)
    assert in_sample(id_, seed, 1)
    if in_sample(id_, seed, share / 2):
        assert in_sample(id_, seed, share)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.8])
def test_a_sample_has_its_share_and_another_seed_has_another(share: float) -> None:
    ids = [passage(f"第{number}条").id for number in range(400)]
    samples = [{id_ for id_ in ids if in_sample(id_, seed, share)} for seed in ("一", "二")]
    for sample in samples:
        assert abs(len(sample) / len(ids) - share) < 0.08
    assert samples[0] != samples[1]
