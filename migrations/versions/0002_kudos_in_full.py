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


    _create_kudos_tables()
    op.add_column("giver_week", sa.Column("given", sa.JSON(), server_default="{}", nullable=False))
    for name in ("acts", "kudos"):
        op.add_column(
            "giver_week", sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)
        )
    op.add_column(
        "giver_week", sa.Column("thanked", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    for name, default in (("shown", "here"), ("message_ts", ""), ("thread_ts", "")):
        op.add_column(
            "kudos", sa.Column(name, sa.String(), server_default=default, nullable=False)
        )
    op.create_index(
        "ix_kudos_workspace_id_receiver_at", "kudos", ["workspace_id", "receiver", "at"]
    )


def _create_kudos_tables() -> None:
    op.create_table(
        "kudos_addition",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("giver", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("receiver", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "source", "kind", "giver", "receiver", name="pk_kudos_addition"
        ),
    )
    op.create_table(
        "kudos_notice",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("receiver", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "receiver", "source", name="pk_kudos_notice"),
    )
    op.create_table(
        "kudos_report",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reporter", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("settled", sa.String(), nullable=False),
        sa.Column("settled_by", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "source", name="pk_kudos_report"),
    )
    op.create_table(
        "kudos_preference",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reactions", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("notices", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("reaction_explained", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name="pk_kudos_preference"),
    )


def downgrade() -> None:
    for table in ("kudos_preference", "kudos_report", "kudos_notice", "kudos_addition"):
        op.drop_table(table)
    op.drop_index("ix_kudos_workspace_id_receiver_at", table_name="kudos")
    with op.batch_alter_table("giver_week") as giver_week:
        for name in ("thanked", "kudos", "acts", "given"):
            giver_week.drop_column(name)
    with op.batch_alter_table("kudos") as kudos:
        for name in ("thread_ts", "message_ts", "shown"):
            kudos.drop_column(name)
    op.drop_column("person", "admin")
    for table in ("post", "job"):
        op.drop_column(table, "claimed_at")
        op.drop_column(table, "claimed_by")
    op.drop_table("replica")
