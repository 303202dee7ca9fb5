"""Two workspaces with the same ids of people, channels and messages: neither touches the other.

Row H7 of the catalogue of faults: whatever is pressed, sent or picked with ids of another one.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from slack_bolt import App

from slackapp.app.doors import Clicks, register_listeners
from slackapp.intake.envelope import Interaction
from slackapp.sandbox import Channel, Person, Workspace
from slackapp.slack.clients import web_client
from slackapp.workspace.installations import identify
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.dumps import dump
from tests.journeys.conftest import Journey
from tests.sandbox.receiver import Receiver, receiving

CANARY = "kittiwake"  # said in T1 alone
TS = "1763467000.000100"
QUESTION = f"How do I renew the certificate of the {CANARY}? It expired this morning."
LINK = f"Read this: <https://example.org/{CANARY}/guide>"
WORDS = (
    "", "help", "board", "board month", "me", "thanks", "links", "questions", "preferences",
    "pause", "find certificate", "ask how", "export", "nonsense", "leave",
)  # fmt: skip


@dataclass
class Neighbours:
    """T1, where much was said, and T2, where people of the same ids know nothing of it."""

    journey: Journey
    hill: Workspace
    una: Person
    vic: Person
    general: Channel

    def dumped(self, workspace_id: str) -> dict[str, list[str]]:
        self.journey.settle()
        self.journey.wait_until(lambda: not self.journey.has_work())
        self.journey.settle()
        return dump(self.journey.app.database, workspace_id)


@pytest.fixture
def neighbours(journey: Journey) -> Neighbours:
    hill = journey.sandbox.add_workspace("T2", name="Hill")
    una, vic = (hill.add_person(one, name=name) for one, name in (("U1", "Una"), ("U2", "Vic")))
    wes = hill.add_person("U3", name="Wes")
    general = hill.add_channel("C1", "general", members=[una, vic, wes], bot_is_member=True)
    token = hill.install_app(bot_user_id="UBOT")
    there = identify(web_client(api_url=journey.config.slack_api_url, token=token))
    journey.app.toolbox.installations.add(there)
    record = WorkspaceRecord(name="Hill", bot_user_id="UBOT", bot_id=there.bot_id, app_id="A1")
    journey.app.toolbox.run(save_workspace, "T2", record)
    return Neighbours(journey, hill, una, vic, general)


def tour(journey: Journey) -> None:
    """All that people do: say, ask, answer, thank, share, mark, change, take back, type, look."""
    ana, bo, cy, general = journey.ana, journey.bo, journey.cy, journey.general
    asked = bo.post(general, QUESTION, ts=TS)
    answer = ana.post(general, "Run certbot renew, then restart nginx.", thread_ts=TS)
    bo.react(answer, "white_check_mark")
    thanks = bo.post(general, f"<@U1> ++ for the calm {CANARY} rescue")
    shared = cy.post(general, LINK)
    bo.react(shared, "bookmark")
    bo.edit(thanks, f"<@U1> <@U3> ++ for the calm {CANARY} rescue")
    cy.command("/kudos", f"<@U2> for the {CANARY} list of links", channel=general)
    journey.settle()
    for words in WORDS[:-1]:
        ana.command("/we", words, channel=general)
    for person in (ana, bo, cy):
        person.open_home()
    journey.workspace.rename(general, "harbour")
    ana.change(display_name="Ana of Harbour", updated=ana.profile.updated + 1)
    cy.command("/we", "leave", channel=general)
    bo.delete(asked)
    journey.settle()


def test_whatever_is_done_in_one_workspace_changes_no_row_of_the_other(
    neighbours: Neighbours,
) -> None:
    journey = neighbours.journey
    neighbours.vic.post(neighbours.general, "<@U1> ++ for the quiet owl watch", ts=TS)
    neighbours.vic.post(neighbours.general, "<https://example.net/owls>")
    journey.wait_until(lambda: len(journey.live_kudos("T2")) == 1)
    before = neighbours.dumped("T2")
    assert {"kudos", "act_turn", "link_share", "message", "person"} <= before.keys()
    tour(journey)
    assert len(journey.export("T1")) > 1
    assert neighbours.dumped("T2") == before


@dataclass
class Listened:
    """What the rooms listen to: stands in for the Bolt app while they register."""

    actions: list[str | re.Pattern[str]] = field(default_factory=list)
    views: list[str | re.Pattern[str]] = field(default_factory=list)
    shortcuts: list[str | re.Pattern[str]] = field(default_factory=list)

    def action(self, name: str | re.Pattern[str]) -> Callable[[object], None]:
        return lambda _listener: self.actions.append(name)

    def view(self, name: str | re.Pattern[str]) -> Callable[[object], None]:
        return lambda _listener: self.views.append(name)

    def message_shortcut(self, name: str | re.Pattern[str]) -> Callable[[object], None]:
        return lambda _listener: self.shortcuts.append(name)

    def command(self, _name: str) -> Callable[[object], None]:
        return lambda _listener: None

    view_closed = options = global_shortcut = command


def named(pattern: str | re.Pattern[str]) -> str:
    """A name that the pattern takes."""
    if isinstance(pattern, str):
        return pattern
    plain = re.sub(r"\\Z$", "", pattern.pattern)
    plain = re.sub(r"\([^()]*\)\?", "", plain)
    plain = re.sub(r"\\[wd][+*]?|\.\+|\[[^]]*\][+*]?", "1", plain)
    made = plain.replace("\\", "")
    assert pattern.search(made), (pattern.pattern, made)
    return made


def keys_of(rows: dict[str, list[str]]) -> list[str]:
    """One of each kind of id that T1's rows have."""
    found: dict[str, str] = {}
    for table, kept in rows.items():
        for value in re.findall(r"'([^'\s]{2,80})'|\b(\d{10,20})\b", kept[0]):
            one = value[0] or value[1]
            shape = re.sub(r"[0-9a-f]{6,}|\d+", "#", one)
            found.setdefault(f"{table}:{shape}" if ":" in one else shape, one)
    return [one for one in dict.fromkeys(found.values()) if one not in {"T1", "public", "member"}]


