"""What people are asked for, when they want to be asked, and what they chose."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _extend_people()
    _leave_people_out()
    _create_first_use_table()
    _create_nudge_tables()
    _create_question_nudge_tables()
    _create_company_tables()


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


def _leave_people_out() -> None:
    op.add_column("person", sa.Column("slack_kind", sa.String(), nullable=True))
    op.create_index("ix_person_hides_name", "person", ["workspace_id", "hides_name"])


def _create_first_use_table() -> None:
    op.create_table(
        "first_use",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("explained_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name="pk_first_use"),
    )


def _create_nudge_tables() -> None:
    op.add_column("post", sa.Column("ephemeral_to", sa.String(), nullable=True))
    op.create_table(
        "nudge",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("nudge_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_channel_id", sa.String(), nullable=False),
        sa.Column("seen_thread_ts", sa.String(), nullable=False),
        sa.Column("post_id", sa.String(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("led_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "nudge_id", name="pk_nudge"),
    )
    op.create_index("ix_nudge_look_at", "nudge", ["workspace_id", "look_at"])
    op.create_index("ix_nudge_person", "nudge", ["workspace_id", "person", "state"])
    op.create_index("ix_nudge_kind_subject", "nudge", ["workspace_id", "kind", "subject"])
    op.create_index("ix_nudge_post_id", "nudge", ["workspace_id", "post_id"])
    op.create_table(
        "nudge_decision",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("nudge_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint(
            "workspace_id", "nudge_id", "person", "number", name="pk_nudge_decision"
        ),
    )
    op.create_index(
        "ix_nudge_decision_decided_at", "nudge_decision", ["workspace_id", "decided_at"]
    )
    op.create_index(
        "ix_nudge_decision_person", "nudge_decision", ["workspace_id", "person", "decided_at"]
    )
    _create_nudge_answer_tables()


def _create_nudge_answer_tables() -> None:
    op.create_table(
        "nudge_press",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("nudge_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "nudge_id", "person", "choice", name="pk_nudge_press"
        ),
    )
    op.create_table(
        "nudge_availability",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("away_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "person", name="pk_nudge_availability"),
    )


def _create_question_nudge_tables() -> None:
    op.add_column(
        "question", sa.Column("imported", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index(
        "ix_question_answered", "question", ["workspace_id", "state", "first_answer_at"]
    )
    op.add_column(
        "question_helper",
        sa.Column("said", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    op.add_column(
        "question_helper", sa.Column("topics", sa.String(), server_default="", nullable=False)
    )
    op.create_table(
        "question_baton",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "question_id", "place", name="pk_question_baton"),
    )
    op.create_index(
        "ix_question_baton_person", "question_baton", ["workspace_id", "person", "asked_at"]
    )
    op.create_table(
        "question_not_topic",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "person", "question_id", name="pk_question_not_topic"
        ),
    )
    op.create_table(
        "question_nudged",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("answer_ts", sa.String(), nullable=False),
        sa.Column("helper", sa.BigInteger(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "kind", "subject", "person", "place", name="pk_question_nudged"
        ),
    )
    op.create_index(
        "ix_question_nudged_question", "question_nudged", ["workspace_id", "question_id", "kind"]
    )


def _create_company_tables() -> None:
    op.create_index("ix_person_joined_at", "person", ["workspace_id", "joined_at"])
    op.create_table(
        "talk_suggested",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "thread_ts", name="pk_talk_suggested"
        ),
    )
    op.create_table(
        "first_contribution",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("receiver", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("message_ts", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name="pk_first_contribution"),
    )
