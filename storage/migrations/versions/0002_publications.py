"""Which publication of a generation the catalog knows of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The version that is published is not known yet: the next publication sets it."""
    op.add_column("generations", sa.Column("version", sa.Integer(), nullable=True))
