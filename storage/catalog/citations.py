"""Citations of passages, both ways, and which works have to be looked at again because something that they cite is another.

What a work cites depends on its own text and on the works whose names it uses. So beside each citing work stand the names that were asked
for, with the works that answered, and those works as they were (`resolved_key`). A key of all works tells at once that nothing has
changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from corpus.codec import to_json
from corpus.hashing import stage_key
from corpus.records import Citation
from corpus.schema import FIELDS, Row, row_hash
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog.tables import EVERY_WORK, citations, citing, expressions, passages, works

_FIRST_DAY = func.coalesce(
    expressions.c.valid_from, expressions.c.date
)  # of a law in force; of all else its own
_ROW = [passages.c[one.name] for one in FIELDS]
_REWRITE = (
    update(passages)
    .where(passages.c.id == bindparam("one"))
    .values(citations=bindparam("cited"), row_hash=bindparam("hashed"))
)


@dataclass(frozen=True, slots=True)
class CitationDependencies:
    """What the citations of a work were resolved by: names, and words that may end with one, with the works that they meant; works by their key then."""

    names: dict[str, list[str]] = field(default_factory=dict)
    endings: dict[str, list[str]] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)


class StoredVersion(NamedTuple):
    """A version of a work: its expression, the day since which it is law (else of its promulgation), and the law's own account."""

    work: str
    expression: str
    since: str | None
    law: dict[str, Any] | None


class CitingPassageRow(NamedTuple):
    """A passage that cites: its id, and what it cites with target or reason."""

    passage_id: str
    article: str | None
    target: str | None
    reason: str | None


