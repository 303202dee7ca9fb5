"""A lively hour in a workspace, so that every kind of payload is sent at least once."""

from typing import Any

from slackapp.sandbox import Kind, Message, Role
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage

Json = dict[str, Any]
PLAIN = {"type": "plain_text", "text": "x", "emoji": True}
SELECTS: list[Json] = [
    {"type": "button", "action_id": "a", "text": PLAIN, "value": "1"},
    {"type": "static_select", "action_id": "b", "options": [{"text": PLAIN, "value": "1"}]},
    {"type": "users_select", "action_id": "c"},
    {"type": "channels_select", "action_id": "d"},
    {"type": "conversations_select", "action_id": "e"},
    {"type": "datepicker", "action_id": "f"},
    {"type": "timepicker", "action_id": "g"},
    {"type": "external_select", "action_id": "h"},
]
BLOCKS: list[Json] = [{"type": "actions", "elements": SELECTS}]
METADATA = {"event_type": "a", "event_payload": {}}
WHERE: Json = {
    "type": "conversations_select", "action_id": "w", "initial_conversation": "C1",
    "response_url_enabled": True,
}  # fmt: skip
MODAL: Json = {
    "type": "modal", "title": PLAIN, "submit": PLAIN, "close": PLAIN, "notify_on_close": True,
    "blocks": [*BLOCKS, {"type": "input", "label": PLAIN, "element": WHERE}],
}  # fmt: skip


HOME: Json = {"type": "home", "blocks": BLOCKS}


def live(stage: Stage) -> None:
    _talk(stage)
    _move_about(stage)
    _use_the_app(stage)
    stage.sandbox.settle()


def full_post() -> Json:
    """Everything a post may carry."""
    return {
        "channel": "C1",
        "text": "x",
        "username": "Board",
        "blocks": BLOCKS,
        "attachments": [{"text": "x"}],
        "metadata": METADATA,
    }


def _talk(stage: Stage) -> None:
    ana, ben, general, ws = stage.ana, stage.ben, stage.general, stage.workspace
    robot = ws.add_person("U7", name="Robot", role=Role.BOT)
    ws.add_person("U8", name="Stranger", role=Role.STRANGER, team_id="T9")
    general.members["U7"] = None
    first = ana.post(general, "hi <@U0BOT>")
    ana.post(general, "and <@U0BOT>", thread_ts=first.ts)
    ben.post(general, "a", thread_ts=first.ts)
    robot.post(general, "beep", thread_ts=first.ts)
    ana.post(general, "all", thread_ts=first.ts, broadcast=True)
    ana.post(general, "file", thread_ts=first.ts, files=[{"id": "F1", "name": "a.png"}])
    ana.post(general, "file", files=[{"id": "F1", "name": "a.png"}])
    ana.react(first, "clap")
    ana.unreact(ana.post(general, "x"), "clap")
    ben.react(first, "tada")
    ben.unreact(first, "tada")
    for text in ("once", "twice"):
        ana.edit(first, text)
    ws.unfurl(first, url="https://example.org", title="A page")
    ana.edit(first, "thrice")
    for message in _posts_of_the_app(stage, first):
        ana.delete(message)


def _posts_of_the_app(stage: Stage, thread: Message) -> list[Message]:
    """Posted, updated twice, and ready to be deleted."""
    posted = []
    for thread_ts in (None, thread.ts):
        ts = stage.client.chat_postMessage(
            channel="C1", text="x", blocks=BLOCKS, attachments=[{"text": "x"}],
            thread_ts=thread_ts, metadata=METADATA,
        )["ts"]  # fmt: skip
        for blocks in (BLOCKS, None):
            stage.client.chat_update(channel="C1", ts=ts, text="y", blocks=blocks)
        message = stage.general.message(ts)
        assert message is not None
        posted.append(message)
    files = stage.ana.post(stage.general, "f", files=[{"id": "F1"}], thread_ts=thread.ts)
    stage.ana.edit(files, "g")
    return [*posted, files]


def _move_about(stage: Stage) -> None:
    ws, general, ana = stage.workspace, stage.general, stage.ana
    group = ws.add_group("S1", "helpers", users=[ana])
    cy = ws.add_person("U3", name="Cy Young")
    for person in (cy, ws.people["U7"], ws.people["U8"]):
        ws.person_joins_team(person)
    ws.people["U7"].change(real_name="Robot II")
    ws.people["U8"].change(real_name="Stranger II")
    cy.join(general, inviter=ana)
    cy.leave(general)
    ws.create_channel(ws.add_channel("C2", "new"))
    bens = [
        ws.add_channel(name, name.lower(), members=[ana], bot_is_member=True, kind=kind)
        for name, kind in (("C5", Kind.PUBLIC), ("G5", Kind.PRIVATE))
    ]
    for channel in (general, *bens):
        ws.rename(channel, f"{channel.name}-too", by=ana)
        ws.archive(channel, by=ana)
        ws.archive(channel, by=ana, undo=True)
    for channel in bens:
        ws.remove_from(channel, "U0BOT", by=ana)
        channel.members["U0BOT"] = None
        ws.delete_channel(channel, by=ana)
    ws.change_channel_id(ws.add_channel("C6", "six"), "C7")
    ana.set_status("x", ":tada:")
    ana.snooze(5)
    ws.create_group(group)
    ws.set_group_members(group, [stage.ben])


def _use_the_app(stage: Stage) -> None:
    ana, general = stage.ana, stage.general
    thread = general.messages[0]
    posted = stage.client.chat_postMessage(**full_post(), thread_ts=thread.ts)
    for blocks in (None, BLOCKS):
        stage.client.chat_update(channel="C1", ts=posted["ts"], text="y", blocks=blocks)
    stage.client.chat_postMessage(**full_post())
    message = general.message(posted["ts"])
    assert message is not None
    ana.react(message, "clap")
    picks = [None, "1", "U2", "C1", "C1", "2026-11-16", "09:00", None]
    for element, value in zip(SELECTS, picks, strict=True):
        ana.click(message, str(element["action_id"]), value)
    ana.post(general, "waves", subtype="me_message")
    ana.upload(general, "a.png", b"a")
    ana.open_home()
    stage.client.views_publish(user_id="U1", view=HOME)
    ana.open_home()
    ana.global_shortcut("cb")
    ana.shortcut(message, "cb")
    ana.shortcut(ana.post(general, "x"), "cb")
    answer = {"response_type": "in_channel", "text": "x", "blocks": BLOCKS}
    stage.receiver.replies.append(Answer(body=answer))
    ana.command("/kudos", "@ben", channel=general)
    trigger = stage.receiver.interaction.form["trigger_id"]
    stage.client.views_open(trigger_id=trigger, view=MODAL)
    view = ana.modal
    assert view is not None
    ana.click(view, "a")
    stage.receiver.replies.append(Answer(body={"options": []}))
    ana.suggest(view, "h", "x")
    ana.submit({"b": "1"})
    ana.close(view)
