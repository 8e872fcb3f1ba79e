"""The rules of a file of several: each further one has a row of `objects` beside the file's.

    路政文件汇编.txt   part 0   the file, and its first rule
    路政文件汇编.txt   part 1   the second rule

Stages that work on texts look at all rows alike. What is seen, read, counted and reported is the
file alone (`IS_FILE`). See docs/adr/0024-a-rule-of-a-file-is-an-object.md.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, or_, select, update

from corpus.hashing import stage_key
from corpus.records import ObjectState
from storage.catalog._engine import Database, as_dict, chunks
from storage.catalog.tables import objects, passages, structures

IS_FILE = objects.c.part == 0
"""Rows that are files, and not further rules of one."""

NOTHING_MADE: dict[str, Any] = {
    "sha256": None,
    "document_key": None,
    "structure_key": None,
    "work": None,
    "identity": None,
    "identity_note": None,
    "duplicate_of": None,
}
"""The values of an object that contributes nothing."""

_GONE = NOTHING_MADE | {"state": ObjectState.GONE}
_OF_THE_FILE = (
    "source_id",
    "path",
    "uri",
    "size",
    "mtime_ns",
    "ctime_ns",
    "sha256",
    "document_key",
)
_ANEW: dict[str, Any] = {
    "state": ObjectState.PENDING,
    "missing": False,
    "code": None,
    "detail": None,
    "attempts": 0,
    "identity": None,
    "identity_note": None,
    "duplicate_of": None,
}
_part = objects.alias()
_file = objects.alias()


def part_key(key: str, number: int) -> str:
    """Return the key of the structure of a further rule.

    Args:
        key: The key of the structure of the file.
        number: The number of the rule, from 1 for the second one.

    Returns:
        The key.
    """
    return stage_key(
        "structure of a rule",
        1,
        key,
        number,
    )


def has_passages() -> ColumnElement[bool]:
    """Whether passages are taken from an object or from a further rule of it."""
    own = exists().where(passages.c.object_id == objects.c.id)
    of_parts = exists().where(_part.c.part_of == objects.c.id, passages.c.object_id == _part.c.id)
    return or_(own, of_parts)


def has_parts() -> ColumnElement[bool]:
    """Whether an object is a file of several rules."""
    return exists().where(_part.c.part_of == objects.c.id, _part.c.work.is_not(None))


def contains_any(works: Collection[str]) -> ColumnElement[bool]:
    """Whether an object or a further rule of it contains one of some works."""
    files = select(_part.c.part_of).where(_part.c.work.in_(works), _part.c.part_of.is_not(None))
    return or_(objects.c.work.in_(works), objects.c.id.in_(files))


def write_parts(
    database: Database,
    connection: Connection,
    ids: Collection[int],
) -> None:
    """Give files a row for each further rule that their new structure has, and no others.

    Args:
        database: The catalog's database.
        connection: The transaction.
        ids: Files that got a structure.
    """
    further = (
        *(objects.c[name] for name in _OF_THE_FILE),
        objects.c.id.label("part_of"),
        structures.c.part,
        structures.c.key.label("structure_key"),
        structures.c.work,
    )
    found = select(*further).join(structures, structures.c.part_of == objects.c.structure_key)
    for chosen in chunks(ids):
        connection.execute(update(objects).where(objects.c.part_of.in_(chosen)).values(_GONE))
        rows = connection.execute(found.where(objects.c.id.in_(chosen))).all()
        database.upsert(
            connection,
            objects,
            [as_dict(row) | _ANEW for row in rows],
            key=("source_id", "path", "part"),
        )


def drop_parts(connection: Connection, ids: Collection[int]) -> None:
    """Note that further rules of files contribute nothing, where the file does not any more.

    Args:
        connection: The transaction.
        ids: Files.
    """
    for chosen in chunks(ids):
        empty = select(_file.c.id).where(_file.c.id.in_(chosen), _file.c.work.is_(None))
        connection.execute(update(objects).where(objects.c.part_of.in_(empty)).values(_GONE))


def follow_files(
    connection: Connection,
    source_id: int,
    paths: Collection[str],
) -> None:
    """Give the further rules of files the addresses of the files, and drop those of none.

    Args:
        connection: The transaction.
        source_id: A source.
        paths: Paths of files that were seen there.
    """
    uri = select(_file.c.uri).where(_file.c.id == objects.c.part_of).scalar_subquery()
    for chosen in chunks(paths):
        wanted = (
            select(objects.c.part_of)
            .where(
                objects.c.source_id == source_id,
                objects.c.path.in_(chosen),
                objects.c.part_of.is_not(None),
            )
            .distinct()
        )
        ids = list(connection.scalars(wanted))
        if ids:
            connection.execute(update(objects).where(objects.c.part_of.in_(ids)).values(uri=uri))
            drop_parts(connection, ids)
