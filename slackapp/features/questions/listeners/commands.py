"""`/we questions`, `/we find`, and the buttons in their answers."""

import re
from collections.abc import Callable
from typing import Any, cast, get_args

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.questions.blocks import listing as blocks
from slackapp.features.questions.blocks import sentences
from slackapp.features.questions.blocks.wording import Json
from slackapp.features.questions.rules.shown import MINE, OPEN, Doing, Listing
from slackapp.features.questions.use_cases.answering import (
    Pressed,
    accept_helpers,
    draw_picker,
    press,
)
from slackapp.features.questions.use_cases.listing import list_for
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click, Command
from slackapp.slack.we_command import CommandAnswer, WeWord
from slackapp.vocabulary.refusals import Refusal

_CHANNEL = re.compile(r"<#(?P<id>[CG][A-Z0-9]+)(?:\|[^>]*)?>")
_PLACE = 30

Clicked = Callable[[Toolbox, Click], None]


def register(app: App, toolbox: Toolbox) -> None:
    for action, clicked in (
        (blocks.PRESS, _press),
        (blocks.UNDO, _undo),
        (blocks.PICK, _pick),
        (blocks.ACCEPT, _accept),
        (blocks.UNACCEPT, _unaccept),
        (blocks.TURN_PAGE, _turn_page),
    ):
        app.action(re.compile(rf"{re.escape(action)}(\..+)?\Z"))(_listener(toolbox, clicked))


def we_questions(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        page = _page(toolbox, asked.workspace_id, asked.person_id, asked.channel_id, _view(asked))
        return toolbox.with_lines(asked.workspace_id, blocks.listing(page))

    return WeWord(
        word="questions",
        usage=blocks.usage(),
        label=blocks.label(),
        place=_PLACE,
        for_guests=False,
        answer=answer,
    )


def show_picker(toolbox: Toolbox, click: Click, question_id: str, page: Listing) -> None:
    pressed = Pressed(person_id=click.person_id, question_id=question_id)
    shown = toolbox.read(draw_picker, click.workspace_id, pressed)
    in_place(toolbox, click, blocks.picker(shown, page))


def in_place(toolbox: Toolbox, click: Click, answer: Json) -> None:
    shown = toolbox.with_lines(click.workspace_id, answer)
    whisper(click.response_url, shown["text"], shown["blocks"], in_place=True)


def beside(toolbox: Toolbox, click: Click, answer: Json) -> None:
    shown = toolbox.with_lines(click.workspace_id, answer)
    whisper(click.response_url, shown["text"], shown["blocks"])


def _listener(toolbox: Toolbox, clicked: Clicked) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        clicked(toolbox, Click.read(body, context.team_id or ""))
        ack()

    return listener


def _press(toolbox: Toolbox, click: Click, *, undoing: bool = False) -> None:
    doing = cast("Doing", click.action_id.rpartition(".")[2])
    if doing not in get_args(Doing):
        raise Refusal(sentences.old_button())
    question_id, page, _extra = _place(click)
    toolbox.make_known(click.workspace_id, [click.person_id])
    pressed = Pressed(person_id=click.person_id, question_id=question_id)
    toolbox.run(press, click.workspace_id, pressed, doing)
    undo = None if undoing else (doing, question_id)
    _show_page(toolbox, click, page, note=blocks.done(doing), undo=undo)


def _undo(toolbox: Toolbox, click: Click) -> None:
    _press(toolbox, click, undoing=True)


def _pick(toolbox: Toolbox, click: Click) -> None:
    question_id, page, _extra = _place(click)
    show_picker(toolbox, click, question_id, page)


def _accept(toolbox: Toolbox, click: Click) -> None:
    _choose(toolbox, click, accepted=True)


def _unaccept(toolbox: Toolbox, click: Click) -> None:
    _choose(toolbox, click, accepted=False)


def _choose(toolbox: Toolbox, click: Click, *, accepted: bool) -> None:
    question_id, page, extra = _place(click)
    helpers = tuple(int(key) for key in extra.split(",") if key.isdigit())
    pressed = Pressed(person_id=click.person_id, question_id=question_id)
    shown = toolbox.run(accept_helpers, click.workspace_id, pressed, helpers, accepted=accepted)
    in_place(toolbox, click, blocks.picker(shown, page))


def _turn_page(toolbox: Toolbox, click: Click) -> None:
    _question_id, page, _extra = _place(click)
    _show_page(toolbox, click, page)


def _show_page(
    toolbox: Toolbox,
    click: Click,
    page: Listing,
    note: str = "",
    undo: tuple[Doing, str] | None = None,
) -> None:
    shown = _page(
        toolbox, click.workspace_id, click.person_id, click.channel_id, page.view, page.offset
    )
    in_place(toolbox, click, blocks.listing(shown, note, undo))


def _page(  # one argument for each thing asked
    toolbox: Toolbox,
    workspace_id: str,
    person_id: str,
    channel_id: str,
    view: str,
    offset: int = 0,
) -> Listing:
    return toolbox.read(
        list_for,
        workspace_id,
        person_id=person_id,
        channel_id=channel_id,
        view=view,
        offset=offset,
    )


def _view(asked: Command) -> str:
    channel = _CHANNEL.search(asked.text)
    if channel:
        return channel["id"]
    return MINE if asked.text.strip().casefold() == MINE else OPEN


def _place(click: Click) -> tuple[str, Listing, str]:
    """What a button carries: a question, the page it stood on, and more."""
    parts = click.value.split("|")
    if len(parts) != 4 or not parts[2].isdigit():  # noqa: PLR2004  as `value_of` wrote it
        raise Refusal(sentences.old_button())
    question_id, view, offset, extra = parts
    return question_id, Listing(view=view, lines=(), total=0, offset=int(offset)), extra
