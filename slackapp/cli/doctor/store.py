"""What is in the database: whole, in step, and nothing waiting in vain. It only looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from slackapp.catalogue import FEATURES
from slackapp.cli.doctor.findings import Finding, look, well, wrong
from slackapp.cli.place import out_of_step
from slackapp.database.alembic_runs import differences
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.intake import store as inbox
from slackapp.ledger.giver_weeks import basis_holds, list_weeks, rebuild_week
from slackapp.outbox.unsettled import list_unsettled
from slackapp.toolbox import AppToolbox
from slackapp.workspace.channels import find_channels
from slackapp.workspace.installation_store import count_by_key, find_stored, list_standings
from slackapp.workspace.settings import Settings, load_settings
from slackapp.workspace.token_keys import TokenKeys, WrongKey
from slackapp.workspace.workspaces import list_workspace_ids

_BIG_WAL = 200_000_000  # bytes
_MANY_OPEN = 1_000
_WEEKS_LOOKED_AT = 2
_UNUSED = "tokens of an installation by OAuth are stored and, without TOKEN_KEYS, not used"


@contextmanager
def looking(database: Database) -> Iterator[Session]:
    """A session in which the database itself refuses to write."""
    with database.reading() as session:
        only = "PRAGMA query_only = ON" if database.is_sqlite else "SET TRANSACTION READ ONLY"
        session.execute(text(only))
        try:
            yield session
        finally:
            if database.is_sqlite:
                session.execute(text("PRAGMA query_only = OFF"))


def reachable(database: Database) -> Finding:
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    if database.sqlite_path is not None and not database.sqlite_path.exists():
        return wrong("Database", "there is none yet", "Run slackapp serve, or slackapp migrate.")
    try:
        with looking(database) as session:
            session.execute(text("SELECT 1"))
    except DatabaseError as error:
        says = f"{kind} cannot be opened: {type(error.orig).__name__}"
        return wrong("Database", says, "Look at DATABASE_URL, at the server, at the password.")
    return well("Database", kind)


def in_step(database: Database) -> Finding:
    behind = out_of_step(database)
    if behind:
        return wrong("Tables", "of another version than this app", behind)
    with looking(database) as session:
        amiss = len(differences(session.connection()))
    if amiss:
        do = "Somebody changed them by hand: restore a backup, or ask for help with what differs."
        return wrong("Tables", f"differ from this app's in {amiss} places", do)
    return well("Tables", "in step with this app")


def integrity(database: Database) -> list[Finding]:
    """SQLite's own look at its file; a second or so a gigabyte."""
    if database.sqlite_path is None:
        return []
    with looking(database) as session:
        said = session.execute(text("PRAGMA quick_check(1)")).scalars().all()
    if said != ["ok"]:
        do = "Stop serve, keep a copy of the file with -wal and -shm, restore the newest backup."
        return [wrong("Database file", "is damaged", do)]
    return [well("Database file", "whole"), _wal(database.sqlite_path)]