@pytest.fixture
def answers() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def requests(listened: Listened, values: list[str], answer_to: str) -> Iterator[dict[str, Any]]:
    who = {"user": {"id": "U2", "team_id": "T2"}, "team": {"id": "T2"}, "trigger_id": "1.2.3"}
    place = {"channel": {"id": "C1"}, "response_url": answer_to}
    message = {"ts": TS, "user": "U1", "text": "", "blocks": []}
    for name in map(named, listened.actions):
        for value in values:
            action = {"action_id": name, "value": value, "type": "button", "block_id": value[:200]}
            pressed = {"type": "block_actions", "actions": [action], "message": message}
            yield {**who, **place, **pressed, "container": {"message_ts": TS, "channel_id": "C1"}}
    for name in map(named, listened.views):
        for value in values:
            for data in (value, json.dumps({"kudos": value, "question_id": value, "id": value})):
                view = {"id": "V1", "callback_id": name, "type": "modal", "private_metadata": data}
                yield {**who, "type": "view_submission", "view": view | {"state": {"values": {}}}}
    for name in map(named, listened.shortcuts):
        at = {"callback_id": name, "type": "message_action", "message": message}
        yield {**who, **place, **at}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # a great many requests
def test_ids_of_another_workspace_find_nothing_and_change_nothing(
    neighbours: Neighbours, answers: Receiver
) -> None:
    journey = neighbours.journey
    tour(journey)
    before = neighbours.dumped("T1")
    listened = Listened()
    register_listeners(cast("App", listened), journey.app.toolbox)
    values = keys_of(before)[:8]
    assert len(listened.actions) > 30
    assert len(values) == 8
    unhurried = journey.config.model_copy(update={"person_requests_per_minute": 1_000_000})
    clicks = Clicks(unhurried, journey.app.toolbox)
    said = []
    journey.sandbox.world.traffic.clear()
    for payload in requests(listened, values, answers.url):
        status, _, body = clicks.answer_now(Interaction(json.dumps(payload)))
        assert status == 200
        said.append(body)
    said += [one.body.decode() for one in answers.requests]
    said += [str(one) for one in journey.sandbox.world.traffic.all() if "xoxb" not in str(one)]
    assert [one for one in said if CANARY in one] == []
    assert neighbours.dumped("T1") == before
