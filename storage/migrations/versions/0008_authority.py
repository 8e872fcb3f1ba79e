"""Identity and authority: facts and acts of documents, claims, trust, cautions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_KEY = sa.String().with_variant(
    sa.String(collation="C"),
    "postgresql",
)


def upgrade() -> None:
    """Add what identity and authority need.

    Structures are made anew in the next run, because the version of their stage rises; so nothing
    has to be moved.
    """
    op.add_column(
        "sources",
        sa.Column("trust", _KEY, nullable=False, server_default="reprint"),
    )
    op.add_column("objects", sa.Column("identity", _KEY, nullable=True))
    op.add_column("objects", sa.Column("identity_note", sa.Text(), nullable=True))
    op.drop_column("structures", "effects")
    op.add_column("structures", sa.Column("name", _KEY, nullable=True))
    op.add_column("structures", sa.Column("facts", sa.JSON(), nullable=True))
    op.add_column("structures", sa.Column("acts", sa.JSON(), nullable=True))
    op.create_index(op.f("ix_structures_name"), "structures", ["name"])
    op.add_column("passages", sa.Column("jurisdiction", _KEY, nullable=True))
    op.add_column(
        "passages",
        sa.Column("cautions", sa.JSON(), nullable=False, server_default="[]"),
    )
    op.add_column(
        "expressions",
        sa.Column("valid_to_basis", _KEY, nullable=False, server_default="unknown"),
    )
    op.add_column("expressions", sa.Column("end_evidence", sa.JSON(), nullable=True))
    _create_tables()


def _create_tables() -> None:
    for table in ("names", "weighings"):
        op.create_table(
            table,
            sa.Column("name", _KEY, nullable=False),
            sa.Column("key", sa.String(length=32), nullable=False),
            sa.PrimaryKeyConstraint("name", name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "claims",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("name", _KEY, nullable=False),
        sa.Column("by", _KEY, nullable=False),
        sa.Column("source", _KEY, nullable=False),
        sa.Column("path", _KEY, nullable=False),
        sa.Column("target", _KEY, nullable=True),
        sa.Column("action", _KEY, nullable=False),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("verdict", _KEY, nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("act", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_name"), "claims", ["name"])
    op.create_index(op.f("ix_claims_target"), "claims", ["target"])
    op.create_table(
        "claim_decisions",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("verdict", _KEY, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("claim", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_decisions")),
    )
