"""Installations kept in our tables: saved, ended, resumed; their tokens encrypted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.workspace.installations import Installation, State, Stored
from slackapp.workspace.models import InstallationRow, WorkspaceRow
from slackapp.workspace.token_keys import Sealed, TokenKeys

# Of a workspace that removed the app everything is kept for so long, then nothing.
GRACE = timedelta(days=30)


class BeingErased(Exception):  # noqa: N818  reads as what it is
    """What an earlier installation left behind is just being deleted."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A bot token, and what renews it where it expires."""

    bot_token: str
    refresh_token: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an installation stands; no secrets."""

    workspace_id: str
    name: str
    state: State
    enterprise_id: str | None
    scopes: tuple[str, ...]
    installed_at: datetime
    trouble: str | None
    ended_at: datetime | None
    ended_by: str | None
    purge_at: datetime | None


def save_installation(
    tx: Transaction, found: Installation, *, installer: str, keys: TokenKeys | None
) -> None:
    """Installed, or again; without keys its token stays in the config. BeingErased."""
    known = _row(tx)
    if known is not None and known.state == "purging":
        raise BeingErased(tx.workspace_id)
    goes_on = known is not None and known.state == "live" and keys is None
    row = {
        "workspace_id": tx.workspace_id,
        "enterprise_id": found.enterprise_id,
        "scopes": sorted(found.scopes),
        "installed_by": installer or (known.installed_by if known else ""),
        "installed_at": known.installed_at if known and goes_on else tx.now,
        "state": "live",
        "trouble": None,
        "ended_at": None,
        "ended_by": None,
        "purge_at": None,
        **_sealed(keys, found.bot_token, found.refresh_token),
        "expires_at": found.expires_at if keys else None,
    }
    insert_or_update(tx.session, InstallationRow, [row], update=[*row][1:])


def is_still(tx: Transaction, found: Installation) -> bool:
    """Whether nobody installed anew since this one was read; nobody does until commit."""
    row = _row(tx)
    return row is not None and row.installed_at == found.installed_at


def save_tokens(tx: Transaction, tokens: Tokens, keys: TokenKeys) -> None:
    """In place of those they were had for."""
    values = _sealed(keys, tokens.bot_token, tokens.refresh_token)
    _change(tx, **values, expires_at=tokens.expires_at, trouble=None)


def note_trouble(tx: Transaction, trouble: str, *, for_good: bool) -> None:
    """A token could not be renewed; `for_good`: asking again is of no use."""
    _change(tx, trouble=trouble, **({"refresh_token": None} if for_good else {}))


def end_installation(tx: Transaction, *, by: str) -> bool:
    """Nothing is done there from now on; False where it had ended before."""
    known = _row(tx)
    if known is not None and known.state != "live":
        return False
    ending = {"state": "ended", "ended_at": tx.now, "ended_by": by, "purge_at": tx.now + GRACE}
    if known is None:  # installed before installations were kept
        new = {"workspace_id": tx.workspace_id, "scopes": [], "installed_by": "", **ending}
        row = {**new, "installed_at": tx.now}
        insert_or_update(tx.session, InstallationRow, [row], update=[*row][1:])
    else:
        _change(tx, **ending)
    return True


def resume_installation(tx: Transaction) -> bool:
    """It did not end, or was given back; what was kept is as it was."""
    known = _row(tx)
    if known is None or known.state != "ended":
        return False
    _change(tx, state="live", ended_at=None, ended_by=None, purge_at=None)
    return True


def erase_tokens(tx: Transaction) -> None:
    _change(tx, token=None, refresh_token=None, key_id=None, expires_at=None)


def begin_purge(tx: Transaction) -> bool:
    """From here on there is no way back; False where it is installed."""
    known = _row(tx)
    if known is None or known.state == "live":
        return False
    erase_tokens(tx)
    _change(tx, state="purging", purge_at=tx.now)
    return True


def lock_standing(tx: Transaction) -> Standing | None:
    """Nobody ends it or installs anew until commit."""
    return find_standing(tx) if _row(tx) else None


def find_standing(tx: Transaction) -> Standing | None:
    query = _STANDINGS.where(InstallationRow.workspace_id == tx.workspace_id)
    found = tx.session.execute(query).one_or_none()
    return _standing(found.InstallationRow, found.name) if found else None


def list_standings(session: Session) -> list[Standing]:
    found = session.execute(_STANDINGS.order_by(InstallationRow.workspace_id))
    return [_standing(row.InstallationRow, row.name) for row in found]


def list_to_purge(session: Session, now: datetime) -> Sequence[str]:
    query = select(InstallationRow.workspace_id).where(
        InstallationRow.state.in_(("ended", "purging")), InstallationRow.purge_at <= now
    )
    return session.scalars(query.order_by(InstallationRow.workspace_id)).all()


def list_expiring(session: Session, before: datetime) -> Sequence[str]:
    """Whose token can be renewed, and has to be."""
    query = select(InstallationRow.workspace_id).where(
        InstallationRow.state == "live",
        InstallationRow.expires_at <= before,
        InstallationRow.refresh_token.is_not(None),
    )
    return session.scalars(query).all()


def list_with_tokens(session: Session) -> Sequence[str]:
    query = select(InstallationRow.workspace_id).where(InstallationRow.token.is_not(None))
    return session.scalars(query.order_by(InstallationRow.workspace_id)).all()


def has_scope(tx: Transaction, scope: str) -> bool:
    """Whether the workspace let us do what asks for this scope."""
    mine = InstallationRow.workspace_id == tx.workspace_id
    return scope in (tx.session.scalar(select(InstallationRow.scopes).where(mine)) or ())


def find_stored(session: Session, workspace_id: str, keys: TokenKeys | None) -> Stored | None:
    """None where nothing was stored; WrongKey where the keys do not open its token."""
    query = select(InstallationRow, WorkspaceRow).where(
        InstallationRow.workspace_id == workspace_id,
        WorkspaceRow.id == InstallationRow.workspace_id,
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    row, workspace = found.InstallationRow, found.WorkspaceRow
    state = cast("State", row.state)
    if row.token is None or keys is None:
        return Stored(state, None)
    installation = Installation(
        workspace_id=workspace_id,
        bot_token=_opened(keys, row.key_id, row.token) or "",
        bot_user_id=workspace.bot_user_id,
        bot_id=workspace.bot_id,
        app_id=workspace.app_id,
        team_name=workspace.name,
        url=workspace.url,
        enterprise_id=row.enterprise_id,
        scopes=frozenset(row.scopes),
        refresh_token=_opened(keys, row.key_id, row.refresh_token),
        expires_at=row.expires_at,
        installed_at=row.installed_at,
    )
    return Stored(state, installation)


def seal_anew(tx: Transaction, keys: TokenKeys) -> bool:
    """Its tokens under the current key; False where they are, or there are none."""
    row = _row(tx)
    if row is None or row.token is None or row.key_id is None or row.key_id == keys.current:
        return False
    token = _opened(keys, row.key_id, row.token) or ""
    refresh_token = _opened(keys, row.key_id, row.refresh_token)
    _change(tx, **_sealed(keys, token, refresh_token))
    return True


def count_by_key(session: Session) -> dict[str, int]:
    """How many workspaces' tokens each key is needed for."""
    query = select(InstallationRow.key_id, func.count().label("amount"))
    query = query.where(InstallationRow.token.is_not(None)).group_by(InstallationRow.key_id)
    return {row.key_id: row.amount for row in session.execute(query)}


