"""The answers of single tests on the stored cases, kept for the next impact report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workbench.store import columns

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "leaf_columns",
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.Column("at", columns.Utc(timezone=True), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stamp", name=op.f("pk_leaf_columns")),
    )


def downgrade() -> None:
    """Take it away; the columns are made anew when they are asked for."""
    op.drop_table("leaf_columns")
