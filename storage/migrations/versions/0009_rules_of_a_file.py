"""Files of several rules: a row for each further rule of a file, and its structure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STATES = "'pending', 'indexed', 'duplicate', 'quarantined', 'ignored', 'gone'"


def upgrade() -> None:
    """Add the number of a rule in its file.

    The rows of files stay. The next run finds the structures anew, because the version of their
    stage rises, and with them the further rules.
    """
    is_state = sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_objects_state"))
    with op.batch_alter_table("objects", table_args=(is_state,)) as table:
        table.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("part_of", _ID, nullable=True))
        table.create_foreign_key(
            op.f("fk_objects_part_of_objects"),
            "objects",
            ["part_of"],
            ["id"],
            ondelete="CASCADE",
        )
        table.drop_constraint(op.f("uq_objects_source_id_path"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_objects_source_id_path_part"),
            ["source_id", "path", "part"],
        )
        table.create_index(op.f("ix_objects_part_of"), ["part_of"])
    op.add_column(
        "structures",
        sa.Column("part", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column("structures", sa.Column("part_of", sa.String(length=32), nullable=True))
    op.add_column("structures", sa.Column("text_start", sa.Integer(), nullable=True))
    op.add_column("structures", sa.Column("text_end", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_structures_part_of"), "structures", ["part_of"])
