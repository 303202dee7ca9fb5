"""How much of one person is listened to in a minute, and what they are told past that."""

import json
from typing import Any

import pytest
from slack_bolt import Ack, App

from slackapp.slack.blocks import button
from slackapp.slack.bolt_app import build_app
from slackapp.slack.clients import web_client
from slackapp.slack.throttle import Throttle
from tests.slack.conftest import Installed, Stage, send_command, send_payload

TOLD = "That was more than 2 requests in a minute. Try again in a minute."
POUR = button("Pour", action_id="tea.pour", value="1")


class Watch:
    """Seconds that pass when told."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def app() -> App:
    """Two requests a minute, in a minute that does not end."""

    def serve(ack: Ack) -> None:
        ack()

    def pour(ack: Ack) -> None:
        ack({"text": "poured"})

    client = web_client(api_url="http://127.0.0.1:9/api/")
    app = build_app(
        client=client,
        find_installation={"T1": Installed()}.get,
        throttle=Throttle(2, seconds=Watch()),
    )
    app.command("/tea")(pour)
    app.action("tea.pour")(serve)
    app.view("tea.order")(serve)
    return app


def submitted(app: App, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  the state of inputs
    """The answer to a form, {} where it closes."""
    view = {"id": "V1", "type": "modal", "callback_id": "tea.order", "state": {"values": fields}}
    status, body = send_payload(app, type="view_submission", view=view)
    assert status == 200
    answer = json.loads(body) if body else {}
    assert isinstance(answer, dict)
    return answer


def test_so_many_are_welcome_and_no_more() -> None:
    throttle = Throttle(2, seconds=Watch())
    assert [throttle.is_welcome("T1", "U1") for _ in range(4)] == [True, True, False, False]


def test_people_and_workspaces_have_minutes_of_their_own() -> None:
    throttle = Throttle(1, seconds=Watch())
    assert all(throttle.is_welcome(*who) for who in (("T1", "U1"), ("T1", "U2"), ("T2", "U1")))


def test_the_next_minute_is_a_new_one() -> None:
    watch = Watch()
    throttle = Throttle(1, seconds=watch)
    throttle.is_welcome("T1", "U1")
    watch.seconds = 60.0
    assert throttle.is_welcome("T1", "U1")


def test_a_command_too_many_is_given_back_as_it_was_typed_each_time(app: App) -> None:
    for _ in range(2):
        send_command(app, "/tea")
    for _ in range(3):
        shown = send_command(
            app, "/tea", "for <@U2|bo> & <!subteam^S1|@crew> `x` <https://a.b?c=1>"
        )
        assert (shown["response_type"], shown["text"]) == ("ephemeral", TOLD)
        assert shown["blocks"][1]["elements"][0]["elements"] == [
            {"type": "text", "text": "/tea for "},
            {"type": "user", "user_id": "U2"},
            {"type": "text", "text": " & "},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "text", "text": " "},
            {"type": "text", "text": "`x`"},
            {"type": "text", "text": " "},
            {"type": "text", "text": "https://a.b?c=1"},
        ]


def test_a_form_sent_too_many_stays_open_with_the_sentence_at_its_first_field(app: App) -> None:
    assert [submitted(app, tea={"mug": {}}, milk={}) for _ in range(4)] == [
        {},
        {},
        *[{"response_action": "errors", "errors": {"tea": TOLD}}] * 2,
    ]


def test_a_form_without_fields_stays_below_a_note(app: App) -> None:
    answers = [submitted(app) for _ in range(4)]
    assert [answer.get("response_action") for answer in answers] == [None, None, "push", "push"]


def test_a_button_pressed_too_often_says_so_once_also_after_commands(
    app: App, stage: Stage
) -> None:
    for _ in range(4):
        send_command(app, "/tea")
    message = stage.post_button(POUR)
    for _ in range(3):
        assert stage.ana.click(message, "tea.pour").status == 200
    assert stage.whispered() == [TOLD]
