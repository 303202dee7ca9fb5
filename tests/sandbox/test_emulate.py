"""Our answers beside those of a third party's emulator of Slack (npm `emulate`), call by call.

It runs where it is installed: `npm install emulate@0.12.2` in a folder, EMULATE_DIR=that folder.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.sandbox import Sandbox
from tests.sandbox.test_shapes import keys

Json = dict[str, Any]
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
HOME: Json = {"type": "home", "blocks": [SECTION]}
MODAL: Json = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [SECTION]}

# Where they differ, and why ours is what Slack documents (docs.slack.dev/reference/methods/…).
ERRORS = {
    "post into no thread": "they take any thread_ts; chat.postMessage: cannot_reply_to_message",
    "ephemeral for a stranger": "chat.postEphemeral: user_not_in_channel, theirs user_not_found",
    "replies of nothing": "they answer an empty thread; conversations.replies: thread_not_found",
    "list unknown types": "they list nothing; conversations.list: invalid_types",
    "list with a wrong cursor": "they begin anew; conversations.list: invalid_cursor",
    "upload of nothing": "files.getUploadURLExternal: missing_argument for a length of 0",
}
KEYS = {
    "long post": "response_metadata.messages is for people; the warning is there",
    "update": "they add reply_count and reply_users of the thread, which the sample lacks",
    "get reactions": "metadata comes from history and replies alone, when asked for",
    "replies": "they send metadata unasked; conversations.replies: include_all_metadata",
    "history": "an empty next_cursor; Slack leaves response_metadata out on the last page",
    "channel": "is_open and last_read are for user tokens",
    "list": "is_open and last_read are for user tokens",
    "join": "is_open, last_read and num_members are not in conversations.join's sample",
    "open in full": "an im has no name, topic or purpose, as conversations.info shows it",
    "open a group": "their token is Ana's own, so that her group is the pair above",
    "file": "initial_comment and paging, which files.info replaced by a cursor",
}


@dataclass(frozen=True)
class Place:
    """One workspace to call: Ana and Ben, a channel the caller is in, one it is not."""

    wide: WebClient
    narrow: WebClient
    ana: str
    ben: str
    channel: str
    elsewhere: str


@pytest.fixture
def theirs() -> Iterator[Place]:
    folder, node = os.environ.get("EMULATE_DIR"), shutil.which("node")
    if not folder or not node:
        pytest.skip("needs node, and EMULATE_DIR: where `npm install emulate@0.12.2` was run")
    script = Path(__file__).with_name("emulate.mjs")
    with subprocess.Popen([node, script, folder], stdout=subprocess.PIPE, text=True) as emulator:
        assert emulator.stdout is not None
        wide, narrow = _clients(f"{emulator.stdout.readline().strip()}/api/")
        people = {one["name"]: one["id"] for one in wide.users_list()["members"]}
        channels = {one["name"]: one["id"] for one in wide.conversations_list()["channels"]}
        ids = people["ana"], people["ben"], channels["elsewhere"], channels["random"]
        yield Place(wide, narrow, *ids)
        emulator.terminate()


@pytest.fixture
def ours() -> Iterator[Place]:
    sandbox = Sandbox(rate_limits=False)
    with sandbox.serving() as server:
        workspace = sandbox.add_workspace("T1", name="Acme", domain="acme")
        ana = workspace.add_person("U1", name="Ana Lopez", display_name="ana")
        ben = workspace.add_person("U2", name="Ben Okafor", display_name="ben")
        workspace.add_channel("C1", "general", members=[ana, ben], bot_is_member=True)
        workspace.add_channel("C2", "elsewhere")
        workspace.install_app(token="xoxb-narrow", scopes=["users:read"])
        workspace.install_app(token="xoxb-wide")
        yield Place(*_clients(server.api_url), "U1", "U2", "C1", "C2")


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_third_partys_emulator_answers_alike_or_slacks_pages_say_why_not(
    theirs: Place, ours: Place
) -> None:
    their_answers, our_answers = dict(_talk(theirs)), dict(_talk(ours))

    errors = {
        name: (answer.get("error"), our_answers[name].get("error"))
        for name, answer in their_answers.items()
        if answer.get("error") != our_answers[name].get("error")
    }
    only_theirs = {
        name: missing
        for name, answer in their_answers.items()
        if (missing := set(keys(answer)) - set(keys(our_answers[name])))
    }
    assert errors.keys() == ERRORS.keys(), errors
    assert only_theirs.keys() - errors.keys() == KEYS.keys(), only_theirs


def _clients(api_url: str) -> tuple[WebClient, WebClient]:
    """With many scopes and with few."""
    wide = WebClient("xoxb-wide", base_url=api_url)
    return wide, WebClient("xoxb-narrow", base_url=api_url)


def _answer(call: Callable[..., Any], **arguments: object) -> Json:
    try:
        answer: Json = call(**arguments).data
    except SlackApiError as refused:
        answer = refused.response.data
    return answer


def _talk(place: Place) -> Iterator[tuple[str, Json]]:
    yield from _posts(place)
    yield from _reading(place)
    yield from _people_and_rooms(place)
    yield from _files_and_views(place)


def _posts(at: Place) -> Iterator[tuple[str, Json]]:
    c, where = at.wide, {"channel": at.channel}
    metadata = {"event_type": "a", "event_payload": {"b": 1}}
    posted = _answer(c.chat_postMessage, **where, text="hi", blocks=[SECTION], metadata=metadata)
    yield "post", posted
    reply = _answer(c.chat_postMessage, **where, text="re", thread_ts=posted["ts"])
    yield "reply", reply
    yield "long post", _answer(c.chat_postMessage, **where, text="x" * 50_000)
    yield "post of nothing", _answer(c.chat_postMessage, **where)
    yield "post to nowhere", _answer(c.chat_postMessage, channel="C404", text="x")
    yield "post into no thread", _answer(c.chat_postMessage, **where, text="x", thread_ts="1.2")
    yield "post without scope", _answer(at.narrow.chat_postMessage, **where, text="x")
    yield "post to a person", _answer(c.chat_postMessage, channel=at.ben, text="x")
    yield "ephemeral", _answer(c.chat_postEphemeral, **where, user=at.ana, text="x")
    stranger = _answer(c.chat_postEphemeral, **where, user="U404", text="x")
    yield "ephemeral for a stranger", stranger
    yield "update", _answer(c.chat_update, **where, ts=posted["ts"], text="y")
    yield "update nothing", _answer(c.chat_update, **where, ts="1.2", text="y")
    yield "permalink", _answer(c.chat_getPermalink, **where, message_ts=reply["ts"])
    yield "permalink of nothing", _answer(c.chat_getPermalink, **where, message_ts="1.2")
    clap = where | {"timestamp": posted["ts"], "name": "clap"}
    yield "react", _answer(c.reactions_add, **clap)
    yield "react twice", _answer(c.reactions_add, **clap)
    yield "react to nothing", _answer(c.reactions_add, **clap | {"timestamp": "1.2"})
    yield "get reactions", _answer(c.reactions_get, **where, timestamp=posted["ts"])
    yield "unreact otherwise", _answer(c.reactions_remove, **clap | {"name": "tada"})
    replies = _answer(c.conversations_replies, **where, ts=posted["ts"])
    yield "replies", replies
    yield "unreact", _answer(c.reactions_remove, **clap)
    yield "delete", _answer(c.chat_delete, **where, ts=reply["ts"])
    yield "delete nothing", _answer(c.chat_delete, **where, ts="1.2")


def _reading(at: Place) -> Iterator[tuple[str, Json]]:
    c, where = at.wide, {"channel": at.channel}
    yield "first page", _answer(c.conversations_history, **where, limit=1)
    yield "history", _answer(c.conversations_history, **where, include_all_metadata=True)
    yield "history of nowhere", _answer(c.conversations_history, channel="C404")
    yield "replies of nothing", _answer(c.conversations_replies, **where, ts="1.2")
    yield "channel", _answer(c.conversations_info, **where, include_num_members=True)
    yield "members", _answer(c.conversations_members, **where)
    yield "list", _answer(c.conversations_list, limit=1)
    yield "list unknown types", _answer(c.conversations_list, types="rooms")
    yield "list with a wrong cursor", _answer(c.conversations_list, cursor="???")


def _people_and_rooms(at: Place) -> Iterator[tuple[str, Json]]:
    c = at.wide
    yield "who am I", _answer(c.auth_test)
    yield "team", _answer(c.team_info)
    yield "person", _answer(c.users_info, user=at.ana)
    yield "nobody", _answer(c.users_info, user="U404")
    yield "people", _answer(c.users_list)
    yield "presence", _answer(c.users_getPresence, user=at.ben)
    yield "profile", _answer(c.users_profile_get, user=at.ben)
    yield "no bot", _answer(c.bots_info, bot="B404")
    yield "open", _answer(c.conversations_open, users=at.ben)
    yield "open in full", _answer(c.conversations_open, users=at.ben, return_im=True)
    both = f"{at.ana},{at.ben}"
    yield "open a group", _answer(c.conversations_open, users=both, return_im=True)
    yield "open with nobody", _answer(lambda: c.api_call("conversations.open", json={}))
    yield "open with a stranger", _answer(c.conversations_open, users="U404")
    yield "join", _answer(c.conversations_join, channel=at.elsewhere)
    again = _answer(c.conversations_join, channel=at.elsewhere)
    yield "join again", {name: value for name, value in again.items() if name != "channel"}


def _files_and_views(at: Place) -> Iterator[tuple[str, Json]]:
    c = at.wide
    upload = {"content": "abc", "filename": "a.txt", "title": "A", "initial_comment": "x"}
    uploaded = _answer(c.files_upload_v2, channel=at.channel, **upload)
    yield "upload", uploaded
    yield "file", _answer(c.files_info, file=uploaded["files"][0]["id"])
    yield "no file", _answer(c.files_info, file="F404")
    yield "upload of nothing", _answer(c.files_getUploadURLExternal, filename="a", length=0)
    yield "no upload", _answer(c.files_completeUploadExternal, files=[{"id": "F404"}])
    yield "home", _answer(c.views_publish, user_id=at.ana, view=HOME)
    yield "an older home", _answer(c.views_publish, user_id=at.ana, view=HOME, hash="1.x")
    yield "no trigger", _answer(c.views_open, trigger_id="1.2.3", view=MODAL)
    yield "no view", _answer(c.views_update, view_id="V404", view=MODAL)
