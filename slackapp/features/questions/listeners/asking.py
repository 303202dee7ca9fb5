"""`/we ask`: the form that helps to ask, what it sends, and the buttons on what was asked."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.questions.blocks import asking, sentences
from slackapp.features.questions.blocks import listing as lists
from slackapp.features.questions.blocks.wording import Json
from slackapp.features.questions.listeners.commands import beside, in_place
from slackapp.features.questions.listeners.finding import find
from slackapp.features.questions.rules.shown import MINE, Doing, Listing
from slackapp.features.questions.use_cases.answering import (
    Pressed,
    draw_picker,
    press,
    thank_similar,
)
from slackapp.features.questions.use_cases.tracking import ask, take_back_asked
from slackapp.reading.mrkdwn import escape
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click, Command, Submission
from slackapp.slack.we_command import CommandAnswer, WeWord
from slackapp.vocabulary.refusals import Refusal

_PLACE = 45
_MOST_SIMILAR = 3


def register(app: App, toolbox: Toolbox) -> None:
    def on_form(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _send(toolbox, ack, Submission.read(body, context.team_id or ""))

    app.view(asking.ASK_FORM)(on_form)
    app.action(re.compile(rf"{re.escape(asking.SIMILAR_HELPED)}\.\d+\Z"))(
        _listener(toolbox, _similar_helped)
    )
    for action, pressed in (
        (lists.ASK, _open_form),
        (asking.TAKE, _take),
        (asking.LET_GO, _let_go),
        (asking.WHO_HELPED, _who_helped),
        (asking.TAKE_BACK, _take_back),
    ):
        app.action(action)(_listener(toolbox, pressed))


def we_ask(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        metadata = _metadata(asked.response_url, seen=False)
        view = asking.form(title=asked.text.strip(), channel_id=asked.channel_id, metadata=metadata)
        if toolbox.open_modal(asked.workspace_id, asked.trigger_id, view):
            return {}
        raise Refusal(sentences.form_not_opened())

    return WeWord(
        word="ask",
        usage=asking.usage(),
        label=asking.label(),
        place=_PLACE,
        for_guests=False,
        answer=answer,
    )


def _listener(toolbox: Toolbox, pressed: Callable[[Toolbox, Click], None]) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        pressed(toolbox, Click.read(body, context.team_id or ""))
        ack()

    return listener


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """The form as it was sent; `seen`: similar questions were shown before."""

    title: str
    details: str
    channel_id: str
    response_url: str
    seen: bool

    @classmethod
    def read(cls, sent: Submission) -> Self:
        response_url, seen = _read_metadata(sent.metadata)
        return cls(
            title=sent.text(asking.TITLE),
            details=sent.text(asking.DETAILS),
            channel_id=sent.text(asking.CHANNEL),
            response_url=response_url,
            seen=seen,
        )


def _send(toolbox: Toolbox, ack: Ack, sent: Submission) -> None:
    """The first time, similar questions that were helped are shown instead."""
    filled = _Filled.read(sent)
    toolbox.make_known(sent.workspace_id, [sent.person_id, filled.channel_id])
    similar = None if filled.seen else _similar(toolbox, sent, filled)
    if similar is not None:
        ack(response_action="update", view=similar)
        return
    try:
        asked = toolbox.run(
            ask,
            sent.workspace_id,
            request=sent.view_id,
            person_id=sent.person_id,
            channel_id=filled.channel_id,
            title=filled.title,
            details=filled.details,
        )
    except Refusal as refused:
        ack(response_action="errors", errors={asking.CHANNEL: refused.sentence})
        return
    said = asking.asked(asked.question_id, filled.channel_id)
    if filled.response_url:
        whisper(filled.response_url, said["text"], said["blocks"])
    ack()


def _similar(toolbox: Toolbox, sent: Submission, filled: _Filled) -> Json | None:
    """The same form with what was helped before on top; None where there is nothing like it."""
    found = find(
        toolbox,
        sent.workspace_id,
        text=f"{filled.title}\n{filled.details}",
        person_id=sent.person_id,
        channel_id=filled.channel_id,
        most=_MOST_SIMILAR,
    )
    if not found.lines:
        return None
    view = asking.form(
        title=filled.title,
        details=filled.details,
        channel_id=filled.channel_id,
        metadata=_metadata(filled.response_url, seen=True),
        similar=found.lines,
    )
    return toolbox.with_lines(sent.workspace_id, view)


def _open_form(toolbox: Toolbox, click: Click) -> None:
    view = asking.form(
        title="",
        channel_id=click.channel_id,
        metadata=_metadata(click.response_url, seen=False),
    )
    if not toolbox.open_modal(click.workspace_id, click.trigger_id, view):
        raise Refusal(sentences.form_not_opened())


def _take(toolbox: Toolbox, click: Click) -> None:
    _press(toolbox, click, "claim")


def _let_go(toolbox: Toolbox, click: Click) -> None:
    _press(toolbox, click, "let_go")


def _press(toolbox: Toolbox, click: Click, doing: Doing) -> None:
    """On the public post, which changes by itself; who pressed is told beside it."""
    toolbox.make_known(click.workspace_id, [click.person_id])
    pressed = Pressed(person_id=click.person_id, question_id=click.value)
    toolbox.run(press, click.workspace_id, pressed, doing)
    said = lists.done(doing)
    whisper(click.response_url, said)


def _who_helped(toolbox: Toolbox, click: Click) -> None:
    pressed = Pressed(person_id=click.person_id, question_id=click.value)
    shown = toolbox.read(draw_picker, click.workspace_id, pressed)
    beside(toolbox, click, lists.picker(shown, Listing(view=MINE, lines=(), total=0)))


def _similar_helped(toolbox: Toolbox, click: Click) -> None:
    """In a form, Slack gives no other way to say no than the form itself."""
    try:
        helper = toolbox.run(
            thank_similar, click.workspace_id, question_id=click.value, person_id=click.person_id
        )
        shown = asking.similar_helped(helper)
    except Refusal as refused:
        shown = asking.note(escape(refused.sentence))
    toolbox.change_modal(click.workspace_id, click.view_id, shown)


def _take_back(toolbox: Toolbox, click: Click) -> None:
    title = toolbox.run(
        take_back_asked,
        click.workspace_id,
        question_id=click.value,
        person_id=click.person_id,
    )
    in_place(toolbox, click, asking.taken_back(title))


def _metadata(response_url: str, *, seen: bool) -> str:
    return json.dumps({"response_url": response_url, "seen": seen})


def _read_metadata(metadata: str) -> tuple[str, bool]:
    try:
        read = json.loads(metadata)
        return str(read["response_url"]), bool(read["seen"])
    except (ValueError, KeyError, TypeError):
        raise Refusal(sentences.old_form()) from None
