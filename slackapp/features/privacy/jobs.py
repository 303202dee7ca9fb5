"""Sending an export, forgetting somebody, and the night's erasing."""

import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.feature_contract import Toolbox
from slackapp.features.privacy import blocks
from slackapp.features.privacy.rules import MOST_PIECES, pieces
from slackapp.features.privacy.use_cases import exporting, forgetting, retention
from slackapp.outbox.patience import patiently
from slackapp.slack.blocks import section
from slackapp.workspace.lookup import ask

_log = structlog.get_logger(__name__)
_NIGHT_HOUR = 3  # UTC
_FILE = "we-not-me.json"


def send_export(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """As a file where Slack lets us, else as messages; told again from the start if interrupted.

    See docs/decisions: exports by direct message.
    """
    found = toolbox.read(
        exporting.write_export, workspace_id, person=payload["person"], rooms=toolbox.features
    )
    if found is None:
        return
    client = toolbox.slack(workspace_id)
    cut = pieces(found.text)
    with patiently():
        channel_id = _say(client, found.person_id, blocks.your_data())
        if _uploaded(client, channel_id, found.text):
            return
        if len(cut) > MOST_PIECES:
            _say(client, channel_id, blocks.too_long(len(cut), found.person_id))
            return
        for number, piece in enumerate(cut, start=1):
            _say(client, channel_id, blocks.part(number, len(cut)), blocks.as_written(piece))


def forget(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """First their Home tab, while we still know whose it is."""
    person, leave_out = payload["person"], payload["leave_out"]
    person_id = toolbox.read(exporting.find_id, workspace_id, person=person)
    if person_id:
        with suppress(SlackApiError), patiently():  # a workspace may have no Home tabs
            toolbox.slack(workspace_id).views_publish(
                user_id=person_id, view=blocks.forgotten_home()
            )
    done = toolbox.run(
        forgetting.forget, workspace_id, person=person, leave_out=leave_out, rooms=toolbox.features
    )
    if done:
        _log.info("privacy.forgotten", workspace=workspace_id)


def erase_old(toolbox: Toolbox, workspace_id: str, _payload: Mapping[str, Any]) -> None:
    erased = total = toolbox.run(retention.erase_some, workspace_id, rooms=toolbox.features)
    while erased:
        erased = toolbox.run(retention.erase_some, workspace_id, rooms=toolbox.features)
        total += erased
    _log.info("privacy.old_erased", workspace=workspace_id, rows=total)


class Nightly:
    """Asks for the night's erasing once a night; replicas that ask too ask for the same job."""

    def __init__(self) -> None:
        self._asked: dict[str, date] = {}

    def __call__(self, toolbox: Toolbox, workspace_id: str) -> None:
        now = toolbox.clock.now()
        if now.hour < _NIGHT_HOUR or self._asked.get(workspace_id) == now.date():
            return
        toolbox.run(retention.ask_for_night, workspace_id)
        self._asked[workspace_id] = now.date()


def _uploaded(client: WebClient, channel_id: str, text: str) -> bool:
    """False where Slack has not allowed us to send files."""
    try:
        client.files_upload_v2(channel=channel_id, filename=_FILE, content=text)
    except SlackApiError as error:
        if error.response.get("error") in {"missing_scope", "not_allowed_token_type"}:
            return False
        raise
    return True


def _say(client: WebClient, channel_id: str, text: str, *shown: Mapping[str, Any]) -> str:
    """The conversation's id. Slack takes one message a second here: we wait as long as it says."""
    answer = ask(
        client.chat_postMessage,
        time.sleep,
        channel=channel_id,
        text=text,
        blocks=[section(text), *shown],
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(answer["channel"])
