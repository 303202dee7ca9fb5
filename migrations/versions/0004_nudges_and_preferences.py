"""What people are asked for, when they want to be asked, and what they chose."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _extend_people()


def _extend_people() -> None:
    op.add_column("person", sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True))
    for name in ("hides_name", "left_out"):
        op.add_column(
            "person", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.create_table(
        "preference",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("direct_messages", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("nudges", sa.JSON(), nullable=False),
        sa.Column("muted_channels", sa.JSON(), nullable=False),
        sa.Column("opens", sa.String(), nullable=True),
        sa.Column("closes", sa.String(), nullable=True),
        sa.Column("days", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "person", name="pk_preference"),
    )
