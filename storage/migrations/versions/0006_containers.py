"""Containers: objects that were taken apart know by which rules; what could not be read before is looked at anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """An archive or a mail was set aside as `unsupported`: the next run reads its bytes again, and finds what it holds."""
    op.add_column("objects", sa.Column("unpacked_key", sa.String(length=32), nullable=True))
    op.execute("UPDATE objects SET read_ns = NULL WHERE code = 'unsupported'")
