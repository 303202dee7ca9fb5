"""Names in what people typed, for those who read it."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.orders import Order, typed_again
from slackapp.features.kudos.rules.thanks import Thanks, people_mentioned
from slackapp.features.kudos.settings import KudosSettings
from slackapp.reading.mrkdwn import plain_text
from slackapp.vocabulary.people import Channel
from slackapp.workspace.channels import find_channel
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.settings import load_settings


def typed(tx: Transaction, order: Order) -> str:
    return typed_again(order, _names(tx, order.text))


def typed_anew(tx: Transaction, thanks: Sequence[Thanks]) -> str:
    """A command that would give the same again; the words alone where a command would show them."""
    said = thanks[0]
    words = [in_names(tx, said.reason), *(f"#{value}" for value in said.values)]
    if said.shown == "receivers":
        return " ".join(words)
    return " ".join(["/kudos", *(f"@{name}" for name in names_of(tx, thanks)), *words])


def names_of(tx: Transaction, thanks: Sequence[Thanks]) -> tuple[str, ...]:
    """Whom it thanks, in its giver's order."""
    people = people_by_key(tx, [one.receiver for one in thanks])
    return tuple(people[one.receiver].name for one in thanks)


def in_names(tx: Transaction, reason: str) -> str:
    """Safe mrkdwn as plain text, people by name."""
    return plain_text(reason, _names(tx, reason))


def channel_or_unseen(tx: Transaction, channel_id: str) -> Channel:
    """A place Slack does not show us is nobody else's business."""
    unseen = Channel(channel_id=channel_id, name="", audience="private")
    return find_channel(tx, channel_id) or unseen


def shown_in(tx: Transaction, said: Thanks) -> str:
    """The id of the channel its post is in."""
    feed = load_settings(tx, KudosSettings).feed
    return feed if said.shown == "feed" and feed else said.channel_id


def usable_feed(tx: Transaction) -> Channel | None:
    """The channel for all public kudos, as long as the app is in it."""
    feed_id = load_settings(tx, KudosSettings).feed
    feed = find_channel(tx, feed_id) if feed_id else None
    return feed if feed and feed.app_is_member else None


def _names(tx: Transaction, text: str) -> dict[str, str]:
    people = find_people(tx, people_mentioned(text))
    return {slack_id: person.name for slack_id, person in people.items() if person.name}
