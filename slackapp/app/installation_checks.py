"""Whether an installation still is one, and the end of what nobody came back to."""

from collections.abc import Callable
from datetime import date, datetime

import structlog

from slackapp.app.background import SYNC_JOB
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.intake.lifecycle import ask_slack, end_workspace
from slackapp.jobs.queue import enqueue_job
from slackapp.slack.clients import web_client
from slackapp.toolbox import AppToolbox
from slackapp.workspace.installation_store import (
    erase_tokens,
    find_standing,
    is_still,
    list_to_purge,
    list_with_tokens,
    resume_installation,
)
from slackapp.workspace.installations import BadToken, Installation, identify
from slackapp.workspace.purge import purge

# Slack says of a token that it is worth nothing any more, not that something is in trouble.
DEAD = frozenset({"account_inactive", "invalid_auth", "token_revoked"})

log = structlog.get_logger(__name__)


def check(toolbox: AppToolbox, found: Installation, *, api_url: str) -> None:
    """Slack's answer ends the installation, or resumes it."""
    workspace_id = found.workspace_id
    try:
        identify(web_client(api_url=api_url, token=found.bot_token))
    except BadToken as bad:
        if bad.reason not in DEAD:
            raise
        toolbox.run(_is_dead, workspace_id, found, reason=bad.reason)
    else:
        toolbox.run(_is_alive, workspace_id)


def daily_check(database: Database, toolbox: AppToolbox) -> Callable[[datetime], None]:
    """A tick task: once a day Slack is asked about each token; news of an end can be lost."""
    done_on: date | None = None

    def ask(now: datetime) -> None:
        nonlocal done_on
        if done_on == now.date():
            return
        with database.reading() as session:
            workspace_ids = list_with_tokens(session)
        for workspace_id in workspace_ids:
            toolbox.run(ask_slack, workspace_id, key=f"daily:{now.date()}")
        done_on = now.date()

    return ask


def purge_due(database: Database, toolbox: AppToolbox) -> Callable[[datetime], int]:
    """For the nightly clean-up: workspaces whose time of grace is over."""

    def purge_all(before: datetime) -> int:
        with database.reading() as session:
            workspace_ids = list_to_purge(session, before)
        return sum(purge(toolbox.run, workspace_id) for workspace_id in workspace_ids)

    return purge_all


def _is_dead(tx: Transaction, found: Installation, *, reason: str) -> None:
    """Tokens go once we were told of the end; what only an answer says may be Slack's mishap.

    Who installed anew while Slack was asked about the token before has a token that works.
    """
    if found.installed_at is not None and not is_still(tx, found):
        return
    if end_workspace(tx, by=reason):
        return
    standing = find_standing(tx)
    if standing is not None and standing.ended_by not in DEAD:
        erase_tokens(tx)


def _is_alive(tx: Transaction) -> None:
    if resume_installation(tx):
        log.warning("installation.resumed", workspace=tx.workspace_id)
        enqueue_job(tx, kind=SYNC_JOB, key=tx.now.isoformat(), payload={})
