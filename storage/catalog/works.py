"""Works, their expressions and manifestations, and the passages that an expression consists of.

A work is resolved from the files that contain it: the objects whose structure names it. It is out
of date when these are not the ones that it was last resolved from, whatever happened in between. A
work that lost its last file goes, with its passages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from corpus.codec import to_json
from corpus.hashing import stage_key
from corpus.records import Finding, WeighedAct
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog._held import hold_files
from storage.catalog._parts import contains_any
from storage.catalog._work_passages import delete_except, write_passages
from storage.catalog._work_queries import (
    BY_PATH,
    file_key,
    file_row,
    select_contained,
    select_files,
    select_moved,
    select_unique_texts,
)
from storage.catalog.objects import settle
from storage.catalog.tables import (
    EVERY_WORK,
    aliases,
    changes,
    citing,
    documents,
    expressions,
    findings,
    manifestations,
    objects,
    passages,
    structures,
    works,
)
from storage.catalog.work_records import (
    Changes,
    HeldFile,
    History,
    ResolvedWork,
    WorkFileRow,
)

__all__ = [
    "Changes",
    "HeldFile",
    "History",
    "ResolvedWork",
    "WorkFileRow",
    "Works",
]


class Works:
    """The works, resolved from the files that contain them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def stale(
        self,
        *stage: Any,
        incoming: Mapping[str, Sequence[WeighedAct]] | None = None,
    ) -> dict[str, str]:
        """Return the works whose files are not those that they were resolved from.

        So are works on which other acts take effect than then: a decision that comes in makes the
        law stale that it changes.

        Args:
            *stage: What else decides about the result: version and options of the stage.
            incoming: By work, the acts that are directed at it; None for none.

        Returns:
            By work, the key of what it has to be resolved from now; "" for a work without files.
        """
        with self._db.read() as connection:
            resolved = pairs(connection.execute(select(works.c.work, works.c.resolved_key)))
            rows = connection.execute(select_files().order_by(objects.c.work, *BY_PATH))
            files = {
                work: [file_key(row) for row in group]
                for work, group in groupby(rows, key=attrgetter("work"))
            }
        acts = incoming or {}
        keys = dict.fromkeys(resolved, "")
        for work, file_keys in files.items():
            keys[work] = stage_key(
                "resolve",
                1,
                *stage,
                file_keys,
                to_json(acts.get(work, [])),
            )
        return {work: key for work, key in sorted(keys.items()) if resolved.get(work) != key}

    def files(self, names: Collection[str]) -> dict[str, list[WorkFileRow]]:
        """Return the files that contain works.

        Args:
            names: Names of works.

        Returns:
            By work, its files, ordered by source and path; an empty list for a work without files.
        """
        found: dict[str, list[WorkFileRow]] = {name: [] for name in names}
        wanted = select_files().order_by(*BY_PATH)
        with self._db.read() as connection:
            for part in chunks(names):
                for row in connection.execute(wanted.where(objects.c.work.in_(part))):
                    found[row.work].append(file_row(row))
        return found

    def histories(self, names: Collection[str]) -> dict[str, History]:
        """Return the ids that the texts of works have had so far.

        Args:
            names: Names of works.

        Returns:
            By work, its history; an empty one for a work that is new.
        """
        found = {name: History() for name in names}
        with self._db.read() as connection:
            for part in chunks(names):
                for work, object_id, expression in connection.execute(select_moved(part)):
                    found[work].expressions.setdefault(object_id, expression)
                for work, object_id, expression in connection.execute(select_contained(part)):
                    found[work].expressions[object_id] = expression
                for work, object_id, hash_, id_ in connection.execute(select_unique_texts(part)):
                    found[work].passages[object_id, hash_] = id_
        return found

    def commit(self, resolved: Sequence[ResolvedWork]) -> Changes:
        """Write works by difference, and give their files their last state; in one transaction.

        Args:
            resolved: Works as they now are. One with the key "" is deleted, with all that is its
                own.

        Returns:
            The ids of the passages that changed.
        """
        held = [file for work in resolved for file in work.held]
        resolved = [work for work in resolved if not work.held]
        present = [work for work in resolved if work.key]
        names = [work.work for work in present]
        with self._db.write() as connection:
            hold_files(
                self._db,
                connection,
                held,
            )
            # The works' keys do not show this: where a run is killed before it cites, and the next
            # one finds the work as it was before, the keys are the same.
            uncited = [
                EVERY_WORK,
                *(work.work for work in resolved),
            ]
            connection.execute(delete(citing).where(citing.c.work.in_(uncited)))
            changed = _delete_works(connection, [work.work for work in resolved if not work.key])
            if present:
                self._write_expressions(connection, present)
                clashes = write_passages(
                    self._db,
                    connection,
                    present,
                    changed,
                )
                kept = {expression.id for work in present for expression in work.expressions}
                delete_except(
                    connection,
                    expressions,
                    names,
                    kept,
                )
                self._write_manifestations(connection, present)
                _write_findings(
                    connection,
                    present,
                    clashes,
                )
                self._write_aliases(connection, present)
                settle(connection, contains_any(names))
            _write_feed(connection, changed)
        return changed

    def _write_expressions(
        self,
        connection: Connection,
        present: Sequence[ResolvedWork],
    ) -> None:
        keys = [
            {
                "work": work.work,
                "resolved_key": work.key,
            }
            for work in present
        ]
        rows = [to_json(expression) for work in present for expression in work.expressions]
        self._db.upsert(
            connection,
            works,
            keys,
        )
        self._db.upsert(
            connection,
            expressions,
            rows,
        )

    def _write_manifestations(
        self,
        connection: Connection,
        present: Sequence[ResolvedWork],
    ) -> None:
        ids = [expression.id for work in present for expression in work.expressions]
        for part in chunks(ids):
            connection.execute(
                delete(manifestations).where(manifestations.c.expression_id.in_(part))
            )
        names = [work.work for work in present]
        # Of a held object the bytes are those of the version that readers keep.
        wanted = (
            select(objects.c.id, func.coalesce(documents.c.sha256, objects.c.sha256))
            .outerjoin(structures, structures.c.key == objects.c.structure_key)
            .outerjoin(documents, documents.c.key == structures.c.document_key)
            .where(objects.c.work.in_(names))
        )
        hashes = pairs(connection.execute(wanted))
        rows = [
            {
                "expression_id": manifestation.expression,
                "object_id": manifestation.object_id,
                "role": manifestation.role,
                "mirrors": manifestation.mirrors,
                "sha256": hashes[manifestation.object_id],
            }
            for work in present
            for manifestation in work.manifestations
        ]
        self._db.upsert(
            connection,
            manifestations,
            rows,
        )

    def _write_aliases(
        self,
        connection: Connection,
        present: Sequence[ResolvedWork],
    ) -> None:
        rows = [
            {
                "alias": alias,
                "id": id_,
            }
            for work in present
            for alias, id_ in work.aliases.items()
        ]
        self._db.upsert(
            connection,
            aliases,
            rows,
        )
        # An id that is in use again stands for nothing else.
        used = [passage.id for work in present for passage in work.passages]
        for part in chunks(used):
            connection.execute(delete(aliases).where(aliases.c.alias.in_(part)))


