"""Writing the passages of resolved works by difference, with the marks of scans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, and_, delete, select

from corpus.hashing import text_hash
from corpus.records import SCANNED, Finding, ManifestationRole, Passage, Severity
from corpus.schema import Row, row_hash, to_row
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog._rows import stored_tags
from storage.catalog.tables import passages, tag_results
from storage.catalog.tags import replace_scan_tags
from storage.catalog.work_records import Changes, ResolvedWork


class _State(NamedTuple):
    """What decides whether a passage has to be written: equal states, equal rows.

    `expression_id`: what is the same but belongs to another expression now would go with the old
    one. `scan_key`: the key of the marks of its scan. None where they were never written under a
    key.
    """

    core_hash: str
    expression_id: str
    scan_key: str | None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A passage to be stored: its row as works make it, and the columns beside that."""

    passage: Passage
    row: Row
    columns: dict[str, Any]
    state: _State


def write_passages(
    database: Database,
    connection: Connection,
    resolved: Sequence[ResolvedWork],
    changes: Changes,
) -> dict[str, list[Finding]]:
    """Write the passages of works that differ from the stored ones, and delete the others.

    Args:
        database: The catalog's database.
        connection: The transaction.
        resolved: Works that are there, with all their passages.
        changes: Gets the ids of the passages that changed.

    Returns:
        By work, what could not be written because a passage of another work has its id.
    """
    works = [work.work for work in resolved]
    stored = _stored_states(connection, works)
    prepared, clashes = _prepare(connection, resolved, stored)
    for id_, new in prepared.items():
        if id_ not in stored:
            changes.new.append(id_)
        elif stored[id_].core_hash != new.state.core_hash:
            changes.changed.append(id_)
    changes.gone += delete_except(
        connection,
        passages,
        works,
        prepared.keys(),
    )
    differing = {id_: new for id_, new in prepared.items() if stored.get(id_) != new.state}
    known = [id_ for id_ in differing if id_ in stored]
    database.upsert(
        connection,
        passages,
        _complete(connection, differing.values(), known),
    )
    marks = {id_: new.passage.tags for id_, new in differing.items() if new.passage.tags}
    replace_scan_tags(
        database,
        connection,
        works,
        known,
        marks,
    )
    return clashes


def delete_except(
    connection: Connection,
    table: Table,
    names: Collection[str],
    keep: Collection[str],
) -> list[str]:
    """Delete the rows of these works that are not to be kept, and return their ids."""
    stored = connection.scalars(select(table.c.id).where(table.c.work.in_(names))).all()
    superfluous = sorted(set(stored) - set(keep))
    for part in chunks(superfluous):
        connection.execute(delete(table).where(table.c.id.in_(part)))
    return superfluous


def _stored_states(connection: Connection, works: Collection[str]) -> dict[str, _State]:
    """The states of the stored passages of works, by id."""
    marks = and_(tag_results.c.passage_id == passages.c.id, tag_results.c.scheme == SCANNED)
    columns = (
        passages.c.id,
        passages.c.core_hash,
        passages.c.expression_id,
        tag_results.c.key,
    )
    wanted = select(*columns).outerjoin(tag_results, marks).where(passages.c.work.in_(works))
    return {id_: _State(*state) for id_, *state in connection.execute(wanted)}


def _prepare(
    connection: Connection,
    resolved: Sequence[ResolvedWork],
    stored: Collection[str],
) -> tuple[dict[str, _Prepared], dict[str, list[Finding]]]:
    """The passages to be stored, by id; and findings about ids that another work has, by work."""
    prepared: dict[str, _Prepared] = {}
    clashes: dict[str, list[Finding]] = {work.work: [] for work in resolved}
    new_ids = [
        passage.id for work in resolved for passage in work.passages if passage.id not in stored
    ]
    owners = _owners(connection, new_ids)
    for work in resolved:
        expression_by_object = {
            manifestation.object_id: manifestation.expression
            for manifestation in work.manifestations
            if manifestation.role is ManifestationRole.PRIMARY
        }
        for passage in work.passages:
            owner = owners.get(passage.id)
            if owner is not None:
                clashes[work.work].append(_clash(passage.id, owner))
                continue
            object_id = work.source_objects[passage.id]
            expression_id = expression_by_object[object_id]
            prepared[passage.id] = _prepared(
                passage,
                expression_id,
                object_id,
            )
            owners[passage.id] = work.work
    return prepared, clashes


def _prepared(
    passage: Passage,
    expression_id: str,
    object_id: int,
) -> _Prepared:
    row = to_row(passage)
    core_hash = row_hash(row)
    columns = {
        "unit": passage.unit,
        "core_hash": core_hash,
        "input_hash": text_hash(passage.embedded_text),
        "expression_id": expression_id,
        "object_id": object_id,
    }
    return _Prepared(
        passage,
        row,
        columns,
        _State(core_hash, expression_id, core_hash),
    )


def _complete(
    connection: Connection,
    differing: Iterable[_Prepared],
    known: Collection[str],
) -> list[dict[str, Any]]:
    """Passages as rows of the table, with what other stages made of those that are stored.

    Other stages see by themselves which of their citations and tags are out of date.
    """
    citations = _stored_citations(connection, known)
    tags = stored_tags(connection, known)
    rows = []
    for new in differing:
        id_ = new.passage.id
        row = new.row
        hash_ = new.state.core_hash
        cited = citations.get(id_)
        others = [tag for tag in tags.get(id_, ()) if tag["scheme"] != SCANNED]
        if cited or others:
            row_tags = sorted([*row["tags"], *others], key=_tag_order)
            row = row | {
                "citations": cited or [],
                "tags": row_tags,
            }
            hash_ = row_hash(row)
        columns = row | new.columns
        columns["row_hash"] = hash_
        del columns["tags"]  # they have a table of their own
        rows.append(columns)
    return rows


def _tag_order(tag: Row) -> tuple[str, str, int]:
    """The order in which readers get tags: see `_rows.stored_tags`."""
    start = -1 if tag["evidence"] is None else tag["evidence"][0]
    return tag["scheme"], tag["value"], start


def _stored_citations(connection: Connection, ids: Collection[str]) -> dict[str, list[Any]]:
    """The citations of stored passages, as JSON values, by id."""
    found: dict[str, list[Any]] = {}
    wanted = select(passages.c.id, passages.c.citations)
    for part in chunks(ids):
        found |= pairs(connection.execute(wanted.where(passages.c.id.in_(part))))
    return found


def _owners(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Those of the ids that are passages already, with the name of their work."""
    found: dict[str, str] = {}
    wanted = select(passages.c.id, passages.c.work)
    for part in chunks(ids):
        found |= pairs(connection.execute(wanted.where(passages.c.id.in_(part))))
    return found


def _clash(id_: str, owner: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "id_taken",
        id_,
        f"the id belongs to a passage of {owner}; this one is not indexed",
    )
