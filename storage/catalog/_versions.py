"""Which version of the tables a database holds, and the way from there to ours.

A look at one row tells; Alembic, half a second of imports, is loaded only where there is something to migrate. A new database
is made from `tables.metadata` and stamped, which a test holds equal to what the migrations make.
"""

from __future__ import annotations

import sqlite3
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from corpus.errors import HomeError
from corpus.schema import refuse_newer
from storage.catalog._engine import explained
from storage.catalog.tables import metadata

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every version of the tables, oldest first: the names of the files in `storage/migrations/versions`."""


def stored_revision(engine: Engine) -> str | None:
    """The version that the database holds, None where it is empty.

    Raises HomeError where a newer lexops wrote it, or an index that it tells of.
    """
    with explained(), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            if inspect(connection).get_table_names():
                raise HomeError(
                    "the catalog's database holds tables that are not lexops's",
                    remedy="give lexops a database of its own",
                )
            return None
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        if revision not in REVISIONS:
            raise HomeError(
                f"this home was written by a newer lexops (tables {revision}, this one knows {REVISIONS[-1]})",
                remedy="run `pip install --upgrade lexops`, or choose another --home",
            )
        if revision == REVISIONS[-1]:
            refuse_newer(
                connection.execute(text("SELECT schema_version FROM generations")).scalars(),
                "the index of this home",
            )
    return str(revision)


def create(engine: Engine) -> None:
    """Make the tables of an empty database, in one transaction."""
    with explained(), engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        )
        connection.execute(
            text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISIONS[-1]}
        )


def upgrade(engine: Engine, revision: str | None, scripts: Path | None = None) -> None:
    """Bring older tables to `head`, in one transaction; a SQLite file is copied first, as `catalog.db.REVISION`.

    `revision` is what the database holds; `scripts` another folder of migrations than ours.
    """
    if engine.url.get_backend_name() == "sqlite" and engine.url.database and revision:
        _copy(Path(engine.url.database), revision)
    if scripts is not None:
        _migrate(engine, scripts)
        return
    with as_file(files("storage") / "migrations") as ours:
        _migrate(engine, ours)


def _migrate(engine: Engine, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with explained(), engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _copy(file: Path, revision: str) -> None:
    copy = file.with_name(f"{file.name}.{revision}")
    part = copy.with_name(copy.name + ".part")
    part.unlink(missing_ok=True)
    copy_database(file, part)
    part.replace(copy)


def copy_database(file: Path, copy: Path) -> None:
    """Copy a SQLite database as it is at one moment, whoever reads it meanwhile. Raises HomeError where it is damaged."""
    source, target = sqlite3.connect(file), sqlite3.connect(copy)
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
    """How the database's tables differ from `tables.metadata`, in Alembic's words; empty where they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    return list(
        compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), metadata
        )
    )
