"""Lines of messages in what is shown: only of public channels, read right before it is shown."""

from collections.abc import Collection

from slack_sdk import WebClient

from slackapp.database.transaction import Transaction
from slackapp.outbox.content import PostContent
from slackapp.slack.line_reading import read_lines
from slackapp.slack.lines import Place, fill, places_in
from slackapp.workspace.channels import find_channels

_SECONDS = 3  # a post must not wait longer for its lines


def quotable(tx: Transaction, shown: object) -> frozenset[Place]:
    """The messages that everybody may see: a placeholder alone opens no private channel."""
    places = places_in(shown)
    channels = find_channels(tx, {place.channel_id for place in places}) if places else {}
    public = {one.channel_id for one in channels.values() if one.audience == "public"}
    return frozenset(place for place in places if place.channel_id in public)


def with_lines(client: WebClient, content: PostContent, places: Collection[Place]) -> PostContent:
    if not places and not places_in([content.text, content.blocks]):
        return content
    client.timeout = _SECONDS
    lines = read_lines(client, places)
    return PostContent(text=fill(content.text, lines), blocks=fill(content.blocks, lines))
