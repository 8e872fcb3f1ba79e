"""Tests of every index store: writing, discarding and publishing rows."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.errors import ModelMismatch
from indexing.store import (
    CandidateQuery,
    Filter,
    IndexRow,
    IndexStore,
    Vector,
    WriteReport,
)
from indexing.testing._store_fixtures import StoreFixtures
from indexing.testing.store_rows import (
    DIMENSION,
    META,
    ODD_VALUES,
    ask,
    full_passage,
    ids,
    index_row,
    numbered,
    odd_passage,
    passage,
    publish,
    row_hashes,
    row_ids,
    unit,
    vector,
)


class WriteTests(StoreFixtures):
    """Tests of writing, discarding and publishing rows."""

    def test_rows_come_back_as_they_were_written(self, store: IndexStore) -> None:
        """Nulls, types of numbers, order of lists and shape of objects are kept."""
        rows = [
            index_row(full_passage()),
            index_row(
                passage(
                    "第一条",
                    context="",
                    article=None,
                )
            ),
        ]
        publish(store, *rows)
        expected = [written.row for written in rows]
        found = store.open().get(row_ids(rows))
        assert found == expected
        assert [list(row) for row in found] == [list(row) for row in expected]
        assert repr(found) == repr(expected)
        assert (
            ids(
                ask(
                    store,
                    "车长的工资",
                    groups=("public",),
                ).keyword
            )[0]
            == rows[0].row["id"]
        )
        candidates = ask(store)
        for candidate in (*candidates.keyword, *candidates.vector):
            assert "vector" not in candidate.row

    def test_no_value_is_misread(self, store: IndexStore) -> None:
        """Odd characters in ids and in all fields of a filter are found, filtered and deleted."""
        strange = {odd: odd_passage(odd) for odd in ODD_VALUES}
        publish(
            store,
            *map(index_row, strange.values()),
            *numbered(3),
        )
        reader = store.open()
        for odd, strange_passage in strange.items():
            values = (odd,)
            everyone = ("public", *ODD_VALUES)
            wheres = (
                Filter(values),
                Filter(everyone, works=values),
                Filter(everyone, articles=values),
                Filter(everyone, regions=values),
                Filter(everyone, sources=values),
                Filter(everyone, categories=values),
                Filter(
                    values,
                    works=values,
                    articles=values,
                    regions=values,
                    sources=values,
                    categories=values,
                ),
            )
            for where in wheres:
                query = CandidateQuery(
                    "电车",
                    vector(0),
                    5,
                    where,
                )
                candidates = reader.candidates(query)
                assert ids(candidates.keyword) == [strange_passage.id], where
                assert ids(candidates.vector) == [strange_passage.id], where
            assert ids(reader.get([strange_passage.id, odd])) == [strange_passage.id]
        deletes = [strange_passage.id for strange_passage in strange.values()]
        report = store.write(
            "g1",
            [],
            [*deletes, *ODD_VALUES],
        )
        assert report.deleted == len(ODD_VALUES)
        store.publish("g1")
        assert store.open().count() == 3

    def test_a_write_is_invisible_until_published(self, store: IndexStore) -> None:
        """For new readers and for open ones."""
        publish(store, *numbered(2))
        store.write(
            "g1",
            numbered(5),
            [numbered(1)[0].row["id"]],
        )
        assert store.open().count() == 2

    def test_a_preview_shows_what_publishing_would(self, store: IndexStore) -> None:
        """In both searches, while readers see no change; also before the first publication."""
        rows = numbered(5)
        store.create("g1", META)
        store.write("g1", rows[:4])
        assert list(store.preview("g1").hashes()) == row_hashes(rows[:4])
        store.publish("g1")
        store.write(
            "g1",
            [rows[4]],
            [rows[0].row["id"]],
        )
        preview = store.preview("g1")
        found = preview.candidates(
            CandidateQuery(
                "电车",
                rows[4].vector,
                10,
            )
        )
        assert set(ids(found.keyword)) == set(row_ids(rows[1:]))
        assert set(ids(found.vector)) == set(row_ids(rows[1:]))
        assert ids(found.vector)[0] == rows[4].row["id"]
        assert preview.generation.version == 2
        assert ids(store.open().find(Filter(), 10)) == row_ids(rows[:4])
        assert store.publish("g1").version == preview.generation.version
        assert list(store.open().hashes()) == list(preview.hashes())

    def test_discarded_rows_are_never_visible(self, store: IndexStore) -> None:
        """Rows put, changed and removed since the last publication."""
        rows = numbered(4)
        publish(store, *rows[:3])
        before = list(store.open().hashes())
        changed = index_row(passage("第一条", "车票二元。"), vector(7))
        store.write(
            "g1",
            [rows[3], changed],
            [rows[1].row["id"]],
        )
        store.discard("g1")
        assert list(store.preview("g1").hashes()) == before
        publish(store, rows[3])
        assert [id_ for id_, _ in store.open().hashes()] == sorted(row_ids(rows))
        assert ids(ask(store, "二元").keyword) == []
        assert ids(
            ask(
                store,
                near=rows[1].vector,
                k=1,
            ).vector
        ) == [rows[1].row["id"]]

    def test_discarding_is_safe_to_repeat(self, store: IndexStore) -> None:
        """Also where nothing was written, and where nothing was published."""
        store.create("g1", META)
        store.write("g1", numbered(2))
        for _ in range(2):
            store.discard("g1")
        assert list(store.preview("g1").hashes()) == []
        publish(store, *numbered(3))
        store.discard("g1")
        assert store.preview("g1").count() == store.open().count() == 3

    def test_an_upsert_changes_a_row(self, store: IndexStore) -> None:
        """Text, filter values and vector are those of the last write."""
        before = index_row(
            passage(
                "第一条",
                "车票一元。",
                region="海州市",
            ),
            vector(1),
        )
        after = index_row(
            passage(
                "第一条",
                "月票三十元。",
                region="江州市",
            ),
            vector(2),
        )
        publish(
            store,
            before,
            *numbered(3, work="别的条例"),
        )
        publish(store, after)
        assert store.open().get([before.row["id"]]) == [after.row]
        assert store.open().count() == 4
        assert ask(store, "车票一元").keyword == ()
        assert ids(
            ask(
                store,
                "月票",
                regions=("江州市",),
            ).keyword
        ) == [after.row["id"]]
        assert ids(
            ask(
                store,
                near=vector(2),
                k=1,
            ).vector
        ) == [after.row["id"]]
        own = ask(
            store,
            near=vector(2),
            k=1,
            regions=("江州市",),
        ).vector[0]
        former = ask(
            store,
            near=vector(1),
            k=1,
            regions=("江州市",),
        ).vector[0]
        assert own.score > former.score
        assert store.open().count(Filter(regions=("海州市",))) == 0

    def test_deleted_rows_are_gone_from_both_searches(self, store: IndexStore) -> None:
        """Deleting what is not there is no error, and is not counted."""
        rows = numbered(5)
        publish(store, *rows)
        gone = rows[2].row["id"]
        assert (
            store.write(
                "g1",
                [],
                [gone, "never/1@2020-01-01"],
            ).deleted
            == 1
        )
        store.publish("g1")
        candidates = ask(store, near=rows[2].vector)
        assert gone not in ids(candidates.keyword) + ids(candidates.vector)
        assert len(candidates.keyword) == len(candidates.vector) == 4
        assert store.open().count() == 4
        assert store.open().get([gone]) == []

    def test_a_write_reports_what_it_did(self, store: IndexStore) -> None:
        """Rows put and rows removed."""
        store.create("g1", META)
        rows = numbered(4)
        assert store.write("g1", iter(rows)) == WriteReport(upserted=4, deleted=0)
        report = store.write(
            "g1",
            rows[:1],
            row_ids(rows[1:3]),
        )
        assert report == WriteReport(upserted=1, deleted=2)
        assert store.write(
            "g1",
            [],
            [],
        ) == WriteReport(upserted=0, deleted=0)

    def test_a_repeated_write_changes_nothing(self, store: IndexStore) -> None:
        """After a crash the caller repeats its write."""
        rows = numbered(6)
        publish(store, *rows)
        before = list(store.open().hashes())
        for _ in range(2):
            store.write(
                "g1",
                rows[:4],
                [],
            )
        store.publish("g1")
        assert list(store.open().hashes()) == before

    def test_an_id_that_is_deleted_and_put_is_put(self, store: IndexStore) -> None:
        """A passage that moves from one document to another in one delta must not be lost."""
        rows = numbered(2)
        publish(store, *rows)
        publish(
            store,
            rows[0],
            deletes=[rows[0].row["id"]],
        )
        assert store.open().count() == 2

    def test_the_later_of_two_rows_with_one_id_stays(self, store: IndexStore) -> None:
        """Also when both come in one write."""
        first, second = (
            index_row(passage("第一条", text)) for text in ("车票一元。", "车票二元。")
        )
        publish(
            store,
            first,
            second,
        )
        assert store.open().get([first.row["id"]]) == [second.row]
        assert store.open().count() == 1

    def test_a_vector_of_another_model_is_refused(self, store: IndexStore) -> None:
        """On writing and on searching; the index does not change."""
        publish(store, *numbered(2))
        stranger = unit(np.ones(DIMENSION + 1))
        with pytest.raises(ModelMismatch):
            store.write("g1", [IndexRow(numbered(3)[2].row, stranger)])
        with pytest.raises(ModelMismatch):
            ask(store, near=stranger)
        assert store.open().count() == 2

    @pytest.mark.parametrize(
        "broken",
        [
            np.zeros(DIMENSION, np.float32),
            np.full(
                DIMENSION,
                np.nan,
                np.float32,
            ),
            np.ones(DIMENSION, np.float32),
        ],
    )
    def test_a_vector_has_length_one(
        self,
        store: IndexStore,
        broken: Vector,
    ) -> None:
        """A vector of another length raises an error."""
        store.create("g1", META)
        with pytest.raises(AssertionError, match="length"):
            store.write("g1", [IndexRow(numbered(1)[0].row, broken)])

    def test_a_big_write_streams(self, store: IndexStore) -> None:
        """5,000 rows from a generator are all stored and all found."""
        rows = (index_row(passage(f"第{n}条", f"第{n}条　{n}路电车。")) for n in range(5_000))
        publish(store, *())
        assert store.write("g1", rows).upserted == 5_000
        store.publish("g1")
        reader = store.open()
        hashes = list(reader.hashes())
        assert len(hashes) == reader.count() == 5_000
        assert hashes == sorted(hashes)
        assert ids(
            ask(
                store,
                "4321路",
                k=1,
            ).keyword
        ) == ["电车条例/第4321条@2020-01-01"]
