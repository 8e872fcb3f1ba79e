"""What reviewers decided about tags. A decision outlives its passage, and outranks every tagger."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select

from corpus.records import Answer, TagDecision
from storage.catalog._engine import Database, chunks
from storage.catalog.tables import passages, tag_decisions, tag_results


class TagDecisions:
    """The decisions of reviewers about tags."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, decisions: Sequence[TagDecision]) -> None:
        """Keep decisions, in one transaction. A reviewer's later answer replaces the earlier one.

        The results of the passages that they are about become out of date.

        Args:
            decisions: The decisions.
        """
        rows = [_row(decision) for decision in decisions]
        with self._db.write() as connection:
            self._db.upsert(connection, tag_decisions, rows)
            _invalidate(connection, rows)

    def remove(self, decisions: Sequence[TagDecision]) -> None:
        """Take decisions back, in one transaction. Unknown ones are left out.

        Args:
            decisions: The decisions.
        """
        with self._db.write() as connection:
            for decision in decisions:
                connection.execute(
                    delete(tag_decisions).where(
                        tag_decisions.c.scheme == decision.scheme,
                        tag_decisions.c.value == decision.value,
                        tag_decisions.c.passage_id == decision.passage_id,
                        tag_decisions.c.reviewer == decision.reviewer,
                    )
                )
            _invalidate(connection, [_row(decision) for decision in decisions])

    def all(self, scheme: str) -> list[TagDecision]:
        """Return the decisions of a scheme, the oldest first.

        Args:
            scheme: The name of the scheme.

        Returns:
            The decisions.
        """
        order = (tag_decisions.c.at, tag_decisions.c.passage_id, tag_decisions.c.value)
        wanted = select(tag_decisions).where(tag_decisions.c.scheme == scheme).order_by(*order)
        with self._db.read() as connection:
            return [_decision(row) for row in connection.execute(wanted)]

    def counts(self) -> dict[str, dict[str, int]]:
        """Count decisions.

        Returns:
            By scheme and value, how many decisions there are.
        """
        columns = (tag_decisions.c.scheme, tag_decisions.c.value)
        counted: dict[str, dict[str, int]] = {}
        with self._db.read() as connection:
            grouped = select(*columns, func.count()).group_by(*columns).order_by(*columns)
            for scheme, value, count in connection.execute(grouped):
                counted.setdefault(scheme, {})[value] = count
        return counted

    def about(
        self,
        scheme: str,
        passage_ids: Collection[str],
        text_hashes: Collection[str],
    ) -> list[TagDecision]:
        """Return the decisions that may concern passages: about the same text, or the same place.

        Args:
            scheme: The name of the scheme.
            passage_ids: Ids of passages. The place is the id without its date.
            text_hashes: The hashes of their texts.

        Returns:
            The decisions, the oldest first.
        """
        found: dict[tuple[str, str, str], TagDecision] = {}
        places = {place_of(id_) for id_ in passage_ids}
        wanted = select(tag_decisions).where(tag_decisions.c.scheme == scheme)
        with self._db.read() as connection:
            for column, values in (("place", places), ("text_hash", text_hashes)):
                for part in chunks(values):
                    among = tag_decisions.c[column].in_(part)
                    for row in connection.execute(wanted.where(among)):
                        found[row.passage_id, row.value, row.reviewer] = _decision(row)
        return sorted(found.values(), key=lambda decision: (decision.at, decision.passage_id))


def place_of(passage_id: str) -> str:
    """Return where a passage stands, whatever the version: its id without the date.

    Args:
        passage_id: The id, `WORK/PATH[#n]@DATE`.

    Returns:
        The place, `WORK/PATH[#n]`.
    """
    return passage_id.rpartition("@")[0] or passage_id


def _row(decision: TagDecision) -> dict[str, Any]:
    return {
        "scheme": decision.scheme,
        "value": decision.value,
        "passage_id": decision.passage_id,
        "reviewer": decision.reviewer,
        "place": place_of(decision.passage_id),
        "text_hash": decision.text_hash,
        "answer": decision.answer.value,
        "at": decision.at,
        "why": decision.why,
        "context": decision.context,
        "text": decision.text,
    }


def _decision(row: Any) -> TagDecision:
    return TagDecision(
        row.scheme,
        row.value,
        Answer(row.answer),
        row.reviewer,
        row.at,
        row.why,
        row.passage_id,
        row.text_hash,
        row.context,
        row.text,
    )


def _invalidate(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Delete the keys of the results that decisions concern: by text, or by place."""
    for part in chunks(rows):
        places = [f"{row['place']}@" for row in part]
        hashes = {row["text_hash"] for row in part}
        schemes = {row["scheme"] for row in part}
        concerned = select(passages.c.id).where(
            or_(passages.c.text_hash.in_(hashes), *map(_is_at, places))
        )
        connection.execute(
            delete(tag_results).where(
                and_(tag_results.c.scheme.in_(schemes), tag_results.c.passage_id.in_(concerned))
            )
        )


def _is_at(prefix: str) -> ColumnElement[bool]:
    """Whether the id of a passage begins with a prefix that ends with `@`: a range of the index."""
    return and_(passages.c.id >= prefix, passages.c.id < f"{prefix[:-1]}A")
