"""the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "act_turn",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("giver", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("receiver", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=True),
        sa.Column("message_ts", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("bare", sa.Boolean(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id",
            "source",
            "giver",
            "receiver",
            "kind",
            "at",
            "turn",
            name=op.f("pk_act_turn"),
        ),
    )
    with op.batch_alter_table("act_turn", schema=None) as batch_op:
        batch_op.create_index("ix_act_turn_giver", ["workspace_id", "giver", "at"], unique=False)
        batch_op.create_index("ix_act_turn_place", ["workspace_id", "place"], unique=False)
        batch_op.create_index(
            "ix_act_turn_receiver", ["workspace_id", "receiver", "at"], unique=False
        )
        batch_op.create_index(
            "ix_act_turn_week", ["workspace_id", "at", "place", "giver", "receiver"], unique=False
        )

    op.create_table(
        "channel",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("app_is_member", sa.Boolean(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("external", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name=op.f("pk_channel")),
    )
    op.create_table(
        "giver_week",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("helping", sa.BigInteger(), nullable=False),
        sa.Column("sharing", sa.BigInteger(), nullable=False),
        sa.Column("thanking", sa.BigInteger(), nullable=False),
        sa.Column("connections", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("met", sa.JSON(), nullable=False),
        sa.Column("dirty", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "week", "person", name=op.f("pk_giver_week")),
    )
    with op.batch_alter_table("giver_week", schema=None) as batch_op:
        batch_op.create_index(
            "ix_giver_week_score", ["workspace_id", "week", "score"], unique=False
        )

    op.create_table(
        "imported_day",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "path", "crc", "options", name=op.f("pk_imported_day")
        ),
    )
    op.create_table(
        "inbox_event",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("waits_for", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "event_id", name=op.f("pk_inbox_event")),
    )
    with op.batch_alter_table("inbox_event", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_event_received_at", ["received_at"], unique=False)
        batch_op.create_index(
            "ix_inbox_event_unfinished",
            ["workspace_id", "state", "received_at"],
            unique=False,
            postgresql_where=sa.text("state IN ('open', 'parked', 'failed')"),
            sqlite_where=sa.text("state IN ('open', 'parked', 'failed')"),
        )

    op.create_table(
        "inbox_failure",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "event_id", "room", name=op.f("pk_inbox_failure")),
    )
    with op.batch_alter_table("inbox_failure", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inbox_failure_next_try_at", ["workspace_id", "next_try_at"], unique=False
        )

    op.create_table(
        "job",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "job_id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "kudos",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("receiver", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("giver", sa.BigInteger(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "source", "receiver", name=op.f("pk_kudos")),
    )
    with op.batch_alter_table("kudos", schema=None) as batch_op:
        batch_op.create_index("ix_kudos_workspace_id_at", ["workspace_id", "at"], unique=False)

    op.create_table(
        "leaderboard_post",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("covered_week", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("post_id", sa.String(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("listed", sa.JSON(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "covered_week", name=op.f("pk_leaderboard_post")),
    )
    op.create_table(
        "ledger_basis",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_ledger_basis")),
    )
    op.create_table(
        "link",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("pk_link")),
    )
    op.create_table(
        "link_share",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("message_ts", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sharer", sa.BigInteger(), nullable=False),
        sa.Column("shared_at", sa.BigInteger(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "message_ts", "key", name=op.f("pk_link_share")
        ),
    )
    with op.batch_alter_table("link_share", schema=None) as batch_op:
        batch_op.create_index(
            "ix_link_share_workspace_id_key", ["workspace_id", "key"], unique=False
        )
        batch_op.create_index(
            "ix_link_share_workspace_id_shared_at", ["workspace_id", "shared_at"], unique=False
        )

    op.create_table(
        "message",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=True),
        sa.Column("version_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", "ts", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_at", ["workspace_id", "at"], unique=False)

    op.create_table(
        "person",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slack_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("real_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=True),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("pk_person")),
        sa.UniqueConstraint(
            "workspace_id", "slack_id", name=op.f("uq_person_workspace_id_slack_id")
        ),
    )
    op.create_table(
        "post",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("post_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=True),
        sa.Column("response_url", sa.String(), nullable=True),
        sa.Column("sent_ts", sa.String(), nullable=True),
        sa.Column("sent_channel_id", sa.String(), nullable=True),
        sa.Column("remove_requested", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "post_id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index("ix_post_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "user_group",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "group_id", name=op.f("pk_user_group")),
    )
    op.create_table(
        "user_group_member",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("person_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "group_id", "person_key", name=op.f("pk_user_group_member")
        ),
    )
    with op.batch_alter_table("user_group_member", schema=None) as batch_op:
        batch_op.create_index(
            "ix_user_group_member_workspace_id_person_key",
            ["workspace_id", "person_key"],
            unique=False,
        )

    op.create_table(
        "workspace",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=True),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=False),
        sa.Column("recording_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
    )
    op.create_table(
        "workspace_setting",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_workspace_setting")),
    )


def downgrade() -> None:
    op.drop_table("workspace_setting")
    op.drop_table("workspace")
    with op.batch_alter_table("user_group_member", schema=None) as batch_op:
        batch_op.drop_index("ix_user_group_member_workspace_id_person_key")

    op.drop_table("user_group_member")
    op.drop_table("user_group")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index("ix_post_state_due_at")

    op.drop_table("post")
    op.drop_table("person")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_at")

    op.drop_table("message")
    with op.batch_alter_table("link_share", schema=None) as batch_op:
        batch_op.drop_index("ix_link_share_workspace_id_shared_at")
        batch_op.drop_index("ix_link_share_workspace_id_key")

    op.drop_table("link_share")
    op.drop_table("link")
    op.drop_table("ledger_basis")
    op.drop_table("leaderboard_post")
    with op.batch_alter_table("kudos", schema=None) as batch_op:
        batch_op.drop_index("ix_kudos_workspace_id_at")

    op.drop_table("kudos")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state_due_at")

    op.drop_table("job")
    with op.batch_alter_table("inbox_failure", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_failure_next_try_at")

    op.drop_table("inbox_failure")
    with op.batch_alter_table("inbox_event", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_event_unfinished",
            postgresql_where=sa.text("state IN ('open', 'parked', 'failed')"),
            sqlite_where=sa.text("state IN ('open', 'parked', 'failed')"),
        )
        batch_op.drop_index("ix_inbox_event_received_at")

    op.drop_table("inbox_event")
    op.drop_table("imported_day")
    with op.batch_alter_table("giver_week", schema=None) as batch_op:
        batch_op.drop_index("ix_giver_week_score")

    op.drop_table("giver_week")
    op.drop_table("channel")
    with op.batch_alter_table("act_turn", schema=None) as batch_op:
        batch_op.drop_index("ix_act_turn_week")
        batch_op.drop_index("ix_act_turn_receiver")
        batch_op.drop_index("ix_act_turn_place")
        batch_op.drop_index("ix_act_turn_giver")

    op.drop_table("act_turn")
