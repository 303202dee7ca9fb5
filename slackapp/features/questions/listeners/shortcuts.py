"""⋯ on a message: "Track this question" and "This helped", with their [Undo]."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.questions.blocks import answers, sentences
from slackapp.features.questions.blocks.wording import Json
from slackapp.features.questions.listeners.commands import in_place
from slackapp.features.questions.use_cases.answering import mark_helped
from slackapp.features.questions.use_cases.tracking import ToTrack, track, untrack
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click, MessageShortcut
from slackapp.vocabulary.refusals import Refusal

TRACK_SHORTCUT = "questions.track_shortcut"
HELPED_SHORTCUT = "questions.helped_shortcut"


def register(app: App, toolbox: Toolbox) -> None:
    def on_track(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        asked = MessageShortcut.read(body, context.team_id or "")
        _tell(asked, _track(toolbox, asked))
        ack()

    def on_helped(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        asked = MessageShortcut.read(body, context.team_id or "")
        toolbox.make_known(asked.workspace_id, [asked.person_id])
        settled = toolbox.run(
            mark_helped,
            asked.workspace_id,
            person_id=asked.person_id,
            channel_id=asked.channel_id,
            ts=asked.message_ts,
        )
        _tell(asked, answers.helped(settled))
        ack()

    def on_untrack(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        toolbox.run(untrack, click.workspace_id, question_id=click.value, person_id=click.person_id)
        in_place(toolbox, click, answers.untracked())
        ack()

    def on_undo_helped(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        channel_id, has_both, ts = click.value.partition("|")
        if not has_both:
            raise Refusal(sentences.old_button())
        settled = toolbox.run(
            mark_helped,
            click.workspace_id,
            person_id=click.person_id,
            channel_id=channel_id,
            ts=ts,
            helped=False,
        )
        in_place(toolbox, click, answers.helped_undone(settled))
        ack()

    app.message_shortcut(TRACK_SHORTCUT)(on_track)
    app.message_shortcut(HELPED_SHORTCUT)(on_helped)
    app.action(answers.UNTRACK)(on_untrack)
    app.action(answers.UNDO_HELPED)(on_undo_helped)


def _track(toolbox: Toolbox, asked: MessageShortcut) -> Json:
    known = [asked.person_id, asked.channel_id, *([asked.author_id] if asked.author_id else [])]
    toolbox.make_known(asked.workspace_id, known)
    done = toolbox.run(
        track,
        asked.workspace_id,
        ToTrack(
            channel_id=asked.channel_id,
            ts=asked.message_ts,
            thread_ts=asked.thread_ts,
            author_id=asked.author_id,
            text=asked.text,
        ),
        person_id=asked.person_id,
    )
    return answers.tracked(done.question_id, is_new=done.is_new, by_me=done.by_me)


def _tell(asked: MessageShortcut, said: Json) -> None:
    whisper(asked.response_url, said["text"], said["blocks"])
