"""Requests through Bolt: the answer, a refusal, a failure, and what nobody listens to."""

import json
import logging
import re
from gettext import NullTranslations
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import Ack, App, BoltContext
from structlog.testing import capture_logs

from slackapp.slack.blocks import button
from slackapp.slack.bolt_app import dispatch
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _, catalogue_of
from tests.slack.conftest import FORM, Stage, send_command, send_payload

BROKEN = re.compile(r"Something broke on my side; .* tell an admin: ref [0-9A-F]{4}\.")
POUR = button("Pour", action_id="tea.pour", value="1")
CLICK: dict[str, Any] = {
    "type": "block_actions",
    "actions": [{"type": "button", "action_id": "tea.pour", "block_id": "b", "action_ts": "1.0"}],
}
FORM_SENT: dict[str, Any] = {
    "type": "view_submission",
    "view": {"id": "V1", "type": "modal", "callback_id": "tea.order", "state": {"values": {}}},
}


def listen(app: App, error: Exception) -> None:
    """Every listener fails this way."""

    def fail() -> None:
        raise error

    app.command("/tea")(fail)
    app.action("tea.pour")(fail)
    app.view("tea.order")(fail)
    app.shortcut("tea.time")(fail)


def test_what_the_listener_acks_is_the_answer(app: App) -> None:
    def pour(ack: Ack, context: BoltContext) -> None:
        known = (context.team_id, context.bot_user_id, context.bot_id, context.bot_token)
        ack({"text": " ".join(map(str, known))})

    app.command("/tea")(pour)
    assert send_command(app, "/tea") == {"text": "T1 UBOT BBOT xoxb-1"}


def test_a_refused_command_is_answered_with_the_sentence_escaped(app: App) -> None:
    listen(app, Refusal("I don't know <@anna> & co."))
    assert send_command(app, "/tea") == {
        "response_type": "ephemeral",
        "text": "I don't know &lt;@anna&gt; &amp; co.",
    }


def test_a_refused_form_stays_below_a_note(app: App) -> None:
    listen(app, Refusal("Say a little more."))
    status, body = send_payload(app, **FORM_SENT)
    assert status == 200
    assert '"response_action": "push"' in body
    assert "Say a little more." in body


def test_a_broken_listener_gives_a_reference_that_is_in_the_log_without_words(app: App) -> None:
    listen(app, RuntimeError("what somebody wrote"))
    with capture_logs() as logged:
        shown = send_command(app, "/tea", "what somebody wrote")
    assert BROKEN.fullmatch(shown["text"])
    assert logged[0]["event"] == "slack.request_failed"
    assert logged[0]["ref"] in shown["text"]
    assert (logged[0]["name"], logged[0]["error"]) == ("/tea", "RuntimeError")
    assert "wrote" not in str(logged)


def test_a_click_is_answered_beside_the_message_to_whoever_clicked(app: App, stage: Stage) -> None:
    listen(app, Refusal("That's you."))
    message = stage.post_button(POUR)
    reply = stage.ana.click(message, "tea.pour")
    assert (reply.status, reply.body) == (200, b"")
    assert stage.whispered() == ["That's you."]
    assert message.text == "tea?"


@pytest.mark.parametrize(
    "response_url", ["http://127.0.0.1:9/closed", "odd", "file:///etc/passwd", None, 5]
)
def test_a_click_that_cannot_be_answered_is_still_acknowledged(
    app: App, response_url: object
) -> None:
    listen(app, Refusal("That's you."))
    assert send_payload(app, **CLICK, response_url=response_url) == (200, "")


def test_a_spent_response_url_is_logged(app: App, stage: Stage) -> None:
    listen(app, Refusal("That's you."))
    with capture_logs() as logged:
        send_payload(app, **CLICK, response_url=stage.api_url.replace("/api/", "/actions/T1/1/x"))
    assert "slack.whisper_refused" in {line["event"] for line in logged}


def test_a_global_shortcut_that_fails_is_acknowledged(app: App) -> None:
    listen(app, RuntimeError())
    payload = {"type": "shortcut", "callback_id": "tea.time", "trigger_id": "1"}
    assert send_payload(app, **payload) == (200, "")


