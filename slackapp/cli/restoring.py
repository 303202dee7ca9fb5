"""`after-restore`: once, between putting a backup back and `serve`."""

from slackapp.cli.output import say
from slackapp.cli.place import open_toolbox
from slackapp.outbox.restoring import doubt_planned
from slackapp.workspace.workspaces import list_workspace_ids


def after_restore() -> None:
    with open_toolbox() as (database, toolbox):
        with database.reading() as session:
            workspace_ids = list_workspace_ids(session)
        doubted = sum(toolbox.run(doubt_planned, name) for name in workspace_ids)
    say(f"{doubted} posts that were planned are looked up before they are sent.")
