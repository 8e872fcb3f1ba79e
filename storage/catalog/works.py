"""Works, their expressions and manifestations, and the passages that an expression consists of.

A work is resolved from its carriers: the objects whose structure names it. It is out of date when the carriers are not those
that it was last resolved from, whatever happened in between; a work that lost its last carrier goes, with its passages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, func, insert, or_, select

from corpus.hashing import stage_key, text_hash
from corpus.records import Expression, Finding, Manifestation, ManifestationRole, Passage, Severity
from corpus.schema import derived, to_row
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog.objects import settle
from storage.catalog.tables import aliases, expressions, findings, manifestations, objects, passages, sources, works


@dataclass(frozen=True, slots=True)
class Carrier:
    """An object that carries a work, and where to find what was made of it."""

    object_id: int
    source: str
    path: str
    uri: str
    document_key: str
    structure_key: str


@dataclass(frozen=True, slots=True)
class ResolvedWork:
    """A work as it now is: everything that the catalog holds of it, to be written by difference.

    `key` is the one that `Works.stale` gave; `carriers` names the object that each passage is cited from, by passage id.
    """

    work: str
    key: str
    expressions: Sequence[Expression] = ()
    manifestations: Sequence[Manifestation] = ()
    passages: Sequence[Passage] = ()
    carriers: Mapping[str, int] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)  # alias → id


@dataclass(frozen=True, slots=True)
class History:
    """The ids that a work's texts have had so far: of expressions by the objects that carry them, of passages by object and text hash.

    Passages only of objects whose bytes are still the same: where they changed, a text may rightly have moved.
    """

    expressions: Mapping[int, str] = field(default_factory=dict)
    passages: Mapping[tuple[int, str], str] = field(default_factory=dict)


@dataclass(slots=True)
class Changes:
    """Ids of passages that a commit changed."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


