"""Trained models."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_KEY = sa.String().with_variant(
    sa.String(collation="C"),
    "postgresql",
)
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table of trained models. Their files are blobs."""
    op.create_table(
        "models",
        sa.Column("id", _ID, nullable=False),
        sa.Column("task", _KEY, nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", _KEY, nullable=False),
        sa.Column("data_hash", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("embedder", _KEY, nullable=False),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column("created_at", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_models")),
    )
    op.create_index(op.f("ix_models_task"), "models", ["task"])
