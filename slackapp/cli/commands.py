"""Every command with its options, on one page; what does the work is imported once it is typed."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from slackapp.cli.installing_commands import keys_cli, workspaces_cli
from slackapp.cli.nudges_commands import nudges_cli
from slackapp.cli.operating_commands import operating_cli
from slackapp.cli.options import EmojiOption, WeekOption, WorkspaceOption, names
from slackapp.cli.privacy_commands import privacy_cli
from slackapp.cli.reading_commands import reading_cli

cli = typer.Typer(
    help="We Not Me: a Slack app that makes giving visible.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
ledger_cli = typer.Typer(help="Acts of giving and their scores.", no_args_is_help=True)
inbox_cli = typer.Typer(
    help="Events that some part of the app could not read.", no_args_is_help=True
)
posts_cli = typer.Typer(
    help="Posts that did not surely arrive: failed (Slack said no) or unknown (it may be there).",
    no_args_is_help=True,
)
settings_cli = typer.Typer(help="What a workspace has set.", no_args_is_help=True)


class Unsettled(StrEnum):
    """What `posts` is about."""

    FAILED = "failed"
    UNKNOWN = "unknown"


WorkspaceArgument = Annotated[
    str | None,
    typer.Argument(metavar="T…", help="Slack's team id; needed where several are."),
]
PostsArgument = Annotated[
    list[str] | None, typer.Argument(help="Post ids, as listed; all without any.")
]
StateOption = Annotated[Unsettled | None, typer.Option("--state", help="Only those.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Show them; change nothing.")]


class ExportFormat(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    CSV = "csv"


@cli.command()
def serve() -> None:
    """Serve a workspace: migrate, take Slack's requests, post what is due."""
    from slackapp.cli import serving

    serving.serve()


@cli.command()
def demo(  # noqa: PLR0913  an option each
    *,
    export: Annotated[
        Path | None, typer.Option("--export", help="A real Slack export (zip) to play.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Post the board, print it, end.")] = False,
    kudos_emoji: EmojiOption = None,
    week: WeekOption = None,
    port: Annotated[
        int,
        typer.Option(min=0, max=65_535, help="Where the sandbox page is served; 0 picks one."),
    ] = 0,
    people: Annotated[
        int | None, typer.Option(min=5, max=5000, help="An invented crowd of so many people.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget what --once has kept.")] = False,
    socket: Annotated[
        bool, typer.Option("--socket", help="Through Slack's sockets (Socket Mode), not HTTP.")
    ] = False,
    opens_page: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in a browser.")
    ] = True,
) -> None:
    """A Slack workspace on this machine, the real app in it, and a page to try it in.

    A community's past is read and last week's board posted; then it is your turn.
    """
    from slackapp.demo.play import DemoOptions, play

    if export is not None and people is not None:
        raise typer.BadParameter("Choose --export or --people, not both.")
    options = DemoOptions(
        export=export,
        once=once,
        kudos_emoji=names(kudos_emoji),
        week=week,
        port=port,
        people=people,
        reset=reset,
        socket=socket,
        opens_page=opens_page,
    )
    raise typer.Exit(play(options))


