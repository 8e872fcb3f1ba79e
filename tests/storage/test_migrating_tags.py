"""A catalog of the version before, with tags in `passages.tags`, gives the same rows migrated."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, insert

import storage
from corpus.hashing import text_hash
from corpus.records import ScanTag, Span, Tag
from corpus.schema import Row, row_hash, to_row
from storage.catalog import Catalog, _versions, open_catalog, state_of
from storage.catalog._engine import connect
from tests.storage.test_catalog import passage, resolved

MIGRATIONS = Path(storage.__file__).parent / "migrations"
WORK = "休息法"
BEFORE = "0006"
UNSURE = Tag(
    "scan",
    ScanTag.UNSURE.value,
    0.62,
    "ocr",
)
TOPIC = Tag(
    "topic",
    "工资",
    1.0,
    "model",
    Span(4, 6),
)
SCANNED = replace(passage(WORK, "a.pdf"), tags=(UNSURE, TOPIC))
PLAIN = passage(
    WORK,
    "a.pdf",
    number="第二条",
)
KEY = "k" * 32


@pytest.fixture
def older(url: str, tmp_path: Path) -> str:
    """The URL of a catalog of the version before, with one work of two passages."""
    scripts = tmp_path / "scripts"
    shutil.copytree(MIGRATIONS, scripts)
    for path in (scripts / "versions").glob("0*.py"):
        if path.name[:4] > BEFORE:
            path.unlink()
    engine = connect(url)
    _versions.upgrade(
        engine,
        None,
        scripts,
    )
    _fill(engine)
    engine.dispose()
    assert state_of(url) == "older"
    return url


def _fill(engine: Engine) -> None:
    tables = MetaData()
    tables.reflect(engine)
    rows: dict[str, list[dict[str, Any]]] = {
        "sources": [
            {
                "id": 1,
                "name": "laws",
                "location": "/laws",
                "include": ["**"],
                "exclude": [],
                "registered_at": "2026-01-01",
            }
        ],
        "objects": [
            {
                "id": 1,
                "source_id": 1,
                "path": "a.pdf",
                "uri": "file:///laws/a.pdf",
                "size": 1,
                "mtime_ns": 1,
                "ctime_ns": 1,
                "sha256": "a" * 64,
                "state": "indexed",
                "missing": False,
                "attempts": 0,
                "document_key": KEY,
                "structure_key": KEY,
                "work": WORK,
            }
        ],
        "works": [{"work": WORK, "resolved_key": KEY}],
        "expressions": [
            {
                "id": f"{WORK}@2020-01-01",
                "work": WORK,
                "date": "2020-01-01",
                "kind": "statute",
                "title": WORK,
                "text_hash": KEY,
                "valid_from_basis": "unknown",
                "status": "unknown",
            }
        ],
        "manifestations": [
            {
                "expression_id": f"{WORK}@2020-01-01",
                "object_id": 1,
                "role": "carrier",
                "sha256": "a" * 64,
            }
        ],
        "passages": [
            to_row(stored)
            | {
                "unit": stored.unit,
                "expression_id": f"{WORK}@2020-01-01",
                "object_id": 1,
                "core_hash": row_hash(to_row(replace(stored, tags=()))),
                "row_hash": row_hash(to_row(stored)),
                "input_hash": text_hash(stored.embedded_text),
            }
            for stored in (SCANNED, PLAIN)
        ],
    }
    with engine.begin() as connection:
        for name, values in rows.items():
            connection.execute(insert(tables.tables[name]), values)


def export(catalog: Catalog) -> list[Row]:
    return list(catalog.passages.rows())


def test_the_rows_and_their_hashes_are_the_same_after_the_migration(older: str) -> None:
    with open_catalog(older) as catalog:
        assert export(catalog) == [to_row(SCANNED), to_row(PLAIN)]
        assert dict(catalog.passages.hashes()) == {
            row["id"]: row_hash(row) for row in export(catalog)
        }
        assert catalog.tags.of([SCANNED.id, PLAIN.id]) == {SCANNED.id: (UNSURE, TOPIC)}
    engine = connect(older)
    with engine.connect() as connection:
        assert _versions.differences(connection) == []
    engine.dispose()


def test_the_role_of_the_primary_file_is_renamed(older: str) -> None:
    with open_catalog(older) as catalog:
        (found,) = catalog.passages.manifestations(f"{WORK}@2020-01-01")
        assert (found.path, found.role) == ("a.pdf", "primary")


def test_a_mark_that_was_out_of_date_before_the_migration_goes_when_its_work_is_resolved(
    older: str,
) -> None:
    """And nothing has to be embedded for it, though the hash of the row is another."""
    with open_catalog(older) as catalog:
        texts = next(catalog.passages.without_vector("m"))
        catalog.embeddings.put("m", [(key, b"1234") for key in texts])
        read_better = replace(SCANNED, tags=())
        catalog.works.commit(
            [
                resolved(
                    catalog,
                    WORK,
                    read_better,
                    PLAIN,
                )
            ]
        )
        assert catalog.tags.of([SCANNED.id]) == {SCANNED.id: (TOPIC,)}
        assert catalog.tags.keys("scan").keys() == {SCANNED.id, PLAIN.id}
        assert catalog.passages.count_without_vector("m") == 0
        assert [row["tags"] for row in export(catalog)][1] == []
        assert dict(catalog.passages.hashes()) == {
            row["id"]: row_hash(row) for row in export(catalog)
        }


def test_a_migration_that_was_killed_half_way_begins_again(
    older: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("alembic.op.drop_column", fail)
        with pytest.raises(KeyboardInterrupt):
            open_catalog(older)
    assert state_of(older) == "older"
    with open_catalog(older) as catalog:
        assert export(catalog) == [to_row(SCANNED), to_row(PLAIN)]
