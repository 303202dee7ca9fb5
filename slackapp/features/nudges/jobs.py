"""Nudges where nobody waits: the tick, Slack asked who is to be left in peace, the posts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from weakref import WeakKeyDictionary

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Toolbox
from slackapp.features.nudges.blocks import frame, sentences
from slackapp.features.nudges.rules.away import away_until, quiet_until
from slackapp.features.nudges.rules.situation import Availability
from slackapp.features.nudges.use_cases.deciding import (
    decide_due,
    decide_for,
    has_work,
    hear_availability,
)
from slackapp.features.nudges.use_cases.explaining import count_effects
from slackapp.features.nudges.use_cases.following import follow, forget_old
from slackapp.features.nudges.use_cases.showing import show_home, word_message
from slackapp.features.nudges.use_cases.situations import Offers
from slackapp.features.nudges.use_cases.trouble import read_trouble
from slackapp.features.nudges.use_cases.wanting import find_wants
from slackapp.outbox.content import Block, PostContent
from slackapp.outbox.patience import patiently
from slackapp.slack.errors import classify

_FIND_EVERY = timedelta(minutes=1)
_FORGET_EVERY = timedelta(days=1)

_log = structlog.get_logger(__name__)


class NudgesTick:
    """Once a minute rooms are asked what they want; what is due is decided about at each tick."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers
        self._done: WeakKeyDictionary[Toolbox, dict[tuple[str, str], datetime]] = (
            WeakKeyDictionary()
        )

    def __call__(self, toolbox: Toolbox, workspace_id: str) -> None:
        if self._is_time(toolbox, "find", workspace_id, _FIND_EVERY):
            toolbox.run(find_wants, workspace_id, self._offers)
        if toolbox.read(has_work, workspace_id):
            toolbox.run(follow, workspace_id, self._offers)
            toolbox.run(decide_due, workspace_id, self._offers)
        if self._is_time(toolbox, "forget", workspace_id, _FORGET_EVERY):
            toolbox.run(forget_old, workspace_id)

    def _is_time(self, toolbox: Toolbox, what: str, workspace_id: str, every: timedelta) -> bool:
        """By the app's clock, which may also be set back."""
        done = self._done.setdefault(toolbox, {})
        last, now = done.get((what, workspace_id)), toolbox.clock.now()
        if last is not None and timedelta(0) <= now - last < every:
            return False
        done[what, workspace_id] = now
        return True


class LookAtPeople:
    """The job that decides about what waits for some people; Slack is asked only where needed."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    def __call__(self, toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
        """Payload: people, by our keys."""
        people = cast("list[int]", payload["people"])
        asking = toolbox.run(decide_for, workspace_id, self._offers, people)
        asked: set[int] = set()
        while asking and not asking.keys() <= asked:
            said = ask_slack(toolbox.slack(workspace_id), asking, toolbox.clock.now())
            asked |= said.keys()
            asking = toolbox.run(hear_availability, workspace_id, self._offers, said)


class MessagePost:
    """What a post of nudges says."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    def __call__(self, tx: Transaction, post_id: str) -> PostContent | None:
        shown = word_message(tx, self._offers, post_id)
        if shown is None:
            return None
        text, blocks = frame.message(shown)
        return PostContent(text=text, blocks=blocks)


class HomeDrawing:
    """What waits for somebody on their Home tab."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    def __call__(self, tx: Transaction, person: int) -> Sequence[Block]:
        return frame.home(show_home(tx, self._offers, person))


def tell_effect(tx: Transaction) -> str:
    """For admins: counts, never of people."""
    effects = count_effects(tx)
    sent, acted = sum(one.sent for one in effects), sum(one.acted for one in effects)
    return sentences.acted_on(acted, sent) if sent else ""


def trouble_post(_tx: Transaction, subject: str) -> PostContent:
    return PostContent(text=sentences.refused(*read_trouble(subject)))


def ask_slack(
    slack: WebClient, people: Mapping[int, str], now: datetime
) -> dict[int, Availability]:
    """Do not disturb and status of these, Slack ids by our keys."""
    quiet = _quiet(slack, list(people.values()), now)
    return {
        key: Availability(quiet_until=quiet.get(slack_id), away_until=_away(slack, slack_id, now))
        for key, slack_id in people.items()
    }


def _quiet(slack: WebClient, slack_ids: list[str], now: datetime) -> dict[str, datetime | None]:
    said = _ask(slack.dnd_teamInfo, users=slack_ids).get("users") or {}
    return {slack_id: quiet_until(said.get(slack_id) or {}, now) for slack_id in slack_ids}


def _away(slack: WebClient, slack_id: str, now: datetime) -> datetime | None:
    user = _ask(slack.users_info, user=slack_id).get("user") or {}
    return away_until(user.get("profile") or {}, now)


def _ask(call: Callable[..., SlackResponse], **about: object) -> Mapping[str, Any]:
    """Nothing where Slack never tells: then our own hours and choices alone hold back."""
    with patiently():
        try:
            answer = call(**about)
        except SlackApiError as error:
            reason = error.response["error"]
            if reason != "missing_scope" and classify(error).verdict != "permanent":
                raise
            _log.info("nudges.not_told", reason=reason)
            return {}
    return answer.data if isinstance(answer.data, dict) else {}
