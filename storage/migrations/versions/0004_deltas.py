"""Deltas by the publication that showed them, with their inverse; generations that are held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """What was written before can't be undone: its deltas have no version, and no inverses."""
    op.add_column("generations", sa.Column("held", sa.Text(), nullable=True))
    op.add_column("deltas", sa.Column("version", sa.Integer(), nullable=True))
    op.create_table(
        "inverses",
        sa.Column("generation", _KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("passage_id", _KEY, nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["generation"],
            ["generations.name"],
            name=op.f("fk_inverses_generation_generations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("generation", "version", "passage_id", name=op.f("pk_inverses")),
    )
