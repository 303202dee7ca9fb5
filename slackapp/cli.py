"""The command line: every command reads its config, does one thing and says how it went."""

import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, NoReturn, TypeVar

import typer
import uvicorn
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import OperationalError

from slackapp.app import Application, AppToolbox
from slackapp.catalogue import FEATURES
from slackapp.config import Config, ConfigError, DatabaseConfig
from slackapp.database.engines import Database
from slackapp.database.host_lock import TakenError
from slackapp.database.migrations import differences
from slackapp.database.migrations import migrate as migrate_database
from slackapp.demo.play import DemoOptions, play
from slackapp.features.history_import.cli import home_team, import_export
from slackapp.features.leaderboard import use_cases as leaderboard_room
from slackapp.intake import store as inbox
from slackapp.intake.slack_export import NotAnExportError, SlackExport
from slackapp.jobs.client import DurableClient
from slackapp.ledger import giver_weeks
from slackapp.ledger.export import export_rows, to_csv, to_jsonl
from slackapp.observability.logs import set_up_logs
from slackapp.vocabulary.clock import SystemClock
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.installations import BadToken
from slackapp.workspace.settings import load_settings, save_settings
from slackapp.workspace.workspaces import list_workspace_ids, set_zone, workspace_zone

BAD_CONFIG = 2
GRACE_SECONDS = 8  # SIGTERM ends within ten

