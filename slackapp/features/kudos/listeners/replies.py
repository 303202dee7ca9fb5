"""Where the answer to a click goes: beside its message, in its place, or into its form."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from slackapp.feature_contract import Toolbox
from slackapp.features.kudos.blocks import form, post
from slackapp.features.kudos.blocks.wording import paragraph
from slackapp.features.kudos.use_cases.showing import show_out_of_reach
from slackapp.reading.mrkdwn import escape
from slackapp.slack.clients import whisper
from slackapp.slack.requests import Click
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _

Said = Mapping[str, Any]


def beside(click: Click, answer: Said) -> None:
    whisper(click.response_url, answer["text"], answer["blocks"])


def in_place(toolbox: Toolbox, click: Click, answer: Said) -> None:
    """Instead of the private message, or the note in a form, whose button was pressed."""
    if click.view_id:
        toolbox.change_modal(click.workspace_id, click.view_id, form.note(answer["blocks"]))
    else:
        whisper(click.response_url, answer["text"], answer["blocks"], in_place=True)


def open_or_refuse(toolbox: Toolbox, click: Click, view: Mapping[str, Any]) -> None:
    if click.view_id:
        is_open = toolbox.change_modal(click.workspace_id, click.view_id, view)
    else:
        is_open = toolbox.open_modal(click.workspace_id, click.trigger_id, view)
    if not is_open:
        raise Refusal(_("Slack didn't open the form in time. Please press it again."))


def say_anew(toolbox: Toolbox, workspace_id: str, source: str, response_url: str) -> None:
    """Where the app is no member its post changes through a click on it, and no other way."""
    shown = toolbox.read(show_out_of_reach, workspace_id, source)
    if shown is not None:
        text, blocks = post.post(shown)
        whisper(response_url, text, blocks, in_place=True)


@contextmanager
def refusing_in_form(toolbox: Toolbox, click: Click) -> Iterator[None]:
    """Slack gives no other way to say no to a button in a form."""
    try:
        yield
    except Refusal as refused:
        if not click.view_id:
            raise
        blocks = [paragraph(escape(refused.sentence))]
        toolbox.change_modal(click.workspace_id, click.view_id, form.note(blocks))
