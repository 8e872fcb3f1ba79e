"""Containers: objects know by which rules they were taken apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Have the next run read archives and mails again, which were set aside as `unsupported`."""
    op.add_column("objects", sa.Column("unpacked_key", sa.String(length=32), nullable=True))
    op.execute("UPDATE objects SET read_ns = NULL WHERE code = 'unsupported'")
