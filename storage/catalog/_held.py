"""Held objects: new bytes that broke a promise, while readers keep what they have of the object.

    structure_key   what readers keep; null where there is no earlier version
    held_key        the structure that broke the promise; null where the bytes could not be read
    earlier_key     the structure that readers were given last

See docs/adr/0027-a-document-is-held-alone.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
    update,
)

from corpus.records import ObjectState
from storage.catalog._engine import Database
from storage.catalog._parts import drop_parts, write_parts
from storage.catalog.tables import objects, structures
from storage.catalog.work_records import HeldFile

IS_UNREADABLE_HELD = and_(objects.c.state == ObjectState.HELD, objects.c.held_key.is_(None))
"""Objects that can't be read any more, and that the brake of their source keeps for readers."""

IS_TO_LOSE = or_(
    and_(objects.c.state == ObjectState.QUARANTINED, objects.c.work.is_(None)),
    IS_UNREADABLE_HELD,
)
"""Objects that can't be read any more. They lose their passages, or are held by the brake."""

_IS_OBJECT = objects.c.id == bindparam("object")
_file = objects.alias()

HOLD_STRUCTURE = (
    update(objects)
    .where(_IS_OBJECT)
    .values(
        state=ObjectState.HELD,
        code=bindparam("why"),
        detail=bindparam("how"),
        attempts=bindparam("tries"),
        held_key=bindparam("now"),
    )
)
"""Hold objects whose new structure broke a promise. What they have from before stays theirs."""


def hold_files(
    database: Database,
    connection: Connection,
    files: Sequence[HeldFile],
) -> None:
    """Hold files whose passages broke a promise, and give readers the version before.

    Args:
        database: The catalog's database.
        connection: The transaction.
        files: Files, or further rules of them, with the reason.
    """
    rows: dict[int, dict[str, Any]] = {}
    for held in files:
        whole = select(func.coalesce(_file.c.part_of, _file.c.id))
        id_ = connection.scalar(whole.where(_file.c.id == held.object_id))
        if id_ is not None:
            rows.setdefault(id_, {"object": id_, "why": held.code, "how": held.detail})
    if not rows:
        return
    is_served = objects.c.structure_key == objects.c.earlier_key
    connection.execute(
        update(objects)
        .where(_IS_OBJECT)
        .values(
            state=ObjectState.HELD,
            code=bindparam("why"),
            detail=bindparam("how"),
            attempts=1,
            held_key=func.coalesce(objects.c.held_key, objects.c.structure_key),
            structure_key=case((is_served, null()), else_=objects.c.earlier_key),
            earlier_key=case((is_served, null()), else_=objects.c.earlier_key),
        ),
        list(rows.values()),
    )
    _find_works(database, connection, list(rows))


def hold_unreadable(
    database: Database,
    connection: Connection,
    ids: Sequence[int],
) -> None:
    """Have readers keep the version before of objects that can't be read any more.

    Args:
        database: The catalog's database.
        connection: The transaction.
        ids: Files in quarantine.
    """
    rows = [{"object": id_} for id_ in ids]
    if not rows:
        return
    values = {
        "state": ObjectState.HELD,
        "held_key": null(),
        "structure_key": objects.c.earlier_key,
    }
    connection.execute(update(objects).where(_IS_OBJECT).values(values), rows)
    _find_works(database, connection, ids)


def give_up_unreadable(connection: Connection, ids: Sequence[int]) -> None:
    """Put objects into quarantine that the brake no longer keeps: readers lose their passages.

    Args:
        connection: The transaction.
        ids: Files that are held because they can't be read any more.
    """
    rows = [{"object": id_} for id_ in ids]
    if not rows:
        return
    values = {
        "state": ObjectState.QUARANTINED,
        "structure_key": null(),
        "work": null(),
        "identity": null(),
        "identity_note": null(),
        "duplicate_of": null(),
    }
    connection.execute(
        update(objects).where(_IS_OBJECT, IS_UNREADABLE_HELD).values(values),
        rows,
    )
    drop_parts(connection, ids)


def note_published(connection: Connection) -> None:
    """Note of every object which structure readers are given now.

    Args:
        connection: The transaction.
    """
    is_other: ColumnElement[bool] = and_(
        objects.c.state.in_((ObjectState.INDEXED, ObjectState.DUPLICATE)),
        objects.c.earlier_key.is_distinct_from(objects.c.structure_key),
    )
    connection.execute(
        update(objects).where(is_other).values(earlier_key=objects.c.structure_key),
    )


def forget_earlier(connection: Connection) -> None:
    """Forget what readers were given of objects whose passages they have lost.

    Args:
        connection: The transaction.
    """
    is_lost: ColumnElement[bool] = and_(
        objects.c.work.is_(None),
        objects.c.earlier_key.is_not(None),
        objects.c.state.in_((ObjectState.QUARANTINED, ObjectState.IGNORED, ObjectState.GONE)),
    )
    connection.execute(update(objects).where(is_lost).values(earlier_key=null()))


def _find_works(
    database: Database,
    connection: Connection,
    ids: Sequence[int],
) -> None:
    """Give files the works of the structures that readers keep, and the rows of further rules."""
    kept = select(structures.c.work).where(structures.c.key == objects.c.structure_key)
    values = {
        "work": kept.scalar_subquery(),
        "identity": null(),
        "identity_note": null(),
        "duplicate_of": null(),
    }
    connection.execute(
        update(objects).where(_IS_OBJECT).values(values),
        [{"object": id_} for id_ in ids],
    )
    write_parts(database, connection, ids)
    drop_parts(connection, ids)
