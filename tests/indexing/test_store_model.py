"""Any order of writes, publications and discards, for both embedded stores, as dictionaries."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.store import IndexReader, IndexRow, IndexStore
from indexing.stores import open_store
from indexing.testing.memory_store import MemoryDisk, MemoryStore
from indexing.testing.store_rows import META, index_row, passage, row_hashes
from tests.soak import examples

NUMBERS = (1, 2, 3)
EMPTY: dict[int, str] = {}

writes = st.tuples(
    st.just("write"),
    st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from("甲乙"), max_size=3),
    st.sets(st.sampled_from(NUMBERS), max_size=2),
)
steps = st.lists(
    st.one_of(writes, st.sampled_from([("publish",), ("discard",), ("reopen",)])), max_size=7
)


def article(number: int, text: str) -> IndexRow:
    return index_row(passage(f"第{number}条", f"第{number}条 {text}车每日发车。"))


def hashes(rows: dict[int, str]) -> list[tuple[str, str]]:
    return sorted(row_hashes(article(number, text) for number, text in rows.items()))


def seen(reader: IndexReader) -> list[tuple[str, str]]:
    """What a view has, by each way to list it; then it is closed."""
    try:
        listed = list(reader.hashes())
        assert [(entry.id, entry.row_hash) for entry in reader.entries(None, None)] == listed
        assert reader.count() == len(listed)
        assert [row["id"] for row in reader.get([id_ for id_, _ in listed])] == [
            id_ for id_, _ in listed
        ]
    finally:
        reader.close()
    return listed


def run(store: IndexStore, chosen: list[tuple], reopen: object) -> None:
    """Do the steps, and compare the store with dictionaries after each of them."""
    store.create("g1", META)
    written, published, version = dict(EMPTY), dict(EMPTY), 0
    for step, *values in chosen:
        if step == "write":
            puts, deletes = values
            rows = [article(number, text) for number, text in puts.items()]
            store.write("g1", rows, [article(number, "").row["id"] for number in deletes])
            written = {n: text for n, text in written.items() if n not in deletes} | puts
        elif step == "publish":
            generation = store.publish("g1")
            published, version = dict(written), version + 1
            assert (generation.version, generation.live) == (version, True)
        elif step == "discard":
            store.discard("g1")
            written = dict(published)
        else:
            store.close()
            store = reopen()
        assert seen(store.preview("g1")) == hashes(written)
        live = store.live()
        assert (live.version if live else 0) == version
        if live:
            assert seen(store.open()) == hashes(published)
    store.close()


@given(chosen=steps)
@settings(max_examples=examples(60))
def test_the_store_in_memory_is_two_dictionaries(chosen: list[tuple]) -> None:
    disk = MemoryDisk()
    run(MemoryStore(disk), chosen, lambda: MemoryStore(disk))


@given(chosen=steps)
@settings(max_examples=examples(6))
def test_the_embedded_store_is_two_dictionaries(chosen: list[tuple]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "index")
        run(open_store("lancedb", place), chosen, lambda: open_store("lancedb", place))


@pytest.mark.parametrize("numbers", [(), (2,), (3, 1), (1, 2, 3)], ids=str)
def test_a_slice_lists_what_is_between_its_ends(numbers: tuple[int, ...]) -> None:
    """Two neighbouring slices have every row once, wherever they are cut."""
    store = MemoryStore(MemoryDisk())
    store.create("g1", META)
    rows = [article(number, "甲") for number in numbers]
    store.write("g1", rows)
    store.publish("g1")
    reader = store.open()
    ids = sorted(written.row["id"] for written in rows)
    for cut in ["", *(article(number, "甲").row["id"] for number in NUMBERS), "\U0010ffff"]:
        first, second = reader.entries(None, cut), reader.entries(cut, None)
        assert [entry.id for entry in first + second] == ids
        assert all(entry.id <= cut for entry in first)
        assert all(entry.id > cut for entry in second)
    reader.close()
    store.close()