cli = typer.Typer(
    help="We Not Me: a Slack app that makes giving visible.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
inbox_cli = typer.Typer(
    help="Events that some part of the app could not read.", no_args_is_help=True
)
ledger_cli = typer.Typer(help="Acts of giving and their scores.", no_args_is_help=True)
settings_cli = typer.Typer(help="What a workspace has set.", no_args_is_help=True)
cli.add_typer(inbox_cli, name="inbox")
cli.add_typer(ledger_cli, name="ledger")
cli.add_typer(settings_cli, name="settings")

C = TypeVar("C", bound=DatabaseConfig)

WorkspaceOption = Annotated[
    str | None, typer.Option("--workspace", help="Slack's team id (T…); needed where several are.")
]
WeekOption = Annotated[
    Week | None, typer.Option("--week", parser=Week.named, metavar="2026-W46", help="An ISO week.")
]
EmojiOption = Annotated[
    str | None,
    typer.Option("--kudos-emoji", help="Reactions that were thanks, by name: clap,fire"),
]


class ExportFormat(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    CSV = "csv"


@cli.command()
def serve() -> None:
    """Serve a workspace: migrate, take Slack's requests, post what is due."""
    config = _read(Config)
    application = Application(config, SystemClock(), FEATURES)
    try:
        application.start()
    except BadToken as error:
        _stop(f"SLACK_BOT_TOKEN is not usable: Slack says {error.reason}.")
    except TakenError:
        _stop("Another slackapp serves this database already; SQLite takes one at a time.")
    except (OperationalError, OSError) as error:
        _stop(_database_trouble(error))
    try:
        _serve(application, config)
    finally:
        application.close()


@cli.command()
def demo(
    *,
    export: Annotated[
        Path | None, typer.Option("--export", help="A real Slack export (zip) to play.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Post the board, print it, end.")] = False,
    kudos_emoji: EmojiOption = None,
    week: WeekOption = None,
    port: Annotated[int, typer.Option(help="Where the sandbox page is served; 0 picks one.")] = 0,
) -> None:
    """Play a community through the real app and a sandbox Slack, and post its leaderboard."""
    options = DemoOptions(
        export=export, once=once, kudos_emoji=_names(kudos_emoji), week=week, port=port
    )
    raise typer.Exit(play(options))


@cli.command()
def migrate(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say whether it is needed.")] = False,
) -> None:
    """Bring the database's tables up to date; `serve` does it by itself."""
    with _toolbox(migrated=not check) as (database, _), database.engine.connect() as connection:
        behind = differences(connection)
    _say(
        f"{len(behind)} differences: run slackapp migrate" if behind else "The tables are in step."
    )
    raise typer.Exit(1 if behind else 0)


@cli.command("import-history")
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
    emoji = _names(kudos_emoji)
    with SlackExport(file) as export, _place_for(dry=dry) as (database, toolbox):
        name = workspace or _only_workspace(database) or home_team(export.users) or "T0"
        with _progress("Reading") as progress:
            found = import_export(toolbox, name, export, kudos_emoji=emoji, progress=progress)
    _show(f"{file.name}{' (dry run: nothing was kept)' if dry else ''}", found)


@cli.command()
def leaderboard(
    *,
    week: WeekOption = None,
    post: Annotated[
        bool, typer.Option("--post", help="Post it, once, by the running app.")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show a week's board as text (the last finished week's unless told otherwise)."""
    with _toolbox() as (database, toolbox):
        name = _workspace(database, workspace)
        zone = toolbox.read(workspace_zone, name)
        chosen = week or Week.of(toolbox.clock.now(), zone).previous()
        offers = leaderboard_room.board_offers(FEATURES)
        if post:
            posted = toolbox.run(leaderboard_room.post_week, name, week=chosen, offers=offers)
            _say(posted.text or f"Not posted: {posted.reason}.")
            return
        shown = toolbox.run(leaderboard_room.preview_week, name, week=chosen, offers=offers)
        _say(shown.drawing.text if shown.drawing else f"Nothing happened in {chosen}.")


@cli.command()
def export(
    *,
    form: Annotated[ExportFormat, typer.Option("--format")] = ExportFormat.JSONL,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the ledger to stdout, a row a turn."""
    with _toolbox() as (database, toolbox):
        write = to_jsonl if form is ExportFormat.JSONL else to_csv
        name = _workspace(database, workspace)
        toolbox.read(lambda tx: sys.stdout.writelines(write(export_rows(tx))), name)


@ledger_cli.command()
def rebuild(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say what differs.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Recompute every week's scores from the acts of giving."""
    with _toolbox() as (database, toolbox):
        differences = toolbox.run(giver_weeks.rebuild, _workspace(database, workspace), check=check)
    _say(f"{len(differences)} stored weeks {'differ' if check else 'were put right'}.")
    raise typer.Exit(1 if check and differences else 0)


@inbox_cli.command("list")
def list_dead() -> None:
    """List the events a room gave up on, with the reason."""
    with _toolbox() as (database, _), database.reading() as session:
        dead, waiting = inbox.list_dead(session), inbox.count_by_state(session)
    table = Table("workspace", "event", "room", "reason")
    for row in dead:
        table.add_row(row.workspace_id, row.event_id, row.room, row.reason)
    if dead:
        Console().print(table)
    amounts = ", ".join(f"{amount} {state}" for state, amount in sorted(waiting.items()))
    _say(f"{len(dead)} dead letters; waiting: {amounts or 'nothing'}.")


@inbox_cli.command("retry")
def retry_dead(
    events: Annotated[list[str] | None, typer.Argument(help="Event ids; all without any.")] = None,
) -> None:
    """Give dead letters another five tries by the running app."""
    with _toolbox() as (database, toolbox), database.writing() as session:
        count = inbox.retry_dead(session, toolbox.clock.now(), events or None)
    _say(f"{count} will be tried again.")


@settings_cli.command("show")
def show_settings(workspace: WorkspaceOption = None) -> None:
    """List every setting and its value."""
    with _toolbox() as (database, toolbox):
        name = _workspace(database, workspace)
        zone = toolbox.read(workspace_zone, name)
        shown = {"workspace.timezone": zone.key}
        for room, model in _settings_models().items():
            values = toolbox.read(load_settings, name, model)
            shown |= {f"{room}.{field}": value for field, value in values.model_dump().items()}
    _show(name, shown)


@settings_cli.command("set")
def change_setting(
    setting: Annotated[
        str, typer.Argument(help="leaderboard.channel=C123 or kudos.emoji=clap,fire")
    ],
    workspace: WorkspaceOption = None,
) -> None:
    """Change one setting until the settings page comes; lists are separated by commas."""
    full_name, _, value = setting.partition("=")
    with _toolbox() as (database, toolbox):
        name = _workspace(database, workspace)
        if full_name == "workspace.timezone":
            toolbox.run(set_zone, name, value)
        else:
            toolbox.run(save_settings, name, _read_setting(full_name, value))
    _say(f"{full_name} is set.")


def main() -> None:
    """Run a command; what a person may do about a failure is one sentence."""
    try:
        cli()
    except (Refusal, NotAnExportError) as error:
        typer.echo(str(error), err=True)
        sys.exit(BAD_CONFIG)


def _serve(application: Application, config: Config) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            application.asgi,
            host=config.host,
            port=config.port,
            http="httptools",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )
    # uvicorn stops on these, then raises them once more to end the process: we have to close first.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    server.run()
    if not server.started:
        _stop(f"HOST and PORT are not usable: {config.host}:{config.port} is taken or forbidden.")


def _read(kind: type[C]) -> C:
    try:
        config = kind.read()
    except ConfigError as error:
        _stop(str(error))
    set_up_logs(level=config.log_level, log_format=config.log_format)
    return config


@contextmanager
def _toolbox(
    url: str | None = None, *, migrated: bool = True
) -> Iterator[tuple[Database, AppToolbox]]:
    """For commands beside `serve`: short transactions, and the durable engine is never launched."""
    database = Database(url or _read(DatabaseConfig).database_url)
    queue = DurableClient(database)
    try:
        if migrated:
            migrate_database(database, then=queue.prepare)
        yield database, AppToolbox(database, SystemClock(), queue, FEATURES)
    except (OperationalError, FileNotFoundError, PermissionError) as error:
        _stop(_database_trouble(error))
    finally:
        queue.close()
        database.close()


@contextmanager
def _place_for(*, dry: bool) -> Iterator[tuple[Database, AppToolbox]]:
    """Our database; for a dry run one that is thrown away, so that the whole import is real."""
    if not dry:
        with _toolbox() as place:
            yield place
        return
    with TemporaryDirectory() as folder, _toolbox(f"sqlite:///{folder}/dry.sqlite3") as place:
        yield place


def _only_workspace(database: Database) -> str | None:
    with database.reading() as session:
        known = list_workspace_ids(session)
    return known[0] if len(known) == 1 else None


def _workspace(database: Database, given: str | None) -> str:
    with database.reading() as session:
        known = list_workspace_ids(session)
    if given in known:
        return given
    if given is None and len(known) == 1:
        return known[0]
    if known:
        return _stop(f"Name the workspace with --workspace: {', '.join(known)}.")
    return _stop("No workspace is known yet: run slackapp serve once.")


def _settings_models() -> dict[str, Any]:
    """Each room's pydantic model by the room's name."""
    return {each.name: each.settings for each in FEATURES if each.settings is not None}


def _read_setting(full_name: str, value: str) -> Any:  # noqa: ANN401  a room's model
    room, _, field = full_name.partition(".")
    model = _settings_models().get(room)
    if model is None or field not in model.model_fields:
        _stop(f"There is no setting {full_name}. slackapp settings show lists them.")
    listed = isinstance(model.model_fields[field].default, tuple)
    try:
        return model.model_validate({field: _names(value) if listed else value or None})
    except ValidationError as error:
        _stop(f"{full_name} is not usable: {error.errors()[0]['msg']}.")


def _names(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    return tuple(name.strip().strip(":") for name in text.split(",") if name.strip())


@contextmanager
def _progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, told how many of how many are done."""
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _database_trouble(error: Exception) -> str:
    cause = error.orig if isinstance(error, OperationalError) else error
    return f"DATABASE_URL is not usable: {type(cause).__name__}, the database cannot be opened."


def _show(title: str, values: Mapping[str, object]) -> None:
    _say(title)
    table = Table(show_header=False)
    for name, value in values.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        table.add_row(name, "" if shown is None else str(shown))
    Console().print(table)


def _say(text: str) -> None:
    typer.echo(text)


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_CONFIG)
