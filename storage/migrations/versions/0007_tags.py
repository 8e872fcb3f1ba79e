"""Tags have tables of their own; the file that passages are taken from is the primary one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_KEY = sa.String().with_variant(
    sa.String(collation="C"),
    "postgresql",
)
_NO_SPAN = -1
_BATCH = 1000


def upgrade() -> None:
    """Move the tags of `passages.tags` into `tags`.

    No key of a result is stored: the next run that resolves a work writes the marks of its scans
    anew.
    """
    _create_tables()
    connection = op.get_bind()
    _move_tags(connection)
    op.drop_column("passages", "tags")
    op.execute("UPDATE manifestations SET role = 'primary' WHERE role = 'carrier'")


def _create_tables() -> None:
    op.create_table(
        "tags",
        sa.Column("passage_id", _KEY, nullable=False),
        sa.Column("scheme", _KEY, nullable=False),
        sa.Column("value", _KEY, nullable=False),
        sa.Column("span_start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("method", _KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passages.id"],
            name=op.f("fk_tags_passage_id_passages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "passage_id", "scheme", "value", "span_start", name=op.f("pk_tags")
        ),
    )
    op.create_table(
        "tag_results",
        sa.Column("passage_id", _KEY, nullable=False),
        sa.Column("scheme", _KEY, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passages.id"],
            name=op.f("fk_tag_results_passage_id_passages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("passage_id", "scheme", name=op.f("pk_tag_results")),
    )


def _move_tags(connection: sa.Connection) -> None:
    tags = sa.table(
        "tags",
        sa.column("passage_id"),
        sa.column("scheme"),
        sa.column("value"),
        sa.column("span_start"),
        sa.column("span_end"),
        sa.column("confidence"),
        sa.column("method"),
    )
    rows = _tag_rows(connection)
    while batch := list(islice(rows, _BATCH)):
        connection.execute(sa.insert(tags), batch)


def _tag_rows(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    passages = sa.table(
        "passages",
        sa.column("id"),
        sa.column("tags", sa.JSON()),
    )
    tagged = (
        sa.cast(
            passages.c.tags,
            sa.Text(),
        )
        != "[]"
    )
    wanted = sa.select(
        passages.c.id,
        passages.c.tags,
    ).where(tagged)
    for passage_id, tags in connection.execute(wanted).all():
        for tag in tags:
            start, end = tag["evidence"] or (_NO_SPAN, None)
            yield {
                "passage_id": passage_id,
                "scheme": tag["scheme"],
                "value": tag["value"],
                "span_start": start,
                "span_end": end,
                "confidence": tag["confidence"],
                "method": tag["method"],
            }
