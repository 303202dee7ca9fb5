"""Tokens that expire are renewed in time, each refresh token spent once.

Two hours are left when a new token is asked for. Of what Slack answers nothing is kept but on its
row: a process that dies between the answer and the commit loses the new pair, since the old
refresh token is spent. What is left of the old token's two hours is the time to install again;
`trouble` on the row says so. A database that is away then loses nothing: the answer waits here.
"""

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from slackapp.database.engines import Database
from slackapp.database.named_lock import NotInTimeError, named_lock
from slackapp.jobs.transactions import Transactions
from slackapp.slack.errors import Outcome, classify
from slackapp.vocabulary.clock import Clock
from slackapp.workspace.installation_store import (
    Tokens,
    find_stored,
    list_expiring,
    note_trouble,
    save_tokens,
)
from slackapp.workspace.installations import Installation
from slackapp.workspace.token_keys import TokenKeys

EARLY = timedelta(hours=2)
LOCK_SECONDS = 12.0  # the one who has it waits ten for Slack
BETWEEN_TRIES = timedelta(minutes=1)
CUT_OFF = "renewal_cut_off"

_log = structlog.get_logger(__name__)


class TokenRotation:
    """Renews; `exchange` spends a refresh token at Slack."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        transactions: Transactions,
        keys: TokenKeys,
        exchange: Callable[[str], Tokens],
    ) -> None:
        self._database = database
        self._clock = clock
        self._transactions = transactions
        self._keys = keys
        self._exchange = exchange
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._not_before: dict[str, datetime] = {}
        self._unstored: dict[str, Tokens] = {}

    def tick(self, now: datetime) -> None:
        """All that expire soon."""
        for workspace_id in list(self._unstored):
            self._store(workspace_id)
        with self._database.reading() as session:
            expiring = list_expiring(session, now + EARLY)
        for workspace_id in expiring:
            self.renew(workspace_id)

    def unstored(self, workspace_id: str) -> Tokens | None:
        """What Slack gave and the database has not taken yet."""
        return self._unstored.get(workspace_id)

    def renew(self, workspace_id: str) -> None:
        """One at a time a workspace, in all processes; who comes second finds it done."""
        try:
            with (
                self._locks[workspace_id],
                named_lock(self._database, f"tokens:{workspace_id}", seconds=LOCK_SECONDS),
            ):
                if (due := self._find_due(workspace_id)) is not None:
                    self._renew(workspace_id, due)
        except NotInTimeError:
            _log.warning("installation.renewed_elsewhere", workspace=workspace_id)

    def _find_due(self, workspace_id: str) -> str | None:
        """The refresh token to spend, read anew under the lock."""
        now = self._clock.now()
        if workspace_id in self._unstored or now < self._not_before.get(workspace_id, now):
            return None
        with self._database.reading() as session:
            stored = find_stored(session, workspace_id, self._keys)
        found = stored.installation if stored and stored.state == "live" else None
        is_due = found and found.expires_at and found.expires_at <= now + EARLY
        return found.refresh_token if found and is_due else None

    def _renew(self, workspace_id: str, refresh_token: str) -> None:
        with self._transactions.writing(workspace_id) as tx:  # and the database takes writes
            note_trouble(tx, CUT_OFF, for_good=False)
        try:
            tokens = self._exchange(refresh_token)
        except Exception as error:  # noqa: BLE001  noted on the row
            self._note(workspace_id, classify(error))
            return
        self._unstored[workspace_id] = tokens
        self._store(workspace_id)

    def _store(self, workspace_id: str) -> None:
        """What cannot be stored now is used all the same, and stored with a later tick."""
        try:
            with self._transactions.writing(workspace_id) as tx:
                save_tokens(tx, self._unstored[workspace_id], self._keys)
        except SQLAlchemyError as error:
            _log.error(
                "installation.not_stored", workspace=workspace_id, error=type(error).__name__
            )
        else:
            del self._unstored[workspace_id]
            _log.info("installation.renewed", workspace=workspace_id)

    def _note(self, workspace_id: str, outcome: Outcome) -> None:
        spent = outcome.reason == "invalid_refresh_token"
        wait = timedelta(seconds=outcome.retry_after or 0)
        self._not_before[workspace_id] = self._clock.now() + max(wait, BETWEEN_TRIES)
        log = _log.error if spent else _log.warning
        log("installation.not_renewed", workspace=workspace_id, reason=outcome.reason)
        with self._transactions.writing(workspace_id) as tx:
            note_trouble(tx, outcome.reason, for_good=spent)


def with_tokens(found: Installation, tokens: Tokens) -> Installation:
    """The installation, acting with these."""
    return replace(found, bot_token=tokens.bot_token, expires_at=tokens.expires_at)
