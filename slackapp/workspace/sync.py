"""Bringing our directory in step with Slack's: somebody we met, or everybody.

No call to Slack happens inside a transaction: answers are read first, then saved by `run`, which
is `Toolbox.run` or of its shape.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

import structlog
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from slackapp.database.transaction import Transaction
from slackapp.slack.errors import Outcome
from slackapp.workspace.channels import save_channels
from slackapp.workspace.groups import save_group
from slackapp.workspace.lookup import LookUpFailed, NotKnownYet, Wait, ask, look_up
from slackapp.workspace.people import save_people
from slackapp.workspace.records import ChannelRecord, GroupRecord, PersonRecord, Record
from slackapp.workspace.slack_objects import (
    UnreadableObject,
    read_channel,
    read_group,
    read_person,
)
from slackapp.workspace.workspaces import settle_zone

_log = structlog.get_logger(__name__)

# What the app lives in; the manifest asks for the scopes and events of the same.
CHANNEL_KINDS = ("public_channel", "private_channel")

_PAGE = 200  # what Slack recommends at most
_MOST_PAGES = 5000

R = TypeVar("R")


class Run(Protocol):
    """One transaction of a workspace."""

    def __call__(
        self,
        use_case: Callable[..., None],
        workspace_id: str,
        *args: Any,  # noqa: ANN401  the use case's
    ) -> None: ...


def save_records(tx: Transaction, records: Sequence[Record]) -> None:
    """People first, groups last; NotKnownYet where a group has a member we never met."""
    save_people(tx, [record for record in records if isinstance(record, PersonRecord)])
    save_channels(tx, [record for record in records if isinstance(record, ChannelRecord)])
    for record in records:
        if isinstance(record, GroupRecord):
            save_group(tx, record)


def _save_listed(tx: Transaction, people: Sequence[PersonRecord]) -> None:
    """Nobody asked about them, so who was forgotten stays so."""
    save_people(tx, people, asked_for=False)


def make_known(
    client: WebClient,
    slack_ids: Sequence[str],
    *,
    workspace_id: str,
    run: Run,
    wait: Wait = time.sleep,
) -> None:
    """Look all of them up and save them, a group's members too; LookUpFailed."""
    records = [look_up(client, each, workspace_id=workspace_id, wait=wait) for each in slack_ids]
    _save(client, records, workspace_id=workspace_id, run=run, wait=wait)


def sync_directory(
    client: WebClient, *, workspace_id: str, run: Run, wait: Wait = time.sleep
) -> None:
    """Read everybody, every channel and group, and save them page by page; LookUpFailed."""
    for page in _pages(client.users_list, wait, include_locale=True):
        people = _each(page, "members", lambda user: read_person(user, workspace_id=workspace_id))
        run(_save_listed, workspace_id, people)
    for page in _pages(client.conversations_list, wait, types=",".join(CHANNEL_KINDS)):
        run(save_records, workspace_id, _each(page, "channels", read_channel))
    for group in _groups(client, wait):
        _save(client, [group], workspace_id=workspace_id, run=run, wait=wait)
    run(settle_zone, workspace_id)


def _save(
    client: WebClient, records: Sequence[Record], *, workspace_id: str, run: Run, wait: Wait
) -> None:
    """Save; where a group has members we never met, meet them and save again."""
    try:
        run(save_records, workspace_id, records)
    except NotKnownYet as strangers:
        met = [
            look_up(client, slack_id, workspace_id=workspace_id, wait=wait)
            for slack_id in sorted(strangers.slack_ids)
        ]
        run(save_records, workspace_id, [*met, *records])


def _groups(client: WebClient, wait: Wait) -> list[GroupRecord]:
    """None where Slack refuses: workspaces on the free plan have no user groups."""
    try:
        answer = ask(client.usergroups_list, wait, include_users=True, include_disabled=True)
    except LookUpFailed as failed:
        if failed.outcome.verdict != "permanent":
            raise
        _log.info("directory.no_groups", reason=failed.outcome.reason)
        return []
    return _each(answer, "usergroups", read_group)


def _pages(
    call: Callable[..., SlackResponse], wait: Wait, **arguments: str | bool
) -> Iterator[SlackResponse]:
    cursor, seen = "", {""}
    for _ in range(_MOST_PAGES):
        page = ask(call, wait, limit=_PAGE, cursor=cursor, **arguments)
        yield page
        cursor = _next_cursor(page)
        if not cursor:
            return
        if cursor in seen:
            raise LookUpFailed(Outcome("retry", "cursor_loop"))
        seen.add(cursor)
    raise LookUpFailed(Outcome("permanent", "too_many_pages"))


def _next_cursor(page: SlackResponse) -> str:
    metadata = page.get("response_metadata")
    cursor = metadata.get("next_cursor") if isinstance(metadata, dict) else None
    return cursor if isinstance(cursor, str) else ""


def _each(page: SlackResponse, name: str, read: Callable[[object], R]) -> list[R]:
    """The page's objects, without those that cannot be read."""
    values = page.get(name)
    records = []
    for value in values if isinstance(values, list) else []:
        try:
            records.append(read(value))
        except UnreadableObject as error:
            _log.warning("directory.unreadable", type=name, missing=str(error))
    return records
