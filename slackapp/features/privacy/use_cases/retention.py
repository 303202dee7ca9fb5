"""What is older than the workspace wants to keep: words, links, questions, where messages were."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.privacy.settings import PrivacySettings
from slackapp.intake.forgetting import erase_messages_before
from slackapp.jobs.queue import enqueue_job
from slackapp.workspace.settings import load_settings

ERASE_OLD = "privacy.erase_old"
AT_ONCE = 500  # rows a transaction, so that nobody waits for long


def ask_for_night(tx: Transaction) -> None:
    """Once a night, whoever asks."""
    enqueue_job(tx, kind=ERASE_OLD, key=tx.now.date().isoformat(), payload={})


def erase_some(tx: Transaction, *, rooms: Sequence[Feature]) -> int:
    """A small batch of every kind; how much was erased, 0 once nothing is left."""
    before = _kept_since(tx)
    erased = erase_messages_before(tx, before, AT_ONCE)
    for room in rooms:
        if room.erase_before is not None:
            erased += room.erase_before(tx, before, AT_ONCE)
    return erased


def _kept_since(tx: Transaction) -> datetime:
    return tx.now - timedelta(days=load_settings(tx, PrivacySettings).retention_days)
