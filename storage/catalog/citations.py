"""Citations of passages, both ways, and which works have to be looked at again.

What a work cites depends on its own text and on the works whose names it uses. So beside each
citing work stand the names that were asked for, with the works that answered, and those works as
they were (`resolved_key`). A key of all works shows at once that nothing has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from corpus.codec import to_json
from corpus.hashing import stage_key
from corpus.records import Citation
from corpus.schema import Row, row_hash
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog._rows import read_rows
from storage.catalog.tables import EVERY_WORK, citations, citing, expressions, passages, works

# Of a law in force, the first day of its force; of all else, its own date.
_FIRST_DAY = func.coalesce(expressions.c.valid_from, expressions.c.date)

_REWRITE = (
    update(passages)
    .where(passages.c.id == bindparam("changed_id"))
    .values(citations=bindparam("new_citations"), row_hash=bindparam("new_hash"))
)

_STORED_FIELDS = ("work", "article", "target", "reason")
"""The fields of a citation that have columns of their own."""


@dataclass(frozen=True, slots=True)
class CitationDependencies:
    """What the citations of a work were resolved by.

    Attributes:
        names: By name that was asked for, the works that it meant.
        endings: The same by words that may end with a name.
        works: By work, the key that it had then.
    """

    names: dict[str, list[str]] = field(default_factory=dict)
    endings: dict[str, list[str]] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)


class StoredVersion(NamedTuple):
    """A version of a work.

    Attributes:
        work: The work.
        expression: The id of its expression.
        since: The day since which it is law, else that of its promulgation.
        law: What it says of itself: `corpus.records.Law` as JSON values.
        dated: The day of its text, by whose year people name it.
    """

    work: str
    expression: str
    since: str | None
    law: dict[str, Any] | None
    dated: str | None


class CitingPassageRow(NamedTuple):
    """A passage that cites.

    Attributes:
        passage_id: The passage.
        article: The article that it cites.
        target: What that is: the id of a passage or an expression, or a work.
        reason: Why there is no target, or why it falls short.
    """

    passage_id: str
    article: str | None
    target: str | None
    reason: str | None


WorkCitations = tuple[str, CitationDependencies, Mapping[str, Sequence[Citation]]]
"""Of a work: its key, what its citations depend on, and its citations by passage id."""


class Citations:
    """What passages cite, and what cites them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keys(self) -> dict[str, str]:
        """Return every work with the key that it was last resolved under."""
        wanted = select(works.c.work, works.c.resolved_key).order_by(works.c.work)
        with self._db.read() as connection:
            return pairs(connection.execute(wanted))

    def is_current(self, keys: Mapping[str, str], *stage: Any) -> bool:
        """Say whether all works are as they were when they were last looked at.

        Args:
            keys: Every work with its key, as `keys` gives them.
            *stage: What else decides about the result: the version of the stage.

        Returns:
            Whether nothing is different.
        """
        wanted = select(citing.c.key).where(citing.c.work == EVERY_WORK)
        with self._db.read() as connection:
            stored = connection.scalar(wanted)
        return stored == _key_of_all(keys, *stage)

    def done(self, keys: Mapping[str, str], *stage: Any) -> None:
        """Note that all works have been looked at as they are now; forget those that are no more.

        Args:
            keys: Every work with its key.
            *stage: As of `is_current`.
        """
        every = {
            "work": EVERY_WORK,
            "key": _key_of_all(keys, *stage),
            "depends": {},
        }
        looked_at = select(citing.c.work).where(citing.c.work != EVERY_WORK)
        with self._db.write() as connection:
            self._db.upsert(
                connection,
                citing,
                [every],
            )
            gone = set(connection.scalars(looked_at)) - keys.keys()
            for part in chunks(sorted(gone)):
                connection.execute(delete(citing).where(citing.c.work.in_(part)))

    def depends(self) -> dict[str, tuple[str, CitationDependencies]]:
        """Return by citing work its key when it was looked at, and what its citations depend on."""
        wanted = select(
            citing.c.work,
            citing.c.key,
            citing.c.depends,
        )
        with self._db.read() as connection:
            rows = connection.execute(wanted.where(citing.c.work != EVERY_WORK))
            return {
                row.work: (
                    row.key,
                    CitationDependencies(**row.depends),
                )
                for row in rows
            }

    def versions(self) -> Iterator[StoredVersion]:
        """Return all versions of all works that are or were law, by work."""
        table = expressions.c
        columns = table.work, table.id, _FIRST_DAY, table.law, table.date
        wanted = (
            select(*columns)
            .where(expressions.c.status != "draft")
            .order_by(expressions.c.work, expressions.c.id)
        )
        with self._db.read() as connection:
            for row in connection.execute(wanted):
                yield StoredVersion(*row)

    def jurisdictions(self) -> dict[str, str]:
        """Return whose law each work is, of those works that state it."""
        wanted = (
            select(passages.c.work, func.min(passages.c.jurisdiction))
            .where(passages.c.jurisdiction.is_not(None))
            .group_by(passages.c.work)
        )
        with self._db.read() as connection:
            return pairs(connection.execute(wanted))

    def places(self) -> Iterator[tuple[str, str, str]]:
        """Return (expression, path of a unit, id) of every passage, by expression and id."""
        columns = passages.c.expression_id, passages.c.unit, passages.c.id
        wanted = select(*columns).order_by(passages.c.expression_id, passages.c.id)
        with self._db.read() as connection:
            for expression, unit, id_ in connection.execute(wanted):
                unit_without_date = unit.rpartition("@")[0]
                yield expression, unit_without_date.partition("/")[2], id_

    def passages(self, work: str) -> list[Row]:
        """Return the passages of a work, in the order of each expression's text.

        Args:
            work: The work.

        Returns:
            Rows of id, unit, title, text, source, the id of the expression and its first day
            (`date`).
        """
        columns = (
            passages.c.id,
            passages.c.unit,
            passages.c.title,
            passages.c.text,
            passages.c.source,
            passages.c.expression_id,
            _FIRST_DAY.label("date"),
        )
        wanted = (
            select(*columns)
            .join(expressions, passages.c.expression_id == expressions.c.id)
            .where(passages.c.work == work)
        )
        with self._db.read() as connection:
            result = connection.execute(wanted)
            names = tuple(result.keys())
            rows = [
                dict(
                    zip(
                        names,
                        row,
                        strict=True,
                    )
                )
                for row in result
            ]
        return sorted(rows, key=_text_order)

    def texts(self, expression: str) -> dict[str, str]:
        """Return the articles of an expression.

        Args:
            expression: Its id.

        Returns:
            By article its text, pieces joined by a newline.
        """
        pieces: dict[str, list[str]] = {}
        wanted = (
            select(passages.c.article, passages.c.text)
            .where(passages.c.expression_id == expression, passages.c.article.is_not(None))
            .order_by(passages.c.id)
        )
        with self._db.read() as connection:
            for article, text in connection.execute(wanted):
                pieces.setdefault(article, []).append(text)
        return {article: "\n".join(texts) for article, texts in pieces.items()}

    def commit(self, found: Mapping[str, WorkCitations]) -> int:
        """Write what works cite, in one transaction.

        Args:
            found: By work its key, what that depends on, and the citations of each passage that has
                or
                had some.

        Returns:
            How many passages changed.
        """
        every = {
            id_: to_json(list(cited))
            for _, _, by_passage in found.values()
            for id_, cited in by_passage.items()
        }
        looked_at = [
            {
                "work": work,
                "key": key,
                "depends": to_json(depends),
            }
            for work, (key, depends, _) in found.items()
        ]
        changed = 0
        with self._db.write() as connection:
            for part in chunks(every):
                changed += _write_citations(connection, {id_: every[id_] for id_ in part})
            self._db.upsert(
                connection,
                citing,
                looked_at,
            )
        return changed

    def of(self, ids: Sequence[str]) -> list[CitingPassageRow]:
        """Return the passages that cite ids, by id.

        Args:
            ids: Ids of passages or expressions, or names of works.

        Returns:
            A row for each citation.
        """
        columns = (
            citations.c.passage_id,
            citations.c.article,
            citations.c.target,
            citations.c.reason,
        )
        wanted = (
            select(*columns)
            .where(citations.c.target.in_(ids))
            .order_by(citations.c.passage_id, citations.c.place)
        )
        with self._db.read() as connection:
            return [CitingPassageRow(*row) for row in connection.execute(wanted)]

    def totals(self) -> dict[str | None, int]:
        """Return how many citations have a target (None), and how many have none, by reason."""
        has_target = citations.c.target.is_not(None)
        wanted = select(
            has_target,
            citations.c.reason,
            func.count(),
        )
        grouped = wanted.group_by(has_target, citations.c.reason)
        found: dict[str | None, int] = {}
        with self._db.read() as connection:
            for resolved, reason, count in connection.execute(grouped):
                name = None if resolved else _sort_of(reason or "")
                found[name] = found.get(name, 0) + count
        return found


