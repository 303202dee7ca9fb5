"""Every method called by Slack's SDK, with good answers of every kind."""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from tests.sandbox.lively import BLOCKS, HOME, METADATA, MODAL, Json, full_post
from tests.sandbox.stage import Stage

Calls = dict[str, list[Callable[[], Any]]]


def answers(stage: Stage) -> dict[str, list[Json]]:
    """The good answers of every method whose answer the app reads."""
    client = stage.client
    ts = stage.general.messages[0].ts
    done = client.chat_postMessage(**full_post(), thread_ts=ts)
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
    gone = client.files_upload_v2(content=b"b", filename="b.gif")
    return {
        "files.info": [lambda: client.files_info(file=shared["file"]["id"])],
        "files.delete": [lambda: client.files_delete(file=gone["file"]["id"])],
    }
