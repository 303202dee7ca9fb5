"""`slackapp demo`: a community's weeks through the real app, and its leaderboard posted."""

import json
import secrets
import signal
import sys
import webbrowser
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from platformdirs import user_data_path
from rich.console import Console
from rich.progress import Progress
from rich.rule import Rule
from sqlalchemy.exc import OperationalError

from slackapp.config import ConfigError, DatabaseConfig
from slackapp.database.host_lock import TakenError, host_lock
from slackapp.demo import leaderboard_week as story
from slackapp.demo.community import board_channel
from slackapp.demo.crowd import CROWD, write_crowd_export
from slackapp.demo.invented_history import KUDOS_EMOJI, NAME, write_invented_export
from slackapp.demo.live import play_live
from slackapp.demo.stage import PortTaken, Stage, TookTooLong, staged
from slackapp.demo.tour import tour_of
from slackapp.features.kudos.settings import KudosSettings
from slackapp.intake.slack_export import NotAnExportError, SlackExport
from slackapp.observability.logs import set_up_logs
from slackapp.sandbox import Channel
from slackapp.vocabulary.clock import SystemClock
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import _
from slackapp.workspace.settings import save_settings

UNUSABLE = 2
FAILED = 1
INTERRUPTED = 130

_FILE = "demo.sqlite3"
_COUNTS = ("messages", "people", "kudos", "links")


@dataclass(frozen=True, kw_only=True)
class DemoOptions:
    """What a person may choose; `database_url` None means DATABASE_URL, else a file of our own."""

    export: Path | None = None
    once: bool = False
    kudos_emoji: tuple[str, ...] | None = None
    week: Week | None = None
    database_url: str | None = None
    port: int = 0
    people: int | None = None
    reset: bool = False
    socket: bool = False
    opens_page: bool = True


@dataclass(frozen=True)
class Community:
    """Whose weeks are played: an export and the emoji that were thanks in it."""

    path: Path
    name: str
    kudos_emoji: tuple[str, ...] | None


@dataclass(frozen=True)
class Posted:
    """What became of a week's board."""

    boards: int = 0
    text: str = ""


def play(options: DemoOptions) -> int:
    """Play it and say how it went; the exit code."""
    for stopping in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stopping, signal.default_int_handler)
    try:
        _play(options)
    except KeyboardInterrupt:
        return _end(INTERRUPTED, _("Stopped."))
    except (ConfigError, NotAnExportError, OperationalError, TakenError, PortTaken) as error:
        return _end(UNUSABLE, _what_to_change(error))
    except TookTooLong as error:
        return _end(FAILED, _("Waited too long {what}.").format(what=error))
    except story.NotSent as error:
        return _end(FAILED, _("The board was not sent: its post is {state}.").format(state=error))
    return 0


def _play(options: DemoOptions) -> None:
    if options.reset:
        _forget_kept()
    console = Console(
        stderr=options.once, highlight=False, emoji=False, markup=False, soft_wrap=True
    )
    with TemporaryDirectory(prefix="slackapp-demo-") as folder:
        community = _choose_community(options, Path(folder))
        url = _database_url(options, Path(folder))
        with (
            SlackExport(community.path) as export,
            staged(
                export,
                workspace_id=_workspace_id(community, once=options.once),
                name=community.name,
                database_url=url,
                port=options.port,
                socket=options.socket,
            ) as stage,
        ):
            counts, posted = _show(stage, export, community, options, console)
    if options.once:
        counted = {name: counts[name] for name in _COUNTS}
        answer = {**counted, "boards_posted": posted.boards, "board_text": posted.text}
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def _show(
    stage: Stage,
    export: SlackExport,
    community: Community,
    options: DemoOptions,
    console: Console,
) -> tuple[Mapping[str, int], Posted]:
    counts = _read_past(stage, export, community, console)
    week, channel = options.week or story.last_week(stage), board_channel(stage.workspace)
    if week is None or channel is None:
        console.print(_("Nobody said anything in {name}.").format(name=community.name))
        return counts, Posted()
    story.choose_channel(stage, channel)
    if options.once:
        return counts, _post(stage, week, channel, console)
    posted = _post(stage, week.previous(), channel, console)
    _live(stage, channel, week, community.kudos_emoji or KUDOS_EMOJI, console)
    stage.sandbox.world.tour.extend(tour_of(stage, channel, week))
    _stay_up(stage, channel, console, opens_page=options.opens_page)
    return counts, posted


