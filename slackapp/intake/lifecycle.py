"""The app removed from a workspace, or its token taken: heard before anything else is read.

Slack: https://docs.slack.dev/reference/events/app_uninstalled, …/tokens_revoked,
…/team_access_granted, …/team_access_revoked. They come in any order, twice, and late, when the
app is long back. So the time of the event is compared with that of the installation, and then
Slack is asked whether the token still works (`CHECK_JOB`): its answer counts.
"""

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from sqlalchemy import delete, update

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.intake import store
from slackapp.intake.envelope import LIFECYCLE_EVENTS
from slackapp.intake.json_body import read_json
from slackapp.intake.passing_errors import is_passing
from slackapp.intake.slack_ids import is_id
from slackapp.jobs.models import Job
from slackapp.jobs.queue import enqueue_job
from slackapp.jobs.transactions import Transactions
from slackapp.observability.metrics import count_read
from slackapp.outbox.models import Post
from slackapp.workspace.installation_store import (
    Standing,
    end_installation,
    lock_standing,
    resume_installation,
)
from slackapp.workspace.workspaces import is_known

CHECK_JOB = "installation.check"
_OF_ORGANISATIONS = frozenset({"team_access_granted", "team_access_revoked"})

log = structlog.get_logger(__name__)


class LifecycleReading:
    """Reads these events of all workspaces; `changed` is told whose installation is another."""

    def __init__(
        self, database: Database, transactions: Transactions, changed: Callable[[str], None]
    ) -> None:
        self._database = database
        self._transactions = transactions
        self._changed = changed

    def read(self) -> int:
        """How many; done is what was applied, so that nothing is lost in between."""
        with self._database.reading() as session:
            waiting = store.list_open(session, LIFECYCLE_EVENTS)
        for workspace_id, event_id, body in waiting:
            reason = self._try(workspace_id, event_id, body)
            with self._transactions.writing(workspace_id) as tx:
                store.mark_done(tx, [event_id], reason=reason)
            count_read(reason)
        return len(waiting)

    def _try(self, workspace_id: str, event_id: str, body: bytes) -> str:
        """One that cannot be read must not keep the others from being."""
        try:
            self._apply(workspace_id, event_id, read_json(body))
        except Exception as error:
            if is_passing(error):
                raise
            log.exception("installation.odd_event", workspace=workspace_id, event_id=event_id)
            return "malformed"
        return "lifecycle"

    def _apply(self, tenant: str, event_id: str, envelope: Mapping[str, Any]) -> None:
        for workspace_id in teams_of(tenant, envelope):
            with self._transactions.writing(workspace_id) as tx:
                apply_lifecycle(tx, envelope, event_id=event_id)
            self._changed(workspace_id)


def teams_of(tenant: str, envelope: Mapping[str, Any]) -> list[str]:
    """Whose installation an event is about: an organisation's names them itself."""
    event = envelope["event"]
    if event["type"] not in _OF_ORGANISATIONS:
        return [tenant]
    named = event.get("team_ids")
    return [one for one in named if is_id(one)] if isinstance(named, list) else []


def apply_lifecycle(tx: Transaction, envelope: Mapping[str, Any], *, event_id: str) -> None:
    event = envelope["event"]
    kind, standing = event["type"], lock_standing(tx)
    if not is_known(tx) or not _concerns_us(event, envelope, standing):
        return
    log.info("installation.event", workspace=tx.workspace_id, type=kind)
    if kind == "team_access_granted":
        if standing is not None and standing.ended_by == "team_access_revoked":
            resume_installation(tx)
    elif standing is None or _is_of(standing, envelope):
        end_workspace(tx, by=kind)
    ask_slack(tx, key=f"{event_id}:{tx.workspace_id}")


def end_workspace(tx: Transaction, *, by: str) -> bool:
    """Nothing more is read, said or done; what is there stays. False where it had ended before."""
    if not end_installation(tx, by=by):
        return False
    log.warning("installation.ended", workspace=tx.workspace_id, by=by)
    mine = (Post.workspace_id == tx.workspace_id, Post.state == "planned")
    dropped = {"state": "dropped", "reason": by, "updated_at": tx.now}
    tx.session.execute(update(Post).where(*mine).values(dropped))
    tx.session.execute(
        delete(Job).where(Job.workspace_id == tx.workspace_id, Job.state == "planned")
    )
    return True


def ask_slack(tx: Transaction, *, key: str) -> None:
    """Whether the token works, whatever we were told."""
    enqueue_job(tx, kind=CHECK_JOB, key=key, payload={})


def _concerns_us(
    event: Mapping[str, Any], envelope: Mapping[str, Any], standing: Standing | None
) -> bool:
    """Not other people's own tokens, not another organisation's access."""
    if event["type"] == "tokens_revoked":
        tokens = event.get("tokens")
        return bool(isinstance(tokens, Mapping) and tokens.get("bot"))
    if event["type"] in _OF_ORGANISATIONS:
        return standing is not None and standing.enterprise_id == _enterprise_of(envelope)
    return True


def _enterprise_of(envelope: Mapping[str, Any]) -> str | None:
    authorizations = envelope.get("authorizations")
    first = authorizations[0] if isinstance(authorizations, list) and authorizations else {}
    said = first.get("enterprise_id") if isinstance(first, Mapping) else None
    return said or envelope.get("enterprise_id") or None


def _is_of(standing: Standing, envelope: Mapping[str, Any]) -> bool:
    """Whether it is about this installation, not one before; Slack tells whole seconds."""
    happened = envelope.get("event_time")
    return not isinstance(happened, int) or happened >= int(standing.installed_at.timestamp())
