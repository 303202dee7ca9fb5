"""`/we preferences`, `/we pause`, `/we leave`, the form and the buttons."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.preferences import use_cases
from slackapp.features.preferences.blocks import answers, form
from slackapp.features.preferences.rules import Chosen
from slackapp.features.preferences.use_cases import NotSaved
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click, Command, Submission
from slackapp.slack.we_command import CommandAnswer, WeWord
from slackapp.vocabulary.refusals import Refusal

_PLACE = 60


def register(app: App, toolbox: Toolbox) -> None:
    def on_form(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        sent = Submission.read(body, context.team_id or "")
        try:
            toolbox.run(
                use_cases.save_form,
                sent.workspace_id,
                person_id=sent.person_id,
                chosen=_chosen(sent),
                rooms=toolbox.features,
            )
        except NotSaved as refused:
            ack(response_action="errors", errors=dict(refused.errors))
        else:
            ack()

    app.view(form.FORM)(on_form)
    for action, pressed in (
        (answers.RESUME, _resume),
        (answers.LEAVE, _leave),
        (answers.COME_BACK, _come_back),
        (answers.STAY, _stay),
    ):
        app.action(action)(_listener(toolbox, pressed))


def we_preferences(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        toolbox.make_known(asked.workspace_id, [asked.person_id])
        shown = toolbox.read(
            use_cases.show_form,
            asked.workspace_id,
            person_id=asked.person_id,
            rooms=toolbox.features,
        )
        view = answers.left_view() if shown.left_out else form.preferences_form(shown)
        if not toolbox.open_modal(asked.workspace_id, asked.trigger_id, view):
            raise Refusal(answers.form_not_opened())
        return {}

    return WeWord(
        word="preferences",
        usage=answers.preferences_usage(),
        label=answers.preferences_label(),
        place=_PLACE,
        answer=answer,
    )


def we_pause(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        toolbox.make_known(asked.workspace_id, [asked.person_id])
        paused = toolbox.run(
            use_cases.pause, asked.workspace_id, person_id=asked.person_id, words=asked.text
        )
        return answers.paused(paused.until, paused.zone)

    return WeWord(word="pause", usage=answers.pause_usage(), answer=answer)


def we_leave(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        toolbox.make_known(asked.workspace_id, [asked.person_id])
        is_out = toolbox.read(use_cases.is_left_out, asked.workspace_id, person_id=asked.person_id)
        return answers.left() if is_out else answers.ask_to_leave()

    return WeWord(word="leave", usage=answers.leave_usage(), answer=answer)


def _listener(toolbox: Toolbox, pressed: Callable[[Toolbox, Click], None]) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        pressed(toolbox, Click.read(body, context.team_id or ""))
        ack()

    return listener


def _resume(toolbox: Toolbox, click: Click) -> None:
    done = toolbox.run(use_cases.pause, click.workspace_id, person_id=click.person_id, words="off")
    _in_place(toolbox, click, answers.paused(done.until, done.zone))


def _leave(toolbox: Toolbox, click: Click) -> None:
    toolbox.run(use_cases.leave, click.workspace_id, person_id=click.person_id, left_out=True)
    _in_place(toolbox, click, answers.left(), answers.left_view())


def _come_back(toolbox: Toolbox, click: Click) -> None:
    toolbox.run(use_cases.leave, click.workspace_id, person_id=click.person_id, left_out=False)
    _in_place(toolbox, click, answers.came_back(), answers.came_back_view())


def _stay(toolbox: Toolbox, click: Click) -> None:
    _in_place(toolbox, click, answers.stayed())


def _in_place(
    toolbox: Toolbox,
    click: Click,
    said: CommandAnswer,
    view: Mapping[str, Any] | None = None,
) -> None:
    """Of the message clicked on, or of the form; the Home tab draws itself anew."""
    if click.response_url:
        whisper(click.response_url, said["text"], said["blocks"], in_place=True)
    elif view is not None and click.in_modal:
        toolbox.change_modal(click.workspace_id, click.view_id, view)


def _chosen(sent: Submission) -> Chosen:
    kinds = (sent.ids(name) for name in sent.values if name.startswith(f"{form.KINDS}."))
    return Chosen(
        pause=sent.text(form.PAUSE),
        direct_messages=sent.text(form.DIRECT_MESSAGES) == form.YES,
        kinds=frozenset(kind for some in kinds for kind in some),
        opens=sent.text(form.OPENS),
        closes=sent.text(form.CLOSES),
        days=frozenset(map(int, sent.ids(form.DAYS))),
        hides_name=form.HIDE in sent.ids(form.NAME),
        fields=sent.states,
    )
