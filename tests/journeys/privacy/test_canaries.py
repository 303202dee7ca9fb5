"""Twenty words planted where others may not look: none of them comes out anywhere (H15, H20).

Eva is a member who is in no private place, Ada an admin who is in none either. Looked through is
all that they and everybody in public channels are sent, what the operator can print, the log at
its most talkative, the metrics, and the database once everything is read.
"""

import json
import logging
from collections.abc import Callable, Collection, Iterator

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from slackapp.catalogue import FEATURES
from slackapp.cli.commands import cli
from slackapp.database.base import Base
from slackapp.features.kudos.blocks.form import WHAT, WHERE, WHO
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.posting import post_week
from slackapp.features.links.settings import LinksSettings
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.observability.metrics import exposition
from slackapp.sandbox import Message, Workspace
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import find_people, hide_name
from slackapp.workspace.settings import save_settings
from tests.journeys.conftest import SECRET, Journey
from tests.journeys.kudos.town import Town, by_app, furnish_town

TALK, QUESTION, ADDRESS, TITLE = "canarytalk", "canaryquestion", "canaryaddress", "canarytitle"
INLINE, TYPED, VALUE, CHANNEL = "canaryinline", "canarytyped", "canaryvalue", "canarychannel"
DIRECT, ALONE, HIDDEN, LEFT_OUT = "canarydirect", "canaryalone", "Canaryhidden", "canaryleftout"
ELSEWHERE, THEIR_NAME, THEIR_CHANNEL = "canaryelsewhere", "Canarystranger", "canaryotherplace"
THEIR_LINK, PASSWORD, DELETED, EDITED = "canarylink", "canarypwd", "canarygone", "canarybefore"
TOKEN = "xoxb-"
CANARIES = (
    TALK, QUESTION, ADDRESS, TITLE, INLINE, TYPED, VALUE, CHANNEL, DIRECT, ALONE, HIDDEN, LEFT_OUT,
    ELSEWHERE, THEIR_NAME, THEIR_CHANNEL, THEIR_LINK, PASSWORD, DELETED, EDITED, TOKEN, SECRET,
)  # fmt: skip
# What is kept, where it belongs: it may be in the database, and nowhere else.
KEPT = {ADDRESS, TITLE, INLINE, TYPED, VALUE, CHANNEL, DIRECT, ALONE, HIDDEN}
KEPT_OF_OTHERS = {ELSEWHERE, THEIR_NAME, THEIR_CHANNEL, THEIR_LINK}
WORDS = (
    "", "help", "thanks", "thanks 2026", "board", "board last", "board month", "me", "me last",
    "links", "links month", "links canaryaddr", "questions", "questions mine",
    "find does not start", "pause 1d", "pause off", "settings", "preferences", "canaryunknown",
)  # fmt: skip


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    def town(workspace: Workspace) -> None:
        furnish_town(workspace)
        workspace.add_person("U20", name=HIDDEN)
        everybody = [*workspace.people.values()]
        people = [one for one in everybody if one.id in {"U1", "U2", "U3", "U20"}]
        workspace.add_channel(
            "C20", CHANNEL, members=people, kind="private_channel", bot_is_member=True
        )
        workspace.channels["C1"].members["U20"] = None
        workspace.channels["C3"].members["UBOT"] = None

    return town


def _plant(town: Town) -> None:
    journey, general = town.journey, town.general
    private = town.workspace.channels["C20"]
    hidden = town.workspace.people["U20"]
    for one in (town.ana, town.bo, town.cy):
        one.post(private, f"we talk about {TALK} here, and nobody else shall know")
    town.ana.post(private, f"does anybody know why the {QUESTION} does not start?")
    shared = town.bo.post(private, f"a good read for us: <https://example.org/{ADDRESS}> by itself")
    town.workspace.unfurl(shared, url=f"https://example.org/{ADDRESS}", title=f"The {TITLE}")
    town.cy.react(shared, "raised_hands")
    town.bo.post(private, f"<@U3> ++ for the {INLINE} that you carried home")
    town.cy.command("/kudos", f"@bo.berg for the {TYPED} of yours #{VALUE}", channel=private)
    direct = town.cy.direct_messages("U1")
    town.cy.command("/kudos", f"@ana.lopez for the {DIRECT} between us", channel=direct)
    hidden.post(general, "<@U1> ++ for the patient walk along the pier")
    town.eva.post(
        general, f"<https://example.org/open?pwd={PASSWORD}> and words of my own beside it"
    )
    gone = town.flo.post(general, f"{DELETED} was here")
    town.flo.delete(gone)
    edited = town.flo.post(general, f"{EDITED} it was edited")
    town.flo.edit(edited, "after it was edited")
    town.flo.command("/we", "leave", channel=general)
    left = town.workspace.ephemerals(to=town.flo)[-1]
    town.flo.click(left, "preferences.leave")
    town.flo.post(general, f"<@U1> ++ for the {LEFT_OUT} that nobody reads")
    for one in (town.bo, town.cy, town.eva):
        one.post(general, "<@U1> ++ for the lighthouse that everybody may know")
    town.rest()
    _give_alone(town)
    journey.app.toolbox.run(
        lambda tx: hide_name(tx, find_people(tx, ["U20"])["U20"].key, hides_name=True), "T1"
    )


