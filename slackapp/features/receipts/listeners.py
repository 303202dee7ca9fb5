"""`/we me`, its weeks, and "Something wrong?"."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.receipts import use_cases
from slackapp.features.receipts.blocks import notes, receipt
from slackapp.features.receipts.rules import ReceiptShown
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click, Command, Submission
from slackapp.slack.we_command import CommandAnswer, WeWord
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week

_PLACE = 10


def we_me(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        toolbox.make_known(asked.workspace_id, [asked.person_id])
        return receipt.receipt(_read(toolbox, asked.workspace_id, asked.person_id, asked.text))

    return WeWord(
        word="me", usage=receipt.usage(), label=receipt.label(), place=_PLACE, answer=answer
    )


def register(app: App, toolbox: Toolbox) -> None:
    def on_week(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        shown = _read(toolbox, click.workspace_id, click.person_id, click.value)
        _in_place(toolbox, click, receipt.receipt(shown))
        ack()

    def on_wrong(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        shown = _read(toolbox, click.workspace_id, click.person_id, click.value)
        _open(toolbox, click, notes.wrong_form(shown))
        ack()

    def on_note(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        sent = Submission.read(body, context.team_id or "")
        try:
            admins = toolbox.run(
                use_cases.tell_admins,
                sent.workspace_id,
                person_id=sent.person_id,
                week=Week.named(sent.metadata),
                line=sent.text(notes.LINE),
                words=sent.text(notes.WORDS),
                note_id=sent.view_id,
            )
        except Refusal as refused:
            ack(response_action="errors", errors={notes.WORDS: refused.sentence})
        else:
            ack(response_action="update", view=notes.thank_you(admins))

    app.action(re.compile(rf"{re.escape(receipt.SHOW)}\.\w+"))(on_week)
    app.action(receipt.WRONG)(on_wrong)
    app.view(notes.FORM)(on_note)


def _read(toolbox: Toolbox, workspace_id: str, person_id: str, words: str) -> ReceiptShown:
    return toolbox.read(use_cases.show_receipt, workspace_id, person_id=person_id, words=words)


def _in_place(toolbox: Toolbox, click: Click, said: CommandAnswer) -> None:
    """Of the private message, or of what the Home tab opened."""
    if click.view_id:
        toolbox.change_modal(click.workspace_id, click.view_id, receipt.receipt_view(said))
    else:
        whisper(click.response_url, said["text"], said["blocks"], in_place=True)


def _open(toolbox: Toolbox, click: Click, view: Mapping[str, Any]) -> None:
    if click.view_id:
        is_open = toolbox.change_modal(click.workspace_id, click.view_id, view)
    else:
        is_open = toolbox.open_modal(click.workspace_id, click.trigger_id, view)
    if not is_open:
        raise Refusal(notes.form_not_opened())
