"""The Bolt app for commands, buttons and forms; events do not come through here.

Slack: https://docs.slack.dev/interactivity/handling-user-interaction (what each answer means).
"""

from collections.abc import Callable, Mapping
from gettext import NullTranslations
from typing import Protocol

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from slackapp.observability.logs import place_of
from slackapp.slack.answer_time import due_within
from slackapp.slack.mishaps import answer_mishap
from slackapp.slack.throttle import Throttle
from slackapp.slack.visitors import Visitors
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _, speaking

# Slack waits three; the rest is for what does not look at the time: the way here, a transaction.
ANSWER_SECONDS = 2

# What somebody (team id, user id) reads; either may be empty.
WordsFor = Callable[[str, str], NullTranslations]

_log = structlog.get_logger(__name__)


class InstalledApp(Protocol):
    """Who the app is in a workspace."""

    @property
    def bot_token(self) -> str: ...
    @property
    def bot_user_id(self) -> str: ...
    @property
    def bot_id(self) -> str: ...


def build_app(
    *,
    client: WebClient,
    find_installation: Callable[[str], InstalledApp | None],
    throttle: Throttle,
    visitors: Visitors | None = None,
) -> App:
    """An app without listeners; `find_installation` takes Slack's team id, `client` no token.

    A listener runs before the answer, and its `ack(answer)` is the answer. The front door has
    verified the raw bytes already, and no token is tested with Slack on each request.
    """

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        found = find_installation(team_id or "")
        if found is None:
            raise Refusal(_("I'm not installed in this workspace. Ask an admin to add me."))
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user_id,
            bot_id=found.bot_id,
            bot_token=found.bot_token,
        )

    app = App(
        name="bolt",  # Bolt sets the level of the logger of this name: not ours
        client=client,
        authorize=authorize,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        request_verification_enabled=False,
        token_verification_enabled=False,
        ignoring_self_events_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )
    app.middleware(throttle.middleware)
    if visitors is not None:
        app.middleware(visitors.middleware)
    app.error(answer_mishap)
    return app


def dispatch(
    app: App,
    raw_body: str,
    headers: Mapping[str, str],
    words_for: WordsFor = lambda _team_id, _user_id: NullTranslations(),
) -> tuple[int, dict[str, str], str]:
    """Status, headers and body for a verified request; blocks, so run it in a thread. Never raises.

    Only the content type is passed on: the other headers are not signed, and Bolt obeys some.
    """
    content_type = next((v for n, v in headers.items() if n.lower() == "content-type"), "")
    try:
        request = BoltRequest(body=raw_body, headers={"content-type": content_type})
        with due_within(ANSWER_SECONDS):
            answer = _answer(app, request, words_for)
    except Exception as error:  # noqa: BLE001  Bolt fails on odd bodies before any handler of ours
        _log.warning("slack.unreadable_request", error=type(error).__name__, place=place_of(error))
        return 400, {"content-type": "text/plain;charset=utf-8"}, "not a Slack request"
    return answer.status, answer.first_headers(), answer.body


def _answer(app: App, request: BoltRequest, words_for: WordsFor) -> BoltResponse:
    """In the language of whoever asked.

    No middleware can see to it: Bolt calls one after the other, and the listener after them all.
    Where it cannot be looked up, a listener would wait as long, and in vain.
    """
    try:
        words = words_for(request.context.team_id or "", request.context.user_id or "")
    except Exception as error:  # noqa: BLE001  told as a listener's would be
        return answer_mishap(error, request)
    with speaking(words):
        return app.dispatch(request)