def test_an_unknown_command_is_answered_kindly(app: App) -> None:
    assert "I don't know this command" in send_command(app, "/coffee")["text"]


def test_an_unknown_button_says_that_it_is_old(stage: Stage) -> None:
    reply = stage.ana.click(stage.post_button(POUR), "tea.pour")
    assert reply.status == 200
    assert "old message" in stage.whispered()[0]


def test_a_button_that_opens_a_page_is_let_be(stage: Stage) -> None:
    page = button("Read", action_id="tea.read", url="https://a.example/")
    assert stage.ana.click(stage.post_button(page), "tea.read").status == 200
    assert stage.whispered() == []


def test_a_refused_shortcut_is_answered_to_whoever_used_it(app: App, stage: Stage) -> None:
    app.shortcut("tea.thanks")(_refuse)
    message = stage.ana.post(stage.general, "lovely tea")
    assert stage.ana.shortcut(message, "tea.thanks").status == 200
    assert stage.whispered() == ["Not here."]


def test_a_workspace_we_are_not_in_is_told_so(app: App) -> None:
    assert "not installed" in send_command(app, "/tea", team="T9")["text"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("payload=[]", FORM["Content-Type"]),
        ("payload={", FORM["Content-Type"]),
        ("payload=5", FORM["Content-Type"]),
        ("payload=%7B%22team%22%3A5%7D", FORM["Content-Type"]),
        ("payload=%7B%22actions%22%3A5%2C%22type%22%3A%22block_actions%22%7D", "x"),
        ("[1]", "application/json"),
        ("5", "application/json"),
        ('{"authorizations": [5]}', "application/json"),
        ("{", "application/json"),
        ("", ""),
        ("command=/tea", FORM["Content-Type"]),
    ],
)
def test_odd_bodies_never_raise(app: App, body: str, content_type: str) -> None:
    status, headers, answer = dispatch(app, body, {"content-type": content_type})
    assert status in {200, 400}
    assert isinstance(answer, str)
    assert "content-type" in headers


def test_unsigned_headers_do_not_reach_bolt(app: App) -> None:
    """Bolt would skip the listener and answer from a lazy one."""
    app.command("/tea")(lambda ack: ack("poured"))
    lazy = {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "x"}
    body = "command=/tea&team_id=T1&user_id=U1&channel_id=C1"
    assert "poured" in dispatch(app, body, FORM | lazy)[2]


def _refuse() -> None:
    raise Refusal("Not here.")


def test_bolt_leaves_our_loggers_alone(app: App) -> None:
    app.command("/tea")(_refuse)
    assert logging.getLogger("slackapp").level == logging.NOTSET


def test_whoever_asks_is_answered_in_their_language_also_when_refused(app: App) -> None:
    def words_for(team_id: str, user_id: str) -> NullTranslations:
        return catalogue_of("de-DE" if (team_id, user_id) == ("T1", "U1") else "en-US")

    app.command("/tea")(lambda ack: ack({"text": _("Done")}))
    said = {}
    for user in ("U1", "U2"):
        for command in ("/tea", "/coffee"):
            form = {"command": command, "team_id": "T1", "user_id": user}
            _status, _headers, body = dispatch(app, urlencode(form), FORM, words_for)
            said[user, command] = json.loads(body)["text"]

    assert said["U1", "/tea"] == "Fertig"
    assert said["U1", "/coffee"].startswith("Diesen Befehl kenne ich nicht.")
    assert said["U2", "/tea"] == "Done"


def test_where_the_language_cannot_be_looked_up_nobody_waits_for_the_listener_too(
    app: App,
) -> None:
    def words_for(_team_id: str, _user_id: str) -> NullTranslations:
        raise TimeoutError

    poured: list[str] = []

    def pour(ack: Ack) -> None:
        poured.append("tea")
        ack()

    app.command("/tea")(pour)
    form = {"command": "/tea", "team_id": "T1", "user_id": "U1"}
    status, _headers, body = dispatch(app, urlencode(form), FORM, words_for)

    assert (status, poured) == (200, [])
    assert BROKEN.fullmatch(json.loads(body)["text"])
