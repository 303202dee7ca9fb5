"""`/we board` and its buttons: share it, tell how it counts."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.leaderboard.blocks import answers
from slackapp.features.leaderboard.blocks.board import SHARE
from slackapp.features.leaderboard.blocks.givers import HOW
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.sharing import share_board
from slackapp.features.leaderboard.use_cases.showing import show_board
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click, Command
from slackapp.slack.we_command import CommandAnswer, WeWord

_PLACE = 20


def register(app: App, toolbox: Toolbox) -> None:
    def on_share(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        toolbox.make_known(click.workspace_id, [click.person_id])
        shared = toolbox.run(
            share_board,
            click.workspace_id,
            value=click.value,
            channel_id=click.channel_id,
            person_id=click.person_id,
            response_url=click.response_url,
            offers=board_offers(toolbox.features),
        )
        said = answers.shared() if shared.newly else answers.shared_before()
        whisper(click.response_url, said["text"], said["blocks"], in_place=True)
        ack()

    def on_how(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        whisper(click.response_url, answers.how_it_counts()["text"])
        ack()

    app.action(SHARE)(on_share)
    app.action(HOW)(on_how)


def board_word(toolbox: Toolbox) -> WeWord:
    def answer(command: Command) -> CommandAnswer:
        shown = toolbox.read(
            show_board,
            command.workspace_id,
            words=command.text,
            offers=board_offers(toolbox.features),
            surface="answer" if command.channel_id else "form",
        )
        if shown.wanted is None:
            return answers.unknown_period()
        if shown.unknown_channel:
            return answers.unknown_channel()
        if shown.drawing is None:
            return answers.nothing_yet()
        return toolbox.with_lines(command.workspace_id, answers.board_answer(shown.drawing))

    return WeWord(
        word="board",
        usage=answers.usage(),
        label=answers.label(),
        place=_PLACE,
        for_guests=False,
        answer=answer,
    )
