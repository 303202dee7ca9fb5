"""`settings show|set`: what a workspace has set, until the settings page comes."""

from typing import Any

from pydantic import ValidationError

from slackapp.catalogue import FEATURES
from slackapp.cli.options import names
from slackapp.cli.output import say, show, stop
from slackapp.cli.place import choose_workspace, open_toolbox
from slackapp.workspace.settings import load_settings, save_settings
from slackapp.workspace.workspaces import set_zone, workspace_zone


def show_settings(workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        zone = toolbox.read(workspace_zone, name)
        shown = {"workspace.timezone": zone.key}
        for room, model in _settings_models().items():
            values = toolbox.read(load_settings, name, model)
            shown |= {f"{room}.{field}": value for field, value in values.model_dump().items()}
    show(name, shown)


def change_setting(setting: str, workspace: str | None) -> None:
    """One setting as it is typed: leaderboard.channel=C123."""
    full_name, _, value = setting.partition("=")
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        if full_name == "workspace.timezone":
            toolbox.run(set_zone, name, value)
        else:
            toolbox.run(save_settings, name, _read_setting(full_name, value))
    say(f"{full_name} is set.")


def _settings_models() -> dict[str, Any]:
    """Each room's pydantic model by the room's name."""
    return {each.name: each.settings for each in FEATURES if each.settings is not None}


def _read_setting(full_name: str, value: str) -> Any:  # noqa: ANN401  a room's model
    room, _, field = full_name.partition(".")
    model = _settings_models().get(room)
    if model is None or field not in model.model_fields:
        stop(f"There is no setting {full_name}. slackapp settings show lists them.")
    listed = isinstance(model.model_fields[field].default, tuple)
    try:
        return model.model_validate({field: names(value) if listed else value or None})
    except ValidationError as error:
        stop(f"{full_name} is not usable: {error.errors()[0]['msg']}.")