class Citations:
    """What passages cite, and what cites them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keys(self) -> dict[str, str]:
        """Every work with the key that it was last resolved under."""
        with self._db.read() as connection:
            return pairs(
                connection.execute(
                    select(works.c.work, works.c.resolved_key).order_by(works.c.work)
                )
            )

    def is_current(self, keys: Mapping[str, str], *stage: Any) -> bool:
        """Whether nothing is another than when all works were last looked at. `stage` is what else decides: the version."""
        with self._db.read() as connection:
            return connection.scalar(
                select(citing.c.key).where(citing.c.work == EVERY_WORK)
            ) == _key_of_all(keys, *stage)

    def done(self, keys: Mapping[str, str], *stage: Any) -> None:
        """All works have been looked at as they are now; those that are no more are forgotten."""
        with self._db.write() as connection:
            self._db.upsert(
                connection,
                citing,
                [{"work": EVERY_WORK, "key": _key_of_all(keys, *stage), "depends": {}}],
            )
            gone = (
                set(connection.scalars(select(citing.c.work).where(citing.c.work != EVERY_WORK)))
                - keys.keys()
            )
            for part in chunks(sorted(gone)):
                connection.execute(delete(citing).where(citing.c.work.in_(part)))

    def depends(self) -> dict[str, tuple[str, CitationDependencies]]:
        """By citing work: the key that it had when it was looked at, and what its citations depend on."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(citing.c.work, citing.c.key, citing.c.depends).where(
                    citing.c.work != EVERY_WORK
                )
            )
            return {row.work: (row.key, CitationDependencies(**row.depends)) for row in rows}

    def versions(self) -> Iterator[StoredVersion]:
        """All versions of all works that are or were law, by work."""
        wanted = select(expressions.c.work, expressions.c.id, _FIRST_DAY, expressions.c.law).where(
            expressions.c.status != "draft"
        )
        with self._db.read() as connection:
            for row in connection.execute(wanted.order_by(expressions.c.work, expressions.c.id)):
                yield StoredVersion(*row)

    def places(self) -> Iterator[tuple[str, str, str]]:
        """(expression, path of a unit, id of its first piece) of every passage, in the order of the text."""
        wanted = select(passages.c.expression_id, passages.c.unit, passages.c.id)
        with self._db.read() as connection:
            for expression, unit, id_ in connection.execute(
                wanted.order_by(passages.c.expression_id, passages.c.id)
            ):
                yield expression, unit.rpartition("@")[0].partition("/")[2], id_

    def passages(self, work: str) -> list[Row]:
        """The passages of a work: id, unit, title, text, with the id of their expression and its first day; in the order of each expression's text."""
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
            rows = [dict(row) for row in connection.execute(wanted).mappings()]
        return sorted(
            rows,
            key=lambda row: (row["expression_id"], row["source"]["path"], row["source"]["start"]),
        )

    def texts(self, expression: str) -> dict[str, str]:
        """The articles of an expression with their texts."""
        found: dict[str, str] = {}
        wanted = select(passages.c.article, passages.c.text).where(
            passages.c.expression_id == expression, passages.c.article.is_not(None)
        )
        with self._db.read() as connection:
            for article, text in connection.execute(wanted.order_by(passages.c.id)):
                found[article] = f"{found[article]}\n{text}" if article in found else text
        return found

    def commit(
        self,
        found: Mapping[str, tuple[str, CitationDependencies, Mapping[str, Sequence[Citation]]]],
    ) -> int:
        """Write what works cite: by work its key, what that depends on, and the citations of each passage that has or had some.

        How many passages that changed. In one transaction.
        """
        changed = 0
        with self._db.write() as connection:
            every = {
                id_: to_json(list(cited))
                for _, _, by_passage in found.values()
                for id_, cited in by_passage.items()
            }
            for part in chunks(every):
                had = connection.execute(
                    select(passages.c.id, passages.c.citations).where(passages.c.id.in_(part))
                )
                moved = [id_ for id_, cited in had if cited != every[id_]]
                if not moved:
                    continue
                changed += len(moved)
                rows = connection.execute(select(*_ROW).where(passages.c.id.in_(moved))).mappings()
                differing = [{**row, "citations": every[row["id"]]} for row in rows]
                connection.execute(delete(citations).where(citations.c.passage_id.in_(moved)))
                told = [
                    {"one": row["id"], "cited": row["citations"], "hashed": row_hash(row)}
                    for row in differing
                ]
                connection.execute(_REWRITE, told)
                told = [
                    {
                        "passage_id": row["id"],
                        "place": place,
                        **{name: one[name] for name in ("work", "article", "target", "reason")},
                    }
                    for row in differing
                    for place, one in enumerate(row["citations"])
                ]
                if told:
                    connection.execute(insert(citations), told)
            self._db.upsert(
                connection,
                citing,
                [
                    {"work": work, "key": key, "depends": to_json(on)}
                    for work, (key, on, _) in found.items()
                ],
            )
        return changed

    def of(self, ids: Sequence[str]) -> list[CitingPassageRow]:
        """The passages that cite these ids (of passages, expressions or works), by id."""
        wanted = select(
            citations.c.passage_id, citations.c.article, citations.c.target, citations.c.reason
        )
        with self._db.read() as connection:
            rows = connection.execute(
                wanted.where(citations.c.target.in_(ids)).order_by(
                    citations.c.passage_id, citations.c.place
                )
            )
            return [CitingPassageRow(*row) for row in rows]

    def totals(self) -> dict[str | None, int]:
        """How many citations have a target (None), and how many have none, by the beginning of the reason."""
        found: dict[str | None, int] = {}
        with self._db.read() as connection:
            wanted = select(
                citations.c.target.is_not(None), citations.c.reason, func.count()
            ).group_by(citations.c.target.is_not(None), citations.c.reason)
            for has_target, reason, count in connection.execute(wanted):
                name = None if has_target else _sort_of(reason or "")
                found[name] = found.get(name, 0) + count
        return found


def _sort_of(reason: str) -> str:
    """A reason without what is particular to one citation: names, days, versions."""
    return re.split(r":| on \d| before \d| [^ ]+@", reason, maxsplit=1)[0]


def _key_of_all(keys: Mapping[str, str], *stage: Any) -> str:
    return stage_key("cite", 1, *stage, sorted(keys.items()))
