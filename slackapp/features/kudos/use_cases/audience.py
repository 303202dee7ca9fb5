"""Who may know of a kudos by now."""

from collections.abc import Collection
from dataclasses import replace

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.workspace.channels import find_channels


def as_seen_now(tx: Transaction, thanks: Collection[Thanks]) -> list[Thanks]:
    """A channel that was made private since takes along what was said in it."""
    public = public_channels(tx, {one.channel_id for one in thanks})
    return [one if one.channel_id in public else replace(one, audience="private") for one in thanks]


def public_channels(tx: Transaction, channel_ids: Collection[str]) -> set[str]:
    """Those of them that everybody may see by now."""
    channels = find_channels(tx, channel_ids).values()
    return {channel.channel_id for channel in channels if channel.audience == "public"}
