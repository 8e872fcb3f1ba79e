"""Fingerprints of texts, by which copies find each other, and who stands for whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Nothing is compared yet: the next run does it, of all documents that there are."""
    op.create_table(
        "fingerprints",
        sa.Column("structure_key", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signature", sa.BigInteger(), nullable=False),
        sa.Column("outline", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("structure_key", name=op.f("pk_fingerprints")),
    )
    op.create_index(op.f("ix_fingerprints_signature"), "fingerprints", ["signature"], unique=False)
    op.create_table(
        "bands",
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("signature", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("value", "signature", name=op.f("pk_bands")),
    )
    op.create_index(op.f("ix_bands_signature"), "bands", ["signature"], unique=False)
    op.create_table(
        "likenesses",
        sa.Column("one", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("other", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("comparison", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_likenesses")),
    )
    op.create_index(op.f("ix_likenesses_other"), "likenesses", ["other"], unique=False)
    op.create_table(
        "mirrors",
        sa.Column("object_id", _ID, nullable=False),
        sa.Column("of", _ID, nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["object_id"],
            ["objects.id"],
            name=op.f("fk_mirrors_object_id_objects"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["of"], ["objects.id"], name=op.f("fk_mirrors_of_objects"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("object_id", name=op.f("pk_mirrors")),
    )
    op.create_index(op.f("ix_mirrors_of"), "mirrors", ["of"], unique=False)
