"""How much of the workspace's past we know: from when on a connection can be called new."""

from typing import ClassVar

from pydantic import BaseModel, NonNegativeInt

from slackapp.database.transaction import Transaction
from slackapp.ledger.rules import MICROS_A_DAY
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.settings import load_settings, save_settings
from slackapp.workspace.workspaces import recording_since, workspace_zone

_ENOUGH_IMPORTED_DAYS = 30
_LISTENING_DAYS = 28
_WEEK_VERSION = 4  # of what a stored week holds: raised, all are written again


class LedgerSettings(BaseModel):
    """What the ledger knows of a workspace; the import writes it."""

    name: ClassVar[str] = "ledger"
    imported_days: NonNegativeInt = 0


def remember_import(tx: Transaction, *, days: int) -> None:
    """Days of history that an import covered; a shorter one later changes nothing."""
    known = load_settings(tx, LedgerSettings).imported_days
    if days > known:
        save_settings(tx, LedgerSettings(imported_days=days))


def connections_from(tx: Transaction) -> int:
    """Before (microseconds) we know too little of who knows whom for a connection bonus."""
    if _knows_the_past(tx):
        return 0
    return micros_of_datetime(recording_since(tx)) + _LISTENING_DAYS * MICROS_A_DAY


def current_basis(tx: Transaction) -> str:
    """All that cuts and scores every week alike, besides the turns."""
    past = "imported" if _knows_the_past(tx) else "listening"
    return f"{workspace_zone(tx).key} {past} {_WEEK_VERSION}"


def _knows_the_past(tx: Transaction) -> bool:
    return load_settings(tx, LedgerSettings).imported_days >= _ENOUGH_IMPORTED_DAYS
