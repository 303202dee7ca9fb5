"""Whom and what we have not met yet, and asking Slack about one of them."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from slackapp.slack.answer_time import seconds_left
from slackapp.slack.errors import Outcome, classify
from slackapp.workspace.records import ChannelRecord, GroupRecord, PersonRecord, Record
from slackapp.workspace.slack_objects import UnreadableObject, ids_in, read_channel, read_person

Wait = Callable[[float], None]

_PATIENCE = 30.0
_TRIES = 4
_NO_SUCH_PERSON = {"user_not_found", "user_not_visible", "users_not_found"}
_NO_SUCH_GROUP = {"no_such_subteam", "subteam_not_found"}


class NotKnownYet(Exception):  # noqa: N818  a state of our knowledge, not a fault
    """These ids are in no table of ours: look them up at Slack, then try again.

    U… and W… are people, C…, G… and D… channels, S… user groups.
    """

    def __init__(self, slack_ids: Iterable[str]) -> None:
        self.slack_ids = frozenset(slack_ids)
        super().__init__(f"not known yet: {', '.join(sorted(self.slack_ids))}")


class LookUpFailed(Exception):  # noqa: N818  reads as what happened
    """Slack did not answer what we asked; `outcome` tells why and when to come back."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


def look_up(
    client: WebClient, slack_id: str, *, workspace_id: str, wait: Wait = time.sleep
) -> Record:
    """What Slack says about a person, channel or group, also that there is none; LookUpFailed."""
    match slack_id[:1]:
        case "U" | "W":
            return ask_about(client, slack_id, workspace_id=workspace_id, wait=wait)
        case "D":
            return ChannelRecord(channel_id=slack_id, name="", kind="im")
        case "C" | "G":
            return _channel(client, slack_id, wait)
        case "S":
            return _group(client, slack_id, wait)
        case _:
            raise LookUpFailed(Outcome("permanent", "unknown_kind_of_id"))


def ask(call: Callable[..., SlackResponse], wait: Wait, **arguments: Any) -> SlackResponse:  # noqa: ANN401  the SDK's
    """Call a reading method, sitting out short rate limits; LookUpFailed for all else.

    Also where somebody waits for an answer and no time is left to ask.
    """
    if not seconds_left(_PATIENCE):
        raise LookUpFailed(Outcome("retry", "no_time_left"))
    for tries_left in reversed(range(_TRIES)):
        try:
            return call(**arguments)
        except Exception as error:
            outcome = classify(error)
            pause = outcome.retry_after
            if pause is None or pause > _PATIENCE or not tries_left:
                raise LookUpFailed(outcome) from error
            wait(pause)
    raise AssertionError("the last try returns or raises")


def ask_unless(
    no_such: Collection[str],
    call: Callable[..., SlackResponse],
    wait: Wait,
    **arguments: Any,  # noqa: ANN401  the SDK's
) -> SlackResponse | None:
    """The same, or None where Slack's refusal is one of these codes."""
    try:
        return ask(call, wait, **arguments)
    except LookUpFailed as failed:
        if failed.outcome.reason in no_such:
            return None
        raise


def ask_about(
    client: WebClient, slack_id: str, *, workspace_id: str, wait: Wait = time.sleep
) -> PersonRecord:
    """What Slack says about a person right now, also that there is none; LookUpFailed."""
    answer = ask_unless(
        _NO_SUCH_PERSON, client.users_info, wait, user=slack_id, include_locale=True
    )
    if answer is None:
        return PersonRecord(slack_id=slack_id, name="", kind="unknown", active=False)
    with _readable():
        found = read_person(answer.get("user"), workspace_id=workspace_id)
    return replace(found, slack_id=slack_id)  # whatever id Slack prefers: this one was asked for


def _channel(client: WebClient, slack_id: str, wait: Wait) -> ChannelRecord:
    """A channel Slack does not show us is a private one that others are in."""
    answer = ask_unless({"channel_not_found"}, client.conversations_info, wait, channel=slack_id)
    if answer is None:
        return ChannelRecord(channel_id=slack_id, name="", kind="private")
    with _readable():
        found = read_channel(answer.get("channel"))
    return replace(found, channel_id=slack_id)


def _group(client: WebClient, slack_id: str, wait: Wait) -> GroupRecord:
    answer = ask_unless(_NO_SUCH_GROUP, client.usergroups_users_list, wait, usergroup=slack_id)
    if answer is None:
        return GroupRecord(group_id=slack_id, active=False)
    with _readable():
        return GroupRecord(group_id=slack_id, member_ids=ids_in(answer, "users"))


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except UnreadableObject as error:
        raise LookUpFailed(Outcome("retry", "unreadable_answer")) from error
