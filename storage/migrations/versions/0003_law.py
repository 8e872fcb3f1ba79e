"""Validity and history of expressions, effects of texts on others, citations, the feed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Nothing is known yet: the next run resolves every work, because the stage has a new version."""
    op.add_column("structures", sa.Column("effects", sa.JSON(), nullable=True))
    for name, kind in (
        ("valid_from", sa.String(10)),
        ("valid_to", sa.String(10)),
        ("evidence", sa.JSON()),
        ("law", sa.JSON()),
    ):
        op.add_column("expressions", sa.Column(name, kind, nullable=True))
    for name in ("valid_from_basis", "status"):
        op.add_column(
            "expressions", sa.Column(name, _KEY, nullable=False, server_default="unknown")
        )
    op.add_column(
        "passages", sa.Column("core_hash", sa.String(length=32), nullable=False, server_default="")
    )
    op.create_table(
        "citations",
        sa.Column("passage_id", _KEY, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("work", _KEY, nullable=True),
        sa.Column("article", _KEY, nullable=True),
        sa.Column("target", _KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passages.id"],
            name=op.f("fk_citations_passage_id_passages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("passage_id", "place", name=op.f("pk_citations")),
    )
    op.create_index(op.f("ix_citations_target"), "citations", ["target"], unique=False)
    op.create_index(
        op.f("ix_citations_work_article"), "citations", ["work", "article"], unique=False
    )
    op.create_table(
        "citing",
        sa.Column("work", _KEY, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("depends", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("work", name=op.f("pk_citing")),
    )
    op.create_table(
        "changes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("change", _KEY, nullable=False),
        sa.Column("passage_id", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_at"), "changes", ["at"], unique=False)
