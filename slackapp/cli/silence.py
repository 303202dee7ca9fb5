"""`start`, `pause`, `resume`, `listen`: whether the app posts by itself."""

from datetime import timedelta

from slackapp.cli.output import say
from slackapp.cli.place import choose_workspace, open_toolbox
from slackapp.workspace import silence


def pause(workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        toolbox.run(silence.pause, name)
    say(f"{name} is paused: nothing is posted by itself. slackapp resume {name} ends it.")


def resume(workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        toolbox.run(silence.resume, name)
        left = toolbox.read(silence.why_silent, name)
    say(f"{name} still listens first." if left else f"{name} posts by itself again.")


def start(workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        newly = toolbox.run(silence.start, name, by=None)
    say(f"{name} is started." if newly else f"{name} was started before.")


def listen(workspace: str | None, weeks: int) -> None:
    """0 weeks end it now: the admins are told with the next tick."""
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        until = toolbox.clock.now() + timedelta(weeks=weeks)
        toolbox.run(silence.listen, name, until)
    if not weeks:
        say(f"{name} no longer listens: the admins are told what it would have posted.")
        return
    say(
        f"{name} listens until {until:%Y-%m-%d %H:%M} UTC: it counts, posts nothing by itself,"
        " then tells the admins what it would have posted."
    )
