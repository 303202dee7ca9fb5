"""kudos in full, and work taken over sooner."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "person", sa.Column("admin", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "replica",
        sa.Column("replica_id", sa.String(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("replica_id", name=op.f("pk_replica")),
    )
    for table in ("job", "post"):
        op.add_column(table, sa.Column("claimed_by", sa.String(), nullable=True))
        op.add_column(table, sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "admin")
    for table in ("post", "job"):
        op.drop_column(table, "claimed_at")
        op.drop_column(table, "claimed_by")
    op.drop_table("replica")
