"""The workspaces the app is installed in, their zone and who the app is there."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Row, Select, bindparam, select, update
from sqlalchemy.orm import Session

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _
from slackapp.workspace.models import InstallationRow, PersonRow, WorkspaceRow

_UTC = ZoneInfo("UTC")
_TABLE = Base.metadata.tables[WorkspaceRow.__tablename__]
_WORKSPACE = _TABLE.select().where(_TABLE.c.id == bindparam("workspace_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AppIdentity:
    """Who the app is in a workspace: its bot user (U…), bot (B…) and app (A…) ids."""

    bot_user_id: str
    bot_id: str
    app_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceRecord:
    """A workspace as installed; a zone, start of recording or url left out keeps the known one."""

    name: str
    bot_user_id: str
    bot_id: str
    app_id: str
    timezone: str | None = None
    recording_since: datetime | None = None
    url: str = ""


def save_workspace(tx: Transaction, record: WorkspaceRecord) -> None:
    """Installed, or installed again; a new one records from now on unless told otherwise."""
    known = _find(tx)
    tx.memo.pop(WorkspaceRow, None)
    columns = {
        "name": record.name,
        "bot_user_id": record.bot_user_id,
        "bot_id": record.bot_id,
        "app_id": record.app_id,
        "timezone": record.timezone or (known.timezone if known else None),
        "url": record.url or (known.url if known else ""),
        "recording_since": record.recording_since or (known.recording_since if known else tx.now),
    }
    row = {"id": tx.workspace_id, "created_at": tx.now, **columns}
    insert_or_update(tx.session, WorkspaceRow, [row], update=tuple(columns))


def workspace_zone(tx: Transaction) -> ZoneInfo:
    """The workspace's time zone; UTC until one is set."""
    known = _find(tx)
    return usable_zone(known.timezone if known else None) or _UTC


def set_zone(tx: Transaction, name: str) -> None:
    """Choose the workspace's zone by its IANA name."""
    _get(tx)
    if usable_zone(name) is None:
        raise Refusal(_("%(name)s is no time zone like Europe/Berlin.") % {"name": name})
    _store_zone(tx, name)


def settle_zone(tx: Transaction) -> None:
    """Where no zone is set, take the most common one among the active members."""
    known = _find(tx)
    if known is None or known.timezone is not None:
        return
    zones = tx.session.scalars(
        select(PersonRow.timezone).where(
            PersonRow.workspace_id == tx.workspace_id,
            PersonRow.kind == "member",
            PersonRow.active,
        )
    )
    usable = Counter(name for name in zones if usable_zone(name))
    _store_zone(tx, min(usable, key=lambda name: (-usable[name], name or ""), default=None))


def app_identity(tx: Transaction) -> AppIdentity:
    row = _get(tx)
    return AppIdentity(bot_user_id=row.bot_user_id, bot_id=row.bot_id, app_id=row.app_id)


def recording_since(tx: Transaction) -> datetime:
    since: datetime = _get(tx).recording_since
    return since


def message_url(tx: Transaction, channel_id: str, ts: str, thread_ts: str = "") -> str:
    """Where Slack shows a message; empty until Slack has told the workspace's address."""
    known = _find(tx)
    if known is None or not known.url:
        return ""
    thread = f"?thread_ts={thread_ts}&cid={channel_id}" if thread_ts else ""
    return f"{known.url.rstrip('/')}/archives/{channel_id}/p{ts.replace('.', '')}{thread}"


def is_known(tx: Transaction) -> bool:
    return _find(tx) is not None


def list_workspace_ids(session: Session) -> list[str]:
    """Those the app is installed in now."""
    return list(session.scalars(live_ids().order_by(WorkspaceRow.id)))


def live_ids() -> Select[str]:
    """The query for them, to be part of another."""
    ended = select(InstallationRow.workspace_id).where(InstallationRow.state != "live")
    return select(WorkspaceRow.id).where(WorkspaceRow.id.not_in(ended))


def list_ended_ids(session: Session) -> list[str]:
    """Those it was installed in, and whose data is still kept."""
    query = select(InstallationRow.workspace_id).where(InstallationRow.state != "live")
    return list(session.scalars(query.order_by(InstallationRow.workspace_id)))


def _store_zone(tx: Transaction, name: str | None) -> None:
    tx.memo.pop(WorkspaceRow, None)
    mine = update(WorkspaceRow).where(WorkspaceRow.id == tx.workspace_id)
    tx.session.execute(mine.values(timezone=name))


def _get(tx: Transaction) -> Row[Any]:
    row = _find(tx)
    if row is None:
        raise LookupError(f"workspace {tx.workspace_id} is not installed")
    return row


def _find(tx: Transaction) -> Row[Any] | None:
    """Looked up once a transaction: most of what is read asks for the zone."""
    if WorkspaceRow not in tx.memo:
        asked = tx.session.execute(_WORKSPACE, {"workspace_id": tx.workspace_id})
        tx.memo[WorkspaceRow] = asked.one_or_none()
    return cast("Row[Any] | None", tx.memo[WorkspaceRow])


def usable_zone(name: str | None) -> ZoneInfo | None:
    """By its IANA name; None where there is none of this name."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