def _wal(file: Path) -> Finding:
    wal = file.with_name(f"{file.name}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    says = f"{size // 1_000_000} MB not yet in the file"
    if size > _BIG_WAL:
        return look("WAL", says, "Something reads for very long: end it, or restart serve.")
    return well("WAL", says)


def waiting(database: Database) -> list[Finding]:
    with looking(database) as session:
        dead, unsettled = inbox.list_dead(session), list_unsettled(session)
        unread = inbox.count_by_state(session).get("open", 0)
    found = []
    if dead:
        do = "slackapp inbox list says why; slackapp inbox retry tries again."
        found.append(look("Dead letters", f"{len(dead)}", do))
    if unsettled:
        do = "slackapp posts list; then posts resend or posts drop."
        found.append(look("Posts", f"{len(unsettled)} did not surely arrive", do))
    if unread > _MANY_OPEN:
        do = "Is serve running? Is the database slow?"
        found.append(look("Inbox", f"{unread} events wait to be read", do))
    return found or [well("Waiting", "no dead letters, no unsure posts, nothing unread")]


def installations(database: Database) -> list[Finding]:
    with looking(database) as session:
        standings = list_standings(session)
    found = []
    for each in standings:
        if each.state != "live":
            until = f", erased on {each.purge_at:%Y-%m-%d}" if each.purge_at else ""
            says = f"{each.workspace_id} removed the app ({each.ended_by}){until}"
            found.append(look("Workspaces", says, "Installed again before, it goes on."))
        elif each.trouble:
            says = f"{each.workspace_id}: its token cannot be renewed ({each.trouble})"
            found.append(wrong("Workspaces", says, "Have an admin there install the app again."))
    live = sum(each.state == "live" for each in standings)
    return [*found, well("Workspaces", f"{live} with the app")]


def token_keys(database: Database, keys: TokenKeys | None) -> list[Finding]:
    """Every stored token opens; keys nothing is sealed with any more may go."""
    with looking(database) as session:
        in_use = count_by_key(session)
        names = [each.workspace_id for each in list_standings(session) if each.state == "live"]
        if keys is None:
            return [look("Token keys", _UNUSED)] if in_use else []
        try:
            for workspace_id in names:
                find_stored(session, workspace_id, keys)
        except WrongKey as error:
            return [_unopened(error.key_id)]
    old = sum(amount for key_id, amount in in_use.items() if key_id != keys.current)
    if old:
        do = "slackapp keys rotate, then the old key may go."
        return [look("Token keys", f"{old} tokens are sealed with an older key", do)]
    return [well("Token keys", f"all {sum(in_use.values())} stored tokens open")]


def _unopened(key_id: str) -> Finding:
    says = f"tokens sealed with {key_id} cannot be opened"
    return wrong("Token keys", says, "Put that key back into TOKEN_KEYS, behind the current one.")


def scores(database: Database, toolbox: AppToolbox) -> list[Finding]:
    """The newest stored weeks, computed anew."""
    with looking(database) as session:
        names = list_workspace_ids(session)
    differing = [name for name in names if toolbox.read(_count_differing, name)]
    if differing:
        do = f"slackapp ledger rebuild --workspace {differing[0]}"
        return [wrong("Scores", f"stored ones differ in {', '.join(differing)}", do)]
    return [well("Scores", "the newest weeks fit the acts")]


def _count_differing(tx: Transaction) -> int:
    if not basis_holds(tx):
        return 0
    weeks = sorted(list_weeks(tx))[-_WEEKS_LOOKED_AT:]
    return sum(len(rebuild_week(tx, week=week, check=True)) for week in weeks)


def channels(database: Database, toolbox: AppToolbox) -> list[Finding]:
    """Channels that a workspace has set, where the app is not."""
    with looking(database) as session:
        names = list_workspace_ids(session)
    found = []
    for name in names:
        for setting, channel_id in toolbox.read(_channels_without_us, name):
            says = f"{setting} of {name} is {channel_id}, and the app is not in it"
            found.append(wrong("Channels", says, f"/invite the app there, or change {setting}."))
    return found or [well("Channels", "the app is in all that are set")]


def _channels_without_us(tx: Transaction) -> list[tuple[str, str]]:
    wanted = {
        (f"{feature.name}.{field}", channel_id)
        for feature in FEATURES
        if feature.settings is not None
        for field in ("channel", "feed", "channels")
        for channel_id in _ids(getattr(_settings(tx, feature.settings), field, None))
    }
    known = find_channels(tx, {channel_id for _, channel_id in wanted})
    return sorted(
        (setting, channel_id)
        for setting, channel_id in wanted
        if channel_id not in known or not known[channel_id].app_is_member
    )


def _settings(tx: Transaction, model: type[BaseModel]) -> Settings:
    return load_settings(tx, cast("type[Settings]", model))


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()
