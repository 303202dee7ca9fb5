"""`settings show|set|log`: what a workspace has set, and who changed it."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from slackapp.catalogue import FEATURES
from slackapp.cli.options import names
from slackapp.cli.output import say, show, stop
from slackapp.cli.place import choose_workspace, open_toolbox
from slackapp.database.transaction import Transaction
from slackapp.ledger.score_settings import (
    ScoreSettings,
    change_score,
    newest_settings,
    next_week,
    settings_of,
)
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.admins import AdminSettings
from slackapp.workspace.hours import HoursSettings
from slackapp.workspace.languages import LanguageSettings
from slackapp.workspace.people import people_by_key
from slackapp.workspace.setting_changes import change_logged, list_changes, record_changes
from slackapp.workspace.settings import Settings, load_settings
from slackapp.workspace.silence import SilenceSettings
from slackapp.workspace.workspaces import set_zone, workspace_zone

_MOST_LOGGED = 1000


def show_settings(workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        zone = toolbox.read(workspace_zone, name)
        shown: dict[str, object] = {"workspace.timezone": zone.key}
        for room, model in _settings_models().items():
            values = toolbox.read(load_settings, name, model)
            shown |= {f"{room}.{field}": value for field, value in values.model_dump().items()}
        shown |= toolbox.read(_scores, name)
    show(name, shown)


def change_setting(setting: str, workspace: str | None) -> None:
    """One setting as it is typed: leaderboard.channel=C123."""
    full_name, _, value = setting.partition("=")
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        room, _, field = full_name.partition(".")
        if full_name == "workspace.timezone":
            toolbox.run(_set_zone, name, value)
        elif room == ScoreSettings.name:
            week = toolbox.run(_change_score, name, {field: value or None})
            say(
                f"{full_name} is set and holds from {week} on; weeks until then keep what they had."
            )
            return
        else:
            _change(toolbox, name, full_name, value)
    say(f"{full_name} is set.")


def show_log(workspace: str | None) -> None:
    """Newest first, a line each; people by their Slack ids."""
    with open_toolbox() as (database, toolbox):
        lines = toolbox.read(_logged, choose_workspace(database, workspace))
    for line in lines:
        say(line)
    say("1 change." if len(lines) == 1 else f"{len(lines)} changes.")


def _logged(tx: Transaction) -> list[str]:
    changes = list_changes(tx, most=_MOST_LOGGED)
    people = people_by_key(tx, [one.person for one in changes if one.person is not None])
    ids = {key: person.slack_id or "somebody" for key, person in people.items()}
    return [
        f"{one.changed_at:%Y-%m-%d %H:%M} {ids.get(one.person or 0, 'operator')} {one.name}: "
        f"{json.dumps(one.before, ensure_ascii=False)} -> "
        f"{json.dumps(one.after, ensure_ascii=False)}"
        for one in changes
    ]


def _set_zone(tx: Transaction, value: str) -> None:
    before = {"workspace.timezone": workspace_zone(tx).key}
    set_zone(tx, value)
    after = {"workspace.timezone": workspace_zone(tx).key}
    record_changes(tx, by=None, before=before, after=after)


def _change_score(tx: Transaction, changes: Mapping[str, object]) -> Week:
    before = _all_scores(tx)
    week = change_score(tx, changes)
    record_changes(tx, by=None, before=before, after=_all_scores(tx))
    return week


def _all_scores(tx: Transaction) -> dict[str, object]:
    values = newest_settings(tx).model_dump(mode="json")
    return {f"{ScoreSettings.name}.{field}": value for field, value in values.items()}


def _change_one(tx: Transaction, model: type[Settings], field: str, value: object) -> None:
    change_logged(tx, model, {field: value}, by=None)


def _scores(tx: Transaction) -> dict[str, object]:
    """What holds this week, and what will."""
    upcoming = next_week(tx)
    now, then = settings_of(tx, upcoming.previous()).model_dump(), newest_settings(tx).model_dump()
    return {
        f"{ScoreSettings.name}.{field}": value
        if value == then[field]
        else f"{value}, {then[field]} from {upcoming} on"
        for field, value in now.items()
    }


def _settings_models() -> dict[str, Any]:
    """Each room's pydantic model, and those of the workspace as a whole, by name."""
    rooms = {each.name: each.settings for each in FEATURES if each.settings is not None}
    shared = (LanguageSettings, HoursSettings, AdminSettings, SilenceSettings)
    return {**rooms, **{each.name: each for each in shared}}


def _change(toolbox: AppToolbox, workspace_id: str, full_name: str, value: str) -> None:
    room, _, field = full_name.partition(".")
    model = _settings_models().get(room)
    if model is None or field not in model.model_fields:
        stop(f"There is no setting {full_name}. slackapp settings show lists them.")
    listed = isinstance(model.model_fields[field].default, tuple)
    given = names(value) if listed else value or None
    try:
        toolbox.run(_change_one, workspace_id, model, field, given)
    except ValidationError as error:
        why = error.errors()[0]["msg"].removeprefix("Value error, ")
        stop(f"{full_name} is not usable: {why}.")
