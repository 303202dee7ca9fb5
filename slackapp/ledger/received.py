"""What one person received; shown to nobody but them, never ranked."""

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act
from slackapp.ledger.store import list_counted_acts


def list_received_acts(tx: Transaction, receiver: int, first: int, until: int) -> list[Act]:
    """The acts of any audience that stand of [first, until) in microseconds."""
    counted = list_counted_acts(tx, first, until, [receiver])
    return [live.act for live in counted if live.act.receiver == receiver]
