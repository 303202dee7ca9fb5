"""The buttons of the Home tab."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.home import blocks
from slackapp.features.home.use_cases.mirror import look_in_mirror
from slackapp.features.home.use_cases.showing import list_failed, pause_all
from slackapp.slack.blocks import HOME_BUTTON
from slackapp.slack.requests import WE_COMMAND, Click
from slackapp.vocabulary.refusals import Refusal


def register(app: App, toolbox: Toolbox) -> None:
    def on_word(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _answer_word(toolbox, Click.read(body, context.team_id or ""))
        ack()

    def on_pause(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _pause(toolbox, Click.read(body, context.team_id or ""), paused=True)
        ack()

    def on_resume(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _pause(toolbox, Click.read(body, context.team_id or ""), paused=False)
        ack()

    def on_mirror(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        seen = toolbox.read(
            look_in_mirror, click.workspace_id, person_id=click.person_id, rooms=toolbox.features
        )
        toolbox.open_modal(click.workspace_id, click.trigger_id, blocks.mirror_view(seen))
        ack()

    def on_failed(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _show_failed(toolbox, Click.read(body, context.team_id or ""))
        ack()

    app.action(blocks.MIRROR)(on_mirror)
    app.action(blocks.FAILED)(on_failed)
    app.action(re.compile(rf"{re.escape(HOME_BUTTON)}\.\w+"))(on_word)
    app.action(blocks.PAUSE_ALL)(on_pause)
    app.action(blocks.RESUME_ALL)(on_resume)


def _answer_word(toolbox: Toolbox, click: Click) -> None:
    """A word of `/we`; what it would say in a channel is shown on top of the tab."""
    words = (make(toolbox) for room in toolbox.features for make in room.we_words)
    word = next((word for word in words if word.word == click.value), None)
    if word is None:
        return
    try:
        answer = word.answer(click.as_command(WE_COMMAND))
    except Refusal as refused:
        _show(toolbox, click, refused)
    else:
        if answer:
            view = blocks.answer_view(answer)
            toolbox.open_modal(click.workspace_id, click.trigger_id, view)


def _pause(toolbox: Toolbox, click: Click, *, paused: bool) -> None:
    try:
        admin = toolbox.admit(click.workspace_id, click.person_id)
        toolbox.run(pause_all, click.workspace_id, by=admin, paused=paused)
    except Refusal as refused:
        _show(toolbox, click, refused)


def _show_failed(toolbox: Toolbox, click: Click) -> None:
    try:
        admin = toolbox.admit(click.workspace_id, click.person_id)
        failed = toolbox.read(list_failed, click.workspace_id, by=admin)
    except Refusal as refused:
        _show(toolbox, click, refused)
    else:
        toolbox.open_modal(click.workspace_id, click.trigger_id, blocks.failed_view(failed))


def _show(toolbox: Toolbox, click: Click, refused: Refusal) -> None:
    view = blocks.note_view(refused.sentence)
    toolbox.open_modal(click.workspace_id, click.trigger_id, view)
