"""`/we links`, its buttons, and "Save this link" on a message."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.links.blocks import lists, sentences
from slackapp.features.links.use_cases.listing import list_for
from slackapp.features.links.use_cases.marking import mark_useful, save_links, unsave_links
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click, Command, MessageShortcut
from slackapp.slack.we_command import CommandAnswer, WeWord
from slackapp.vocabulary.refusals import Refusal

SAVE_SHORTCUT = "links.save_shortcut"

_PLACE = 40
_LEAST_PARTS = 3  # channel, ts and at least one link


def register(app: App, toolbox: Toolbox) -> None:
    def on_save(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        asked = MessageShortcut.read(body, context.team_id or "")
        toolbox.make_known(asked.workspace_id, [asked.person_id])
        done = toolbox.run(
            save_links,
            asked.workspace_id,
            person_id=asked.person_id,
            channel_id=asked.channel_id,
            ts=asked.message_ts,
            text=asked.text,
        )
        said = lists.saved(done, asked.channel_id, asked.message_ts)
        whisper(asked.response_url, said["text"], said["blocks"])
        ack()

    app.message_shortcut(SAVE_SHORTCUT)(on_save)
    for action, clicked in (
        (lists.USEFUL, _useful),
        (lists.NOT_USEFUL, _not_useful),
        (lists.UNSAVE, _unsave),
        (lists.TURN_PAGE, _turn_page),
    ):
        app.action(re.compile(rf"{re.escape(action)}(\.\w+)?\Z"))(_listener(toolbox, clicked))


def we_links(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        page = toolbox.read(
            list_for, asked.workspace_id, words=asked.text, person_id=asked.person_id
        )
        return lists.listing(page)

    return WeWord(
        word="links",
        usage=lists.usage(),
        label=lists.label(),
        place=_PLACE,
        for_guests=False,
        answer=answer,
    )


def _listener(toolbox: Toolbox, clicked: Callable[[Toolbox, Click], None]) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        toolbox.make_known(click.workspace_id, [click.person_id])
        clicked(toolbox, click)
        ack()

    return listener


def _useful(toolbox: Toolbox, click: Click) -> None:
    found = toolbox.run(mark_useful, click.workspace_id, key=click.value, person_id=click.person_id)
    said = lists.found_useful(found)
    whisper(click.response_url, said["text"], said["blocks"])


def _not_useful(toolbox: Toolbox, click: Click) -> None:
    toolbox.run(
        mark_useful,
        click.workspace_id,
        key=click.value,
        person_id=click.person_id,
        useful=False,
    )
    _in_place(click, lists.not_useful())


def _unsave(toolbox: Toolbox, click: Click) -> None:
    parts = click.value.split("|")
    if len(parts) < _LEAST_PARTS:
        raise Refusal(sentences.old_button())
    channel_id, ts, *keys = parts
    toolbox.run(
        unsave_links,
        click.workspace_id,
        person_id=click.person_id,
        channel_id=channel_id,
        ts=ts,
        keys=tuple(keys),
    )
    _in_place(click, lists.unsaved())


def _turn_page(toolbox: Toolbox, click: Click) -> None:
    offset, has_both, words = click.value.partition("|")
    if not has_both or not offset.isdigit():
        raise Refusal(sentences.old_button())
    page = toolbox.read(
        list_for,
        click.workspace_id,
        words=words,
        person_id=click.person_id,
        offset=int(offset),
    )
    _in_place(click, lists.listing(page))


def _in_place(click: Click, said: lists.Json) -> None:
    whisper(click.response_url, said["text"], said["blocks"], in_place=True)
