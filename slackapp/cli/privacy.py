"""`export-person` and `forget`: for whoever runs the app, when somebody asks them."""

import sys

import typer

from slackapp.catalogue import FEATURES
from slackapp.cli.output import say, stop, table
from slackapp.cli.place import choose_workspace, open_toolbox
from slackapp.features.privacy.use_cases import exporting, forgetting, moving
from slackapp.toolbox import AppToolbox


def export_person(workspace: str, person_id: str) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        person = _person(toolbox, name, person_id)
        found = toolbox.read(exporting.write_export, name, person=person, rooms=FEATURES)
    sys.stdout.write(f"{found.text}\n" if found else "")


def forget(workspace: str, person_id: str, *, leave_out: bool, dry: bool, yes: bool) -> None:
    """By the same steps as `/we forget-me`; posts are changed by the running app."""
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        person = _person(toolbox, name, person_id)
        parts = toolbox.read(exporting.export_person, name, person, FEATURES)
        rows = [(part, str(len(found))) for part, found in parts.items() if found]
        table(f"What {name} keeps about {person_id}", ("table", "rows"), rows)
        if dry:
            say("Nothing is changed.")
            return
        if not yes and not typer.confirm("Forget them for good? Team totals stay."):
            raise typer.Exit(1)
        toolbox.run(forgetting.forget, name, person=person, leave_out=leave_out, rooms=FEATURES)
    say(f"{person_id} is forgotten. The running app changes the posts that named them.")


def move_person(workspace: str, old_id: str, new_id: str) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        if not toolbox.run(moving.change_id, name, old_id=old_id, new_id=new_id, rooms=FEATURES):
            stop(f"{old_id} is not known in {name}, or {new_id} has a history of its own already.")
    say(f"What was {old_id}'s is {new_id}'s from now on.")


def _person(toolbox: AppToolbox, workspace_id: str, person_id: str) -> int:
    person = toolbox.read(exporting.find_person, workspace_id, person_id=person_id)
    if person is None:
        return stop(f"Nothing is kept about {person_id} in {workspace_id}.")
    return person
