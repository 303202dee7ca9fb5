"""`workspaces`: where the app is installed, and removing it from one."""

import typer

from slackapp.cli.output import say, stop, table
from slackapp.cli.place import open_toolbox, read_config
from slackapp.config import SlackConfig
from slackapp.intake.lifecycle import end_workspace
from slackapp.workspace.installation_store import (
    Standing,
    erase_tokens,
    find_standing,
    list_standings,
)
from slackapp.workspace.purge import count_rows, purge
from slackapp.workspace.scopes import missing_scopes
from slackapp.workspace.workspaces import is_known

REMOVED = "operator"


def list_workspaces() -> None:
    with open_toolbox() as (database, _toolbox), database.reading() as session:
        standings = list_standings(session)
    if not standings:
        say("The app is installed nowhere.")
        return
    rows = [(one.workspace_id, one.name, *_shown(one)) for one in standings]
    table("", ["workspace", "name", "state", "since", "what is missing"], rows)


def remove(workspace_id: str, *, now: bool, yes: bool, dry: bool) -> None:
    config = read_config(SlackConfig)
    with open_toolbox(config.database_url) as (_database, toolbox):
        if not toolbox.read(is_known, workspace_id):
            stop(f"I don't know the workspace {workspace_id}.")
        standing = toolbox.read(find_standing, workspace_id)
        rows = toolbox.read(count_rows, workspace_id)
        say(f"{workspace_id}: {rows} rows, {standing.state if standing else 'live'}.")
        if dry:
            return
        if config.slack_bot_token is not None and (standing is None or standing.state == "live"):
            stop(
                "SLACK_BOT_TOKEN is set, so the next `serve` would take the workspace up again:"
                " remove the app in Slack, or take SLACK_BOT_TOKEN away first."
            )
        if not yes and not typer.confirm(_question(workspace_id, now=now)):
            say("Nothing was changed.")
            return
        toolbox.run(end_workspace, workspace_id, by=REMOVED)
        toolbox.run(erase_tokens, workspace_id)
        if now:
            say(f"{workspace_id} is deleted: {purge(toolbox.run, workspace_id)} rows.")
            return
        ended = toolbox.read(find_standing, workspace_id)
    until = f"{ended.purge_at:%Y-%m-%d}" if ended and ended.purge_at else "soon"
    say(f"{workspace_id} has ended; its data is kept until {until}. Remove the app in Slack too.")


def _question(workspace_id: str, *, now: bool) -> str:
    what = "Delete everything of" if now else "End"
    return f"{what} {workspace_id}?"


def _shown(one: Standing) -> tuple[str, str, str]:
    if one.state != "live":
        until = f", kept until {one.purge_at:%Y-%m-%d}" if one.purge_at else ""
        return f"{one.state} ({one.ended_by}){until}", f"{one.ended_at:%Y-%m-%d}", ""
    missing = [*missing_scopes(one.scopes)]
    trouble = [f"a new token ({one.trouble}): install again"] if one.trouble else []
    return "live", f"{one.installed_at:%Y-%m-%d}", ", ".join([*missing, *trouble])
