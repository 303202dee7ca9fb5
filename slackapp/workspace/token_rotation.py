"""Tokens that expire are renewed in time, each refresh token spent once.

Two hours are left when a new token is asked for. Of what Slack answers nothing is kept but on its
row: a process that dies between the answer and the commit loses the new pair, since the old
refresh token is spent. What is left of the old token's two hours is the time to install again;
`trouble` on the row says so. A database that is away then loses nothing: the answer waits here.
Who installs anew meanwhile has newer tokens than all of these: nothing is written over them.
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
    is_still,
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
        self._unstored: dict[str, tuple[Installation, Tokens]] = {}

    def tick(self, now: datetime) -> None:
        """All that expire soon."""
        for workspace_id in list(self._unstored):
            self._store(workspace_id)
        with self._database.reading() as session:
            expiring = list_expiring(session, now + EARLY)
        for workspace_id in expiring:
            self.renew(workspace_id)

    def newest(self, found: Installation) -> Installation:
        """Acting with what Slack gave and the database has not taken yet, where there is that."""
        renewed, tokens = self._unstored.get(found.workspace_id, (None, None))
        if renewed is None or tokens is None or renewed.installed_at != found.installed_at:
            return found
        return replace(found, bot_token=tokens.bot_token, expires_at=tokens.expires_at)

    def renew(self, workspace_id: str) -> None:
        """One at a time a workspace, in all processes; who comes second finds it done."""
        try:
            with (
                self._locks[workspace_id],
                named_lock(self._database, f"tokens:{workspace_id}", seconds=LOCK_SECONDS),
            ):
                if (due := self._find_due(workspace_id)) is not None:
                    self._renew(due)
        except NotInTimeError:
            _log.warning("installation.renewed_elsewhere", workspace=workspace_id)

    def _find_due(self, workspace_id: str) -> Installation | None:
        """Whose refresh token is to be spent, read anew under the lock."""
        now = self._clock.now()
        if workspace_id in self._unstored or now < self._not_before.get(workspace_id, now):
            return None
        with self._database.reading() as session:
            stored = find_stored(session, workspace_id, self._keys)
        found = stored.installation if stored and stored.state == "live" else None
        if found is None or found.expires_at is None or found.refresh_token is None:
            return None
        return found if found.expires_at <= now + EARLY else None

    def _renew(self, due: Installation) -> None:
        self._write(due, CUT_OFF, for_good=False)  # and the database takes writes
        try:
            tokens = self._exchange(due.refresh_token or "")
        except Exception as error:  # noqa: BLE001  noted on the row
            self._note(due, classify(error))
            return
        self._unstored[due.workspace_id] = due, tokens
        self._store(due.workspace_id)

    def _store(self, workspace_id: str) -> None:
        """What cannot be stored now is used all the same, and stored with a later tick."""
        renewed, tokens = self._unstored[workspace_id]
        try:
            with self._transactions.writing(workspace_id) as tx:
                if is_still(tx, renewed):
                    save_tokens(tx, tokens, self._keys)
        except SQLAlchemyError as error:
            _log.error(
                "installation.not_stored", workspace=workspace_id, error=type(error).__name__
            )
        else:
            del self._unstored[workspace_id]
            _log.info("installation.renewed", workspace=workspace_id)

    def _note(self, due: Installation, outcome: Outcome) -> None:
        workspace_id = due.workspace_id
        spent = outcome.reason == "invalid_refresh_token"
        wait = timedelta(seconds=outcome.retry_after or 0)
        self._not_before[workspace_id] = self._clock.now() + max(wait, BETWEEN_TRIES)
        log = _log.error if spent else _log.warning
        log("installation.not_renewed", workspace=workspace_id, reason=outcome.reason)
        self._write(due, outcome.reason, for_good=spent)

    def _write(self, due: Installation, trouble: str, *, for_good: bool) -> None:
        with self._transactions.writing(due.workspace_id) as tx:
            if is_still(tx, due):
                note_trouble(tx, trouble, for_good=for_good)