class Works:
    """The works, resolved from their carriers."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def stale(self, *stage: Any) -> dict[str, str]:
        """Works whose carriers are not those that they were resolved from, with the key of those that they have now.

        `stage` is what else decides about the result: version and options. A work without carriers has the key "".
        """
        carried: dict[str, str] = {}
        wanted = select(objects.c.work, sources.c.name, objects.c.path, objects.c.uri, objects.c.structure_key).join(sources)
        with self._db.read() as connection:
            resolved = {row.work: row.resolved_key for row in connection.execute(select(works))}
            rows = connection.execute(wanted.where(objects.c.work.is_not(None)).order_by(objects.c.work, sources.c.name, objects.c.path))
            for work, carriers in groupby(rows, key=attrgetter("work")):
                carried[work] = stage_key("resolve", 1, *stage, [list(row[1:]) for row in carriers])
        gone = {work: "" for work in resolved if work not in carried}
        return {work: key for work, key in sorted((carried | gone).items()) if resolved.get(work) != key}

    def carriers(self, names: Collection[str]) -> dict[str, list[Carrier]]:
        """The carriers of these works, by source and path."""
        found: dict[str, list[Carrier]] = {name: [] for name in names}
        where = objects.c.id, sources.c.name, objects.c.path, objects.c.uri, objects.c.document_key, objects.c.structure_key
        with self._db.read() as connection:
            for part in chunks(names):
                wanted = select(objects.c.work, *where).join(sources).where(objects.c.work.in_(part))
                for row in connection.execute(wanted.order_by(sources.c.name, objects.c.path)):
                    found[row[0]].append(Carrier(*row[1:]))
        return found

    def history(self, work: str) -> History:
        """The ids that the texts of a work have had so far."""
        same = and_(manifestations.c.object_id == objects.c.id, manifestations.c.sha256 == objects.c.sha256)
        had = and_(manifestations.c.expression_id == passages.c.expression_id, manifestations.c.object_id == passages.c.object_id)
        wanted = select(passages.c.object_id, passages.c.text_hash, func.min(passages.c.id)).join(manifestations, had).join(objects, same)
        once = wanted.where(passages.c.work == work).group_by(passages.c.object_id, passages.c.text_hash).having(func.count() == 1)
        carried = select(manifestations.c.object_id, expressions.c.id).join(expressions).where(expressions.c.work == work)
        carried = carried.where(manifestations.c.role == ManifestationRole.CARRIER)
        # a file that moved is another object with the same bytes
        old, new = objects.alias(), objects.alias()
        moved = carried.with_only_columns(new.c.id, expressions.c.id)
        moved = moved.join(old, manifestations.c.object_id == old.c.id).join(new, manifestations.c.sha256 == new.c.sha256)
        moved = moved.where(new.c.work == work, or_(old.c.work.is_(None), old.c.work != work))
        with self._db.read() as connection:
            named = pairs(connection.execute(moved)) | pairs(connection.execute(carried))
            return History(named, {(one, hash_): id_ for one, hash_, id_ in connection.execute(once)})

    def commit(self, resolved: Sequence[ResolvedWork]) -> Changes:
        """Write works by difference, and give their carriers their last state; in one transaction."""
        changes = Changes()
        with self._db.write() as connection:
            for work in resolved:
                self._commit_one(connection, work, changes)
        return changes

    def _commit_one(self, connection: Connection, it: ResolvedWork, changes: Changes) -> None:
        if not it.key:
            changes.gone += connection.scalars(select(passages.c.id).where(passages.c.work == it.work))
            connection.execute(delete(works).where(works.c.work == it.work))  # the rest goes with it
            return
        self._db.upsert(connection, works, [{"work": it.work, "resolved_key": it.key}])
        self._db.upsert(connection, expressions, [asdict(one) for one in it.expressions])
        clashes = self._commit_passages(connection, it, changes)
        _remove(connection, expressions, "work", it.work, {one.id for one in it.expressions})
        self._commit_manifestations(connection, it)
        connection.execute(delete(findings).where(findings.c.work == it.work))
        rows = [asdict(one) | {"work": it.work} for one in (*it.findings, *clashes)]
        if rows:
            connection.execute(insert(findings), rows)
        self._db.upsert(connection, aliases, [{"alias": alias, "id": target} for alias, target in it.aliases.items()])
        for part in chunks(one.id for one in it.passages):  # an id that is in use again stands for nothing else
            connection.execute(delete(aliases).where(aliases.c.alias.in_(part)))
        settle(connection, objects.c.work == it.work)

    def _commit_passages(self, connection: Connection, it: ResolvedWork, changes: Changes) -> list[Finding]:
        columns = passages.c.id, passages.c.row_hash, passages.c.expression_id
        kept = {row.id: row[1:] for row in connection.execute(select(*columns).where(passages.c.work == it.work))}
        taken = _taken(connection, [one.id for one in it.passages], it.work)
        expression = {one.object_id: one.expression for one in it.manifestations if one.role is ManifestationRole.CARRIER}
        rows = [_passage_row(one, expression[it.carriers[one.id]], it.carriers[one.id]) for one in it.passages if one.id not in taken]
        changed = [row for row in rows if row["id"] not in kept or kept[row["id"]][0] != row["row_hash"]]
        changes.new += [row["id"] for row in changed if row["id"] not in kept]
        changes.changed += [row["id"] for row in changed if row["id"] in kept]
        changes.gone += _remove(connection, passages, "work", it.work, {row["id"] for row in rows})
        # also what is the same but belongs to another expression now: it would go with the old one
        self._db.upsert(connection, passages, [row for row in rows if kept.get(row["id"]) != (row["row_hash"], row["expression_id"])])
        return [_clash(id_, owner) for id_, owner in taken.items()]

    def _commit_manifestations(self, connection: Connection, it: ResolvedWork) -> None:
        for part in chunks([one.id for one in it.expressions]):
            connection.execute(delete(manifestations).where(manifestations.c.expression_id.in_(part)))
        hashes = pairs(connection.execute(select(objects.c.id, objects.c.sha256).where(objects.c.work == it.work)))
        rows = [
            {
                "expression_id": one.expression,
                "object_id": one.object_id,
                "role": one.role,
                "mirrors": one.mirrors,
                "sha256": hashes[one.object_id],
            }
            for one in it.manifestations
        ]
        self._db.upsert(connection, manifestations, rows)


def _passage_row(passage: Passage, expression_id: str, object_id: int) -> dict[str, Any]:
    row = to_row(passage)
    more = derived(passage, row)
    return row | {
        "unit": more["unit"],
        "row_hash": more["row_hash"],
        "input_hash": text_hash(passage.embedded_text),
        "expression_id": expression_id,
        "object_id": object_id,
    }


def _remove(connection: Connection, table: Table, column: str, value: str, keep: set[str]) -> list[str]:
    """Delete the rows of a work that are not to be kept; their ids."""
    there = connection.scalars(select(table.c.id).where(table.c[column] == value)).all()
    superfluous = sorted(set(there) - keep)
    for part in chunks(superfluous):
        connection.execute(delete(table).where(table.c.id.in_(part)))
    return superfluous


def _taken(connection: Connection, ids: Iterable[str], work: str) -> dict[str, str]:
    """Those of the ids that are passages of another work, with the name of that work."""
    found: dict[str, str] = {}
    for part in chunks(ids):
        others = select(passages.c.id, passages.c.work).where(passages.c.id.in_(part), passages.c.work != work)
        found |= pairs(connection.execute(others))
    return found


def _clash(id_: str, owner: str) -> Finding:
    return Finding(Severity.ERROR, "id_taken", id_, f"the id belongs to a passage of {owner}; this one is not indexed")