def _write_citations(connection: Connection, cited_by_id: Mapping[str, list[Any]]) -> int:
    """Write the citations of those passages that had others; how many they are."""
    wanted = select(passages.c.id, passages.c.citations)
    stored = connection.execute(wanted.where(passages.c.id.in_(list(cited_by_id))))
    differing = [id_ for id_, cited in stored if cited != cited_by_id[id_]]
    if not differing:
        return 0
    changed = []
    rows = []
    for row in read_rows(connection, passages.c.id.in_(differing)):
        id_ = row["id"]
        row["citations"] = cited_by_id[id_]
        changed.append(
            {
                "changed_id": id_,
                "new_citations": row["citations"],
                "new_hash": row_hash(row),
            }
        )
        for place, citation in enumerate(row["citations"]):
            values = {name: citation[name] for name in _STORED_FIELDS}
            rows.append({"passage_id": id_, "place": place, **values})
    connection.execute(delete(citations).where(citations.c.passage_id.in_(differing)))
    connection.execute(_REWRITE, changed)
    if rows:
        connection.execute(insert(citations), rows)
    return len(differing)


def _text_order(row: Row) -> tuple[str, str, int]:
    return row["expression_id"], row["source"]["path"], row["source"]["start"]


def _sort_of(reason: str) -> str:
    """A reason without what is particular to one citation: names, days, versions."""
    return re.split(
        r":| on \d| before \d| [^ ]+@",
        reason,
        maxsplit=1,
    )[0]


def _key_of_all(keys: Mapping[str, str], *stage: Any) -> str:
    return stage_key(
        "cite",
        1,
        *stage,
        sorted(keys.items()),
    )
