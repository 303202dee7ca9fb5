"""What a score is made of, week by week, and what people said is wrong with it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_score_policy_table()
    _create_receipt_note_table()
    _create_shared_board_table()
    _count_from_the_last_answer()
    _know_who_looks_at_home()
    _create_impact_note_table()


def _create_score_policy_table() -> None:
    op.create_table(
        "score_policy",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("from_week", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "from_week", name="pk_score_policy"),
    )


def _create_shared_board_table() -> None:
    op.create_table(
        "shared_board",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("share_id", sa.String(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "share_id", name="pk_shared_board"),
    )


def _create_receipt_note_table() -> None:
    op.create_table(
        "receipt_note",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("note_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "note_id", name="pk_receipt_note"),
    )
    op.create_index("ix_receipt_note_person", "receipt_note", ["workspace_id", "person", "sent_at"])


def _count_from_the_last_answer() -> None:
    op.add_column(
        "question", sa.Column("reopened_at", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.add_column("question", sa.Column("last_answer_at", sa.BigInteger(), nullable=True))
    op.execute("UPDATE question SET last_answer_at = first_answer_at")
    op.drop_index("ix_question_answered", "question")
    op.create_index(
        "ix_question_last_answer", "question", ["workspace_id", "state", "last_answer_at"]
    )


def _create_impact_note_table() -> None:
    op.create_table(
        "impact_note",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", "matter", name="pk_impact_note"),
    )


def _know_who_looks_at_home() -> None:
    op.create_table(
        "home_view",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name="pk_home_view"),
    )
    op.create_index("ix_home_view_opened_at", "home_view", ["workspace_id", "opened_at"])
    op.create_index("ix_message_author", "message", ["workspace_id", "author", "at"])
