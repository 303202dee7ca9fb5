"""`/we find`: what was helped before."""

from slackapp.feature_contract import Toolbox
from slackapp.features.questions.blocks import listing as blocks
from slackapp.features.questions.rules.shown import Found
from slackapp.features.questions.use_cases.finding import find_like
from slackapp.slack.requests import Command
from slackapp.slack.we_command import CommandAnswer, WeWord

_MOST_FOUND = 5


def we_find(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        if not asked.text.strip():
            return blocks.say_words()
        found = find(
            toolbox,
            asked.workspace_id,
            text=asked.text,
            person_id=asked.person_id,
            channel_id=asked.channel_id,
        )
        return toolbox.with_lines(asked.workspace_id, blocks.found(found))

    return WeWord(word="find", usage=blocks.find_usage(), for_guests=False, answer=answer)


def find(
    toolbox: Toolbox,
    workspace_id: str,
    *,
    text: str,
    person_id: str,
    channel_id: str,
    most: int = _MOST_FOUND,
) -> Found:
    """Earlier questions like this text, for somebody in a channel."""
    return toolbox.read(
        find_like,
        workspace_id,
        text=text,
        channel_id=channel_id,
        person_id=person_id,
        most=most,
    )
