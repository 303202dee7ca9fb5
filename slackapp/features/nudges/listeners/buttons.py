"""Buttons of nudges: one tap does it, and the nudge says so in its place."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.nudges.blocks import frame, sentences
from slackapp.features.nudges.use_cases.muting import is_for_all, mute, unmute
from slackapp.features.nudges.use_cases.pressing import Pressed, keep_refusal, press, undo
from slackapp.features.nudges.use_cases.situations import Offers
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.admins import Admin

Use = Callable[..., Pressed]


def register(app: App, toolbox: Toolbox, offers: Offers) -> None:
    for action, use_case in (
        (frame.CHOOSE, press),
        (frame.MORE, mute),
        (frame.UNDO, undo),
        (frame.AGAIN, unmute),
    ):
        pattern = re.compile(rf"{re.escape(action)}(\.\d+)?\Z")
        app.action(pattern)(_listener(toolbox, offers, use_case))


def _listener(toolbox: Toolbox, offers: Offers, use_case: Use) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        nudge_id, choice = frame.read_value(click.value)
        toolbox.make_known(click.workspace_id, [click.person_id])
        about = {"nudge_id": nudge_id, "person_id": click.person_id}
        try:
            by = _admin_of(toolbox, click, use_case, nudge_id)
            pressed = toolbox.run(
                use_case, click.workspace_id, offers, choice=choice, **about, **by
            )
        except Refusal as refused:
            if click.response_url:
                raise
            said = refused.sentence
            toolbox.run(keep_refusal, click.workspace_id, sentence=said, **about)
        else:
            _answer(toolbox, click, pressed)
        ack()

    return listener


def _admin_of(toolbox: Toolbox, click: Click, use_case: Use, nudge_id: str) -> Mapping[str, Admin]:
    """Asked for only where the menu changes something for everybody."""
    if use_case not in {mute, unmute}:
        return {}
    if not toolbox.read(is_for_all, click.workspace_id, nudge_id=nudge_id):
        return {}
    return {"by": toolbox.admit(click.workspace_id, click.person_id)}


def _answer(toolbox: Toolbox, click: Click, pressed: Pressed) -> None:
    """In its place where only they see it; beside it, for them alone, where everybody does."""
    if not click.response_url or (pressed.refreshes and not pressed.stale):
        return  # on Home, or in a message: both are said anew
    note = sentences.stale() if pressed.stale else ""
    if pressed.shown:
        content, in_place = frame.message(pressed.shown, note), not pressed.refreshes
    elif pressed.line:
        content = frame.private_line(pressed.nudge_id, pressed.line, pressed.undo)
        in_place = click.action_id in {frame.UNDO, frame.AGAIN}
    else:
        content, in_place = frame.channel_switched_off(pressed.nudge_id), False
    text, blocks = toolbox.with_lines(click.workspace_id, content)
    whisper(click.response_url, text, blocks, in_place=in_place)
