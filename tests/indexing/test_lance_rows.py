"""Rows and filters of LanceDB as data: SQL, Arrow tables, damage, the pointer to what is live."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import lancedb
import numpy as np
import pyarrow as pa
import pytest

from corpus.errors import HomeError, ModelMismatch
from indexing.lance import _pointer
from indexing.lance._errors import explained, explaining
from indexing.lance._rows import (
    MANY_VALUES,
    ONE_VALUE,
    arrow_schema,
    batches,
    between,
    columns_of,
    meta_of,
    one_of,
    stored_row,
    where,
)
from indexing.store import Filter, IndexMeta, IndexRow
from indexing.testing.store_rows import (
    META,
    ODD_VALUES,
    full_passage,
    index_row,
    numbered,
    odd_passage,
    passage,
    unit,
    vector,
)

PUBLIC = "array_has_any(`groups`, ['public'])"


def record(**changes: Any) -> dict[str, Any]:
    """A row of the table as LanceDB gives it."""
    written = index_row(full_passage())
    return {**columns_of(written.row), "vector": written.vector.tolist(), **changes}


# ── filters


@pytest.mark.parametrize(
    ("filter_", "sql"),
    [
        pytest.param(Filter(), PUBLIC, id="public"),
        pytest.param(Filter(groups=()), "false", id="no groups"),
        pytest.param(Filter(groups=(), works=("a",)), "false", id="no groups, whatever is asked"),
        pytest.param(
            Filter(groups=("a", "b")), "array_has_any(`groups`, ['a', 'b'])", id="two groups"
        ),
        pytest.param(
            Filter(categories=("工资",)),
            f"{PUBLIC} AND array_has_any(`categories`, ['工资'])",
            id="categories",
        ),
        pytest.param(
            Filter(sources=("x",)), f"{PUBLIC} AND array_has_any(`sources`, ['x'])", id="sources"
        ),
        pytest.param(
            Filter(levels=("law",), regions=("海州市", "it's")),
            f"{PUBLIC} AND `level` IN ('law') AND `region` IN ('海州市', 'it''s')",
            id="levels and regions",
        ),
        pytest.param(
            Filter(works=("a\\b",), articles=("第一条",)),
            f"{PUBLIC} AND `work` IN ('a\\b') AND `article` IN ('第一条')",
            id="works and articles",
        ),
        pytest.param(
            Filter(as_of="2024-05-01"),
            f"{PUBLIC} AND (`valid_from` IS NULL OR `valid_from` <= '2024-05-01')"
            " AND (`valid_from` IS NOT NULL OR `promulgated` IS NULL"
            " OR `promulgated` <= '2024-05-01')"
            " AND (`valid_to` IS NULL OR `valid_to` > '2024-05-01') AND `status` <> 'draft'"
            " AND (`valid_to` IS NOT NULL"
            " OR `status` NOT IN ('superseded', 'repealed', 'expired', 'suspended'))",
            id="a day",
        ),
        pytest.param(
            Filter(jurisdictions=("taiwan",)),
            f"{PUBLIC} AND `jurisdiction` IN ('taiwan')",
            id="jurisdictions",
        ),
        pytest.param(
            Filter(not_jurisdictions=("taiwan", "foreign")),
            f"{PUBLIC} AND (`jurisdiction` IS NULL OR `jurisdiction` NOT IN ('taiwan', 'foreign'))",
            id="no law of these",
        ),
    ],
)
def test_a_filter_is_one_condition_of_sql(filter_: Filter, sql: str) -> None:
    assert where(filter_) == sql


@pytest.mark.parametrize(
    ("after", "through", "sql"),
    [
        (None, None, "true"),
        ("甲/1", None, "`id` > '甲/1'"),
        (None, "it's", "`id` <= 'it''s'"),
        ("a", "b", "`id` > 'a' AND `id` <= 'b'"),
        ("", "", "`id` > '' AND `id` <= ''"),
    ],
)
def test_a_slice_has_an_open_and_a_closed_end(
    after: str | None,
    through: str | None,
    sql: str,
) -> None:
    assert between(after, through) == sql


@pytest.fixture(scope="module")
def odd_table(tmp_path_factory: pytest.TempPathFactory) -> lancedb.table.Table:
    """One row for each odd value."""
    schema = arrow_schema(META)
    rows = [index_row(odd_passage(odd)) for odd in ODD_VALUES]
    database = lancedb.connect(tmp_path_factory.mktemp("odd"))
    return database.create_table("g1", pa.concat_tables(batches(rows, schema)))


@pytest.mark.parametrize("odd", ODD_VALUES)
def test_odd_values_are_found_as_they_are(odd_table: lancedb.table.Table, odd: str) -> None:
    """And nothing else is, whichever way the value gets into the condition."""
    id_ = odd_passage(odd).id
    for sql in (
        where(Filter(groups=(odd,))),
        where(Filter(groups=(odd,), works=(odd,), sources=(odd,), categories=(odd,))),
        where(Filter(groups=ODD_VALUES, regions=(odd,), articles=(odd,))),
        one_of("id", [id_, "unknown"]),
        between(id_[:-1], id_),
    ):
        assert odd_table.count_rows(sql) == 1, sql
        assert odd_table.search().where(sql).to_list()[0]["id"] == id_


# ── tables


def test_the_schema_has_all_columns_and_what_the_generation_was_made_with() -> None:
    meta = IndexMeta("model/1", 7, 3, model="bge", instruction="问：")
    schema = arrow_schema(meta)
    assert meta_of(schema) == meta
    assert {*ONE_VALUE, *MANY_VALUES, "id", "row_hash", "terms", "row", "vector"} == set(
        schema.names
    )
    assert schema.field("vector").type.list_size == 7


def test_rows_come_back_as_they_were_written() -> None:
    rows = [index_row(full_passage()), index_row(passage("第一条")), *numbered(3, region="海州市")]
    table = pa.concat_tables(batches(rows, arrow_schema(META)))
    last = {written.row["id"]: written for written in rows}
    assert table.num_rows == len(last)
    for found in map(stored_row, table.to_pylist()):
        written = last[found.id]
        assert (found.row, found.inconsistent) == (written.row, ())
        assert found.vector is not None
        assert np.array_equal(found.vector, written.vector)


def test_of_two_rows_with_one_id_the_later_stays() -> None:
    first, last = index_row(passage("第一条", "旧。")), index_row(passage("第一条", "新。"))
    (table,) = batches([first, index_row(passage("第二条")), last], arrow_schema(META))
    texts = [json.loads(row)["text"] for row in table.column("row").to_pylist()]
    assert sorted(texts) == sorted(["新。", passage("第二条").text])


def test_no_rows_are_no_tables_and_many_rows_are_several() -> None:
    schema = arrow_schema(META)
    assert list(batches([], schema)) == []
    many = [index_row(passage(f"第{number}条"), vector(1)) for number in range(4_100)]
    assert [table.num_rows for table in batches(iter(many), schema)] == [4_096, 4]


@pytest.mark.parametrize(
    ("wrong", "kind", "words"),
    [
        (np.ones(3, np.float32), ModelMismatch, r"shape \(3,\) in an index of dimension 16"),
        (np.zeros(16, np.float32), AssertionError, "a vector of length 0.0, not 1"),
        (2 * unit(np.ones(16)), AssertionError, "not 1"),
        (np.full(16, np.nan, np.float32), AssertionError, "a vector of length nan"),
        (np.ones((1, 16), np.float32), ModelMismatch, r"shape \(1, 16\)"),
    ],
    ids=["another dimension", "zero", "twice as long", "no number", "a matrix"],
)
def test_vectors_that_no_embedder_gives_are_refused(
    wrong: Any,
    kind: type[Exception],
    words: str,
) -> None:
    rows = [*numbered(2), IndexRow(index_row(passage("第三条")).row, wrong)]
    with pytest.raises(kind, match=words):
        list(batches(rows, arrow_schema(META)))


@pytest.mark.parametrize(
    ("changes", "inconsistent"),
    [
        pytest.param({}, (), id="whole"),
        pytest.param({"valid_to": None}, ("valid_to",), id="a date"),
        pytest.param({"groups": ["public"], "status": "x"}, ("groups", "status"), id="two columns"),
        pytest.param({"terms": ""}, ("terms",), id="its terms"),
        pytest.param({"row": "{"}, ("row",), id="a row that is cut off"),
        pytest.param({"row": None}, ("row",), id="no row"),
        pytest.param({"row": "{}"}, ("row",), id="an empty row"),
    ],
)
def test_damage_is_seen_in_the_columns(
    changes: dict[str, Any],
    inconsistent: tuple[str, ...],
) -> None:
    found = stored_row(record(**changes))
    assert found.inconsistent == inconsistent
    assert (found.row is None) == ("row" in changes)


def test_a_row_without_a_vector_is_read() -> None:
    assert stored_row(record(vector=None)).vector is None


# ── errors and the pointer


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lance error: IO (os error 28)", "the disk is full"),
        ("lance error: IO (os error 13)", "you have no right to write there"),
        ("lance error: IO (os error 30)", "the file system is read-only"),
        ("lance error: Encountered corrupt file", "the index is damaged"),
    ],
)
def test_errors_of_the_files_are_explained(tmp_path: Path, text: str, message: str) -> None:
    class Owner:
        folder = tmp_path

        @explaining
        def read(self) -> None:
            raise RuntimeError(text)

    for fail in (Owner().read, lambda: Owner.read(Owner())):
        with pytest.raises(HomeError, match=message) as caught:
            fail()
        assert str(tmp_path) in caught.value.message
        assert caught.value.remedy


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("something else (os error 28)"),
        OSError(errno.EIO, "lance error"),
        ValueError("lance error"),
    ],
    ids=["not of Lance", "a disk that fails", "another sort"],
)
def test_other_errors_stay_as_they_are(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)) as caught, explained(tmp_path):
        raise error
    assert caught.value is error


def test_readers_are_pointed_at_what_exists(tmp_path: Path) -> None:
    assert _pointer.read(tmp_path) is None
    _pointer.write(tmp_path, "g1", 3)
    assert _pointer.read(tmp_path) is None  # the table is gone
    versions = tmp_path / "g1.lance" / "_versions"
    versions.mkdir(parents=True)
    assert _pointer.read(tmp_path) is None
    (versions / "1.manifest").write_bytes(b"")
    assert _pointer.read(tmp_path) == ("g1", 3)
    _pointer.write(tmp_path, "g1", 4)
    assert _pointer.read(tmp_path) == ("g1", 4)
    (tmp_path / "live.json").write_text('{"generation": "g1"}', encoding="utf-8")
    assert _pointer.read(tmp_path) == ("g1", None)
