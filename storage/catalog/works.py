"""Works, their expressions and manifestations, and the passages that an expression consists of.

A work is resolved from its carriers: the objects whose structure names it. It is out of date when the carriers are not those
that it was last resolved from, whatever happened in between; a work that lost its last carrier goes, with its passages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
)

from corpus.codec import to_json
from corpus.hashing import stage_key, text_hash
from corpus.notation.work_keys import loose_key
from corpus.records import Expression, Finding, Manifestation, ManifestationRole, Passage, Severity
from corpus.schema import FIELDS, row_hash, to_row
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog.duplicates import Mirroring
from storage.catalog.objects import settle
from storage.catalog.tables import (
    EVERY_WORK,
    aliases,
    changes,
    citing,
    expressions,
    findings,
    manifestations,
    mirrors,
    objects,
    passages,
    sources,
    structures,
    works,
)


@dataclass(frozen=True, slots=True)
class WorkFileRow:
    """An object that carries a work, and where to find what was made of it."""

    object_id: int
    source: str
    path: str
    uri: str
    document_key: str
    structure_key: str
    mirroring: Mirroring | None = None  # set where the work is not its own


@dataclass(frozen=True, slots=True)
class IncomingEffectRow:
    """What a work (`by`) does to another; see `corpus.records.Effect`."""

    influence: str
    by: str
    since: str | None
    made: str | None
    words: str


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

    expressions: dict[int, str] = field(default_factory=dict)
    passages: dict[tuple[int, str], str] = field(default_factory=dict)


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

        So are works to which others do something else than then: a decision that comes in makes the law stale that it changes. `stage` is what else decides about the result: version and options. A work without carriers has the key "".
        """
        columns = sources.c.name, objects.c.path, objects.c.uri, objects.c.structure_key
        wanted: Select[Any] = (
            select(objects.c.work, *columns, *_MIRRORING)
            .join(sources)
            .outerjoin(mirrors, mirrors.c.object_id == objects.c.id)
        )
        with self._db.read() as connection:
            resolved = {row.work: row.resolved_key for row in connection.execute(select(works))}
            rows = connection.execute(
                wanted.where(objects.c.work.is_not(None)).order_by(
                    objects.c.work, sources.c.name, objects.c.path
                )
            )
            found = {
                work: [_carrier_key(row) for row in carriers]
                for work, carriers in groupby(rows, key=attrgetter("work"))
            }
            incoming = _acting(connection, found)
        carried = {
            work: stage_key("resolve", 1, *stage, carriers, incoming.get(work, []))
            for work, carriers in found.items()
        }
        gone = {work: "" for work in resolved if work not in carried}
        return {
            work: key for work, key in sorted((carried | gone).items()) if resolved.get(work) != key
        }

    def incoming(self) -> dict[str, list[IncomingEffectRow]]:
        """What works do to others, by the work that it is done to; in an order that does not depend on the files."""
        with self._db.read() as connection:
            names = connection.scalars(
                select(objects.c.work).where(objects.c.work.is_not(None)).distinct()
            ).all()
            return {
                work: [IncomingEffectRow(*one) for one in found]
                for work, found in _acting(connection, names).items()
            }

    def carriers(self, names: Collection[str]) -> dict[str, list[WorkFileRow]]:
        """The carriers of these works, by source and path."""
        found: dict[str, list[WorkFileRow]] = {name: [] for name in names}
        where = (
            objects.c.id,
            sources.c.name,
            objects.c.path,
            objects.c.uri,
            objects.c.document_key,
            objects.c.structure_key,
        )
        with self._db.read() as connection:
            for part in chunks(names):
                wanted: Select[Any] = (
                    select(objects.c.work, *where, *_MIRRORING)
                    .join(sources)
                    .outerjoin(mirrors, mirrors.c.object_id == objects.c.id)
                )
                for row in connection.execute(
                    wanted.where(objects.c.work.in_(part)).order_by(sources.c.name, objects.c.path)
                ):
                    found[row.work].append(_carrier(row))
        return found

    def histories(self, names: Collection[str]) -> dict[str, History]:
        """The ids that the texts of these works have had so far."""
        found = {name: History() for name in names}
        with self._db.read() as connection:
            for part in chunks(names):
                for work, object_id, expression in connection.execute(_moved(part)):
                    found[work].expressions.setdefault(object_id, expression)
                for work, object_id, expression in connection.execute(_carried(part)):
                    found[work].expressions[object_id] = expression
                for work, object_id, hash_, id_ in connection.execute(_named_once(part)):
                    found[work].passages[object_id, hash_] = id_
        return found

    def commit(self, resolved: Sequence[ResolvedWork]) -> Changes:
        """Write works by difference, and give their carriers their last state; in one transaction."""
        there = [it for it in resolved if it.key]
        works_there = [it.work for it in there]
        with self._db.write() as connection:
            # Not left to the works' keys: where a run is killed before it cites, and the next finds the work as it was before, they are the same.
            connection.execute(
                delete(citing).where(citing.c.work.in_([EVERY_WORK, *(it.work for it in resolved)]))
            )
            changed = _remove_works(connection, [it.work for it in resolved if not it.key])
            if not there:
                _tell(connection, changed)
                return changed
            self._db.upsert(
                connection, works, [{"work": it.work, "resolved_key": it.key} for it in there]
            )
            self._db.upsert(
                connection, expressions, [to_json(one) for it in there for one in it.expressions]
            )
            clashes = self._commit_passages(connection, there, changed)
            _remove(
                connection,
                expressions,
                works_there,
                {one.id for it in there for one in it.expressions},
            )
            self._commit_manifestations(connection, there)
            connection.execute(delete(findings).where(findings.c.work.in_(works_there)))
            found = [
                asdict(one) | {"work": it.work}
                for it in there
                for one in (*it.findings, *clashes[it.work])
            ]
            if found:
                connection.execute(insert(findings), found)
            renamed = [
                {"alias": alias, "id": target}
                for it in there
                for alias, target in it.aliases.items()
            ]
            self._db.upsert(connection, aliases, renamed)
            for part in chunks(
                one.id for it in there for one in it.passages
            ):  # an id that is in use again stands for nothing else
                connection.execute(delete(aliases).where(aliases.c.alias.in_(part)))
            settle(connection, objects.c.work.in_(works_there))
            _tell(connection, changed)
        return changed

    def _commit_passages(
        self, connection: Connection, there: Sequence[ResolvedWork], changed: Changes
    ) -> dict[str, list[Finding]]:
        """Write the passages that differ; what could not be written because another work has its id, by work."""
        columns = passages.c.id, passages.c.core_hash, passages.c.expression_id
        wanted = select(*columns).where(passages.c.work.in_([it.work for it in there]))
        kept = {row.id: row[1:] for row in connection.execute(wanted)}
        rows: dict[str, dict[str, Any]] = {}
        clashes: dict[str, list[Finding]] = {it.work: [] for it in there}
        taken = _taken(
            connection, [one.id for it in there for one in it.passages if one.id not in kept]
        )
        for it in there:
            expression = {
                one.object_id: one.expression
                for one in it.manifestations
                if one.role is ManifestationRole.CARRIER
            }
            for one in it.passages:
                if owner := taken.get(one.id) or (rows[one.id]["work"] if one.id in rows else None):
                    clashes[it.work].append(_clash(one.id, owner))
                    continue
                carrier = it.carriers[one.id]
                rows[one.id] = _passage_row(one, expression[carrier], carrier)
        for id_, row in rows.items():
            if id_ not in kept or kept[id_][0] != row["core_hash"]:
                (changed.changed if id_ in kept else changed.new).append(id_)
        changed.gone += _remove(connection, passages, [it.work for it in there], rows.keys())
        # also what is the same but belongs to another expression now: it would go with the old one
        differing = [
            row
            for id_, row in rows.items()
            if kept.get(id_) != (row["core_hash"], row["expression_id"])
        ]
        _overlay(connection, differing)
        self._db.upsert(connection, passages, differing)
        return clashes

    def _commit_manifestations(self, connection: Connection, there: Sequence[ResolvedWork]) -> None:
        for part in chunks(one.id for it in there for one in it.expressions):
            connection.execute(
                delete(manifestations).where(manifestations.c.expression_id.in_(part))
            )
        carrying = select(objects.c.id, objects.c.sha256).where(
            objects.c.work.in_([it.work for it in there])
        )
        hashes = pairs(connection.execute(carrying))
        rows = [
            {
                "expression_id": one.expression,
                "object_id": one.object_id,
                "role": one.role,
                "mirrors": one.mirrors,
                "sha256": hashes[one.object_id],
            }
            for it in there
            for one in it.manifestations
        ]
        self._db.upsert(connection, manifestations, rows)


