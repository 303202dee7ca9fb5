"""What a person asked, read from Slack's payloads."""

from typing import Any

import pytest

from slackapp.slack.requests import Click, MessageShortcut, Submission

USER = {"user": {"id": "U1"}}


def submission(state: dict[str, Any], **view: object) -> Submission:
    fields = {name: {name: entry} for name, entry in state.items()}
    whole = {"id": "V1", "state": {"values": fields}, **view}
    return Submission.read({**USER, "view": whole}, "T1")


def test_every_input_left_empty_reads_as_nothing() -> None:
    sent = submission(
        {
            "who": {"type": "multi_users_select", "selected_users": []},
            "what": {"type": "plain_text_input", "value": None},
            "value": {"type": "static_select", "selected_option": None},
            "where": {"type": "radio_buttons", "selected_option": None},
        },
        private_metadata=None,
    )

    assert sent.ids("who") == ()
    assert [sent.text(name) for name in ("what", "value", "where")] == ["", "", ""]
    assert sent.metadata == ""


def test_what_was_entered_is_read_by_its_action_id() -> None:
    option = {"text": {"type": "plain_text", "text": "#craft"}, "value": "craft"}
    sent = submission(
        {
            "who": {"type": "multi_users_select", "selected_users": ["U1", "U2"]},
            "what": {"type": "plain_text_input", "value": "helped"},
            "value": {"type": "static_select", "selected_option": option},
        },
        private_metadata="{}",
    )

    assert sent.ids("who") == ("U1", "U2")
    assert (sent.text("what"), sent.text("value")) == ("helped", "craft")
    assert (sent.workspace_id, sent.person_id, sent.view_id, sent.metadata) == (
        "T1",
        "U1",
        "V1",
        "{}",
    )


def test_a_field_that_is_not_there_or_of_another_kind_reads_as_nothing() -> None:
    sent = submission({"who": {"type": "multi_users_select", "selected_users": ["U1"]}})

    assert (sent.text("who"), sent.ids("what"), sent.text("what")) == ("", (), "")


@pytest.mark.parametrize(
    ("message", "thread", "author"),
    [
        ({"ts": "1.5", "user": "U2"}, "1.5", "U2"),
        ({"ts": "1.5", "thread_ts": "1.1", "user": "U2"}, "1.1", "U2"),
        ({"ts": "1.5", "bot_id": "B1"}, "1.5", ""),
    ],
)
def test_an_answer_to_a_message_belongs_into_its_thread(
    message: dict[str, str], thread: str, author: str
) -> None:
    payload = {**USER, "channel": {"id": "C1"}, "message": message}
    asked = MessageShortcut.read(payload, "T1")

    assert (asked.message_ts, asked.thread_ts, asked.author_id) == ("1.5", thread, author)
    assert (asked.trigger_id, asked.response_url) == ("", "")


def test_a_pick_from_a_menu_is_the_value_of_its_click() -> None:
    picked = {"action_id": "more", "selected_option": {"value": "report:x"}}
    click = Click.read({**USER, "actions": [picked]}, "T1")

    assert (click.value, click.channel_id, click.response_url) == ("report:x", "", "")
    assert click.as_command("/we").text == ""