_STANDINGS = select(InstallationRow, WorkspaceRow.name).join(
    WorkspaceRow, WorkspaceRow.id == InstallationRow.workspace_id
)


def _row(tx: Transaction) -> InstallationRow | None:
    """Locked until commit, so that an end and an installation anew come one after the other."""
    query = select(InstallationRow).where(InstallationRow.workspace_id == tx.workspace_id)
    return tx.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def _change(tx: Transaction, **values: object) -> None:
    mine = update(InstallationRow).where(InstallationRow.workspace_id == tx.workspace_id)
    tx.session.execute(mine.values(values))


def _sealed(keys: TokenKeys | None, token: str, refresh_token: str | None) -> dict[str, str | None]:
    if keys is None:
        return {"key_id": None, "token": None, "refresh_token": None}
    renewing = keys.seal(refresh_token).text if refresh_token else None
    return {"key_id": keys.current, "token": keys.seal(token).text, "refresh_token": renewing}


def _opened(keys: TokenKeys, key_id: str, text: str | None) -> str | None:
    return None if text is None else keys.open(Sealed(key_id, text))


def _standing(row: InstallationRow, name: str) -> Standing:
    return Standing(
        workspace_id=row.workspace_id,
        name=name,
        state=cast("State", row.state),
        enterprise_id=row.enterprise_id,
        scopes=tuple(row.scopes),
        installed_at=row.installed_at,
        trouble=row.trouble,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        purge_at=row.purge_at,
    )
