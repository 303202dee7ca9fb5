"""What admins may set about the board, with last week's under what stands in the form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import ValidationError

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, SettingsPage
from slackapp.features.leaderboard.blocks import setting
from slackapp.features.leaderboard.blocks.sample import sample_board
from slackapp.features.leaderboard.blocks.setting import NO_GOAL
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.showing import preview_week
from slackapp.outbox.content import Block
from slackapp.slack.blocks import section
from slackapp.vocabulary.settings_form import Entered, Unfit
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.settings import load_settings
from slackapp.workspace.settings_form import read_entered, save_entered
from slackapp.workspace.workspaces import workspace_zone

_GOAL = f"{LeaderboardSettings.name}.goal"


def _preview(
    tx: Transaction, values: Mapping[str, Entered], rooms: Sequence[Feature]
) -> Sequence[Block]:
    """Nothing is stored: it is read with these in place of what is."""
    own = {name: value for name, value in _stored(values).items() if name.startswith("leaderboard")}
    week = Week.of(tx.now, workspace_zone(tx)).previous()
    tried = replace(tx, settings_overrides={**tx.settings_overrides, **own}, memo={})
    try:
        shown = preview_week(tried, week=week, offers=board_offers(rooms), surface="form")
    except ValidationError as error:
        raise Unfit({f"leaderboard.{one['loc'][0]}": "" for one in error.errors()}) from error
    return shown.drawing.blocks if shown.drawing else [section(setting.not_made_yet())]


def _values(tx: Transaction) -> dict[str, Entered]:
    """A menu always holds something."""
    names = [one.name for one in setting.fields(load_settings(tx, LeaderboardSettings))]
    found = read_entered(tx, LeaderboardSettings, names)
    return {**found, _GOAL: found[_GOAL] or NO_GOAL}


def _stored(entered: Mapping[str, Entered]) -> dict[str, Entered]:
    if entered.get(_GOAL) != NO_GOAL:
        return dict(entered)
    return {**entered, _GOAL: None}


PAGE = SettingsPage(
    page="board",
    place=10,
    state=lambda tx: setting.state(load_settings(tx, LeaderboardSettings)),
    fields=lambda tx: setting.fields(load_settings(tx, LeaderboardSettings)),
    values=_values,
    save=lambda tx, entered: save_entered(tx, LeaderboardSettings, _stored(entered)),
    preview=_preview,
    sample=sample_board,
)
