"""`nudges explain|list|stats`: what was decided and why, what waits, and what nudges led to."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Column, Table

from slackapp.cli.output import say
from slackapp.cli.place import choose_workspace, open_toolbox
from slackapp.features.nudges.use_cases.explaining import count_effects, list_waiting
from slackapp.features.nudges.use_cases.explaining import explain as explain_decisions

_WIDEST = 1000


def explain(*, workspace: str | None, person: str | None, kind: str | None, days: int) -> None:
    with open_toolbox() as (database, toolbox):
        since = toolbox.clock.now() - timedelta(days=days)
        found = toolbox.read(
            explain_decisions,
            choose_workspace(database, workspace),
            person_id=person,
            kind=kind,
            since=since,
        )
    rows = [
        (
            _moment(one.decided_at),
            one.kind,
            one.person_id,
            one.subject,
            one.verdict,
            one.reason,
            _moment(one.at),
        )
        for one in found
    ]
    _show(("decided", "kind", "person", "about", "verdict", "reason", "not before"), rows)
    say("1 decision." if len(found) == 1 else f"{len(found)} decisions.")


def show_waiting(workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        found = toolbox.read(list_waiting, choose_workspace(database, workspace))
    rows = [
        (
            one.kind,
            one.person_id,
            one.channel_id,
            one.subject,
            one.reason,
            _moment(one.look_at),
            _moment(one.until),
        )
        for one in found
    ]
    _show(("kind", "person", "channel", "about", "waits for", "looked at", "until"), rows)
    say(f"{len(found)} waiting.")


def show_stats(workspace: str | None) -> None:
    """Of kinds only, never of people."""
    with open_toolbox() as (database, toolbox):
        found = toolbox.read(count_effects, choose_workspace(database, workspace))
    rows = [
        (
            one.kind,
            str(one.sent),
            str(one.acted),
            f"{one.share:.0%}",
            "suggested to be turned off" if one.better_off else "",
        )
        for one in found
    ]
    _show(("kind", "sent in 4 weeks", "led to it within a day", "share", ""), rows)
    if not rows:
        say("Nothing was sent in the last 4 weeks.")


def _show(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*(Column(name, overflow="fold") for name in head))
    for row in rows:
        table.add_row(*row)
    if rows:
        console = Console()
        if not console.is_terminal:  # piped: no line is folded, so that it can be searched
            console.width = max(console.width, Console(width=_WIDEST).measure(table).maximum)
        console.print(table)


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"
