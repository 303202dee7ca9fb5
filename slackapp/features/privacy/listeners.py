"""`/we export`, `/we forget-me`, and the form that asks once more."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.privacy import blocks
from slackapp.features.privacy.use_cases import exporting, forgetting
from slackapp.slack.requests import Click, Command
from slackapp.slack.we_command import CommandAnswer, WeWord
from slackapp.vocabulary.refusals import Refusal


def register(app: App, toolbox: Toolbox) -> None:
    for action, leave_out in ((blocks.FORGET, False), (blocks.FORGET_AND_LEAVE_OUT, True)):
        app.action(action)(_listener(partial(_forget, toolbox, leave_out=leave_out)))


def we_export(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        planned = toolbox.run(
            exporting.ask_for_export,
            asked.workspace_id,
            person_id=asked.person_id,
            trigger_id=asked.trigger_id,
        )
        if not planned:
            raise Refusal(blocks.nothing_kept())
        return blocks.gathering()

    return WeWord(word="export", usage=blocks.export_usage(), answer=answer)


def we_forget_me(toolbox: Toolbox) -> WeWord:
    """Nobody is looked up at Slack: who is not known has nothing to be forgotten."""

    def answer(asked: Command) -> CommandAnswer:
        if not toolbox.open_modal(asked.workspace_id, asked.trigger_id, blocks.ask_to_forget()):
            raise Refusal(blocks.form_not_opened())
        return {}

    return WeWord(word="forget-me", usage=blocks.forget_usage(), answer=answer)


def _listener(pressed: Callable[[Click], None]) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        pressed(Click.read(body, context.team_id or ""))
        ack()

    return listener


def _forget(toolbox: Toolbox, click: Click, *, leave_out: bool) -> None:
    is_known = toolbox.run(
        forgetting.ask_to_forget,
        click.workspace_id,
        person_id=click.person_id,
        leave_out=leave_out,
    )
    told = blocks.forgetting(leave_out=leave_out)
    if not is_known and not leave_out:
        told = blocks.nothing_to_forget()
    toolbox.change_modal(click.workspace_id, click.view_id, told)
