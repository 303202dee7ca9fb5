"""First contributions are looked for at every tick; our sign at them, our part of the board."""

from collections.abc import Mapping
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardSection, Toolbox
from slackapp.features.company import blocks
from slackapp.features.company.use_cases import welcomes
from slackapp.slack.reactions import keep_reaction
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.silence import is_started

_SIGN = "seedling"


def welcome_newcomers(toolbox: Toolbox, workspace_id: str) -> None:
    """Nothing is written where there is nobody to welcome."""
    if toolbox.read(welcomes.has_firsts, workspace_id):
        toolbox.run(welcomes.welcome, workspace_id)


def show_sign(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    if not toolbox.read(is_started, workspace_id):
        return
    keep_reaction(
        lambda: toolbox.slack(workspace_id),
        lambda: toolbox.read(welcomes.first_stands, workspace_id, person=payload["person"]),
        channel_id=payload["channel_id"],
        ts=payload["ts"],
        emoji=_SIGN,
    )


def board_section(tx: Transaction, week: Week) -> BoardSection | None:
    found = welcomes.list_welcomes(tx, week=week)
    if not found.firsts and not found.joined:
        return None
    shown, text = blocks.board(found, tx.workspace_id)
    return BoardSection(blocks=shown, text=text)
