"""What the page's controls send for a person, key by key against samples nobody here wrote."""

from pathlib import Path
from typing import Any

from slackapp.sandbox import MessageShortcut
from tests.sandbox.page.blocks.block_kit import (
    actions,
    button,
    field,
    modal,
    option,
    plain,
    text_input,
)
from tests.sandbox.page.blocks.browsing import Node, Window, named, sent_by
from tests.sandbox.stage import Stage
from tests.sandbox.test_shapes import INTERACTIONS, missing, sample_at, sent_by_kind

Json = dict[str, Any]
OPTIONS = [option("week"), option("month")]
CONTROLS: list[Json] = [
    button(value="7"),
    {"type": "static_select", "action_id": "one", "options": OPTIONS},
    {"type": "multi_static_select", "action_id": "many", "options": OPTIONS},
    {"type": "users_select", "action_id": "user"},
    {"type": "channels_select", "action_id": "channel"},
    {"type": "conversations_select", "action_id": "conversation"},
    {"type": "datepicker", "action_id": "date"},
    {"type": "timepicker", "action_id": "time"},
]


PICKS = {
    "one": "week",
    "many": "week",
    "user": "U2",
    "channel": "C1",
    "conversation": "C1",
    "date": "2026-11-16",
    "time": "09:30",
}
VIEW = modal(field(text_input()), actions(*CONTROLS), notify_on_close=True, close=plain("Leave"))


def use_everything(window: Window, form: Node) -> None:
    """Something in each control, and each told."""
    picked = [(named("acts", action_id), value) for action_id, value in PICKS.items()]
    for control in form.all():
        if control.attributes.get("hx-post", "").endswith("/blocks/click"):
            window.click(control, *picked, form=form)


def opened(stage: Stage, window: Window) -> Node:
    """A view, by the shortcut of a message."""
    ts = stage.general.messages[0].ts
    window.post("/archives/C1/shortcuts", ("ts", ts), ("callback_id", "give"))
    trigger_id = stage.receiver.interaction.json["trigger_id"]
    stage.client.views_open(trigger_id=trigger_id, view=VIEW)
    return window.modal().one("form")


def test_what_the_page_sends_has_the_keys_of_slacks_samples(
    stage: Stage, slack_fixtures: Path
) -> None:
    stage.sandbox.rate_limits.enabled = False
    stage.sandbox.world.app.shortcuts = [MessageShortcut("give", "Give kudos")]
    window = Window(stage)
    client, blocks = stage.client, [actions(*CONTROLS)]
    ts = str(client.chat_postMessage(channel="C1", text="x", blocks=blocks)["ts"])
    client.chat_postMessage(channel="C1", text="x", blocks=blocks, thread_ts=ts)
    for form in window.get(f"/archives/C1/thread/{ts}/messages").all("form", class_="blocks"):
        use_everything(window, form)
    form = opened(stage, window)
    use_everything(window, form)
    window.post("/modal/submit", *sent_by(form), (named("why", "reason"), "x"))
    window.post("/modal/close", *sent_by(opened(stage, window)))

    sent = sent_by_kind(stage)
    lacking = {
        kind: missing(
            sample_at(slack_fixtures, f"app-backend/{INTERACTIONS[kind]}Payload"), sent[kind]
        )
        for kind in ("block_actions", "view_submission", "view_closed")
    }

    # What a message may hold is compared where all kinds of messages are sent.
    others = {k: [p for p in paths if not p.startswith("message.")] for k, paths in lacking.items()}
    assert {kind: paths for kind, paths in others.items() if paths} == {}
