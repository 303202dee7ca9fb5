"""Who may know of a kudos by now."""

from collections.abc import Collection
from dataclasses import replace

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.workspace.channels import find_channels


def as_seen_now(tx: Transaction, thanks: Collection[Thanks]) -> list[Thanks]:
    """A channel that was made private since takes along what was said in it."""
    channels = find_channels(tx, {one.channel_id for one in thanks})
    public = {each for each, channel in channels.items() if channel.audience == "public"}
    return [one if one.channel_id in public else replace(one, audience="private") for one in thanks]