def _give_alone(town: Town) -> None:
    """A private kudos, told to its receiver only."""
    town.bo.command("/kudos", "", channel=town.general)
    reason = f"the {ALONE} that you told me of"
    town.bo.submit({WHO: ["U1"], WHAT: reason, WHERE: "receivers"})
    town.rest()


def _plant_elsewhere(journey: Journey) -> str:
    """In another workspace, with people and channels of the same ids."""
    there = journey.sandbox.add_workspace("T2", name="Hill")
    una, vic = (
        there.add_person(each, name=name)
        for each, name in (("U1", THEIR_NAME), ("U2", "Vic Stone"))
    )
    place = there.add_channel("C1", THEIR_CHANNEL, members=[una, vic], bot_is_member=True)
    assert journey.config.slack_bot_token is not None
    ours = journey.config.slack_bot_token.get_secret_value()
    journey.restart(token=there.install_app(bot_user_id="UBOT"))
    vic.post(place, f"<@U1> ++ for the {ELSEWHERE} of ours")
    vic.post(place, f"a read for us all today: <https://example.org/{THEIR_LINK}> it is")
    journey.wait_until(lambda: len(journey.live_kudos("T2")) == 1)
    return ours


def _outputs(town: Town) -> Iterator[tuple[str, str]]:
    """All that Eva, Ada and everybody are sent."""
    for person in (town.eva, town.ada):
        for word in WORDS:
            reply = person.command("/we", word, channel=town.general)
            yield f"/we {word}", reply.body.decode()
            if person.modal is not None:
                yield f"form of {word}", json.dumps(person.modal.content)
                person.close(whole_stack=True)
        person.command("/we", "export", channel=town.general)
        person.open_home()
        town.rest()
        yield "home", json.dumps(person.home.content if person.home else {})
        told = by_app(person.direct_messages("UBOT"))
        yield "messages", json.dumps([[one.text, one.blocks] for one in told])
        shown = town.workspace.ephemerals(to=person)
        yield "ephemerals", json.dumps([[one.text, one.blocks] for one in shown])
    for channel in town.workspace.channels.values():
        if channel.id in {"C1", "C2", "C3"}:
            yield f"#{channel.name}", json.dumps(_said(by_app(channel)))


def _said(messages: list[Message]) -> list[object]:
    return [[one.text, one.blocks, one.attachments] for one in messages]


def _printed() -> Iterator[tuple[str, str]]:
    """What an operator sees of the workspace without asking for one person's own."""
    for words in (
        "leaderboard --week 2026-W47", "export", "export --format csv", "export --names",
        "ledger rebuild --check", "settings show", "posts list", "inbox list",
        "forget T1 U4 --dry-run", "export-person T1 U4",
    ):  # fmt: skip
        name = (
            [] if words.startswith(("inbox", "forget", "export-person")) else ["--workspace", "T1"]
        )
        found = CliRunner().invoke(cli, [*words.split(), *name])
        assert found.exit_code == 0, (words, found.output)
        yield words, found.output


def _stored(journey: Journey) -> str:
    with journey.app.database.reading() as session:
        rows = [
            repr([bytes(part) if isinstance(part, memoryview) else part for part in row])
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        ]
    return "\n".join(rows)


def _found(
    outputs: Iterator[tuple[str, str]], *, but: Collection[str] = ()
) -> set[tuple[str, str]]:
    wanted = [one for one in CANARIES if one not in but]
    return {
        (name, canary)
        for name, said in outputs
        for canary in wanted
        if canary in said.replace("canaryunknown", "")
    }


@pytest.fixture
def town(journey: Journey, caplog: pytest.LogCaptureFixture) -> Town:
    caplog.set_level(logging.DEBUG, logger="slackapp")
    ours = _plant_elsewhere(journey)
    journey.restart(token=ours)
    town = Town(journey)
    for settings in (
        KudosSettings(feed="C2"),
        LinksSettings(),
        QuestionsSettings(channels=("C1", "C20")),
        LeaderboardSettings(channel="C3"),
    ):
        journey.app.toolbox.run(save_settings, "T1", settings)
    journey.wait_until(lambda: not journey.has_work())
    return town


def test_no_canary_comes_out_anywhere(
    town: Town,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journey = town.journey
    _plant(town)
    week = Week(2026, 47)
    journey.app.toolbox.run(post_week, "T1", week=week, offers=board_offers(FEATURES))
    town.until(lambda: by_app(town.elsewhere) != [])
    assert "lighthouse" in json.dumps(_said(by_app(town.elsewhere)))  # the board does quote
    assert _found(_outputs(town)) == set()

    stored = _stored(journey)
    assert {one for one in KEPT | KEPT_OF_OTHERS if one not in stored} == set()
    told = [("database", stored.replace(SECRET, ""))]
    assert _found(iter(told), but=KEPT | KEPT_OF_OTHERS) == set()

    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    assert _found(_printed()) == set()
    said = [("log", "".join(capfd.readouterr()) + caplog.text), ("metrics", exposition().decode())]
    assert _found(iter(said)) == set()
