"""First contributions are looked for at every tick; our sign at them."""

from collections.abc import Mapping
from typing import Any

from slackapp.feature_contract import Toolbox
from slackapp.features.company import use_cases
from slackapp.slack.reactions import keep_reaction

_SIGN = "seedling"


def welcome_newcomers(toolbox: Toolbox, workspace_id: str) -> None:
    """Nothing is written where there is nobody to welcome."""
    if toolbox.read(use_cases.has_firsts, workspace_id):
        toolbox.run(use_cases.welcome, workspace_id)


def show_sign(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    keep_reaction(
        lambda: toolbox.slack(workspace_id),
        lambda: toolbox.read(use_cases.first_stands, workspace_id, person=payload["person"]),
        channel_id=payload["channel_id"],
        ts=payload["ts"],
        emoji=_SIGN,
    )
