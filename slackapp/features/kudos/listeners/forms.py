"""The message shortcut, and the forms sent: give kudos, edit them, pass credit on."""

from dataclasses import replace
from typing import Any, cast

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.kudos.blocks import additions, answers, form, sentences
from slackapp.features.kudos.listeners.replies import say_anew
from slackapp.features.kudos.rules.additions import value_of_credit
from slackapp.features.kudos.rules.answers import KudosGiven, KudosNotGiven
from slackapp.features.kudos.rules.orders import Form, form_of_metadata
from slackapp.features.kudos.rules.thanks import Shown
from slackapp.features.kudos.use_cases.credit import pass_on
from slackapp.features.kudos.use_cases.editing import edit_kudos
from slackapp.features.kudos.use_cases.forms import draw_form_about
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click, MessageShortcut, Submission
from slackapp.slack.thanks_button import SAY_THANKS, read_thanked_for
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _

GIVE_SHORTCUT = "kudos.give_shortcut"

_PLACES = frozenset({"here", "feed", "receivers"})


def register(app: App, toolbox: Toolbox) -> None:
    def on_shortcut(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        asked = MessageShortcut.read(body, context.team_id or "")
        open_form_about(toolbox, asked)
        ack()

    def on_give_form(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        sent = Submission.read(body, context.team_id or "")
        filled = _filled(sent)
        answer = send_form(toolbox, sent, filled)
        if isinstance(answer, KudosNotGiven):
            sentence = answers.problem_of(answer)
            ack(response_action="errors", errors=form.errors(answer, sentence))
        else:
            said, is_anew = answers.given(answer), bool(filled.editing)
            _show(ack, filled.response_url, said, in_place=is_anew)

    def on_credit_form(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        sent = Submission.read(body, context.team_id or "")
        asked = _metadata(sent)
        people = sent.ids(form.WHO)
        toolbox.make_known(sent.workspace_id, [sent.person_id, *people])
        try:
            receivers = toolbox.run(
                pass_on,
                sent.workspace_id,
                source=asked.editing,
                person_id=sent.person_id,
                people_ids=people,
                reason=sent.text(form.WHAT),
            )
        except Refusal as refused:
            ack(response_action="errors", errors={form.WHO: refused.sentence})
        else:
            say_anew(toolbox, sent.workspace_id, asked.editing, asked.response_url)
            passed = value_of_credit(asked.editing, people)
            _show(ack, asked.response_url, additions.credit_passed(receivers, passed))

    def on_say_thanks(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        open_form_about(toolbox, _about(click))
        ack()

    app.message_shortcut(GIVE_SHORTCUT)(on_shortcut)
    app.action(SAY_THANKS)(on_say_thanks)
    app.view(form.GIVE_FORM)(on_give_form)
    app.view(form.CREDIT_FORM)(on_credit_form)


def open_form_about(toolbox: Toolbox, asked: MessageShortcut) -> None:
    """The form about a message; its post goes where the answers to the message are."""
    known = [asked.person_id, asked.channel_id, *([asked.author_id] if asked.author_id else [])]
    toolbox.make_known(asked.workspace_id, known)
    about = Form(
        channel_id=asked.channel_id,
        response_url=asked.response_url,
        message_ts=asked.message_ts,
        thread_ts=asked.thread_ts,
    )
    drawn = toolbox.read(
        draw_form_about,
        asked.workspace_id,
        form=about,
        author_id=asked.author_id,
        person_id=asked.person_id,
    )
    if not toolbox.open_modal(asked.workspace_id, asked.trigger_id, form.give_form(drawn)):
        raise Refusal(_("Slack didn't open the form in time. Please try again."))


def _about(click: Click) -> MessageShortcut:
    """As if its author's message had been chosen."""
    about = read_thanked_for(click.value)
    if about is None:
        raise Refusal(sentences.old_form())
    return MessageShortcut(
        workspace_id=click.workspace_id,
        person_id=click.person_id,
        channel_id=about.channel_id,
        message_ts=about.ts,
        thread_ts=about.thread_ts or about.ts,
        author_id=about.author_id,
        trigger_id=click.trigger_id,
        response_url=click.response_url,
    )


def send_form(toolbox: Toolbox, sent: Submission, filled: Form) -> KudosGiven | KudosNotGiven:
    """Give what the form says, or change what it was opened to edit."""
    known = [sent.person_id, filled.channel_id, *filled.people, *filled.groups]
    toolbox.make_known(sent.workspace_id, known)
    if filled.editing:
        return toolbox.run(edit_kudos, sent.workspace_id, form=filled, person_id=sent.person_id)
    return toolbox.run(
        give_form,
        sent.workspace_id,
        view_id=sent.view_id,
        form=filled,
        person_id=sent.person_id,
    )


def _filled(sent: Submission) -> Form:
    where = sent.text(form.WHERE)
    return replace(
        _metadata(sent),
        people=sent.ids(form.WHO),
        reason=sent.text(form.WHAT),
        value=sent.text(form.VALUE),
        shown=cast("Shown", where if where in _PLACES else "here"),
    )


def _metadata(sent: Submission) -> Form:
    asked = form_of_metadata(sent.metadata)
    if asked is None:
        raise Refusal(sentences.old_form())
    return asked


def _show(ack: Ack, response_url: str, answer: dict[str, Any], *, in_place: bool = False) -> None:
    """In the channel it was opened from; in the form itself where that is out of reach."""
    text, blocks = answer["text"], answer["blocks"]
    if response_url and whisper(response_url, text, blocks, in_place=in_place):
        ack()
    else:
        ack(response_action="update", view=form.note(blocks))