def _read_past(
    stage: Stage, export: SlackExport, community: Community, console: Console
) -> Mapping[str, int]:
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(_("Reading the past"), total=None)
        counts = story.read_past(
            stage,
            export,
            community.kudos_emoji,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    found = _("{name}: {messages} messages by {people} people, {kudos} kudos, {links} links")
    console.print(found.format(name=community.name, **counts))
    return counts


def _live(
    stage: Stage, channel: Channel, week: Week, emoji: Sequence[str], console: Console
) -> None:
    """What is played at the end of the week; its board is for whoever moves the clock."""
    chosen = KudosSettings(emoji=tuple(emoji))
    stage.application.toolbox.run(save_settings, stage.workspace.id, chosen)
    story.go_to_live(stage, week)
    console.print(Rule(_("Live in #{channel}").format(channel=channel.name)))
    play_live(stage, channel, emoji[0], lambda line: console.print(f"  {line}"))


def _post(stage: Stage, week: Week, channel: Channel, console: Console) -> Posted:
    story.go_to_board(stage, week)
    text = story.post_board(stage, week)
    posted = Posted(story.count_boards(stage, week), text)
    if not posted.boards:
        console.print(_("Nothing to show for {week}: no board is posted.").format(week=week))
        return posted
    console.print(Rule(_("Posted in #{channel}").format(channel=channel.name)))
    console.print(posted.text)
    console.print(Rule())
    return posted


def _stay_up(stage: Stage, channel: Channel, console: Console, *, opens_page: bool) -> None:
    """Until Ctrl-C; a person at a terminal gets the page opened."""
    address = stage.address(channel)
    console.print(Rule(_("Your turn")))
    console.print(_("It is Friday. Give kudos, then jump to Monday and see the board:"))
    console.print(f"  {address}")
    console.print(_("Ctrl-C ends the demo and leaves nothing behind."))
    if opens_page and sys.stdout.isatty():
        webbrowser.open(address)
    with suppress(KeyboardInterrupt):
        Event().wait()


def _choose_community(options: DemoOptions, folder: Path) -> Community:
    if options.export is not None:
        return Community(options.export, options.export.stem, options.kudos_emoji)
    path = folder / "community.zip"
    last_week = Week.of(SystemClock().now(), story.ZONE).previous()
    if options.people is None:
        write_invented_export(path, last_week=last_week)
    else:
        write_crowd_export(path, last_week=last_week, people=options.people)
    emoji = KUDOS_EMOJI if options.kudos_emoji is None else options.kudos_emoji
    return Community(path, NAME if options.people is None else CROWD, emoji)


def _workspace_id(community: Community, *, once: bool) -> str:
    """One for what is imported, so that two imports never mix; a live run is always a new one."""
    identity = sha256(community.path.read_bytes())
    identity.update(repr(community.kudos_emoji).encode())
    if not once:
        identity.update(secrets.token_bytes())
    return f"T{identity.hexdigest()[:10].upper()}"


def _database_url(options: DemoOptions, folder: Path) -> str:
    """DATABASE_URL where it is set; else our own file, kept for `--once` to be run again."""
    config = DatabaseConfig.read(env_file=None)
    level = config.log_level if "log_level" in config.model_fields_set else "WARNING"
    set_up_logs(level=level, log_format=config.log_format)
    if options.database_url is not None:
        return options.database_url
    if "database_url" in config.model_fields_set:
        return config.database_url
    return f"sqlite:///{_kept() if options.once else folder / _FILE}"


def _kept() -> Path:
    """The file of `--once`, so that it can be run again."""
    return user_data_path("slackapp", ensure_exists=True) / _FILE


def _forget_kept() -> None:
    with host_lock(_kept().with_suffix(".serving")):
        for path in _kept().parent.glob(f"{_kept().name}*"):
            path.unlink()


def _what_to_change(error: Exception) -> str:
    match error:
        case OperationalError():
            name = type(error.orig).__name__
            return _("DATABASE_URL is not usable: {name}.").format(name=name)
        case TakenError():
            return _("Another demo uses this database: let it end first.")
        case PortTaken():
            return _("Port {port} is taken: choose another.").format(port=error)
        case _:
            return str(error)


def _end(code: int, sentence: str) -> int:
    Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(sentence)
    return code
