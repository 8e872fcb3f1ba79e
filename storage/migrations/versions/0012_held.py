"""Held objects: what broke a promise, and what readers keep of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_STATES = "'pending', 'indexed', 'duplicate', 'quarantined', 'held', 'ignored', 'gone'"


def upgrade() -> None:
    """Add the state `held`, and note of what readers have which structure it was made of.

    Held objects come with the next run, which examines every structure.
    """
    with op.batch_alter_table("objects") as table:
        table.add_column(sa.Column("held_key", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("earlier_key", sa.String(length=32), nullable=True))
        table.drop_constraint(op.f("ck_objects_state"), type_="check")
        table.create_check_constraint(op.f("ck_objects_state"), f"state IN ({_STATES})")
    op.execute(
        "UPDATE objects SET earlier_key = structure_key WHERE state IN ('indexed', 'duplicate')"
    )
