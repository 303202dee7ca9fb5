"""`/kudos`, the words of `/we` about kudos, and the buttons under their answers."""

from hashlib import sha256
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.kudos.blocks import answers
from slackapp.features.kudos.blocks.form import give_form
from slackapp.features.kudos.blocks.received import no_year, received
from slackapp.features.kudos.listeners.replies import in_place, open_or_refuse, refusing_in_form
from slackapp.features.kudos.rules.answers import KudosGiven, KudosNotGiven
from slackapp.features.kudos.rules.orders import Form, Order, ids_named
from slackapp.features.kudos.rules.received import year_asked
from slackapp.features.kudos.use_cases.forms import draw_form, draw_form_to_edit
from slackapp.features.kudos.use_cases.giving import give_again, give_kudos
from slackapp.features.kudos.use_cases.received import read_received
from slackapp.features.kudos.use_cases.undoing import undo
from slackapp.slack.requests import KUDOS_COMMAND, WE_COMMAND, Click, Command
from slackapp.slack.we_command import CommandAnswer, WeWord

_GIVE_KUDOS_PLACE = 50


def register(app: App, toolbox: Toolbox) -> None:
    def on_kudos(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        asked = Command.read(command, context.team_id or "")
        ack(dict(answer_kudos(toolbox, asked, KUDOS_COMMAND)))

    def on_give_again(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        answer = toolbox.run(
            give_again,
            click.workspace_id,
            value=click.value,
            person_id=click.person_id,
            channel_id=click.channel_id,
            response_url=click.response_url,
        )
        if said := _answered(toolbox, click, answer):
            in_place(toolbox, click, said)
        ack()

    def on_undo(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        with refusing_in_form(toolbox, click):
            answer = toolbox.run(
                undo, click.workspace_id, source=click.value, person_id=click.person_id
            )
            in_place(toolbox, click, answers.taken_back(answer))
        ack()

    def on_edit(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        with refusing_in_form(toolbox, click):
            form = toolbox.read(
                draw_form_to_edit,
                click.workspace_id,
                source=click.value,
                person_id=click.person_id,
                response_url=click.response_url,
            )
            open_or_refuse(toolbox, click, give_form(form))
        ack()

    def on_cancel(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        in_place(toolbox, Click.read(body, context.team_id or ""), answers.kept())
        ack()

    app.command(KUDOS_COMMAND)(on_kudos)
    app.action(answers.GIVE_AGAIN)(on_give_again)
    app.action(answers.UNDO_GIVEN)(on_undo)
    app.action(answers.EDIT_GIVEN)(on_edit)
    app.action(answers.CANCEL)(on_cancel)


def we_kudos(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        return answer_kudos(toolbox, asked, f"{WE_COMMAND} kudos")

    return WeWord(
        word="kudos",
        usage=answers.we_kudos_usage(),
        label=answers.we_kudos_label(),
        place=_GIVE_KUDOS_PLACE,
        answer=answer,
    )


def we_thanks(toolbox: Toolbox) -> WeWord:
    """With a mention it gives; else it tells what whoever asks was thanked for."""

    def answer(asked: Command) -> CommandAnswer:
        if ids_named(asked.text) or "@" in asked.text:
            return answer_kudos(toolbox, asked, f"{WE_COMMAND} thanks")
        return answer_thanks(toolbox, asked)

    return WeWord(word="thanks", usage=answers.we_thanks_usage(), answer=answer)


def answer_thanks(toolbox: Toolbox, asked: Command) -> CommandAnswer:
    try:
        year = year_asked(asked.text)
    except ValueError:
        return no_year(asked.text)
    shown = toolbox.read(read_received, asked.workspace_id, person_id=asked.person_id, year=year)
    return received(shown)


def answer_kudos(toolbox: Toolbox, asked: Command, typed_as: str) -> CommandAnswer:
    """What the giver alone sees; `typed_as` is the command with its word, "/we kudos"."""
    words = asked.text.strip().casefold()
    if words == "help":
        return answers.usage(typed_as)
    if not words:
        form = Form(channel_id=asked.channel_id, response_url=asked.response_url)
        shown = toolbox.read(draw_form, asked.workspace_id, form=form)
        is_open = toolbox.open_modal(asked.workspace_id, asked.trigger_id, give_form(shown))
        return {} if is_open else answers.form_not_opened(typed_as)
    named = [asked.person_id, asked.channel_id, *ids_named(asked.text)]
    toolbox.make_known(asked.workspace_id, named)
    answer = toolbox.run(
        give_kudos,
        asked.workspace_id,
        order=Order(request=_identity(toolbox, asked), command=typed_as, text=asked.text),
        person_id=asked.person_id,
        channel_id=asked.channel_id,
        response_url=asked.response_url,
    )
    return _answered(toolbox, asked, answer)


def _answered(
    toolbox: Toolbox, asked: Command | Click, answer: KudosGiven | KudosNotGiven
) -> CommandAnswer:
    """Too short a reason opens the form with what was typed; where it cannot, it says so."""
    if isinstance(answer, KudosGiven):
        return answers.given(answer)
    if answer.form is not None:
        drawn = toolbox.read(draw_form, asked.workspace_id, form=answer.form, names=answer.names)
        if toolbox.open_modal(asked.workspace_id, asked.trigger_id, give_form(drawn)):
            return {}
    return answers.not_given(answer)


def _identity(toolbox: Toolbox, asked: Command) -> str:
    """Slack's trigger_id; without one what was asked, by its response_url or else its minute.

    A repeated delivery brings the same response_url, but the same words next week are new thanks.
    """
    if asked.trigger_id:
        return asked.trigger_id
    once = asked.response_url or f"{toolbox.clock.now():%Y-%m-%dT%H:%M}"
    parts = (asked.person_id, asked.channel_id, asked.text, once)
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
