"""Tables of other versions: older ones are migrated, newer ones refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

import storage
from corpus.errors import HomeError, ServiceUnreachable, UsageError
from storage.catalog import _versions, open_catalog, state_of
from storage.catalog._engine import connect

MIGRATIONS = Path(storage.__file__).parent / "migrations"
HEAD = _versions.REVISIONS[-1]
LATER = f"""
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{HEAD}"


def upgrade() -> None:
    op.add_column("runs", sa.Column("host", sa.String()))
"""


def test_the_list_of_versions_is_the_folder_of_migrations() -> None:
    assert sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("*.py")) == list(
        _versions.REVISIONS
    )


def test_migrations_and_tables_say_the_same(url: str) -> None:
    engine = connect(url)
    _versions.upgrade(engine, None)
    with engine.connect() as connection:
        assert _versions.differences(connection) == []
    engine.dispose()
    assert state_of(url) == "current"


def test_a_new_catalog_has_these_tables_too(url: str) -> None:
    open_catalog(url).close()
    engine = connect(url)
    with engine.connect() as connection:
        assert _versions.differences(connection) == []
    engine.dispose()


def test_an_older_catalog_is_migrated_and_its_rows_stay(
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with open_catalog(url) as catalog:
        catalog.runs.begin()
    later = tmp_path / "later"
    shutil.copytree(MIGRATIONS, later)
    (later / "versions" / "9998_later.py").write_text(LATER, encoding="utf-8")
    monkeypatch.setattr(
        _versions,
        "REVISIONS",
        (*_versions.REVISIONS, "9998"),
    )
    engine = connect(url)
    _versions.upgrade(
        engine,
        HEAD,
        later,
    )
    assert _versions.stored_revision(engine) == "9998"
    assert "host" in {column["name"] for column in inspect(engine).get_columns("runs")}
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM runs")) == 1
    engine.dispose()
    if url.startswith("sqlite"):
        copy = connect(f"sqlite:///{tmp_path / f'catalog.db.{HEAD}'}")
        assert _versions.stored_revision(copy) == HEAD
        copy.dispose()


def test_a_migration_that_fails_leaves_the_catalog_as_it_was(url: str, tmp_path: Path) -> None:
    open_catalog(url).close()
    later = tmp_path / "later"
    shutil.copytree(MIGRATIONS, later)
    (later / "versions" / "9998_later.py").write_text(
        LATER + "    raise RuntimeError('half way')\n", encoding="utf-8"
    )
    engine = connect(url)
    with pytest.raises(RuntimeError, match="half way"):
        _versions.upgrade(
            engine,
            HEAD,
            later,
        )
    assert "host" not in {column["name"] for column in inspect(engine).get_columns("runs")}
    assert _versions.stored_revision(engine) == HEAD
    engine.dispose()


def test_a_newer_catalog_is_refused_with_the_command_that_helps(url: str) -> None:
    open_catalog(url).close()
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(HomeError, match="newer lexops") as caught:
        open_catalog(url)
    assert "pip install --upgrade lexops" in str(caught.value)


def _change(url: str, *statements: str) -> None:
    engine = connect(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["DROP TABLE tags"], "the home's catalog lacks tables of its version: tags"),
        (["DELETE FROM alembic_version"], "the version of the catalog's tables is unclear"),
        (
            ["INSERT INTO alembic_version VALUES ('0001')"],
            "the version of the catalog's tables is unclear",
        ),
        (
            ["UPDATE alembic_version SET version_num = '0006'"],
            "the home's catalog can't be migrated from version 0006",
        ),
        (
            ["UPDATE alembic_version SET version_num = '0005'", "DROP TABLE tags"],
            "the home's catalog can't be migrated from version 0005",
        ),
    ],
)
def test_a_half_migrated_catalog_is_refused_in_one_line(
    url: str,
    statements: list[str],
    words: str,
) -> None:
    open_catalog(url).close()
    _change(url, *statements)
    with pytest.raises(HomeError, match=words) as caught:
        open_catalog(url)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy is not None


def test_a_database_with_other_tables_is_not_touched(url: str) -> None:
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    engine.dispose()
    with pytest.raises(HomeError, match="not lexops"):
        open_catalog(url)


def test_a_current_catalog_is_recognised_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'catalog.db'}"
    open_catalog(url).close()
    program = (
        "import sys; from storage.catalog import open_catalog; "
        f"open_catalog({url!r}).close(); print('alembic' in sys.modules)"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        == "False"
    )


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("mysql://x", UsageError, "sqlite or postgresql"),
        ("not a url", UsageError, "URL"),
        ("postgresql+psycopg://lexops@127.0.0.1:1/x", ServiceUnreachable, "does not answer"),
        ("sqlite:////no/such/folder/catalog.db", HomeError, "can't be opened"),
    ],
)
def test_a_catalog_that_cannot_be_opened_is_reported_in_a_sentence(
    url: str,
    error: type[Exception],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        open_catalog(url)


def test_a_file_that_is_no_database_is_reported_as_damaged(tmp_path: Path) -> None:
    (tmp_path / "catalog.db").write_bytes(b"not a database" * 100)
    with pytest.raises(HomeError, match="damaged"):
        open_catalog(f"sqlite:///{tmp_path / 'catalog.db'}")
