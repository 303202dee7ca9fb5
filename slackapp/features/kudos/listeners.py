"""Commands and buttons of kudos: Slack in, one use case, one answer out."""

from hashlib import sha256
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from slackapp.feature_contract import Toolbox
from slackapp.features.kudos import blocks, use_cases
from slackapp.features.kudos.rules import KudosGiven, KudosNotGiven, Order, ids_named
from slackapp.slack.requests import KUDOS_COMMAND, WE_COMMAND, Click, Command
from slackapp.slack.we_command import CommandAnswer, WeWord


def register_listeners(app: App, toolbox: Toolbox) -> None:
    def on_kudos(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        asked = Command.read(command, context.team_id or "")
        ack(dict(answer_kudos(toolbox, asked, KUDOS_COMMAND)))

    def on_give_again(
        ack: Ack, body: dict[str, Any], context: BoltContext, respond: Respond
    ) -> None:
        click = Click.read(body, context.team_id or "")
        answer = toolbox.run(
            use_cases.give_again,
            click.workspace_id,
            value=click.value,
            person_id=click.person_id,
            channel_id=click.channel_id,
            response_url=click.response_url,
        )
        respond(**_answered(answer), replace_original=True)
        ack()

    def on_undo_given(
        ack: Ack, body: dict[str, Any], context: BoltContext, respond: Respond
    ) -> None:
        click = Click.read(body, context.team_id or "")
        answer = toolbox.run(
            use_cases.take_back_given,
            click.workspace_id,
            source=click.value,
            person_id=click.person_id,
        )
        respond(**blocks.taken_back(answer), replace_original=True)
        ack()

    app.command(KUDOS_COMMAND)(on_kudos)
    app.action(blocks.GIVE_AGAIN)(on_give_again)
    app.action(blocks.UNDO_GIVEN)(on_undo_given)


def we_kudos(toolbox: Toolbox) -> WeWord:
    return _we_word(toolbox, "kudos", blocks.we_kudos_usage())


def we_thanks(toolbox: Toolbox) -> WeWord:
    return _we_word(toolbox, "thanks", blocks.we_thanks_usage())


def answer_kudos(toolbox: Toolbox, asked: Command, typed_as: str) -> CommandAnswer:
    """What the giver alone sees; `typed_as` is the command with its word, "/we kudos"."""
    if asked.text.strip().casefold() in {"", "help"}:
        return blocks.usage(typed_as)
    named = [asked.person_id, asked.channel_id, *ids_named(asked.text)]
    toolbox.make_known(asked.workspace_id, named)
    answer = toolbox.run(
        use_cases.give_kudos,
        asked.workspace_id,
        order=Order(request=_identity(toolbox, asked), command=typed_as, text=asked.text),
        person_id=asked.person_id,
        channel_id=asked.channel_id,
        response_url=asked.response_url,
    )
    return _answered(answer)


def _we_word(toolbox: Toolbox, word: str, usage: str) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        return answer_kudos(toolbox, asked, f"{WE_COMMAND} {word}")

    return WeWord(word=word, usage=usage, answer=answer)


def _answered(answer: KudosGiven | KudosNotGiven) -> dict[str, Any]:
    return blocks.given(answer) if isinstance(answer, KudosGiven) else blocks.not_given(answer)


def _identity(toolbox: Toolbox, asked: Command) -> str:
    """Slack's trigger_id; without one what was asked, by its response_url or else its minute.

    A repeated delivery brings the same response_url, but the same words next week are new thanks.
    """
    if asked.trigger_id:
        return asked.trigger_id
    once = asked.response_url or f"{toolbox.clock.now():%Y-%m-%dT%H:%M}"
    parts = (asked.person_id, asked.channel_id, asked.text, once)
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
