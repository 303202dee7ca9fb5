"""A direct message to every admin, once."""

from collections.abc import Callable, Sequence

from slackapp.database.transaction import Transaction
from slackapp.outbox.posts import plan_post
from slackapp.vocabulary.people import Person
from slackapp.workspace.admins import list_admins


def tell_admins(
    tx: Transaction,
    *,
    kind: str,
    subject: str,
    post_id: Callable[[Person], str],
    admins: Sequence[Person] | None = None,
) -> Sequence[Person]:
    """`post_id` makes it once for each; all of them, or these. Returns who they are."""
    told = list_admins(tx) if admins is None else admins
    for admin in told:
        plan_post(tx, post_id=post_id(admin), kind=kind, subject=subject, channel_id=admin.slack_id)
    return told
