"""Every method, called by the real SDK."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from slackapp.sandbox import Kind, Message, Role
from slackapp.sandbox.web_api.dispatch import METHODS
from tests.sandbox.stage import Stage

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Thanks *Ana*"}}
HOME = {"type": "home", "blocks": [SECTION]}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Kudos"}, "blocks": [SECTION]}


def refusal(call: Any, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - any SDK method
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    answer: dict[str, Any] = caught.value.response.data
    return answer


def test_auth_test_tells_who_the_bot_is(stage: Stage) -> None:
    answer = stage.client.auth_test()

    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T1", "U0BOT", "B0BOT")
    assert answer["url"] == f"{stage.url}/acme/"


def test_a_post_is_in_the_channel_and_in_the_answer(stage: Stage) -> None:
    answer = stage.client.chat_postMessage(channel="C1", text="hi", blocks=[SECTION])

    message = stage.general.message(answer["ts"])
    assert message is not None
    assert message.text == "hi"
    assert answer["message"]["blocks"][0]["block_id"]


def test_a_post_to_a_person_opens_direct_messages(stage: Stage) -> None:
    answer = stage.client.chat_postMessage(channel="U1", text="hi")

    assert answer["channel"].startswith("D")
    assert stage.client.conversations_open(users="U1")["already_open"]


def test_an_ephemeral_message_is_seen_by_one_person_only(stage: Stage) -> None:
    stage.client.chat_postEphemeral(channel="C1", user="U1", text="psst")

    assert [e.text for e in stage.workspace.ephemerals(to=stage.ana)] == ["psst"]
    assert stage.workspace.ephemerals(to=stage.ben) == []
    assert stage.general.messages == []


def test_an_update_with_text_alone_takes_the_blocks_away_and_is_an_edit(stage: Stage) -> None:
    ts = stage.client.chat_postMessage(channel="C1", text="a", blocks=[SECTION])["ts"]

    answer = stage.client.chat_update(channel="C1", ts=ts, text="b")

    assert answer["text"] == "b"
    assert "blocks" not in answer["message"]
    assert answer["message"]["edited"]["user"] == "B0BOT"


def test_an_update_of_anything_else_keeps_the_blocks(stage: Stage) -> None:
    ts = stage.client.chat_postMessage(channel="C1", text="a", blocks=[SECTION])["ts"]

    attachment = {"fallback": "x", "text": "x"}
    attached = stage.client.chat_update(channel="C1", ts=ts, attachments=[attachment])
    replaced = stage.client.chat_update(channel="C1", ts=ts, text="b", blocks=[SECTION] * 2)

    assert attached["message"]["blocks"][0]["type"] == "section"
    assert len(replaced["message"]["blocks"]) == 2
    assert "edited" not in replaced["message"]


def test_an_update_keeps_metadata_until_it_is_emptied(stage: Stage) -> None:
    metadata = {"event_type": "board", "event_payload": {}}
    ts = stage.client.chat_postMessage(channel="C1", text="a", metadata=metadata)["ts"]

    kept = stage.client.chat_update(channel="C1", ts=ts, text="b")
    emptied = stage.client.chat_update(channel="C1", ts=ts, text="b", metadata={})

    assert kept["message"]["metadata"] == metadata
    assert "metadata" not in emptied["message"]


def test_a_group_of_people_has_one_conversation(stage: Stage) -> None:
    stage.workspace.add_person("U3", name="Cy")

    first = stage.client.conversations_open(users="U1,U2,U3", return_im=True)["channel"]
    again = stage.client.conversations_open(users="U3,U1,U2,U0BOT")
    pair = stage.client.conversations_open(users="U1,U2")

    assert first["is_mpim"]
    assert first["is_private"]
    assert (again["channel"]["id"], again["already_open"]) == (first["id"], True)
    assert pair["channel"]["id"] != first["id"]
    assert stage.client.conversations_open(channel=first["id"])["channel"]["id"] == first["id"]


def test_what_is_said_in_a_group_of_people_is_told(stage: Stage) -> None:
    group = stage.client.conversations_open(users="U1,U2")["channel"]["id"]

    stage.ana.post(stage.workspace.channels[group], "hi")

    assert stage.receiver.event("message")["channel_type"] == "mpim"


def test_a_deleted_post_is_gone(stage: Stage) -> None:
    ts = stage.client.chat_postMessage(channel="C1", text="a")["ts"]

    stage.client.chat_delete(channel="C1", ts=ts)

    assert stage.general.messages == []


def test_a_permalink_of_a_reply_names_its_thread(stage: Stage) -> None:
    parent = stage.ana.post(stage.general, "q")
    reply = stage.ben.post(stage.general, "a", thread_ts=parent.ts)

    link = stage.client.chat_getPermalink(channel="C1", message_ts=reply.ts)["permalink"]

    assert link.endswith(f"/archives/C1/p{reply.ts.replace('.', '')}?thread_ts={parent.ts}&cid=C1")


def test_metadata_comes_back_only_when_asked_for(stage: Stage) -> None:
    metadata = {"event_type": "board", "event_payload": {"week": "2026-W46"}}
    stage.client.chat_postMessage(channel="C1", text="board", metadata=metadata)

    without = stage.client.conversations_history(channel="C1")["messages"][0]
    with_it = stage.client.conversations_history(channel="C1", include_all_metadata=True)

    assert "metadata" not in without
    assert with_it["messages"][0]["metadata"] == metadata


def test_history_pages_from_the_newest_and_each_message_comes_once(stage: Stage) -> None:
    posted = [stage.ana.post(stage.general, str(n)).ts for n in range(7)]

    pages = [page["messages"] for page in stage.client.conversations_history(channel="C1", limit=3)]

    assert [m["ts"] for page in pages for m in page] == posted[::-1]
    assert [len(page) for page in pages] == [3, 3, 1]


def test_history_bounds_are_exclusive_unless_inclusive(stage: Stage) -> None:
    first, second, third = (stage.ana.post(stage.general, "x").ts for _ in range(3))
    ask = stage.client.conversations_history

    inner = ask(channel="C1", oldest=first, latest=third)["messages"]
    one = ask(channel="C1", oldest=second, latest=second, inclusive=True, limit=1)["messages"]

    assert [m["ts"] for m in inner] == [second]
    assert [m["ts"] for m in one] == [second]


def test_replies_are_out_of_history_and_in_their_thread(stage: Stage) -> None:
    parent = stage.ana.post(stage.general, "q")
    replies = [stage.ben.post(stage.general, "a", thread_ts=parent.ts).ts for _ in range(3)]
    shown = stage.ben.post(stage.general, "to all", thread_ts=parent.ts, broadcast=True)

    history = stage.client.conversations_history(channel="C1")["messages"]
    pages = stage.client.conversations_replies(channel="C1", ts=parent.ts, limit=2)

    assert [m["ts"] for m in history] == [shown.ts, parent.ts]
    assert history[1]["reply_count"] == 4
    assert [m["ts"] for p in pages for m in p["messages"]] == [parent.ts, *replies, shown.ts]


def test_channel_lists_show_private_ones_only_to_members(stage: Stage) -> None:
    stage.workspace.add_channel("G1", "secret", kind=Kind.PRIVATE, members=[stage.ana])
    stage.workspace.add_channel("G2", "ours", kind=Kind.PRIVATE, bot_is_member=True)
    stage.workspace.add_channel("C2", "random", is_archived=True)

    everything = stage.client.conversations_list(types="public_channel,private_channel")
    public = stage.client.conversations_list(exclude_archived=True)

    assert [c["id"] for c in everything["channels"]] == ["C1", "G2", "C2"]
    assert [c["id"] for c in public["channels"]] == ["C1"]


def test_lists_page_by_cursor(stage: Stage) -> None:
    for number in range(5):
        stage.workspace.add_channel(f"C9{number}", f"room-{number}")

    pages = [page["channels"] for page in stage.client.conversations_list(limit=4)]

    assert [len(page) for page in pages] == [4, 2]


def test_members_and_own_channels_are_listed(stage: Stage) -> None:
    stage.workspace.add_channel("C2", "random", members=[stage.ana])

    assert stage.client.conversations_members(channel="C1")["members"] == ["U1", "U2", "U0BOT"]
    assert [c["id"] for c in stage.client.users_conversations()["channels"]] == ["C1"]
    mine = stage.client.users_conversations(user="U1")["channels"]
    assert [c["id"] for c in mine] == ["C1", "C2"]


def test_joining_twice_only_warns(stage: Stage) -> None:
    stage.workspace.add_channel("C2", "random")

    assert stage.client.conversations_join(channel="C2")["channel"]["is_member"]
    assert stage.client.conversations_join(channel="C2")["warning"] == "already_in_channel"
    assert (
        stage.client.conversations_info(channel="C2", include_num_members=True)["channel"][
            "num_members"
        ]
        == 1
    )


def test_people_are_shown_with_their_role_and_time_zone(stage: Stage) -> None:
    stage.workspace.add_person("U3", name="Guest", role=Role.GUEST, tz="Asia/Tokyo", locale="ja-JP")
    stage.workspace.add_person("U4", name="Gone", deleted=True)
    stage.workspace.add_person("U5", name="Outside", role=Role.STRANGER, team_id="T9")

    guest = stage.client.users_info(user="U3", include_locale=True)["user"]
    gone = stage.client.users_info(user="U4")["user"]
    outside = stage.client.users_info(user="U5")["user"]

    assert (guest["is_restricted"], guest["tz_offset"], guest["locale"]) == (True, 32400, "ja-JP")
    assert gone["deleted"]
    assert "tz" not in gone
    assert (outside["is_stranger"], outside["team_id"]) == (True, "T9")
    listed = [m["id"] for page in stage.client.users_list(limit=3) for m in page["members"]]
    assert listed == ["USLACKBOT", "U1", "U2", "U0BOT", "U3", "U4"]


def test_the_same_person_id_lives_in_two_workspaces(stage: Stage) -> None:
    other = stage.sandbox.add_workspace("T2", name="Globex", domain="globex")
    other.add_person("U1", name="Another Ana")
    token = other.install_app(bot_user_id="U9BOT")

    answer = stage.client.users_info(token=token, user="U1")

    assert answer["user"]["real_name"] == "Another Ana"
    assert stage.client.users_info(user="U1")["user"]["real_name"] == "Ana Lopez"


def test_user_groups_are_listed_with_their_people(stage: Stage) -> None:
    stage.workspace.add_group("S1", "helpers", users=[stage.ana, stage.ben])

    group = stage.client.usergroups_list(include_users=True)["usergroups"][0]

    assert (group["handle"], group["users"]) == ("helpers", ["U1", "U2"])
    assert stage.client.usergroups_users_list(usergroup="S1")["users"] == ["U1", "U2"]


def test_reactions_of_the_bot_are_added_shown_and_taken_back(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "done")
    client, ts = stage.client, message.ts

    client.reactions_add(name="clap", channel="C1", timestamp=ts)
    shown = client.reactions_get(channel="C1", timestamp=ts)["message"]["reactions"]
    client.reactions_remove(name="clap", channel="C1", timestamp=ts)

    assert shown == [{"name": "clap", "users": ["U0BOT"], "count": 1}]
    assert message.reactions == {}


def test_team_info_and_api_test_answer(stage: Stage) -> None:
    assert stage.client.team_info()["team"]["domain"] == "acme"
    assert stage.client.api_test(foo="bar")["args"]["foo"] == "bar"


def test_a_modal_opens_updates_and_stacks(stage: Stage) -> None:
    stage.ana.command("/we", channel=stage.general)
    trigger = stage.receiver.interaction.form["trigger_id"]
    view = stage.client.views_open(trigger_id=trigger, view=MODAL)["view"]

    stage.client.views_update(view_id=view["id"], view=MODAL | {"callback_id": "second"})
    stage.ana.command("/we", channel=stage.general)
    pushed = stage.client.views_push(
        trigger_id=stage.receiver.interaction.form["trigger_id"], view=MODAL
    )["view"]

    assert pushed["root_view_id"] == view["id"]
    assert stage.ana.modal is not None
    assert stage.ana.modal.id == pushed["id"]


def test_the_home_tab_refuses_a_stale_hash(stage: Stage) -> None:
    view = stage.client.views_publish(user_id="U1", view=HOME)["view"]
    stage.client.views_publish(user_id="U1", view=HOME, hash=view["hash"])

    answer = refusal(stage.client.views_publish, user_id="U1", view=HOME, hash=view["hash"])

    assert answer["error"] == "hash_conflict"
    assert stage.ana.home is not None


def test_a_loaded_history_of_tens_of_thousands_is_quick_and_silent(stage: Stage) -> None:
    many = (
        Message("C1", f"{1_700_000_000 + n}.000100", "x", "T1", user="U1") for n in range(30_000)
    )

    stage.workspace.load_history(stage.general, many)

    answer = stage.client.conversations_history(channel="C1", limit=2)["messages"]
    assert [m["ts"] for m in answer] == ["1700029999.000100", "1700029998.000100"]
    assert stage.receiver.requests == []


def test_an_export_can_be_loaded_as_it_is(stage: Stage) -> None:
    entry = {"ts": "1700000000.000100", "user": "U1", "text": "x", "type": "message"}
    reaction = {"name": "clap", "users": ["U2"], "count": 1}

    stage.workspace.load_history(stage.general, [entry | {"reactions": [reaction]}])

    assert stage.general.messages[0].reactions == {"clap": ["U2"]}


def test_every_method_of_the_sandbox_is_one_the_sdk_has(stage: Stage) -> None:
    names = {method.replace(".", "_") for method in METHODS}

    assert [name for name in names if not hasattr(stage.client, name)] == []
