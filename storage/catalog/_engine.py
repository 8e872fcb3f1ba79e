"""Connections to the catalog's database, and what its errors mean to a user."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Result,
    Row,
    Select,
    Table,
    create_engine,
    event,
    or_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from corpus.batches import batches
from corpus.codec import dumps
from corpus.errors import HomeError, ServiceUnreachable, UsageError

T = TypeVar("T")
Values = Mapping[str, Any]

_BUSY_MS = 10_000  # milliseconds that a transaction of another program is waited for


def connect(url: str) -> Engine:
    """Return an engine for `sqlite:///FILE` or `postgresql+psycopg://…`.

    Args:
        url: The URL of the database.

    Returns:
        The engine; nothing is connected yet.

    Raises:
        UsageError: If the URL is wrong, or its driver is not installed.
    """
    try:
        drivername = make_url(url).get_backend_name()
        if drivername not in ("sqlite", "postgresql"):
            raise UsageError(
                f"a catalog can't be kept in {drivername!r}: choose sqlite or postgresql"
            )
        engine = create_engine(
            url,
            json_serializer=dumps,
            json_deserializer=msgspec.json.decode,
        )
    # ValueError: a port that is no number.
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise UsageError(
            f"the catalog's URL can't be used: {error}",
            remedy="postgresql needs `pip install 'lexops[postgres]'`",
        ) from error
    if drivername == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver would begin transactions late and end them early, around DDL for example.
    connection.isolation_level = None
    pragmas = (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        f"busy_timeout = {_BUSY_MS}",
        "foreign_keys = ON",
        "cache_size = -65536",
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


class Database:
    """Transactions, streams, and upserts that both engines understand."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.mails: frozenset[tuple[str, str]] | None = None  # of `_trust.read_mails`

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open one transaction: all of it is kept, or nothing.

        Returns:
            The connection.

        Raises:
            HomeError: If the disk is full, or the file is read-only or damaged.
        """
        with explained(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a consistent view, whose results come in pages of 1,000 rows."""
        with explained(), self.engine.connect() as connection:
            yield connection.execution_options(yield_per=1000)

    def pages(
        self,
        statement: Select[Any],
        column: Column[Any],
        size: int = 1000,
    ) -> Iterator[Row[Any]]:
        """Return every row of a statement, in the order of a column, page by page.

        Each page is a short read. A cursor that is open for the whole of a run would keep SQLite
        from folding its log back into the file.

        Args:
            statement: What to select.
            column: The column of the order: unique, and selected.
            size: How many rows a page has.

        Returns:
            The rows, read page by page while they are used.
        """
        return self.converted_pages(
            statement,
            column,
            _unconverted,
            size,
        )

    def converted_pages(
        self,
        statement: Select[Any],
        column: Column[Any],
        convert: Callable[[Connection, Sequence[Row[Any]]], Sequence[T,]],
        size: int = 1000,
    ) -> Iterator[T]:
        """Return what a function makes of every page of rows.

        As `pages`, but the function can read more in the transaction of the page.

        Args:
            statement: What to select.
            column: The column of the order: unique, and selected.
            convert: Gets the transaction and the rows of a page.
            size: How many rows a page has.

        Returns:
            What `convert` returned, page by page.
        """
        ordered = statement.order_by(column).limit(size)
        page = ordered
        while True:
            with self.read() as connection:
                rows = connection.execute(page).all()
                converted = convert(connection, rows)
            yield from converted
            if len(rows) < size:
                return
            last = as_dict(rows[-1])[column.name]
            page = ordered.where(column > last)

    def upsert(
        self,
        connection: Connection,
        table: Table,
        rows: Sequence[Values],
        *,
        key: Sequence[str] = (),
    ) -> None:
        """Insert rows; where a key is taken, set every other given column.

        Args:
            connection: The transaction.
            table: The table.
            rows: The rows; all have the same columns.
            key: The columns of the key; empty means the primary key.
        """
        if not rows:
            return
        statement = _dialect(connection).insert(table)
        key = key or [column.name for column in table.primary_key]
        changed = {name: statement.excluded[name] for name in rows[0] if name not in key}
        if changed:
            statement = statement.on_conflict_do_update(index_elements=key, set_=changed)
        else:
            statement = statement.on_conflict_do_nothing(index_elements=key)
        connection.execute(statement, [dict(row) for row in rows])

    def upsert_selected(
        self,
        connection: Connection,
        table: Table,
        columns: Sequence[str],
        selected: Select[Any],
    ) -> None:
        """Insert the rows of a query; where a primary key is taken, set every other given column.

        As `upsert`, but the database copies the rows itself.

        Args:
            connection: The transaction.
            table: The table.
            columns: The columns that the query gives, those of the primary key included.
            selected: The query. It needs a WHERE: without one, SQLite reads ON CONFLICT as the
                condition of a join.
        """
        statement = _dialect(connection).insert(table).from_select(columns, selected)
        key = [column.name for column in table.primary_key]
        changed = {name: statement.excluded[name] for name in columns if name not in key}
        differs = [table.c[name] != value for name, value in changed.items()]
        statement = statement.on_conflict_do_update(
            index_elements=key, set_=changed, where=or_(*differs)
        )
        connection.execute(statement)


def _dialect(connection: Connection) -> Any:
    """The module of the connection's dialect: the two name their upserts alike."""
    return postgresql if connection.dialect.name == "postgresql" else sqlite


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors of a database into what its user can do; our own mistakes in SQL stay.

    Raises:
        HomeError: If the disk is full, or the file is read-only, damaged or busy.
        ServiceUnreachable: If a database server does not answer.
    """
    try:
        yield
    except DatabaseError as error:
        reported = str(error.orig)
        for words, message, remedy in _EXPLANATIONS:
            if words in reported:
                raise HomeError(message, remedy=remedy) from error
        is_lost = error.connection_invalidated or "connect" in reported
        if isinstance(error, OperationalError) and is_lost:
            first_line = reported.splitlines()[0]
            raise ServiceUnreachable(
                f"the catalog's database does not answer: {first_line}"
            ) from error
        raise


_EXPLANATIONS = (
    (
        "database or disk is full",
        "the disk of the home is full",
        "free some space, then run again: nothing is lost",
    ),
    (
        "readonly database",
        "the home's catalog can't be written",
        "give yourself the right to write in the home folder",
    ),
    (
        "unable to open database file",
        "the home's catalog can't be opened",
        "give yourself the right to read and write in the home folder",
    ),
    (
        "disk I/O error",
        "the home's catalog can't be read or written",
        "check that its disk has space left, and the rights of the home folder",
    ),
    (
        "file is not a database",
        "the home's catalog is damaged",
        "put a copy in its place, or choose another --home and run again",
    ),
    (
        "malformed",
        "the home's catalog is damaged",
        "put a copy in its place, or choose another --home and run again",
    ),
    (
        "database is locked",
        "the home's catalog is busy",
        "wait until the other command has finished, then run again",
    ),
)


def _unconverted(_connection: Connection, rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    return rows


def pairs(result: Result[Any, Any]) -> dict[Any, Any]:
    """Return a result of two columns: the second by the first."""
    return {row[0]: row[1] for row in result}


def as_dict(row: Row[Any]) -> dict[str, Any]:
    """Return the values of a row, by column."""
    return dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def chunks(values: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """Return values in lists: an SQL statement takes only so many of them."""
    return batches(values, size)
