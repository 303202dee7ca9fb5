"""`views.*`: modals and the Home tab."""

from typing import Any

from slackapp.sandbox.acts.sharing import may_see, named_file
from slackapp.sandbox.block_kit.checks import problem
from slackapp.sandbox.block_kit.content import ContentRefusedError, checked_view
from slackapp.sandbox.interactions.views import View, ViewRefusedError, view_json
from slackapp.sandbox.web_api.call import Call, Method, SlackError

Json = dict[str, Any]


def open_view(call: Call) -> Json:
    content = _content(call, "modal")
    return _answer(call, call.views.open(call.team, call.args.text("trigger_id"), content))


def push(call: Call) -> Json:
    content = _content(call, "modal")
    return _answer(call, call.views.push(call.team, call.args.text("trigger_id"), content))


def update(call: Call) -> Json:
    view = call.views.find(call.team, call.args.text("view_id"), call.args.text("external_id"))
    if view is None:
        raise SlackError("not_found")
    seen = call.args.text("hash")
    if seen and seen != view.hash:
        raise SlackError("hash_conflict")
    return _answer(call, call.views.update(view, _content(call, view.content["type"])))


def publish(call: Call) -> Json:
    user = call.args.text("user_id")
    if user not in call.team.people:
        raise SlackError("user_not_found")
    content = _content(call, "home")
    return _answer(call, call.views.publish(call.team, user, content, call.args.text("hash")))


def refusing(method: Method) -> Method:
    def answer(call: Call) -> Json:
        try:
            return method(call)
        except ViewRefusedError as refused:
            raise SlackError(str(refused)) from None

    return answer


METHODS: dict[str, Method] = {
    "views.open": refusing(open_view),
    "views.push": refusing(push),
    "views.update": refusing(update),
    "views.publish": refusing(publish),
}


def _content(call: Call, kind: str) -> Json:
    content = call.args.json("view", "invalid_arguments")
    try:
        view = checked_view(content, kind, call.world.clock.new_ts())
    except ContentRefusedError as refused:
        raise SlackError(refused.code, **refused.extra) from None
    if unseen := _unseen_pictures(call, view["blocks"]):
        raise SlackError("invalid_arguments", response_metadata={"messages": unseen})
    return view


def _unseen_pictures(call: Call, blocks: list[Json]) -> list[str]:
    """Whoever shows a file must have access to it, and it must be a picture."""
    return [
        problem("invalid slack file", f"/view/blocks/{index}/slack_file")
        for index, block in enumerate(blocks)
        if "slack_file" in block and not _may_show(call, block["slack_file"])
    ]


def _may_show(call: Call, named: Json) -> bool:
    file = named_file(call.team, named)
    if file is None or not (file.is_complete and file.is_image):
        return False
    return may_see(call.team, file, call.bot_id)


def _answer(call: Call, view: View) -> Json:
    return {"view": view_json(view, call.team, call.world.app.id)}
