"""A lively hour in a workspace, so that every kind of payload is sent at least once."""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from slackapp.sandbox import Kind, Message, Role
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage

Json = dict[str, Any]
Calls = dict[str, list[Callable[[], Any]]]
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
MODAL: Json = {
    "type": "modal", "title": PLAIN, "submit": PLAIN, "close": PLAIN,
    "notify_on_close": True, "blocks": BLOCKS,
}  # fmt: skip


HOME: Json = {"type": "home", "blocks": BLOCKS}


def live(stage: Stage) -> None:
    _talk(stage)
    _move_about(stage)
    _use_the_app(stage)
    stage.sandbox.settle()


def answers(stage: Stage) -> dict[str, list[Json]]:
    """The good answers of every method whose answer the app reads."""
    client = stage.client
    ts = stage.general.messages[0].ts
    done = client.chat_postMessage(**_full_post(), thread_ts=ts)
    calls = {
        **_calls_on_channels(client, ts),
        **_calls_on_people(client),
        **_calls_on_posts(client, ts, done),
        **_calls_on_views(stage),
        **_calls_on_files(client),
    }
    return {name: [call().data for call in some] for name, some in calls.items()}


def _calls_on_channels(client: WebClient, ts: str) -> Calls:
    history = client.conversations_history
    direct = client.conversations_open(users="U1", return_im=True)  # the lists show it too
    return {
        "conversations.info": [
            lambda: client.conversations_info(
                channel="C1", include_locale=True, include_num_members=True
            )
        ],
        "conversations.list": [lambda: client.conversations_list(types="public_channel,im")],
        "conversations.members": [lambda: client.conversations_members(channel="C1")],
        "conversations.history": [
            lambda: history(
                channel="C1", include_all_metadata=True, limit=999, oldest="1", latest="9999999999"
            ),
            lambda: history(channel="C1", limit=1),
        ],
        "conversations.replies": [
            lambda: client.conversations_replies(
                channel="C1", ts=ts, include_all_metadata=True
            ),
            lambda: client.conversations_replies(channel="C1", ts=ts, limit=1),
        ],
        "conversations.join": [lambda: client.conversations_join(channel="C2")],
        "conversations.open": [
            lambda: direct,
            lambda: client.conversations_open(users="U1", return_im=True),
        ],
    }  # fmt: skip


def _calls_on_people(client: WebClient) -> Calls:
    return {
        "auth.test": [client.auth_test],
        "users.info": [
            lambda: client.users_info(user="U1", include_locale=True),
            lambda: client.users_info(user="U7"),
            lambda: client.users_info(user="U8"),
        ],
        "users.list": [lambda: client.users_list(include_locale=True)],
        "users.conversations": [lambda: client.users_conversations(types="public_channel,im")],
        "usergroups.list": [lambda: client.usergroups_list(include_users=True, include_count=True)],
        "usergroups.users.list": [lambda: client.usergroups_users_list(usergroup="S1")],
        "users.getPresence": [lambda: client.users_getPresence(user="U1")],
        "users.profile.get": [lambda: client.users_profile_get(user="U1")],
        "bots.info": [lambda: client.bots_info(bot="B0BOT")],
        "dnd.teamInfo": [lambda: client.dnd_teamInfo(users="U1")],
        "team.info": [client.team_info],
    }  # fmt: skip


def _calls_on_posts(client: WebClient, ts: str, done: SlackResponse) -> Calls:
    return {
        "chat.postMessage": [lambda: done],
        "chat.getPermalink": [lambda: client.chat_getPermalink(channel="C1", message_ts=ts)],
        "chat.postEphemeral": [
            lambda: client.chat_postEphemeral(channel="C1", user="U1", text="x")
        ],
        "reactions.add": [
            lambda: client.reactions_add(channel="C1", timestamp=done["ts"], name="eyes")
        ],
        "reactions.get": [lambda: client.reactions_get(channel="C1", timestamp=done["ts"])],
        "reactions.remove": [
            lambda: client.reactions_remove(channel="C1", timestamp=done["ts"], name="eyes")
        ],
        "chat.update": [
            lambda: client.chat_update(
                channel="C1", ts=done["ts"], text="y", metadata=METADATA, blocks=BLOCKS,
                attachments=[{"text": "x"}],
            ),
            lambda: client.chat_update(channel="C1", ts=done["ts"], text="y"),
        ],
        "chat.delete": [lambda: client.chat_delete(channel="C1", ts=done["ts"])],
    }  # fmt: skip


def _calls_on_views(stage: Stage) -> Calls:
    client = stage.client

    def trigger() -> str:
        stage.ana.command("/we", channel=stage.general)
        return stage.receiver.interaction.form["trigger_id"]

    opened: Callable[[], Any] = lambda: client.views_open(trigger_id=trigger(), view=MODAL)  # noqa: E731
    return {
        "views.open": [opened],
        "views.push": [lambda: client.views_push(trigger_id=trigger(), view=MODAL)],
        "views.update": [lambda: client.views_update(view_id=opened()["view"]["id"], view=MODAL)],
        "views.publish": [lambda: client.views_publish(user_id="U1", view=HOME)],
    }


def _calls_on_files(client: WebClient) -> Calls:
    shared = client.files_upload_v2(channel="C1", content=b"a", filename="a.gif")
    return {"files.info": [lambda: client.files_info(file=shared["file"]["id"])]}


def _full_post() -> Json:
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
    posted = stage.client.chat_postMessage(**_full_post(), thread_ts=thread.ts)
    for blocks in (None, BLOCKS):
        stage.client.chat_update(channel="C1", ts=posted["ts"], text="y", blocks=blocks)
    stage.client.chat_postMessage(**_full_post())
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
