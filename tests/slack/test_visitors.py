"""People of another company use nothing; guests all but what is gathered elsewhere (H8, H27)."""

from typing import Any

import pytest
from slack_bolt import Ack, App

from slackapp.slack.bolt_app import build_app
from slackapp.slack.clients import web_client
from slackapp.slack.throttle import Throttle
from slackapp.slack.visitors import Visitors
from slackapp.vocabulary.people import PersonKind
from tests.slack.conftest import Installed, Stage, send_command, send_payload

NO = "I work for another company"
GATHERED = "It is for full members alone."


class Door:
    """The app, whoever it thinks people are, and what reached its listeners."""

    def __init__(self) -> None:
        self.kinds: dict[tuple[str, str], PersonKind] = {}
        self.at_slack: dict[tuple[str, str], PersonKind] = {}
        self.reached: list[str] = []
        self.app = build_app(
            client=web_client(api_url="http://127.0.0.1:9/api/"),
            find_installation={"T1": Installed()}.get,
            throttle=Throttle(1_000_000),
            visitors=Visitors(lambda *who: self.kinds.get(who), lambda: {"board"}, self.meet),
        )

        def reached(ack: Ack, body: dict[str, Any]) -> None:
            self.reached.append(body.get("type") or body["command"])
            ack({"text": "done"} if "command" in body else "")

        self.app.command("/we")(reached)
        for action in ("tea", "we.word.board", "home.word.board", "we.word.me", "home.word.me"):
            self.app.action(action)(reached)
        self.app.view("form")(reached)
        self.app.message_shortcut("save")(reached)
        self.app.global_shortcut("open")(reached)

    def meet(self, *who: str) -> None:
        team_id, person_id = who
        if kind := self.at_slack.get((team_id, person_id)):
            self.kinds[team_id, person_id] = kind


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def app(door: Door) -> App:
    return door.app


def press(
    app: App,
    action_id: str,
    *,
    value: str | None = None,
    **payload: Any,  # noqa: ANN401  JSON
) -> tuple[int, str]:
    """A word's button, as we make them, carries the word unless told otherwise."""
    value = action_id.rpartition(".")[2] if value is None else value
    pressed = {"action_id": action_id, "value": value}
    return send_payload(app, type="block_actions", actions=[pressed], **payload)


FROM_OUTSIDE = {"user": {"id": "U9", "team_id": "T9"}}


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions", "actions": [{"action_id": "tea"}]},
        {"type": "message_action", "callback_id": "save"},
        {"type": "shortcut", "callback_id": "open"},
        {"type": "view_submission", "view": {"callback_id": "form", "type": "modal"}},
    ],
    ids=lambda payload: str(payload["type"]),
)
@pytest.mark.parametrize("known", [True, False])
def test_nothing_of_it_is_for_people_of_another_company(
    door: Door, payload: dict[str, Any], *, known: bool
) -> None:
    if known:
        door.kinds["T1", "U9"] = "outside"
    status, _ = send_payload(door.app, **payload, **FROM_OUTSIDE)
    assert (status, door.reached) == (200, [])
    send_payload(door.app, **payload, user={"id": "U1", "team_id": "T1"})
    assert door.reached == [payload["type"]]


def test_they_are_told_so_where_they_press(stage: Stage, door: Door) -> None:
    door.kinds["T1", "U1"] = "outside"
    message = stage.post_button(
        {"type": "button", "action_id": "tea", "text": {"type": "plain_text", "text": "Tea"}}
    )
    stage.ana.click(message, "tea")
    assert [NO in one for one in stage.whispered()] == [True]


def test_a_command_says_nothing_of_its_sender_s_team_so_what_we_know_counts(door: Door) -> None:
    door.kinds["T1", "U1"] = "outside"
    assert NO in send_command(door.app, "/we", "me")["text"]
    assert door.reached == []


def test_a_member_of_a_sister_workspace_is_of_the_same_company(door: Door) -> None:
    door.kinds["T1", "U2"] = "member"
    press(door.app, "tea", user={"id": "U2", "team_id": "T2"})
    press(door.app, "tea", user={"id": "U3", "team_id": "E1"}, enterprise={"id": "E1"})
    assert door.reached == ["block_actions"] * 2


def test_guests_get_what_is_theirs_and_nothing_gathered(door: Door) -> None:
    door.kinds["T1", "U1"] = "guest"
    for typed in ("board", "BOARD  week", "board #general"):
        assert GATHERED in send_command(door.app, "/we", typed)["text"]
    for action in ("we.word.board", "home.word.board"):
        press(door.app, action)
    for action, value in (("we.word.me", "board #general"), ("home.word.me", "board")):
        press(door.app, action, value=value)
    assert door.reached == []
    send_command(door.app, "/we", "me")
    for action in ("we.word.me", "tea"):
        press(door.app, action)
    assert door.reached == ["/we", "block_actions", "block_actions"]


def test_whom_we_never_met_gets_nothing_gathered_before_slack_has_said_who_they_are(
    door: Door,
) -> None:
    says: list[PersonKind | None] = [None, "guest", "member"]
    for kind, reached in zip(says, ([], [], ["/we"]), strict=True):
        door.kinds.clear()
        if kind:
            door.at_slack["T1", "U1"] = kind
        send_command(door.app, "/we", "board")
        assert door.reached == reached, kind
