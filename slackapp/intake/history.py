"""Posts from the past, read by every room with their own times."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.intake import message_index
from slackapp.intake.reading_ahead import look_ahead_in_history
from slackapp.intake.rooms import Read, deliver, rooms_for
from slackapp.intake.translation import (
    is_by_people,
    read_post,
    read_reactions,
)
from slackapp.vocabulary.talk import Message
from slackapp.workspace.channels import channel_by_id

Post = Mapping[str, Any]


def read_history(
    tx: Transaction, *, channel_id: str, posts: Iterable[Post], features: Sequence[Feature]
) -> None:
    """Read people's posts and the reactions to them; bots, joins and the like are passed over."""
    peoples = [post for post in posts if is_by_people(post.get("subtype"))]
    look_ahead_in_history(tx, channel_id, peoples)
    channel = channel_by_id(tx, channel_id)
    for post in peoples:
        message = read_post(tx, channel=channel, post=post, imported=True)
        if isinstance(message, Message):
            message_index.index_messages(tx, [message])
            _deliver(tx, features, message)
            for reaction in read_reactions(tx, message, post.get("reactions")):
                _deliver(tx, features, reaction)


def _deliver(tx: Transaction, features: Sequence[Feature], read: Read) -> None:
    for feature in rooms_for(features, read):
        deliver(tx, feature, read, features)
