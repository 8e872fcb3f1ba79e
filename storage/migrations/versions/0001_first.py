"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "aliases",
        sa.Column("alias", _KEY, nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("alias", name=op.f("pk_aliases")),
    )
    op.create_index(op.f("ix_aliases_id"), "aliases", ["id"], unique=False)
    op.create_table(
        "documents",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("parser", _KEY, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("code", _KEY, nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_documents")),
    )
    op.create_table(
        "embeddings",
        sa.Column("fingerprint", _KEY, nullable=False),
        sa.Column("input_hash", sa.String(length=32), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", "input_hash", name=op.f("pk_embeddings")),
    )
    op.create_table(
        "generations",
        sa.Column("name", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fingerprint", _KEY, nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("dirty", sa.Boolean(), nullable=False),
        sa.Column("created_at", _KEY, nullable=False),
        sa.Column("promoted_at", _KEY, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_generations")),
        sa.UniqueConstraint("number", name=op.f("uq_generations_number")),
    )
    op.create_table(
        "runs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("started", _KEY, nullable=False),
        sa.Column("finished", _KEY, nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "sources",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", _KEY, nullable=False),
        sa.Column("location", _KEY, nullable=False),
        sa.Column("include", sa.JSON(), nullable=False),
        sa.Column("exclude", sa.JSON(), nullable=False),
        sa.Column("registered_at", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("location", name=op.f("uq_sources_location")),
        sa.UniqueConstraint("name", name=op.f("uq_sources_name")),
    )
    op.create_table(
        "structures",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("document_key", sa.String(length=32), nullable=False),
        sa.Column("kind", _KEY, nullable=True),
        sa.Column("work", _KEY, nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("code", _KEY, nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_structures")),
    )
    op.create_table(
        "works",
        sa.Column("work", _KEY, nullable=False),
        sa.Column("resolved_key", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("work", name=op.f("pk_works")),
    )
    op.create_table(
        "deltas",
        sa.Column("id", _ID, nullable=False),
        sa.Column("generation", _KEY, nullable=False),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("upserted", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Integer(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation"],
            ["generations.name"],
            name=op.f("fk_deltas_generation_generations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deltas")),
    )
    op.create_index(op.f("ix_deltas_generation"), "deltas", ["generation"], unique=False)
    op.create_table(
        "expressions",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("work", _KEY, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["work"], ["works.work"], name=op.f("fk_expressions_work_works"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expressions")),
    )
    op.create_index(op.f("ix_expressions_work"), "expressions", ["work"], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("work", _KEY, nullable=False),
        sa.Column("severity", _KEY, nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work"], ["works.work"], name=op.f("fk_findings_work_works"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_work"), "findings", ["work"], unique=False)
    op.create_table(
        "index_rows",
        sa.Column("generation", _KEY, nullable=False),
        sa.Column("passage_id", _KEY, nullable=False),
        sa.Column("row_hash", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation"],
            ["generations.name"],
            name=op.f("fk_index_rows_generation_generations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("generation", "passage_id", name=op.f("pk_index_rows")),
    )
    op.create_table(
        "objects",
        sa.Column("id", _ID, nullable=False),
        sa.Column("source_id", _ID, nullable=False),
        sa.Column("path", _KEY, nullable=False),
        sa.Column("uri", _KEY, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        sa.Column("ctime_ns", sa.BigInteger(), nullable=False),
        sa.Column("read_ns", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("missing", sa.Boolean(), nullable=False),
        sa.Column("code", _KEY, nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("rule", _KEY, nullable=True),
        sa.Column("duplicate_of", _ID, nullable=True),
        sa.Column("document_key", sa.String(length=32), nullable=True),
        sa.Column("structure_key", sa.String(length=32), nullable=True),
        sa.Column("work", _KEY, nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'indexed', 'duplicate', 'quarantined', 'ignored', 'gone')",
            name=op.f("ck_objects_state"),
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of"],
            ["objects.id"],
            name=op.f("fk_objects_duplicate_of_objects"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
            name=op.f("fk_objects_source_id_sources"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objects")),
        sa.UniqueConstraint("source_id", "path", name=op.f("uq_objects_source_id_path")),
    )
    op.create_index(op.f("ix_objects_sha256"), "objects", ["sha256"], unique=False)
    op.create_index(op.f("ix_objects_work"), "objects", ["work"], unique=False)
    op.create_table(
        "manifestations",
        sa.Column("expression_id", _KEY, nullable=False),
        sa.Column("object_id", _ID, nullable=False),
        sa.Column("role", _KEY, nullable=False),
        sa.Column("mirrors", _ID, nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["mirrors"],
            ["objects.id"],
            name=op.f("fk_manifestations_mirrors_objects"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["expression_id"],
            ["expressions.id"],
            name=op.f("fk_manifestations_expression_id_expressions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["object_id"],
            ["objects.id"],
            name=op.f("fk_manifestations_object_id_objects"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("expression_id", "object_id", name=op.f("pk_manifestations")),
    )
    op.create_index(
        op.f("ix_manifestations_object_id"), "manifestations", ["object_id"], unique=False
    )
    op.create_table(
        "passages",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("work", _KEY, nullable=False),
        sa.Column("article", _KEY, nullable=True),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("level", _KEY, nullable=True),
        sa.Column("region", _KEY, nullable=True),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("promulgated", sa.String(length=10), nullable=True),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.Column("valid_from_basis", _KEY, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("document_number", _KEY, nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("mirrors", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("text_hash", _KEY, nullable=False),
        sa.Column("unit", _KEY, nullable=False),
        sa.Column("expression_id", _KEY, nullable=False),
        sa.Column("object_id", _ID, nullable=False),
        sa.Column("row_hash", sa.String(length=32), nullable=False),
        sa.Column("input_hash", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["expression_id"],
            ["expressions.id"],
            name=op.f("fk_passages_expression_id_expressions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["object_id"], ["objects.id"], name=op.f("fk_passages_object_id_objects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
    )
    op.create_index(op.f("ix_passages_expression_id"), "passages", ["expression_id"], unique=False)
    op.create_index("ix_passages_id_row_hash", "passages", ["id", "row_hash"], unique=False)
    op.create_index(op.f("ix_passages_input_hash"), "passages", ["input_hash"], unique=False)
    op.create_index(op.f("ix_passages_object_id"), "passages", ["object_id"], unique=False)
    op.create_index(op.f("ix_passages_unit"), "passages", ["unit"], unique=False)
    op.create_index(op.f("ix_passages_work"), "passages", ["work"], unique=False)