@cli.command()
def simulate(
    *,
    people: Annotated[int, typer.Option(min=10, max=500)] = 200,
    weeks: Annotated[int, typer.Option(min=1, max=12)] = 12,
    seed: Annotated[int, typer.Option(help="Another number is another town.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
    compare: Annotated[
        bool, typer.Option("--compare/--no-compare", help="Also live it without nudges.")
    ] = True,
    database_url: Annotated[
        str | None, typer.Option(help="An empty database; a file of its own without it.")
    ] = None,
) -> None:
    """Months of an invented workspace in minutes: are the nudges polite, and do they help?

    Ends with 1 where a rule of etiquette was broken, by what people could see.
    """
    from slackapp.demo.simulation.play import SimulateOptions, play

    options = SimulateOptions(
        people=people,
        weeks=weeks,
        seed=seed,
        as_json=as_json,
        compare=compare,
        database_url=database_url,
    )
    raise typer.Exit(play(options))


@cli.command()
def import_history(
    file: Annotated[Path, typer.Argument(help="A standard Slack export (zip).")],
    *,
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Say what it holds; keep nothing.")
    ] = False,
    kudos_emoji: EmojiOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Read a workspace's past from a Slack export; it may be stopped and started again."""
    from slackapp.cli import history

    history.import_history(file, dry=dry, kudos_emoji=names(kudos_emoji), workspace=workspace)


@cli.command()
def leaderboard(
    *,
    week: WeekOption = None,
    post: Annotated[
        bool, typer.Option("--post", help="Post it, once, by the running app.")
    ] = False,
    png: Annotated[
        Path | None, typer.Option("--png", help="Write its chart of eight weeks to this file.")
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Print the board beside writing its chart.")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show a week's board as text (the last finished week's unless told otherwise)."""
    from slackapp.cli import ledger

    if png is None:
        ledger.show_leaderboard(week=week, post=post, workspace=workspace)
        return
    if post:
        raise typer.BadParameter("Choose --post or --png, not both.")
    try:
        from slackapp.cli import pictures
    except ModuleNotFoundError as missing:
        raise typer.BadParameter(
            f"--png needs {missing.name}: pip install 'slackapp[picture]'"
        ) from None
    pictures.write_chart(png, week=week, text=text, workspace=workspace)


@cli.command()
def export(
    *,
    form: Annotated[ExportFormat, typer.Option("--format")] = ExportFormat.JSONL,
    named: Annotated[
        bool, typer.Option("--names", help="With names; without, people are Slack ids.")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the ledger to stdout, a row a turn."""
    from slackapp.cli import ledger

    ledger.export(as_csv=form is ExportFormat.CSV, named=named, workspace=workspace)


@cli.command()
def start(named: WorkspaceArgument = None) -> None:
    """Post from now on, as if an admin had pressed [Start]."""
    from slackapp.cli import silence

    silence.start(named)


@cli.command()
def pause(
    named: WorkspaceArgument = None,
    *,
    resume: Annotated[bool, typer.Option("--resume", help="Post by itself again.")] = False,
) -> None:
    """Post nothing by itself in a workspace until it is resumed; people are still answered."""
    from slackapp.cli import silence

    if resume:
        silence.resume(named)
    else:
        silence.pause(named)


@cli.command()
def resume(named: WorkspaceArgument = None) -> None:
    """End a pause."""
    from slackapp.cli import silence

    silence.resume(named)


@cli.command()
def listen(
    named: WorkspaceArgument = None,
    *,
    weeks: Annotated[int, typer.Option(min=0, max=52, help="0 ends it now.")] = 1,
) -> None:
    """Count and post nothing by itself, then tell the admins what would have been posted."""
    from slackapp.cli import silence

    silence.listen(named, weeks)


@ledger_cli.command()
def rebuild(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say what differs.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Recompute every week's scores from the acts of giving.

    With --check it ends with 1 where a stored one differs.
    """
    from slackapp.cli import ledger

    ledger.rebuild(check=check, workspace=workspace)


@ledger_cli.command()
def preview(
    changes: Annotated[
        list[str], typer.Argument(metavar="score.kudos=2…", help="Weights and caps to try.")
    ],
    workspace: WorkspaceOption = None,
) -> None:
    """Show last week's scores under other weights and caps; nothing is changed."""
    from slackapp.cli import ledger

    ledger.preview(changes, workspace=workspace)


@inbox_cli.command("list")
def list_dead() -> None:
    """List the events a room gave up on, with the reason."""
    from slackapp.cli import inbox

    inbox.list_dead()


@inbox_cli.command("retry")
def retry_dead(
    events: Annotated[list[str] | None, typer.Argument(help="Event ids; all without any.")] = None,
) -> None:
    """Give dead letters another five tries by the running app."""
    from slackapp.cli import inbox

    inbox.retry_dead(events or None)


@posts_cli.command("list")
def list_posts(workspace: WorkspaceOption = None) -> None:
    """List failed and unknown posts, with the reason and for how long.

    An unknown post is looked up in its channel by the running app; what stays unknown is where
    Slack does not let us look: decide for yourself.
    """
    from slackapp.cli import posts

    posts.list_posts(workspace)


def _settle_posts(way: str, help_: str) -> None:
    """A command that does this with posts, chosen alike for each."""

    @posts_cli.command(way, help=help_)
    def settle_posts(
        named: PostsArgument = None,
        *,
        state: StateOption = None,
        workspace: WorkspaceOption = None,
        yes: YesOption = False,
        dry: DryOption = False,
    ) -> None:
        from slackapp.cli import posts

        choice = posts.Choice(posts=named or (), state=state, workspace=workspace)
        posts.settle(way, choice, yes=yes, dry=dry)


_settle_posts("resend", "Have the running app send them again; look at unknown ones first.")
_settle_posts("drop", "Give them up for good.")


@settings_cli.command("show")
def show_settings(workspace: WorkspaceOption = None) -> None:
    """List every setting and its value."""
    from slackapp.cli import settings

    settings.show_settings(workspace)


@settings_cli.command("set")
def change_setting(
    setting: Annotated[
        str, typer.Argument(help="leaderboard.channel=C123 or kudos.emoji=clap,fire")
    ],
    workspace: WorkspaceOption = None,
) -> None:
    """Change one setting, as admins do by /we settings; lists are separated by commas."""
    from slackapp.cli import settings

    settings.change_setting(setting, workspace)


@settings_cli.command("log")
def log_settings(workspace: WorkspaceOption = None) -> None:
    """Who changed what and when, newest first."""
    from slackapp.cli import settings

    settings.show_log(workspace)


cli.add_typer(operating_cli)
cli.add_typer(reading_cli)
cli.add_typer(privacy_cli)
cli.add_typer(ledger_cli, name="ledger")
cli.add_typer(inbox_cli, name="inbox")
cli.add_typer(posts_cli, name="posts")
cli.add_typer(nudges_cli, name="nudges")
cli.add_typer(settings_cli, name="settings")
cli.add_typer(workspaces_cli, name="workspaces")
cli.add_typer(keys_cli, name="keys")
