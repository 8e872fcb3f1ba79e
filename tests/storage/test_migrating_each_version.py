"""A catalog of every older version is migrated to the tables of today, and its rows stay."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

import storage
from corpus.records import Source
from storage.catalog import _versions, open_catalog, state_of
from storage.catalog._engine import connect
from storage.home import Home

MIGRATIONS = Path(storage.__file__).parent / "migrations"
OLDER = _versions.REVISIONS[:-1]

_ROWS = {
    "sources": {
        "id": 7,
        "name": "法规",
        "location": "/laws",
        "include": '["*.md"]',
        "exclude": "[]",
        "registered_at": "2024-01-01T00:00:00+00:00",
    },
    "runs": {"id": 3, "started": "2024-01-02T00:00:00+00:00", "report": '{"exit": 0}'},
    "aliases": {"alias": "old/1", "id": "new/1"},
}


def make_older(url: str, revision: str, scripts: Path) -> None:
    """Make a catalog as the migrations up to a version make it, with a few rows."""
    shutil.copytree(MIGRATIONS, scripts)
    for path in (scripts / "versions").glob("0*.py"):
        if path.name[:4] > revision:
            path.unlink()
    engine = connect(url)
    _versions.upgrade(engine, None, scripts)
    with engine.begin() as connection:
        for table, values in _ROWS.items():
            names = ", ".join(f":{name}" for name in values)
            insert = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({names})"
            connection.execute(text(insert), values)
    assert _versions.stored_revision(engine) == revision
    engine.dispose()


@pytest.mark.parametrize("revision", OLDER)
def test_each_older_version_becomes_the_newest(url: str, tmp_path: Path, revision: str) -> None:
    make_older(url, revision, tmp_path / "scripts")
    assert state_of(url) == "older"
    with open_catalog(url) as catalog:
        (known,) = catalog.sources.all()
        assert (known.id, known.source) == (
            7,
            Source("法规", "/laws", include=("*.md",), exclude=()),
        )
        last = catalog.runs.last()
        assert last is not None
        assert (last["id"], last["report"]) == (3, {"exit": 0})
    assert state_of(url) == "current"
    engine = connect(url)
    with engine.connect() as connection:
        assert _versions.differences(connection) == []
        assert connection.scalar(text("SELECT id FROM aliases WHERE alias = 'old/1'")) == "new/1"
    engine.dispose()
    copies = [path.name for path in tmp_path.glob("catalog.db.*") if "-" not in path.name]
    assert copies == ([f"catalog.db.{revision}"] if url.startswith("sqlite") else [])


def test_a_reader_of_an_older_home_migrates_it_as_its_writer(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.make()
    make_older(f"sqlite:///{home.root / 'catalog.db'}", OLDER[-1], tmp_path / "scripts")
    with home.reading_catalog() as catalog:
        assert [known.source.name for known in catalog.sources.all()] == ["法规"]
    assert home.current_writer() is None
    assert (home.root / f"catalog.db.{OLDER[-1]}").exists()


def test_a_copy_from_an_earlier_attempt_is_replaced(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'catalog.db'}"
    make_older(url, OLDER[-1], tmp_path / "scripts")
    copy = tmp_path / f"catalog.db.{OLDER[-1]}"
    copy.write_bytes(b"of an attempt that was killed")
    copy.with_name(copy.name + ".part").write_bytes(b"half a copy")
    open_catalog(url).close()
    engine = connect(f"sqlite:///{copy}")
    assert _versions.stored_revision(engine) == OLDER[-1]
    with engine.connect() as connection:
        report = connection.scalar(text("SELECT report FROM runs"))
    engine.dispose()
    assert json.loads(report) == {"exit": 0}
    assert not copy.with_name(copy.name + ".part").exists()
