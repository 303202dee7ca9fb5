"""`/we settings`, its pages and its buttons: whoever uses them is asked for at Slack each time."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.feature_contract import Toolbox
from slackapp.features.settings.blocks import hub, page
from slackapp.features.settings.rules import PAGES
from slackapp.features.settings.use_cases.hub import list_log, pause_all, show_hub, start_all
from slackapp.features.settings.use_cases.pages import (
    ChangedMeanwhile,
    NotSaved,
    preview_page,
    save_page,
    show_page,
)
from slackapp.slack.requests import Click, Command, Submission
from slackapp.slack.we_command import CommandAnswer, WeWord
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.admins import Admin, NotAdmin

Json = Mapping[str, Any]
Pressed = Callable[[Toolbox, Click, Admin], None]

_PICKED = ("selected_conversations", "selected_users")
_PICKED_ONE = ("selected_conversation", "selected_user")


def register(app: App, toolbox: Toolbox) -> None:
    for action, pressed in _PRESSED.items():
        app.action(action)(_listener(toolbox, pressed))

    def on_page(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        sent = Submission.read(body, context.team_id or "")
        ack(**_save(toolbox, sent))

    app.view(page.FORM)(on_page)


def we_settings(toolbox: Toolbox) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        admit(toolbox, asked.workspace_id, asked.person_id)
        view = _hub(toolbox, asked.workspace_id)
        if not toolbox.open_modal(asked.workspace_id, asked.trigger_id, view):
            raise Refusal(hub.form_not_opened())
        return {}

    return WeWord(word="settings", usage=hub.usage(), answer=answer)


def admit(toolbox: Toolbox, workspace_id: str, person_id: str) -> Admin:
    try:
        return toolbox.admit(workspace_id, person_id)
    except NotAdmin as refused:
        raise Refusal(hub.only_admins(refused.admins)) from refused


def _listener(toolbox: Toolbox, pressed: Pressed) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        try:
            pressed(toolbox, click, admit(toolbox, click.workspace_id, click.person_id))
        except Refusal as refused:  # Slack gives no other way to say no to a button in a form
            _push(toolbox, click, hub.note_view(refused.sentence))
        ack()

    return listener


def _open_page(toolbox: Toolbox, click: Click, _by: Admin) -> None:
    if click.value not in PAGES:
        raise Refusal(hub.old_form())
    shown = toolbox.read(show_page, click.workspace_id, name=click.value, rooms=toolbox.features)
    _push(toolbox, click, page.page_view(shown))


def _open_log(toolbox: Toolbox, click: Click, _by: Admin) -> None:
    changes = toolbox.read(list_log, click.workspace_id, rooms=toolbox.features)
    _push(toolbox, click, hub.log_view(changes))


def _pause(toolbox: Toolbox, click: Click, by: Admin) -> None:
    toolbox.run(pause_all, click.workspace_id, by=by, paused=True)
    _draw_hub_anew(toolbox, click.workspace_id, click.root_view_id)


def _resume(toolbox: Toolbox, click: Click, by: Admin) -> None:
    toolbox.run(pause_all, click.workspace_id, by=by, paused=False)
    _draw_hub_anew(toolbox, click.workspace_id, click.root_view_id)


def _start_now(toolbox: Toolbox, click: Click, by: Admin) -> None:
    toolbox.run(start_all, click.workspace_id, by=by, listens=False)
    _draw_hub_anew(toolbox, click.workspace_id, click.root_view_id)


def _listen_first(toolbox: Toolbox, click: Click, by: Admin) -> None:
    toolbox.run(start_all, click.workspace_id, by=by, listens=True)
    _draw_hub_anew(toolbox, click.workspace_id, click.root_view_id)


def _preview(toolbox: Toolbox, click: Click, _by: Admin) -> None:
    blocks = toolbox.read(
        preview_page,
        click.workspace_id,
        metadata=click.metadata,
        states=click.states,
        rooms=toolbox.features,
    )
    shown = toolbox.with_lines(click.workspace_id, page.preview_view(blocks))
    _push(toolbox, click, shown)


def _save(toolbox: Toolbox, sent: Submission) -> dict[str, Any]:
    """Errors at the fields, the page anew where others were quicker, or back to the hub."""
    by = admit(toolbox, sent.workspace_id, sent.person_id)
    toolbox.make_known(sent.workspace_id, _picked(sent))
    try:
        toolbox.run(
            save_page,
            sent.workspace_id,
            by=by,
            metadata=sent.metadata,
            states=sent.states,
            rooms=toolbox.features,
        )
    except NotSaved as refused:
        return {"response_action": "errors", "errors": dict(refused.errors)}
    except ChangedMeanwhile as changed:
        return {"response_action": "update", "view": page.page_view(changed.shown)}
    _draw_hub_anew(toolbox, sent.workspace_id, sent.root_view_id)
    return {}


def _picked(sent: Submission) -> list[str]:
    """Whom and which channels somebody chose: we may not have met them all."""
    several = [
        one for state in sent.states.values() for key in _PICKED for one in state.get(key) or ()
    ]
    single = [state[key] for state in sent.states.values() for key in _PICKED_ONE if state.get(key)]
    return [one for one in (*several, *single) if isinstance(one, str)]


def _hub(toolbox: Toolbox, workspace_id: str) -> Json:
    return hub.hub_view(toolbox.read(show_hub, workspace_id, rooms=toolbox.features))


def _draw_hub_anew(toolbox: Toolbox, workspace_id: str, view_id: str) -> None:
    if view_id:
        toolbox.change_modal(workspace_id, view_id, _hub(toolbox, workspace_id))


def _push(toolbox: Toolbox, click: Click, view: Json) -> None:
    toolbox.push_modal(click.workspace_id, click.trigger_id, view)


_PRESSED: dict[str, Pressed] = {
    hub.CHANGE: _open_page,
    hub.LOG: _open_log,
    hub.PAUSE_ALL: _pause,
    hub.RESUME_ALL: _resume,
    hub.START_NOW: _start_now,
    hub.LISTEN_FIRST: _listen_first,
    page.PREVIEW: _preview,
}
