"""What people press on the post of a kudos, and on what they were told about it."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.kudos.blocks import additions, answers, form, post
from slackapp.features.kudos.blocks.sentences import old_button
from slackapp.features.kudos.listeners.replies import (
    beside,
    in_place,
    open_or_refuse,
    refusing_in_form,
    say_anew,
)
from slackapp.features.kudos.rules.orders import Form, metadata_of
from slackapp.features.kudos.use_cases.credit import check_pass_on, undo_pass_on
from slackapp.features.kudos.use_cases.joining import join_thanks, undo_joined
from slackapp.features.kudos.use_cases.notices import choose_notices
from slackapp.features.kudos.use_cases.reactions import (
    allow_reactions,
    refuse_reactions,
    undo_reaction,
)
from slackapp.features.kudos.use_cases.reports import list_who_decides, report, settle
from slackapp.features.kudos.use_cases.undoing import is_giver, take_back_post
from slackapp.slack.clients import erase
from slackapp.slack.requests import Click
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.admins import Admin, NotAdmin

# What a press does; the answer goes beside the message, or in place of it where it was private.
Pressed = Callable[[Toolbox, Click], None]


def register(app: App, toolbox: Toolbox) -> None:
    for action_id, pressed in _PRESSED.items():
        app.action(action_id)(_listener(toolbox, pressed))


def _listener(toolbox: Toolbox, pressed: Pressed) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        toolbox.make_known(click.workspace_id, [click.person_id])
        with refusing_in_form(toolbox, click):
            pressed(toolbox, click)
        ack()

    return listener


def _join(toolbox: Toolbox, click: Click) -> None:
    receivers = toolbox.run(
        join_thanks, click.workspace_id, source=click.value, person_id=click.person_id
    )
    beside(click, additions.joined_in(receivers, click.value))
    say_anew(toolbox, click.workspace_id, click.value, click.response_url)


def _undo_joined(toolbox: Toolbox, click: Click) -> None:
    toolbox.run(undo_joined, click.workspace_id, source=click.value, person_id=click.person_id)
    in_place(toolbox, click, additions.no_longer_joined())


def _more(toolbox: Toolbox, click: Click) -> None:
    """The ⋯ menu: what was picked, and for which kudos."""
    picked, _, source = click.value.partition(":")
    choices = {
        post.TAKE_BACK: _take_back,
        post.PASS_ON: _open_credit_form,
        post.REPORT: _ask_to_report,
    }
    if picked not in choices:
        raise Refusal(old_button())
    choices[picked](toolbox, click, source)


def _take_back(toolbox: Toolbox, click: Click, source: str) -> None:
    about = {"source": source, "person_id": click.person_id}
    is_own = toolbox.read(is_giver, click.workspace_id, **about)
    by = None if is_own else _admin_or_none(toolbox, click)
    answer = toolbox.run(take_back_post, click.workspace_id, by=by, **about)
    if answer.post_stays:
        erase(click.response_url)
    beside(click, answers.taken_back_on_post(answer))


def _admin_or_none(toolbox: Toolbox, click: Click) -> Admin | None:
    try:
        return toolbox.admit(click.workspace_id, click.person_id)
    except NotAdmin:
        return None


def _open_credit_form(toolbox: Toolbox, click: Click, source: str) -> None:
    toolbox.run(check_pass_on, click.workspace_id, source=source, person_id=click.person_id)
    asked = Form(channel_id=click.channel_id, response_url=click.response_url, editing=source)
    open_or_refuse(toolbox, click, form.credit_form(metadata_of(asked)))


def _undo_credit(toolbox: Toolbox, click: Click) -> None:
    toolbox.run(undo_pass_on, click.workspace_id, value=click.value, person_id=click.person_id)
    in_place(toolbox, click, additions.credit_taken_back())


def _ask_to_report(toolbox: Toolbox, click: Click, source: str) -> None:
    asked = toolbox.read(list_who_decides, click.workspace_id, source=source)
    beside(click, additions.ask_to_report(asked, answers.CANCEL))


def _report(toolbox: Toolbox, click: Click) -> None:
    toolbox.run(report, click.workspace_id, source=click.value, person_id=click.person_id)
    in_place(toolbox, click, additions.reported())


def _remove_reported(toolbox: Toolbox, click: Click) -> None:
    admin = toolbox.admit(click.workspace_id, click.person_id)
    toolbox.run(settle, click.workspace_id, source=click.value, by=admin, decision="removed")


def _keep_reported(toolbox: Toolbox, click: Click) -> None:
    admin = toolbox.admit(click.workspace_id, click.person_id)
    toolbox.run(settle, click.workspace_id, source=click.value, by=admin, decision="kept")


def _stop_notices(toolbox: Toolbox, click: Click) -> None:
    toolbox.run(choose_notices, click.workspace_id, person_id=click.person_id, wanted=False)
    beside(click, post.notices_stopped())


def _allow_notices(toolbox: Toolbox, click: Click) -> None:
    toolbox.run(choose_notices, click.workspace_id, person_id=click.person_id, wanted=True)
    in_place(toolbox, click, post.notices_allowed())


def _undo_reaction(toolbox: Toolbox, click: Click) -> None:
    receiver = toolbox.run(
        undo_reaction, click.workspace_id, done=click.value, person_id=click.person_id
    )
    in_place(toolbox, click, additions.reaction_undone(receiver))


def _refuse_reactions(toolbox: Toolbox, click: Click) -> None:
    refused = toolbox.run(
        refuse_reactions, click.workspace_id, done=click.value, person_id=click.person_id
    )
    in_place(toolbox, click, additions.reactions_refused(refused))


def _allow_reactions(toolbox: Toolbox, click: Click) -> None:
    toolbox.run(allow_reactions, click.workspace_id, done=click.value, person_id=click.person_id)
    in_place(toolbox, click, additions.reactions_allowed())


_PRESSED: dict[str, Pressed] = {
    post.JOIN: _join,
    post.MORE: _more,
    post.STOP_NOTICES: _stop_notices,
    post.ALLOW_NOTICES: _allow_notices,
    post.REMOVE_REPORTED: _remove_reported,
    post.KEEP_REPORTED: _keep_reported,
    additions.UNDO_JOINED: _undo_joined,
    additions.UNDO_CREDIT: _undo_credit,
    additions.REPORT_NOW: _report,
    additions.UNDO_REACTION: _undo_reaction,
    additions.REFUSE_REACTIONS: _refuse_reactions,
    additions.ALLOW_REACTIONS: _allow_reactions,
}
