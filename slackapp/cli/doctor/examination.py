"""The whole examination, in order; one check that fails itself does not end the others."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime

from slackapp.catalogue import FEATURES
from slackapp.cli.doctor import machine, slack, store
from slackapp.cli.doctor.findings import Finding, look, well, wrong
from slackapp.config import Config, ConfigError, DatabaseConfig
from slackapp.database.engines import (  # type: ignore[attr-defined]  # a name of theirs too
    Database,
    sqlite_driver,
)
from slackapp.jobs.client import DurableClient
from slackapp.observability.logs import place_of
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import Clock
from slackapp.workspace.installation_store import find_stored, list_with_tokens
from slackapp.workspace.token_keys import TokenKeys

Looks = Callable[[], list[Finding]]


def examine(clock: Clock, *, offline: bool) -> Iterator[Finding]:
    yield from _machine(clock.now())
    try:
        config: Config | None = Config.read()
        yield well("Config", "complete")
    except ConfigError as error:
        config = None
        yield wrong("Config", str(error), "docs/operate.md lists every variable.")
    try:
        place = config or DatabaseConfig.read()
    except ConfigError:
        return  # its sentence stands above
    keys, bad_keys = _keys(config)
    yield from bad_keys
    tokens: list[tuple[str, str]] = []
    with ExitStack() as opened:
        database = Database(place.database_url)
        opened.callback(database.close)
        yield from _database(database, clock, keys, opened)
        if keys is not None:
            tokens = _stored_tokens(database, keys)
    if config is not None:
        if offline:
            yield look("Slack", "was not asked, as you wished")
        else:
            yield from _slack(config, tokens, clock.now())


def _machine(now: datetime) -> Iterator[Finding]:
    yield machine.running_python()
    yield machine.time_zones(now)
    yield machine.catalogues()


def _keys(config: Config | None) -> tuple[TokenKeys | None, list[Finding]]:
    if config is None or config.token_keys is None:
        return None, []
    try:
        return TokenKeys.parse(config.token_keys.get_secret_value()), []
    except ValueError as error:
        return None, [wrong("Token keys", f"TOKEN_KEYS {error}", "slackapp keys new makes one.")]


def _database(
    database: Database, clock: Clock, keys: TokenKeys | None, opened: ExitStack
) -> Iterator[Finding]:
    yield machine.sqlite_library(sqlite_driver.sqlite_version, is_used=database.is_sqlite)
    there = store.reachable(database)
    yield there
    if there.verdict == "wrong":
        return
    if database.sqlite_path is not None:
        yield from machine.file_permissions(database.sqlite_path)
        yield machine.disk(database.sqlite_path.parent)
        yield from _guarded("Database file", lambda: store.integrity(database))
    tables = store.in_step(database)
    yield tables
    if tables.verdict == "wrong":
        return
    queue = DurableClient(database)
    opened.callback(queue.close)
    toolbox = AppToolbox(database, clock, queue, FEATURES)
    checks: dict[str, Looks] = {
        "Token keys": lambda: store.token_keys(database, keys),
        "Workspaces": lambda: store.installations(database),
        "Waiting": lambda: store.waiting(database),
        "Channels": lambda: store.channels(database, toolbox),
        "Scores": lambda: store.scores(database, toolbox),
    }
    for name, check in checks.items():
        yield from _guarded(name, check)


def _guarded(name: str, check: Looks) -> list[Finding]:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  a damaged database fails anywhere; kind and place, no words
        says = f"could not be looked at: {type(error).__name__} in {place_of(error)}"
        return [wrong(name, says, "See the other findings first.")]


def _stored_tokens(database: Database, keys: TokenKeys) -> list[tuple[str, str]]:
    """Of live workspaces, with their ids; those that cannot be opened were told above."""
    try:
        with store.looking(database) as session:
            ids = list_with_tokens(session)
            found = [(each, find_stored(session, each, keys)) for each in ids]
    except Exception:  # noqa: BLE001  same as above
        return []
    return [
        (each, stored.installation.bot_token)
        for each, stored in found
        if stored is not None and stored.state == "live" and stored.installation is not None
    ]


def _slack(config: Config, tokens: list[tuple[str, str]], now: datetime) -> Iterator[Finding]:
    answers = slack.reachable(config.slack_api_url, now)
    yield from answers
    if answers[0].verdict == "wrong":
        return
    if config.slack_bot_token is not None:
        tokens = [("", config.slack_bot_token.get_secret_value())]
    for workspace_id, bot_token in tokens:
        name = f"Bot token {workspace_id}".strip()
        yield from slack.token(config.slack_api_url, bot_token, name)
    by_socket = config.slack_app_token is not None
    if config.slack_app_token is not None:
        yield slack.app_token(config.slack_api_url, config.slack_app_token.get_secret_value())
    yield slack.events(by_socket=by_socket, public_url=config.public_url)
