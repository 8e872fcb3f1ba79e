"""The states of objects: what settles them, what starts them over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    update,
)

from corpus.records import MEMBER, ObjectState
from storage.catalog._parts import IS_FILE, has_passages
from storage.catalog.object_records import UNREAD, SeenObject
from storage.catalog.tables import documents, manifestations, objects, structures

NOT_UNPACKED = and_(
    objects.c.unpacked_key.is_not(None),
    objects.c.state.in_((ObjectState.QUARANTINED, ObjectState.HELD)),
    objects.c.document_key.is_(None),
)
"""Containers that could not be taken apart. The stage that reads documents leaves them out."""

_NO_PASSAGES = "nothing citable was made of it"


def seen_values(source_id: int, seen: SeenObject) -> dict[str, Any]:
    """Return the values of a seen object, without the hash of its bytes."""
    if seen.rule:
        state = ObjectState.IGNORED
    elif seen.code:
        state = ObjectState.QUARANTINED
    else:
        state = ObjectState.PENDING
    values = asdict(seen) | {
        "source_id": source_id,
        "part": 0,
        "state": state,
        "missing": False,
        "held_key": None,
    }
    del values["sha256"]
    return values


def settle(connection: Connection, which: ColumnElement[bool]) -> None:
    """Set the state of objects that contain a work.

    It is `indexed`, or `duplicate` of the object that passages are taken from instead. An object
    whose bytes could not be read this time stays quarantined, although its passages stay in the
    index.

    Args:
        connection: The transaction.
        which: Which objects.
    """
    is_cited = has_passages()
    rule = objects.alias()
    mirrored = select(func.min(manifestations.c.mirrors))
    primary = func.coalesce(
        mirrored.where(manifestations.c.object_id == objects.c.id).scalar_subquery(),
        mirrored.where(
            manifestations.c.object_id == rule.c.id,
            rule.c.part_of == objects.c.id,
        ).scalar_subquery(),
    )
    is_mirror = primary.is_not(None)
    contributes = or_(is_cited, is_mirror)
    state = case(
        (is_cited, ObjectState.INDEXED),
        (is_mirror, ObjectState.DUPLICATE),
        else_=ObjectState.QUARANTINED,
    )
    values = {
        "state": state,
        "duplicate_of": case((is_cited, null()), else_=primary),
        "code": case((contributes, null()), else_="no_passages"),
        "detail": case((contributes, null()), else_=_NO_PASSAGES),
    }
    contains_work = objects.c.work.is_not(None)
    was_read = objects.c.code.is_(None)
    connection.execute(
        update(objects)
        .where(
            which,
            contains_work,
            was_read,
        )
        .values(values)
    )


def start_over(connection: Connection, ids: Collection[int]) -> None:
    """Forget why objects, and others with the same bytes, were set aside: the next run tries again.

    Args:
        connection: The transaction.
        ids: Ids of objects. Those whose bytes could not be read are left as they are.
    """
    hashes = select(objects.c.sha256).where(objects.c.id.in_(ids), objects.c.sha256.is_not(None))
    _unpack_again(connection, ids)
    set_aside = (
        IS_FILE,
        objects.c.sha256.in_(hashes),
        objects.c.state.in_((ObjectState.QUARANTINED, ObjectState.HELD)),
        objects.c.code.not_in(UNREAD),
        ~NOT_UNPACKED,
    )
    for table, key in (
        (structures, objects.c.structure_key),
        (structures, objects.c.held_key),
        (documents, objects.c.document_key),
    ):
        keys = select(key).where(*set_aside, key.is_not(None))
        failed = table.c.key.in_(keys), table.c.code.is_not(None)
        connection.execute(delete(table).where(*failed))
    has_document = exists().where(documents.c.key == objects.c.document_key)
    values = {
        "state": ObjectState.PENDING,
        "code": None,
        "detail": None,
        "attempts": 0,
        "held_key": None,
        "document_key": case((has_document, objects.c.document_key)),
    }
    connection.execute(update(objects).where(*set_aside).values(values))
    # What readers keep of a held object stays, until the next run knows better.
    connection.execute(
        update(objects)
        .where(
            IS_FILE,
            objects.c.sha256.in_(hashes),
            objects.c.state == ObjectState.PENDING,
            objects.c.work.is_(None),
        )
        .values(
            structure_key=None,
            identity=None,
            identity_note=None,
        )
    )


def _unpack_again(connection: Connection, ids: Collection[int]) -> None:
    """Have the next run take containers apart anew that could not be, from the outermost one."""
    wanted = select(objects.c.source_id, objects.c.path)
    for source_id, path in connection.execute(
        wanted.where(objects.c.id.in_(ids), NOT_UNPACKED)
    ).all():
        outermost = path.partition(MEMBER)[0]
        connection.execute(
            update(objects)
            .where(objects.c.source_id == source_id, objects.c.path == outermost)
            .values(
                read_ns=None,
                attempts=0,
                unpacked_key="",
            )
        )
