"""Selections about works: the files that contain them, and the ids that their texts have had."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from corpus.records import ManifestationRole, Trust
from storage.catalog.duplicate_records import Mirroring
from storage.catalog.tables import (
    expressions,
    manifestations,
    mirrors,
    objects,
    passages,
    sources,
    structures,
)
from storage.catalog.work_records import WorkFileRow

_MIRRORING = mirrors.c.of, mirrors.c.likeness, mirrors.c.own, mirrors.c.example

BY_PATH = sources.c.name, objects.c.path, objects.c.part
"""The order of the files of a work."""


def select_files() -> Select[Any]:
    """Select all files that contain works; see `BY_PATH`."""
    columns = (
        objects.c.work,
        sources.c.name,
        objects.c.path,
        objects.c.part,
        objects.c.uri,
        objects.c.structure_key,
        structures.c.document_key,
        objects.c.id,
        objects.c.identity_note,
        sources.c.trust,
    )
    return (
        select(*columns, *_MIRRORING)
        .join(sources)
        .outerjoin(structures, structures.c.key == objects.c.structure_key)
        .outerjoin(mirrors, mirrors.c.object_id == objects.c.id)
        .where(objects.c.work.is_not(None))
    )


def file_row(row: Row[Any]) -> WorkFileRow:
    """Return the record of a row of `select_files`."""
    return WorkFileRow(
        object_id=row.id,
        source=row.name,
        path=row.path,
        part=row.part,
        uri=row.uri,
        document_key=row.document_key,
        structure_key=row.structure_key,
        mirroring=_mirroring(row),
        identity_note=row.identity_note or "",
        trust=Trust(row.trust),
    )


def file_key(row: Row[Any]) -> list[Any]:
    """Return what of a file decides about its work: a mirror adds whose it is, and how alike."""
    mirroring = _mirroring(row)
    own = [
        row.name,
        row.path,
        row.uri,
        row.structure_key,
        row.identity_note,
        row.trust,
    ]
    if mirroring is None:
        return own
    return [*own, *astuple(mirroring)]


def _mirroring(row: Row[Any]) -> Mirroring | None:
    if row.of is None:
        return None
    return Mirroring(
        row.of,
        row.likeness,
        row.own,
        row.example,
    )


def select_contained(names: Collection[str]) -> Select[Any]:
    """Select which object contained which expression of works: work, object, expression."""
    return (
        select(
            expressions.c.work,
            manifestations.c.object_id,
            expressions.c.id,
        )
        .join(expressions)
        .where(expressions.c.work.in_(names), manifestations.c.role == ManifestationRole.PRIMARY)
    )


def select_moved(names: Collection[str]) -> Select[Any]:
    """Select the same of files that moved: such a file is another object with the same bytes."""
    old = objects.alias()
    new = objects.alias()
    moved = select_contained(names).with_only_columns(
        expressions.c.work,
        new.c.id,
        expressions.c.id,
    )
    return (
        moved.join(old, manifestations.c.object_id == old.c.id)
        .join(new, manifestations.c.sha256 == new.c.sha256)
        .where(
            new.c.work == expressions.c.work,
            new.c.part == old.c.part,
            or_(old.c.work.is_(None), old.c.work != expressions.c.work),
        )
    )


def select_unique_texts(names: Collection[str]) -> Select[Any]:
    """Select passages whose text is unique in an unchanged object: work, object, hash, id."""
    is_unchanged = and_(
        manifestations.c.object_id == objects.c.id, manifestations.c.sha256 == objects.c.sha256
    )
    contains = and_(
        manifestations.c.expression_id == passages.c.expression_id,
        manifestations.c.object_id == passages.c.object_id,
    )
    key = passages.c.work, passages.c.object_id, passages.c.text_hash
    return (
        select(*key, func.min(passages.c.id))
        .join(manifestations, contains)
        .join(objects, is_unchanged)
        .where(passages.c.work.in_(names))
        .group_by(*key)
        .having(func.count() == 1)
    )
