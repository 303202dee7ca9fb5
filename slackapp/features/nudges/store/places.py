"""Channels as a decision needs them."""

from dataclasses import dataclass

from slackapp.database.transaction import Transaction
from slackapp.workspace.models import ChannelRow


@dataclass(frozen=True, slots=True)
class KnownChannel:
    """Whether we are in it, whether it is closed, and whether everybody may read it."""

    app_is_member: bool
    archived: bool
    is_public: bool


def find_known_channel(tx: Transaction, channel_id: str) -> KnownChannel | None:
    row = tx.session.get(ChannelRow, (tx.workspace_id, channel_id))
    if row is None:
        return None
    return KnownChannel(row.app_is_member, row.archived, row.kind == "public" and not row.external)