_MIRRORING = mirrors.c.of, mirrors.c.likeness, mirrors.c.own, mirrors.c.example


def _mirroring(row: Row[Any]) -> Mirroring | None:
    return None if row.of is None else Mirroring(row.of, row.likeness, row.own, row.example)


def _carrier(row: Row[Any]) -> WorkFileRow:
    return WorkFileRow(
        row.id, row.name, row.path, row.uri, row.document_key, row.structure_key, _mirroring(row)
    )


def _carrier_key(row: Row[Any]) -> list[Any]:
    """What of a carrier decides about its work: a mirror adds whose it is, and how alike."""
    mirroring = _mirroring(row)
    return [*row[1:5], *(astuple(mirroring) if mirroring else ())]


def _carried(names: Collection[str]) -> Select[Any]:
    """Which object has carried which expression: work, object, expression."""
    wanted = select(expressions.c.work, manifestations.c.object_id, expressions.c.id).join(
        expressions
    )
    return wanted.where(
        expressions.c.work.in_(names), manifestations.c.role == ManifestationRole.CARRIER
    )


def _moved(names: Collection[str]) -> Select[Any]:
    """The same of files that moved: such a file is another object with the same bytes."""
    old, new = objects.alias(), objects.alias()
    moved = _carried(names).with_only_columns(expressions.c.work, new.c.id, expressions.c.id)
    moved = moved.join(old, manifestations.c.object_id == old.c.id).join(
        new, manifestations.c.sha256 == new.c.sha256
    )
    return moved.where(
        new.c.work == expressions.c.work,
        or_(old.c.work.is_(None), old.c.work != expressions.c.work),
    )


