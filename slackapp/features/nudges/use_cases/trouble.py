"""Slack refused a nudge for good: it is dropped, and admins hear of it once a reason and place."""

from slackapp.database.transaction import Transaction
from slackapp.features.nudges.store import nudges
from slackapp.features.nudges.use_cases.showing import REFUSED
from slackapp.outbox.admins import tell_admins
from slackapp.outbox.posts import why_given_up

TROUBLE = "nudges.trouble"
# About one person only: nothing an admin could mend.
_PERSONAL = frozenset(
    {
        "cannot_dm_bot",
        "messages_tab_disabled",
        "user_disabled",
        "user_is_restricted",
        "user_not_found",
        "user_not_in_channel",
        "user_not_visible",
    }
)


def hear_given_up(tx: Transaction, post_id: str) -> None:
    rows = nudges.list_in_post(tx, post_id)
    reason = why_given_up(tx, post_id)
    for row in rows:
        row.state, row.reason, row.look_at = "dropped", f"{REFUSED}:{reason}", None
    if rows and reason not in _PERSONAL:
        first = rows[0]
        place = first.seen_channel_id if first.way == "notice" else first.channel_id
        _tell_admins(tx, "" if first.way == "direct_message" else place, reason)


def read_trouble(subject: str) -> tuple[str, str]:
    """The place, empty for direct messages, and Slack's reason."""
    place, _sign, reason = subject.partition(":")
    return place, reason


def _tell_admins(tx: Transaction, place: str, reason: str) -> None:
    """The id of the post makes it once; should that fail too, nobody hears of it again."""
    subject = f"{place}:{reason}"
    tell_admins(
        tx,
        kind=TROUBLE,
        subject=subject,
        post_id=lambda admin: f"{TROUBLE}:{subject}:{admin.key}",
    )
