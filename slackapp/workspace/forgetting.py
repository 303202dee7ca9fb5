"""Who asked to be forgotten: known again by a keyed hash of their Slack id, and by nothing else.

What reaches us late about them (retries, imports) is dropped by it. Their own key stays in the
ledger without a name, and the hash does not lead to it.
"""

import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select, update

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new, insert_or_update
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.models import ForgettingKeyRow, ForgottenPersonRow, PersonRow

_KEY_BYTES = 32
_SYNTHETIC_BITS = 62  # as our own keys have, and as unlikely to be one of them
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_PERSON = Base.metadata.tables[PersonRow.__tablename__].c


@dataclass(frozen=True, slots=True)
class Forgotten:
    """When, and whether nothing by or about them is kept from then on either."""

    at: int
    left_out: bool


def forget_identity(tx: Transaction, person: int, *, leave_out: bool) -> str:
    """Drop what leads from our key to somebody; returns the Slack id it led to, "" if none did."""
    row = tx.session.get(PersonRow, (tx.workspace_id, person), with_for_update=True)
    if row is None or row.slack_id is None:
        return ""
    slack_id = row.slack_id
    _remember(tx, slack_id, left_out=leave_out or row.left_out)
    row.slack_id, row.name, row.real_name, row.admin = None, "", "", False
    row.timezone = row.locale = row.team_id = row.updated_at = row.joined_at = None
    tx.session.flush()
    tx.memo.clear()
    return slack_id


def leave_out_forgotten(tx: Transaction, slack_id: str) -> None:
    """Nothing is kept of them, and from now on nothing is to be."""
    _remember(tx, slack_id, left_out=True)
    tx.memo.clear()


def let_back(tx: Transaction, person: int) -> bool:
    """Who was forgotten and left out wants to be met again; `person` as `left_out_among` says."""
    for id_hash, known in _known(tx).items():
        if known.left_out and _key_of(id_hash) == person:
            mine = (ForgottenPersonRow.workspace_id == tx.workspace_id,)
            which = update(ForgottenPersonRow).where(*mine, ForgottenPersonRow.id_hash == id_hash)
            tx.session.execute(which.values(left_out=False, forgotten_at=tx.now))
            tx.memo.clear()
            return True
    return False


def left_out_among(tx: Transaction, slack_ids: Iterable[str]) -> dict[str, Person]:
    """Of people in no row of ours: whom we forgot and leave out, under a key that leads nowhere."""
    if not _known(tx):
        return {}
    return {
        slack_id: Person(key=_key_of(id_hash), slack_id=slack_id, name="", kind="left_out")
        for slack_id in slack_ids
        if (known := _known(tx).get(id_hash := _hash(tx, slack_id))) and known.left_out
    }


def forgotten_among(tx: Transaction, slack_ids: Iterable[str]) -> set[str]:
    """Whom we forgot, whether we met them again since or not."""
    if not _known(tx):
        return set()
    return {slack_id for slack_id in slack_ids if _hash(tx, slack_id) in _known(tx)}


def is_past(tx: Transaction, slack_id: str, at: int) -> bool:
    """Whether what somebody did at a time (microseconds) is from before they were forgotten."""
    if not _known(tx):
        return False
    known = _known(tx).get(_hash(tx, slack_id))
    return known is not None and (known.left_out or at <= known.at)


def without_past(tx: Transaction, text: str, at: int) -> str:
    """Words of that time, naming nobody who was forgotten since."""
    if not _known(tx):
        return text
    return _MENTION.sub(
        lambda found: "" if is_past(tx, found.group(1), at) else found.group(0), text
    )


def forgotten_keys(tx: Transaction) -> set[int]:
    """Our keys that lead to nobody any more: nothing is given to or by them again."""
    if "forgotten keys" not in tx.memo:
        nobody = (_PERSON.workspace_id == tx.workspace_id, _PERSON.slack_id.is_(None))
        tx.memo["forgotten keys"] = (
            set(tx.session.scalars(select(_PERSON.key).where(*nobody))) if _known(tx) else set()
        )
    return cast("set[int]", tx.memo["forgotten keys"])


def keyed_hash(tx: Transaction, value: str) -> str:
    """A name for what nobody shall read, always the same in a workspace."""
    return hmac.new(_secret(tx), value.encode(), "sha256").hexdigest()[:32]


def _remember(tx: Transaction, slack_id: str, *, left_out: bool) -> None:
    row = {
        "workspace_id": tx.workspace_id,
        "id_hash": _hash(tx, slack_id),
        "forgotten_at": tx.now,
        "left_out": left_out,
    }
    insert_or_update(tx.session, ForgottenPersonRow, [row], update=("forgotten_at", "left_out"))


def _hash(tx: Transaction, slack_id: str) -> str:
    return keyed_hash(tx, f"person:{slack_id}")


def _key_of(id_hash: str) -> int:
    return int(id_hash, 16) >> (len(id_hash) * 4 - _SYNTHETIC_BITS)


def _known(tx: Transaction) -> dict[str, Forgotten]:
    """By hash; few, and looked up once a transaction."""
    if ForgottenPersonRow not in tx.memo:
        rows = tx.session.execute(
            select(
                ForgottenPersonRow.id_hash,
                ForgottenPersonRow.forgotten_at,
                ForgottenPersonRow.left_out,
            ).where(ForgottenPersonRow.workspace_id == tx.workspace_id)
        )
        tx.memo[ForgottenPersonRow] = {
            id_hash: Forgotten(micros_of_datetime(at), left_out) for id_hash, at, left_out in rows
        }
    return cast("dict[str, Forgotten]", tx.memo[ForgottenPersonRow])


def _secret(tx: Transaction) -> bytes:
    """The workspace's own, made at the first need; looked up once a transaction."""
    if ForgettingKeyRow not in tx.memo:
        row = {"workspace_id": tx.workspace_id, "secret": secrets.token_bytes(_KEY_BYTES)}
        known = tx.session.get(ForgettingKeyRow, tx.workspace_id)
        if known is None:
            insert_new(tx.session, ForgettingKeyRow, [row])
            known = tx.session.get_one(ForgettingKeyRow, tx.workspace_id)
        tx.memo[ForgettingKeyRow] = known.secret
    return cast("bytes", tx.memo[ForgettingKeyRow])
