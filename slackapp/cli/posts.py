"""`posts list|resend|drop`: posts that did not surely arrive, and what to do about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import typer
from rich.console import Console
from rich.table import Column, Table

from slackapp.cli.output import say, stop
from slackapp.cli.place import open_toolbox
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.outbox.unsettled import Unsettled, let_go, list_unsettled, send_anew

Act = Callable[[Transaction, str], bool]

_WAYS: dict[str, tuple[Act, str]] = {
    "resend": (send_anew, "Send again? One that is unknown may then be there twice."),
    "drop": (let_go, "Drop for good? They are neither sent nor looked for any more."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which posts: those named, or all; of one state and workspace, or of all."""

    posts: Sequence[str] = ()
    state: str | None = None
    workspace: str | None = None

    def of(self, found: Sequence[Unsettled]) -> Sequence[Unsettled]:
        alike = [post for post in found if self.state in {None, post.state}]
        missing = set(self.posts) - {post.post_id for post in alike}
        if missing:
            stop(f"Not {self.state or 'failed or unknown'}: {', '.join(sorted(missing))}.")
        return [post for post in alike if not self.posts or post.post_id in self.posts]


def list_posts(workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        found = _unsettled(database, workspace)
        if found:
            Console().print(_table(found, toolbox.clock.now()))
    say(_amounts(found))


def settle(way: str, choice: Choice, *, yes: bool, dry: bool) -> None:
    """After a look and a yes."""
    act, question = _WAYS[way]
    with open_toolbox() as (database, toolbox):
        chosen = choice.of(_unsettled(database, choice.workspace))
        if chosen:
            Console().print(_table(chosen, toolbox.clock.now()))
        if dry or not chosen:
            say(f"{len(chosen)} would change; nothing did.")
            return
        if not yes:
            typer.confirm(question, abort=True)
        done = sum(toolbox.run(act, post.workspace_id, post.post_id) for post in chosen)
        say(f"{done} of {len(chosen)} done.")


def _unsettled(database: Database, workspace: str | None) -> Sequence[Unsettled]:
    with database.reading() as session:
        return list_unsettled(session, workspace)


def _table(found: Sequence[Unsettled], now: datetime) -> Table:
    table = Table("workspace", Column("post", overflow="fold"), "channel", "state", "reason", "for")
    for post in found:
        state = "unknown, being looked up" if post.looked_up else post.state
        row = (post.workspace_id, post.post_id, post.channel_id, state, post.reason)
        table.add_row(*row, _age(now, post.since))
    return table


def _age(now: datetime, since: datetime) -> str:
    minutes = max(int((now - since).total_seconds()) // 60, 0)
    if minutes < 60:  # noqa: PLR2004  an hour
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"  # noqa: PLR2004  two days


def _amounts(found: Sequence[Unsettled]) -> str:
    states = [post.state for post in found]
    return f"{states.count('failed')} failed, {states.count('unknown')} unknown."
