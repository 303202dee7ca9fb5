"""[Start] and the choices beside it; what somebody chooses who invited the app."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.settings.blocks import first_run, page
from slackapp.features.settings.listeners.hub import admit
from slackapp.features.settings.use_cases.first_run import start_as_chosen
from slackapp.features.settings.use_cases.inviting import choose_noticed, word_choice
from slackapp.features.settings.use_cases.pages import draw_sample
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click
from slackapp.vocabulary.refusals import Refusal

_SHARED = ("selected_conversations", "selected_conversation")


def register(app: App, toolbox: Toolbox) -> None:
    def on_choice(ack: Ack) -> None:
        ack()  # what is chosen comes along with [Start]

    def on_start(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _start(toolbox, Click.read(body, context.team_id or ""))
        ack()

    def on_sample(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        view = page.sample_view(draw_sample(toolbox.features))
        toolbox.open_modal(click.workspace_id, click.trigger_id, view)
        ack()

    def on_what(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        whisper(click.response_url, first_run.what_i_do())
        ack()

    def on_notice(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _notice(toolbox, Click.read(body, context.team_id or ""))
        ack()

    app.action(first_run.CHOICE)(on_choice)
    app.action(first_run.START)(on_start)
    app.action(first_run.SAMPLE)(on_sample)
    app.action(first_run.WHAT_I_DO)(on_what)
    app.action(re.compile(rf"{re.escape(first_run.NOTICE)}\.\w+"))(on_notice)


def _start(toolbox: Toolbox, click: Click) -> None:
    by = admit(toolbox, click.workspace_id, click.person_id)
    picked = [state[key] for state in click.states.values() for key in _SHARED if state.get(key)]
    channels = [one for part in picked for one in ([part] if isinstance(part, str) else part)]
    toolbox.make_known(click.workspace_id, channels)
    done = toolbox.run(
        start_as_chosen, click.workspace_id, by=by, states=click.states, rooms=toolbox.features
    )
    if not done.newly:
        raise Refusal(first_run.started_before())
    text, blocks = first_run.started(listens=done.listens)
    whisper(click.response_url, text, blocks, in_place=True)


def _notice(toolbox: Toolbox, click: Click) -> None:
    channel_id, inviter_id = toolbox.run(
        choose_noticed,
        click.workspace_id,
        value=click.value,
        person_id=click.person_id,
        rooms=toolbox.features,
    )
    said = toolbox.read(
        word_choice,
        click.workspace_id,
        f"{channel_id}:{inviter_id}",
        toolbox.features,
    )
    whisper(click.response_url, said.text, said.blocks, in_place=True)
