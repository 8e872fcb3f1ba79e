"""Connections of the catalog: URLs, what errors mean to a user, pages and upserts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from corpus.errors import HomeError, LexopsError, ServiceUnreachable, UsageError
from storage.catalog._engine import Database, chunks, connect, explained
from storage.catalog.tables import aliases, metadata, tag_results
from tests.soak import examples

DISK_FULL = "the disk of the home is full"
DAMAGED = "the home's catalog is damaged"


@pytest.fixture(scope="module")
def tables() -> Iterator[Database]:
    engine = connect("sqlite://")
    metadata.create_all(engine)
    yield Database(engine)
    engine.dispose()


@pytest.fixture
def database(tables: Database) -> Database:
    """The tables of a catalog in memory, with no aliases."""
    with tables.write() as connection:
        connection.execute(delete(aliases))
    return tables


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("catalog.db", "the catalog's URL can't be used", id="a path"),
        pytest.param("", "the catalog's URL can't be used", id="nothing"),
        pytest.param("mysql://host/db", "'mysql': choose sqlite or postgresql", id="MySQL"),
        pytest.param("mssql+pyodbc://host/db", "choose sqlite or postgresql", id="SQL Server"),
        pytest.param("postgresql+nothing://host/db", "can't be used", id="an unknown driver"),
        pytest.param("postgresql+psycopg://host:many/db", "can't be used", id="no port"),
    ],
)
def test_a_url_that_no_catalog_can_have_is_a_usage_error(url: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        connect(url)


def test_a_server_that_is_not_there_is_unreachable() -> None:
    database = Database(connect("postgresql+psycopg://lexops@127.0.0.1:1/lexops"))
    with (
        pytest.raises(ServiceUnreachable, match="the catalog's database does not answer") as caught,
        database.read(),
    ):
        pass
    assert "\n" not in caught.value.message
    database.engine.dispose()


@dataclass
class Reported:
    """An error of a database as it comes, and as a user sees it."""

    words: str
    kind: type[LexopsError]
    message: str


@pytest.mark.parametrize(
    "expected",
    [
        Reported("database or disk is full", HomeError, DISK_FULL),
        Reported(
            "attempt to write a readonly database", HomeError, "the home's catalog can't be written"
        ),
        Reported("unable to open database file", HomeError, "the home's catalog can't be opened"),
        Reported("disk I/O error", HomeError, "the home's catalog can't be read or written"),
        Reported("file is not a database", HomeError, DAMAGED),
        Reported("database disk image is malformed", HomeError, DAMAGED),
        Reported("malformed database schema (ix)", HomeError, DAMAGED),
        Reported("database is locked", HomeError, "the home's catalog is busy"),
        Reported(
            "could not connect to server: refused\nIs it running?",
            ServiceUnreachable,
            "the catalog's database does not answer: could not connect to server: refused",
        ),
    ],
    ids=lambda expected: expected.words[:24],
)
def test_errors_of_a_database_are_explained(expected: Reported) -> None:
    reported = OperationalError("SELECT 1", {}, sqlite3.OperationalError(expected.words))
    with pytest.raises(expected.kind) as caught, explained():
        raise reported
    assert caught.value.message == expected.message
    assert caught.value.__cause__ is reported


@pytest.mark.parametrize(
    "ours",
    [
        pytest.param(
            OperationalError("", {}, sqlite3.OperationalError("no such table: x")), id="our SQL"
        ),
        pytest.param(
            IntegrityError("", {}, sqlite3.IntegrityError("UNIQUE constraint failed")), id="a row"
        ),
        pytest.param(
            DatabaseError("", {}, sqlite3.DatabaseError("can't connect the dots")),
            id="an error of another sort",
        ),
        pytest.param(ValueError("disk I/O error"), id="no error of a database"),
    ],
)
def test_mistakes_of_our_own_stay_as_they_are(ours: Exception) -> None:
    with pytest.raises(type(ours)) as caught, explained():
        raise ours
    assert caught.value is ours


def test_a_transaction_that_fails_keeps_nothing(database: Database) -> None:
    same = [{"alias": "a", "id": "x"}, {"alias": "a", "id": "y"}]
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(aliases), same)
    assert list(database.pages(select(aliases), aliases.c.alias)) == []


@pytest.mark.parametrize("size", [1, 2, 4, 5, 6, 1000])
def test_pages_give_every_row_once_in_order(database: Database, size: int) -> None:
    names = ["丙", "a", "甲", "B", "乙"]
    with database.write() as connection:
        connection.execute(insert(aliases), [{"alias": name, "id": "x"} for name in names])
    rows = database.pages(select(aliases.c.alias), aliases.c.alias, size)
    assert [row.alias for row in rows] == sorted(names)


def test_a_page_is_read_when_it_is_asked_for(database: Database) -> None:
    """Rows that come while the first page is used are seen: no cursor is kept open."""
    with database.write() as connection:
        connection.execute(insert(aliases), [{"alias": name, "id": "x"} for name in "ab"])
    rows = database.pages(select(aliases.c.alias), aliases.c.alias, 2)
    found = [next(rows).alias]
    with database.write() as connection:
        connection.execute(insert(aliases), [{"alias": name, "id": "x"} for name in "cd"])
    found += [row.alias for row in rows]
    assert found == ["a", "b", "c", "d"]


def test_an_upsert_without_rows_changes_nothing(database: Database) -> None:
    with database.write() as connection:
        database.upsert(connection, aliases, [{"alias": "a", "id": "x"}])
        database.upsert(connection, aliases, [])
        assert connection.execute(select(aliases)).all() == [("a", "x")]


def test_a_reference_to_no_row_is_refused(database: Database) -> None:
    """SQLite checks foreign keys only where it is asked to, for each connection."""
    orphan = {"passage_id": "unknown", "scheme": "s", "key": "k"}
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(tag_results).values(orphan))


rows_of_aliases = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), max_size=6, unique_by=lambda x: x[0]
)


@given(batches=st.lists(rows_of_aliases, max_size=4))
@settings(max_examples=examples(25))
def test_upserts_are_assignments(tables: Database, batches: list[list[tuple[str, str]]]) -> None:
    expected: dict[str, str] = {}
    with tables.write() as connection:
        connection.execute(delete(aliases))
        for batch in batches:
            rows = [{"alias": alias, "id": id_} for alias, id_ in batch]
            tables.upsert(connection, aliases, rows)
            expected |= dict(batch)
        found = connection.execute(select(aliases)).all()
    assert {row.alias: row.id for row in found} == expected


@given(values=st.lists(st.integers(), max_size=40), size=st.integers(1, 10))
@settings(max_examples=examples(40))
def test_chunks_are_the_values_in_lists_of_a_size(values: list[int], size: int) -> None:
    found = list(chunks(values, size))
    assert [value for chunk in found for value in chunk] == values
    assert all(len(chunk) == size for chunk in found[:-1])
    assert all(1 <= len(chunk) <= size for chunk in found)