def _write_findings(
    connection: Connection,
    present: Sequence[ResolvedWork],
    clashes: dict[str, list[Finding]],
) -> None:
    """Replace the findings of works; `clashes` are further ones, by work."""
    names = [work.work for work in present]
    connection.execute(delete(findings).where(findings.c.work.in_(names)))
    rows = []
    for work in present:
        found = [
            *work.findings,
            *clashes[work.work],
        ]
        rows += [asdict(finding) | {"work": work.work} for finding in found]
    if rows:
        connection.execute(insert(findings), rows)


def _write_feed(connection: Connection, changed: Changes) -> None:
    """Write changes into the feed that downstream caches follow."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    ids_by_change = {
        "new": changed.new,
        "changed": changed.changed,
        "gone": changed.gone,
    }
    rows = [
        {"at": at, "change": change, "passage_id": id_}
        for change, ids in ids_by_change.items()
        for id_ in ids
    ]
    if rows:
        connection.execute(insert(changes), rows)


def _delete_works(connection: Connection, names: Collection[str]) -> Changes:
    """Delete works that no file contains any more, with all that is theirs."""
    changed = Changes()
    for part in chunks(names):
        wanted = select(passages.c.id).where(passages.c.work.in_(part))
        changed.gone += connection.scalars(wanted.order_by(passages.c.id))
        connection.execute(delete(works).where(works.c.work.in_(part)))  # the rest goes with it
    return changed
