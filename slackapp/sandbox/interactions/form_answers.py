"""What the app answers to a form: errors at its inputs, another view, or nothing to close it."""

import json
from typing import Any

from slackapp.sandbox.block_kit.content import ContentRefusedError, checked_view
from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.interactions.views import View, ViewRefusedError, Views
from slackapp.sandbox.world.world import Team, World

Json = dict[str, Any]


def carry_out(world: World, views: Views, team: Team, view: View, reply: Reply) -> None:
    """An answer Slack would not understand is the reply's error, and the form stays open."""
    try:
        _apply(world, views, team, view, _answer(reply), reply)
    except (ContentRefusedError, ViewRefusedError) as refused:
        reply.error = str(refused)


def _answer(reply: Reply) -> Json:
    try:
        answer = json.loads(reply.body) if reply.body.strip() else {}
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise ContentRefusedError("invalid_response_action")
    return answer


def _apply(world: World, views: Views, team: Team, view: View, answer: Json, reply: Reply) -> None:
    action = answer.get("response_action")
    if action == "errors":
        reply.errors = _errors(view, answer.get("errors"))
    elif action in {"update", "push"}:
        content = checked_view(answer.get("view"), "modal", world.clock.new_ts())
        if action == "update":
            views.update(view, content)
        else:
            views.push_for(team, view.user, content)
    elif action == "clear":
        for shown in views.stack(team, view.user):
            shown.open = False
    elif action is None:
        view.open = False
    else:
        raise ContentRefusedError("invalid_response_action")


def _errors(view: View, errors: object) -> dict[str, str]:
    """Sentences by the `block_id` of an input there is."""
    inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or errors.keys() - inputs:
        raise ContentRefusedError("invalid_response_action")
    return errors
