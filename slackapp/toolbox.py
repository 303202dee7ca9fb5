"""What rooms work with: transactions, Slack, and look-ups; `serve` and every command make one."""

from collections.abc import Callable, Collection, Mapping, Sequence
from http.client import HTTPException
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.web import SlackResponse

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, announce
from slackapp.jobs.client import DurableClient
from slackapp.jobs.transactions import Transactions
from slackapp.outbox.quoting import quotable
from slackapp.slack.answer_time import due_within, seconds_left
from slackapp.slack.clients import web_client
from slackapp.slack.errors import classify
from slackapp.slack.line_reading import read_lines
from slackapp.slack.lines import Place, fill, places_in
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace import directory, sync
from slackapp.workspace.admins import Admin, admit, slack_is_silent
from slackapp.workspace.installations import Installations
from slackapp.workspace.lookup import LookUpFailed, ask_about

# How long a listener goes on asking Slack who people are, and waits for each answer.
LISTENER_SECONDS = 1
_LEAST_SECONDS = 0.05
MOST_STRANGERS = 15  # asked about one by one, a tenth of a second each

P = ParamSpec("P")
R = TypeVar("R")

log = structlog.get_logger(__name__)


class NotInstalledError(Exception):
    """There is no token for this workspace in this process."""


class AppToolbox:
    """The `Toolbox` of `feature_contract.py`."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        queue: DurableClient,
        features: Sequence[Feature],
        *,
        installations: Installations | None = None,
        api_url: str = "",
        settings: Mapping[str, object] | None = None,
    ) -> None:
        self.clock = clock
        self.features = features
        self.installations = Installations() if installations is None else installations
        self._database = database
        self._queue = queue
        self._api_url = api_url
        self._settings = settings or {}
        self._transactions = Transactions(database, clock, queue, settings=self._settings)

    def run(
        self,
        use_case: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        with self._transactions.writing(workspace_id) as tx:
            answer = use_case(tx, *args, **kwargs)
            if isinstance(answer, Answer):
                announce(tx, answer.facts, self.features)
            return answer

    def read(
        self,
        query: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        with self._transactions.reading(workspace_id) as tx:
            return query(tx, *args, **kwargs)

    def with_settings(self, overrides: Mapping[str, object]) -> "AppToolbox":
        return AppToolbox(
            self._database,
            self.clock,
            self._queue,
            self.features,
            installations=self.installations,
            api_url=self._api_url,
            settings={**self._settings, **overrides},
        )

    def slack(self, workspace_id: str) -> WebClient:
        return self._client(workspace_id)

    def make_known(self, workspace_id: str, slack_ids: Sequence[str]) -> None:
        named = [slack_id for slack_id in slack_ids if slack_id]  # at home there is no channel
        strangers = self.read(directory.list_unknown, workspace_id, named)
        if not strangers:
            return
        try:
            with due_within(LISTENER_SECONDS):
                for each in strangers[:MOST_STRANGERS]:  # whom we met stays known
                    sync.make_known(
                        self._hurried_client(workspace_id),
                        [each],
                        workspace_id=workspace_id,
                        run=self.run,
                        wait=_do_not_wait,
                    )
        except LookUpFailed as failed:
            log.warning("directory.not_answered", ids=strangers, reason=failed.outcome.reason)

    def with_lines(self, workspace_id: str, shown: R) -> R:
        if not places_in(shown):
            return shown
        places = self.read(quotable, workspace_id, shown)
        with due_within(LISTENER_SECONDS):
            return fill(shown, self._read_lines(workspace_id, places))

    def open_modal(self, workspace_id: str, trigger_id: str, view: Mapping[str, Any]) -> bool:
        client = self._hurried_client(workspace_id)
        return _is_shown(client.views_open, trigger_id=trigger_id, view=dict(view))

    def push_modal(self, workspace_id: str, trigger_id: str, view: Mapping[str, Any]) -> bool:
        client = self._hurried_client(workspace_id)
        return _is_shown(client.views_push, trigger_id=trigger_id, view=dict(view))

    def admit(self, workspace_id: str, person_id: str) -> Admin:
        try:
            with due_within(LISTENER_SECONDS):
                client = self._hurried_client(workspace_id)
                said = ask_about(client, person_id, workspace_id=workspace_id, wait=_do_not_wait)
        except LookUpFailed as failed:
            log.warning("admins.not_answered", person=person_id, reason=failed.outcome.reason)
            raise Refusal(slack_is_silent()) from failed
        self.run(sync.save_records, workspace_id, [said])
        return self.read(admit, workspace_id, said)

    def change_modal(self, workspace_id: str, view_id: str, view: Mapping[str, Any]) -> bool:
        client = self._hurried_client(workspace_id)
        return _is_shown(client.views_update, view_id=view_id, view=dict(view))

    def _read_lines(self, workspace_id: str, places: Collection[Place]) -> dict[Place, str]:
        """Each only while there is time."""
        lines: dict[Place, str] = {}
        for place in places:
            if seconds_left(LISTENER_SECONDS) < _LEAST_SECONDS:
                break
            lines |= read_lines(self._hurried_client(workspace_id), [place])
        return lines

    def _hurried_client(self, workspace_id: str) -> WebClient:
        """For one call while somebody waits; where no time is left, for one that fails at once."""
        seconds = max(seconds_left(LISTENER_SECONDS), _LEAST_SECONDS)
        return self._client(workspace_id, timeout=seconds)

    def _client(self, workspace_id: str, **options: float) -> WebClient:
        installation = self.installations.by_workspace(workspace_id)
        if installation is None:
            raise NotInstalledError(workspace_id)
        return web_client(api_url=self._api_url, token=installation.bot_token, **options)


def _is_shown(call: Callable[..., SlackResponse], **arguments: object) -> bool:
    try:
        call(**arguments)
    except (SlackClientError, OSError, HTTPException) as error:
        log.warning("slack.modal_not_shown", reason=classify(error).reason)
        return False
    return True


def _do_not_wait(_seconds: float) -> None:
    """A person is waiting: what Slack does not say now is asked again by a job."""
