"""`/we board`: the board for whoever asks."""

from slackapp.feature_contract import Toolbox
from slackapp.features.leaderboard import blocks, use_cases
from slackapp.slack.requests import Command
from slackapp.slack.we_command import CommandAnswer, WeWord


def board_word(toolbox: Toolbox) -> WeWord:
    def answer(command: Command) -> CommandAnswer:
        shown = toolbox.read(
            use_cases.show_board,
            command.workspace_id,
            words=command.text,
            offers=use_cases.board_offers(toolbox.features),
        )
        if shown.period is None:
            return blocks.unknown_period()
        if shown.drawing is None:
            return blocks.nothing_yet()
        return toolbox.with_lines(command.workspace_id, blocks.board_answer(shown.drawing))

    return WeWord(word="board", usage=blocks.usage(), answer=answer)
