"""What reviewers of tags can be asked: suggestions and tags, with the passages that they are of."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, func, select

from corpus.records import Span, TagProposal
from storage.catalog._engine import Database
from storage.catalog.tables import passages, tag_suggestions, tags


class ReviewableRow(NamedTuple):
    """A proposal and its passage.

    Attributes:
        id: The id of the passage.
        work: Its work.
        title: The title of its document.
        context: The header above its text.
        text: Its text.
        text_hash: The hash of its text.
        proposal: The suggestion or tag.
    """

    id: str
    work: str
    title: str
    context: str
    text: str
    text_hash: str
    proposal: TagProposal


class TagQuestions:
    """Proposals with their passages; only read."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def suggested(self, scheme: str, limit: int) -> list[ReviewableRow]:
        """Return suggestions, the most uncertain first.

        Args:
            scheme: The name of the scheme.
            limit: How many, at most.

        Returns:
            The suggestions.
        """
        distance = func.abs(tag_suggestions.c.probability - 0.5)
        return self._rows(tag_suggestions, tag_suggestions.c.probability, scheme, distance, limit)

    def given(
        self,
        scheme: str,
        limit: int,
        *,
        not_by: str,
    ) -> list[ReviewableRow]:
        """Return some tags, spread over the archive.

        They are the same ones as long as the texts are the same.

        Args:
            scheme: The name of the scheme.
            limit: How many, at most.
            not_by: The method whose tags are left out.

        Returns:
            The tags.
        """
        return self._rows(
            tags,
            tags.c.confidence,
            scheme,
            passages.c.text_hash,
            limit,
            tags.c.method != not_by,
        )

    def _rows(
        self,
        table: Table,
        probability: ColumnElement[Any],
        scheme: str,
        order: ColumnElement[Any],
        limit: int,
        *conditions: ColumnElement[bool],
    ) -> list[ReviewableRow]:
        wanted = (
            select(
                passages.c.id,
                passages.c.work,
                passages.c.title,
                passages.c.context,
                passages.c.text,
                passages.c.text_hash,
                table.c.value,
                probability.label("probability"),
                table.c.method,
                table.c.reason,
                table.c.span_start,
                table.c.span_end,
            )
            .join_from(table, passages, table.c.passage_id == passages.c.id)
            .where(table.c.scheme == scheme, *conditions)
            .order_by(order, passages.c.id, table.c.value, table.c.span_start)
            .limit(limit)
        )
        with self._db.read() as connection:
            found = connection.execute(wanted).all()
        # A value may have several tags in one passage; the first place stands for them.
        rows: dict[tuple[str, str], ReviewableRow] = {}
        for row in found:
            rows.setdefault((row.id, row.value), _row(row, accepted=table is tags))
        return list(rows.values())


def _row(row: Any, *, accepted: bool) -> ReviewableRow:
    span = None if row.span_end is None else Span(row.span_start, row.span_end)
    return ReviewableRow(
        row.id,
        row.work,
        row.title or "",
        row.context,
        row.text,
        row.text_hash,
        TagProposal(row.value, row.probability, accepted, row.method, row.reason or "", span),
    )
