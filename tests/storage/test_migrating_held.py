"""A catalog of the version before held objects: what readers have is what they were given last."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, insert, select, update
from sqlalchemy.exc import IntegrityError

from corpus.records import ObjectState
from storage.catalog import open_catalog
from storage.catalog._engine import connect
from storage.catalog.tables import objects
from tests.storage.test_migrating_each_version import make_older

BEFORE = "0011"
_STRUCTURES = {
    state: f"{state:k<32}"[:32] for state in ("indexed", "duplicate", "pending", "ignored")
}
STATES = {
    "indexed": _STRUCTURES["indexed"],
    "duplicate": _STRUCTURES["duplicate"],
    "pending": _STRUCTURES["pending"],
    "quarantined": None,
    "ignored": None,
    "gone": None,
}


@pytest.fixture
def migrated(url: str, tmp_path: Path) -> Engine:
    """A migrated catalog that had an object in every state."""
    make_older(url, BEFORE, tmp_path / "scripts")
    engine = connect(url)
    tables = MetaData()
    tables.reflect(engine, only=["objects"])
    rows = [
        {
            "source_id": 7,
            "path": f"{state}.md",
            "uri": f"file:///laws/{state}.md",
            "size": 10,
            "mtime_ns": 1,
            "ctime_ns": 1,
            "state": state,
            "missing": False,
            "attempts": 0,
            "structure_key": key,
        }
        for state, key in STATES.items()
    ]
    with engine.begin() as connection:
        connection.execute(insert(tables.tables["objects"]), rows)
    engine.dispose()
    open_catalog(url).close()
    return connect(url)


def test_readers_keep_what_was_indexed_before(migrated: Engine) -> None:
    wanted = select(
        objects.c.state, objects.c.structure_key, objects.c.earlier_key, objects.c.held_key
    )
    with migrated.connect() as connection:
        rows = {row.state: row for row in connection.execute(wanted)}
    migrated.dispose()
    assert {state: row.structure_key for state, row in rows.items()} == STATES
    earlier = {state: row.earlier_key for state, row in rows.items() if row.earlier_key}
    assert earlier == {state: STATES[state] for state in ("indexed", "duplicate")}
    assert [row.held_key for row in rows.values()] == [None] * len(STATES)


def test_an_object_may_be_held_now_and_in_no_other_new_state(migrated: Engine) -> None:
    one = update(objects).where(objects.c.path == "indexed.md")
    with migrated.begin() as connection:
        connection.execute(one.values(state=ObjectState.HELD))
    with pytest.raises(IntegrityError), migrated.begin() as connection:
        connection.execute(one.values(state="forgotten"))
    migrated.dispose()
