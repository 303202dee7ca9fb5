"""Installations and their tokens, the log of changed settings, who was forgotten.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only adds."""
    _create_installation_tables()
    _create_setting_change_table()
    _create_forgetting_tables()
    _create_giver_year_table()


def _create_forgetting_tables() -> None:
    op.create_table(
        "forgotten_person",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("id_hash", sa.String(), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id_hash", name="pk_forgotten_person"),
    )
    op.create_table(
        "forgetting_key",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_forgetting_key"),
    )


def _create_setting_change_table() -> None:
    op.create_table(
        "setting_change",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "number", name="pk_setting_change"),
    )


def _create_installation_tables() -> None:
    op.create_table(
        "installation",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("installed_by", sa.String(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("refresh_token", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("purge_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_installation"),
    )
    op.create_table(
        "used_state",
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name="pk_used_state"),
    )
    op.create_index("ix_used_state_expires_at", "used_state", ["expires_at"])


def _create_giver_year_table() -> None:
    op.create_table(
        "giver_year",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("acts", sa.BigInteger(), nullable=False),
        sa.Column("kudos", sa.BigInteger(), nullable=False),
        sa.Column("thanked", sa.Boolean(), nullable=False),
        sa.Column("met_count", sa.BigInteger(), nullable=False),
        sa.Column("dirty", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "year", "person", name="pk_giver_year"),
    )
    figures = ["dirty", "person", "acts", "thanked", "kudos", "met_count"]
    scores = ["dirty", "score", "person", "acts"]
    op.create_index("ix_giver_year_score", "giver_year", ["workspace_id", "year", *scores])
    op.drop_index("ix_giver_week_score", "giver_week")
    op.create_index("ix_giver_week_score", "giver_week", ["workspace_id", "week", *scores])
    op.create_index("ix_giver_year_figures", "giver_year", ["workspace_id", "year", *figures])
    for table, period in (("giver_week", "week"), ("giver_year", "year")):
        op.create_index(
            f"ix_{table}_dirty",
            table,
            ["workspace_id", period],
            sqlite_where=sa.text("dirty = 1"),
            postgresql_where=sa.text("dirty"),
        )
