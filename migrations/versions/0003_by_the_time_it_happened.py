"""What is told late or out of order is taken by the time it happened."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "channel",
        sa.Column("app_membership_at", sa.BigInteger(), server_default="0", nullable=False),
    )
    op.add_column("workspace", sa.Column("url", sa.String(), server_default="", nullable=False))
    op.add_column(
        "giver_week", sa.Column("met_count", sa.BigInteger(), server_default="0", nullable=False)
    )
    figures = ["dirty", "person", "acts", "thanked", "kudos", "met_count"]
    op.create_index("ix_giver_week_figures", "giver_week", ["workspace_id", "week", *figures])
    op.create_index("ix_person_kind", "person", ["workspace_id", "kind", "active", "name", "key"])
    _create_question_tables()
    _create_link_tables()


def _create_link_tables() -> None:
    op.add_column(
        "link_share", sa.Column("whose", sa.String(), server_default="unclear", nullable=False)
    )
    op.add_column(
        "link_share", sa.Column("words", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.create_table(
        "link_mark",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("message_ts", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "message_ts", "person", "sign", name="pk_link_mark"
        ),
    )
    op.create_index("ix_link_mark_at", "link_mark", ["workspace_id", "at"])
    op.create_table(
        "link_promotion",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("message_ts", sa.String(), nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("promoter", sa.BigInteger(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "message_ts", "author", name="pk_link_promotion"
        ),
    )
    op.create_table(
        "link_saved",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", "key", name="pk_link_saved"),
    )


def _create_question_tables() -> None:
    op.create_table(
        "question",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("asker", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("version_at", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("first_answer_at", sa.BigInteger(), nullable=True),
        sa.Column("claimed_by", sa.BigInteger(), nullable=False),
        sa.Column("helpers", sa.JSON(), nullable=False),
        sa.Column("accepted", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "question_id", name="pk_question"),
    )
    for name, columns in (
        ("ix_question_place", ["workspace_id", "channel_id", "ts"]),
        ("ix_question_state", ["workspace_id", "state", "due_at"]),
        ("ix_question_asked_at", ["workspace_id", "asked_at"]),
        ("ix_question_changed_at", ["workspace_id", "changed_at"]),
    ):
        op.create_index(name, "question", columns)
    op.create_table(
        "question_talk",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("root_ts", sa.String(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("substantive", sa.Boolean(), nullable=False),
        sa.Column("thanks", sa.Boolean(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("to", sa.JSON(), nullable=False),
        sa.Column("everyone", sa.Boolean(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("credited", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", "ts", name="pk_question_talk"),
    )
    op.create_index(
        "ix_question_talk_root", "question_talk", ["workspace_id", "channel_id", "root_ts", "at"]
    )
    op.create_index("ix_question_talk_at", "question_talk", ["workspace_id", "at"])
    op.create_table(
        "question_mark",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "ts", "person", "sign", name="pk_question_mark"
        ),
    )
    op.create_index("ix_question_mark_at", "question_mark", ["workspace_id", "at"])
    op.create_table(
        "question_helper",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("times_a_week", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name="pk_question_helper"),
    )
    op.create_table(
        "question_key",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_question_key"),
    )


def downgrade() -> None:
    with op.batch_alter_table("link_share") as link_share:
        link_share.drop_column("words")
        link_share.drop_column("whose")
    for table in (
        "link_saved",
        "link_promotion",
        "link_mark",
        "question_key",
        "question_helper",
        "question_mark",
        "question_talk",
        "question",
    ):
        op.drop_table(table)
    op.drop_index("ix_person_kind", "person")
    op.drop_index("ix_giver_week_figures", "giver_week")
    op.drop_column("giver_week", "met_count")
    op.drop_column("workspace", "url")
    op.drop_column("channel", "app_membership_at")