def _named_once(names: Collection[str]) -> Select[Any]:
    """The passages whose text stands once in an object that has not changed: work, object, hash of the text, id."""
    same = and_(
        manifestations.c.object_id == objects.c.id, manifestations.c.sha256 == objects.c.sha256
    )
    had = and_(
        manifestations.c.expression_id == passages.c.expression_id,
        manifestations.c.object_id == passages.c.object_id,
    )
    key = passages.c.work, passages.c.object_id, passages.c.text_hash
    wanted = select(*key, func.min(passages.c.id)).join(manifestations, had).join(objects, same)
    return wanted.where(passages.c.work.in_(names)).group_by(*key).having(func.count() == 1)


def _passage_row(passage: Passage, expression_id: str, object_id: int) -> dict[str, Any]:
    row = to_row(passage)
    hash_ = row_hash(row)
    return row | {
        "unit": passage.unit,
        "core_hash": hash_,
        "row_hash": hash_,
        "input_hash": text_hash(passage.embedded_text),
        "expression_id": expression_id,
        "object_id": object_id,
    }


def _overlay(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Give rows the tags and citations that their passages have: other stages make them, and see by themselves what is out of date."""
    by_id = {row["id"]: row for row in rows}
    for part in chunks(by_id):
        had = select(passages.c.id, passages.c.tags, passages.c.citations).where(
            passages.c.id.in_(part)
        )
        for id_, tags, cited in connection.execute(had):
            if tags or cited:
                row = by_id[id_]
                row |= {"tags": tags, "citations": cited}
                row["row_hash"] = row_hash({field.name: row[field.name] for field in FIELDS})


_Act = tuple[str, str, str | None, str | None, str]


def _acting(connection: Connection, names: Collection[str]) -> dict[str, list[_Act]]:
    """What the works of these names do to one another: rows of `IncomingEffectRow`, by the work that it is done to. A mirror does nothing of its own."""
    meant: dict[str, list[str]] = {}
    for name in names:
        meant.setdefault(loose_key(name), []).append(name)
    wanted = select(objects.c.work, structures.c.effects).join(
        structures, structures.c.key == objects.c.structure_key
    )
    found: dict[str, set[_Act]] = {}
    own = ~exists().where(mirrors.c.object_id == objects.c.id)
    for by, effects in connection.execute(
        wanted.where(objects.c.work.is_not(None), structures.c.effects.is_not(None), own)
    ):
        for one in effects:
            row: _Act = (one["influence"], by, one["since"], one["made"], one["evidence"]["words"])
            for work in meant.get(loose_key(one["name"]), ()):
                if work != by:
                    found.setdefault(work, set()).add(row)
    return {
        work: sorted(rows, key=lambda row: [one or "" for one in row])
        for work, rows in found.items()
    }


def _tell(connection: Connection, changed: Changes) -> None:
    """Write changes into the feed that downstream caches follow."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    named = ("new", changed.new), ("changed", changed.changed), ("gone", changed.gone)
    rows = [{"at": at, "change": change, "passage_id": id_} for change, ids in named for id_ in ids]
    if rows:
        connection.execute(insert(changes), rows)


def _remove_works(connection: Connection, names: Collection[str]) -> Changes:
    """Delete works that nobody carries any more, with all that is theirs."""
    changed = Changes()
    for part in chunks(names):
        changed.gone += connection.scalars(
            select(passages.c.id).where(passages.c.work.in_(part)).order_by(passages.c.id)
        )
        connection.execute(delete(works).where(works.c.work.in_(part)))  # the rest goes with it
    return changed


def _remove(
    connection: Connection, table: Table, names: Collection[str], keep: Collection[str]
) -> list[str]:
    """Delete the rows of these works that are not to be kept; their ids."""
    there = connection.scalars(select(table.c.id).where(table.c.work.in_(names))).all()
    superfluous = sorted(set(there) - set(keep))
    for part in chunks(superfluous):
        connection.execute(delete(table).where(table.c.id.in_(part)))
    return superfluous


def _taken(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Those of the ids that are passages already, with the name of their work."""
    found: dict[str, str] = {}
    for part in chunks(ids):
        found |= pairs(
            connection.execute(
                select(passages.c.id, passages.c.work).where(passages.c.id.in_(part))
            )
        )
    return found


def _clash(id_: str, owner: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "id_taken",
        id_,
        f"the id belongs to a passage of {owner}; this one is not indexed",
    )
