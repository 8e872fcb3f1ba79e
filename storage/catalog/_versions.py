"""Which version of the tables a database has, and the way from there to ours.

One row says it. Alembic, half a second of imports, is loaded only where there is something to
migrate. A new database is made from `tables.metadata` and gets the newest version; a test holds
these tables equal to those that the migrations make.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from corpus.errors import HomeError
from corpus.schema import refuse_newer
from storage.catalog._engine import explained
from storage.catalog.tables import metadata

REVISIONS = tuple(f"{number:04}" for number in range(1, 13))
"""Every version of the tables, oldest first: the files in `storage/migrations/versions`."""

_VERSION_TABLE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"


def stored_revision(engine: Engine) -> str | None:
    """Return the version of the tables of a database.

    Args:
        engine: The database.

    Returns:
        The version; None where the database is empty.

    Raises:
        HomeError: If a newer lexops wrote the tables or the index, if the version of the tables is
            missing, or if the tables are not lexops's.
    """
    with explained(), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            if inspect(connection).get_table_names():
                raise HomeError(
                    "the catalog's database holds tables that are not lexops's",
                    remedy="give lexops a database of its own",
                )
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        if len(found) != 1:
            raise HomeError(
                f"the version of the catalog's tables is unclear: {found or 'there is none'}",
                remedy="put a copy of the catalog in its place, or choose another --home",
            )
        revision = str(found[0])
        if revision not in REVISIONS:
            newest = REVISIONS[-1]
            raise HomeError(
                "this home was written by a newer lexops "
                f"(tables {revision}, this one knows {newest})",
                remedy="run `pip install --upgrade lexops`, or choose another --home",
            )
        if revision == REVISIONS[-1]:
            _check_tables(connection)
            versions = connection.execute(text("SELECT schema_version FROM generations"))
            refuse_newer(versions.scalars(), "the index of this home")
    return revision


def _check_tables(connection: Connection) -> None:
    """Refuse a database that says it is current, and lacks tables."""
    missing = sorted(metadata.tables.keys() - set(inspect(connection).get_table_names()))
    if missing:
        raise HomeError(
            f"the home's catalog lacks tables of its version: {', '.join(missing)}",
            remedy="put a whole copy in its place, or choose another --home and run again",
        )


def create(engine: Engine) -> None:
    """Make the tables of an empty database, in one transaction.

    Args:
        engine: The database.
    """
    newest = {"revision": REVISIONS[-1]}
    with explained(), engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(text(_VERSION_TABLE))
        connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), newest)


def upgrade(
    engine: Engine,
    revision: str | None,
    scripts: Path | None = None,
) -> None:
    """Migrate older tables to the newest version, in one transaction.

    A SQLite file is copied first, as `catalog.db.REVISION`.

    Args:
        engine: The database.
        revision: The version of its tables; None where it is empty.
        scripts: Another folder of migrations than ours.
    """
    is_sqlite = engine.url.get_backend_name() == "sqlite"
    if is_sqlite and engine.url.database and revision:
        _copy(Path(engine.url.database), revision)
    try:
        if scripts is not None:
            _migrate(engine, scripts)
            return
        with as_file(files("storage") / "migrations") as ours:
            _migrate(engine, ours)
    except DatabaseError as error:
        reported = str(error.orig).splitlines()[0]
        raise HomeError(
            f"the home's catalog can't be migrated from version {revision}: {reported}",
            remedy="put a whole copy in its place, or choose another --home and run again",
        ) from error


def _migrate(engine: Engine, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with (
        explained(),
        engine.connect() as connection,
        _without_foreign_keys(connection),
        connection.begin(),
    ):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let SQLite replace a table that others refer to: else their rows would go with the old one.

    SQLite takes the setting outside transactions only.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection
    driver.cursor().execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.cursor().execute("PRAGMA foreign_keys = ON")


def _copy(file: Path, revision: str) -> None:
    copy = file.with_name(f"{file.name}.{revision}")
    part = copy.with_name(copy.name + ".part")
    part.unlink(missing_ok=True)
    copy_database(file, part)
    part.replace(copy)


def copy_database(file: Path, copy: Path) -> None:
    """Copy a SQLite database as it is at one moment, also while others read it.

    Args:
        file: The database.
        copy: The new file.

    Raises:
        HomeError: If the database is damaged.
    """
    source = sqlite3.connect(file)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
        (found,) = target.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        found = str(error)
    finally:
        source.close()
        target.close()
    if found != "ok":
        raise HomeError(
            f"the home's catalog is damaged: {found}",
            remedy="put a copy in its place, or choose another --home and run again",
        )


def differences(connection: Connection) -> list[object]:
    """Return how the tables of a database differ from `tables.metadata`.

    Args:
        connection: The database.

    Returns:
        Differences in Alembic's words; empty where there are none.
    """
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))
