"""Automatic tags: evidence in words, suggestions, decisions of reviewers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_KEY = sa.String().with_variant(
    sa.String(collation="C"),
    "postgresql",
)


def upgrade() -> None:
    """Add what automatic tags need. Tags are made by the next run."""
    op.add_column("tags", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("tags", sa.Column("quantity", sa.JSON(), nullable=True))
    _create_suggestions()
    _create_decisions()


def _create_suggestions() -> None:
    op.create_table(
        "tag_suggestions",
        sa.Column("passage_id", _KEY, nullable=False),
        sa.Column("scheme", _KEY, nullable=False),
        sa.Column("value", _KEY, nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("method", _KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passages.id"],
            name=op.f("fk_tag_suggestions_passage_id_passages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "passage_id",
            "scheme",
            "value",
            name=op.f("pk_tag_suggestions"),
        ),
    )


def _create_decisions() -> None:
    op.create_table(
        "tag_decisions",
        sa.Column("scheme", _KEY, nullable=False),
        sa.Column("value", _KEY, nullable=False),
        sa.Column("passage_id", _KEY, nullable=False),
        sa.Column("reviewer", _KEY, nullable=False),
        sa.Column("place", _KEY, nullable=False),
        sa.Column("text_hash", sa.String(length=32), nullable=False),
        sa.Column("answer", _KEY, nullable=False),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "scheme",
            "value",
            "passage_id",
            "reviewer",
            name=op.f("pk_tag_decisions"),
        ),
    )
    for column in ("place", "text_hash"):
        op.create_index(op.f(f"ix_tag_decisions_{column}"), "tag_decisions", [column])
