"""Every store of ours, held to the battery; and what only one of them promises."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from corpus.errors import UnknownValue
from indexing.lance.store import LanceOptions, LanceStore
from indexing.store import CandidateQuery, Filter, IndexStore
from indexing.stores import open_store
from indexing.testing.memory_store import MemoryDisk, MemoryStore
from indexing.testing.store_battery import (
    StoreBattery,
    ask,
    ids,
    index_row,
    numbered,
    passage,
    publish,
    vector,
)


class TestMemoryStore(StoreBattery):
    @pytest.fixture
    def place(self) -> MemoryDisk:
        return MemoryDisk()

    def open_at(self, place: MemoryDisk) -> IndexStore:
        return MemoryStore(place)


class TestLanceStore(StoreBattery):
    @pytest.fixture
    def place(self, tmp_path: Path) -> Path:
        return tmp_path / "index"

    def open_at(self, place: Path) -> IndexStore:
        return open_store("lancedb", str(place))


class TestLanceStoreThatIndexesEverything(TestLanceStore):
    """The battery once more, where small tables have a vector index too and everything is folded
    into the indexes soon.
    """

    def open_at(self, place: Path) -> IndexStore:
        return LanceStore(place, LanceOptions(exact_below=2, loose_rows=5, loose_fragments=5))


def test_a_store_is_opened_by_the_name_of_its_engine(tmp_path: Path) -> None:
    with pytest.raises(UnknownValue, match="lancedb"):
        open_store("elastic", str(tmp_path))


WRITER = """
import sys
from indexing.stores import open_store
from indexing.testing.store_battery import META, index_row, passage

store = open_store("lancedb", sys.argv[1])
for turn in range(10_000):
    rows = [index_row(passage(f"第{n}条", document_number=str(turn))) for n in range(40 + turn % 7)]
    gone = [f"电车条例/第{n}条@2020-01-01" for n in range(len(rows), 50)]
    if turn == 0:
        store.create("g1", META)
    store.write("g1", rows[:20], gone)
    store.write("g1", rows[20:])
    store.publish("g1")
    print(turn, flush=True)
"""


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that changes every row, and their number, in each of its publications."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            WRITER,
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def test_readers_see_whole_publications_of_another_process(
    tmp_path: Path, writer: subprocess.Popen[str]
) -> None:
    """All rows of one turn and none of another; and after the writer was killed, wherever it was,
    the next one goes on.
    """
    assert writer.stdout is not None
    assert writer.stdout.readline()
    store, turns = open_store("lancedb", str(tmp_path)), set()
    while len(turns) < 5:
        reader = store.open()
        rows = reader.find(Filter(), 100)
        (turn,) = {int(row["document_number"]) for row in rows}
        assert len(rows) == reader.count() == 40 + turn % 7
        candidates = reader.candidates(
            CandidateQuery(
                "电车",
                vector(1),
                100,
            )
        )
        assert {
            one.row["document_number"] for one in (*candidates.keyword, *candidates.vector)
        } == {str(turn)}
        assert len(candidates.keyword) == len(candidates.vector) == len(rows)
        reader.close()
        turns.add(turn)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    before = store.open().count()
    again = LanceStore(tmp_path)
    assert again.open().count() == before
    everything = [one.row["id"] for one in (index_row(passage(f"第{n}条")) for n in range(50))]
    publish(
        again,
        *numbered(3, work="新条例"),
        deletes=everything,
    )
    assert ids(store.open().find(Filter(), 100)) == [
        f"新条例/第{n}条@2020-01-01" for n in (1, 2, 3)
    ]


def test_a_generation_whose_making_was_killed_is_no_generation(tmp_path: Path) -> None:
    """An empty folder is all that is left; it is neither listed nor in the way."""
    (tmp_path / "g1.lance").mkdir()
    store = LanceStore(tmp_path)
    assert store.generations() == []
    publish(store, *numbered(2))
    assert store.open().count() == 2


def test_views_that_are_older_than_the_time_to_keep_end(tmp_path: Path) -> None:
    """Of many publications the last stays, and those that were published over within the time to
    keep.
    """
    for keep, kept in ((timedelta(hours=1), 6), (timedelta(seconds=-1), 1)):
        store = LanceStore(tmp_path / str(kept), LanceOptions(keep=keep, loose_fragments=3))
        for n in range(6):
            publish(store, index_row(passage(f"第{n}条")))
        assert len(store._table("g1").tags.list()) == kept
        assert len(ask(store, k=10).keyword) == 6
