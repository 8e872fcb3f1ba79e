"""What works do to one another, read from the structures of the files that contain them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, exists, select

from corpus.notation.work_keys import loose_key
from storage.catalog.tables import mirrors, objects, structures

EffectValues = tuple[str, str, str | None, str | None, str]
"""The values of an `IncomingEffectRow`, in its order."""


def incoming_effects(
    connection: Connection, names: Collection[str]
) -> dict[str, list[EffectValues]]:
    """Return what the works of these names do to one another, by the work that it is done to.

    A mirror does nothing of its own. The order does not depend on the files.
    """
    works_by_key: dict[str, list[str]] = {}
    for name in names:
        works_by_key.setdefault(loose_key(name), []).append(name)
    found: dict[str, set[EffectValues]] = {}
    for acting_work, effects in _stored_effects(connection):
        for effect in effects:
            for work in works_by_key.get(loose_key(effect["name"]), ()):
                if work != acting_work:
                    found.setdefault(work, set()).add(_values(acting_work, effect))
    return {work: sorted(rows, key=_sort_key) for work, rows in found.items()}


def _stored_effects(connection: Connection) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Works with what the files that contain them do to others."""
    is_mirror = exists().where(mirrors.c.object_id == objects.c.id)
    wanted = (
        select(objects.c.work, structures.c.effects)
        .join(structures, structures.c.key == objects.c.structure_key)
        .where(objects.c.work.is_not(None), structures.c.effects.is_not(None), ~is_mirror)
    )
    return [
        (
            row.work,
            row.effects,
        )
        for row in connection.execute(wanted)
    ]


def _values(acting_work: str, effect: Mapping[str, Any]) -> EffectValues:
    return (
        effect["influence"],
        acting_work,
        effect["since"],
        effect["made"],
        effect["evidence"]["words"],
    )


def _sort_key(values: EffectValues) -> list[str]:
    """None sorts before every day."""
    return [value or "" for value in values]
