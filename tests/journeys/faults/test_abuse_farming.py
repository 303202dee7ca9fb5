"""Points nobody earned: past the cap, from oneself, from loops of deleting, from bots."""

import random
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.settings import KudosSettings
from slackapp.ledger.giver_weeks import GiverWeek, read_weeks
from slackapp.sandbox import Message
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import people_by_id
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import workspace_zone
from tests.builders.slack_events import dumped, edited, envelope, message, reaction
from tests.journeys.conftest import Journey

REASON = "for staying late so it landed"
CAP = Decimal(5)

Json = dict[str, Any]


def _thanking(journey: Journey, person_id: str) -> Decimal:
    """What a person's thanks of this week come to."""

    def ask(tx: Transaction) -> Decimal:
        giver = people_by_id(tx, [person_id])[person_id].key
        week = Week.of_micros(micros_of_datetime(tx.now), workspace_zone(tx))
        return read_weeks(tx, week, [giver]).get(giver, GiverWeek(person=giver)).thanking

    return journey.app.toolbox.read(ask, "T1")


def _send(journey: Journey, *events: Json) -> None:
    for event in events:
        assert journey.sandbox.deliver_raw(dumped(envelope(event))).status == 200
    journey.settle()


def test_fifty_commands_at_once_count_to_the_weeks_cap_and_no_further(journey: Journey) -> None:
    for number in range(50):
        journey.workspace.add_person(f"U{100 + number}", name=f"Person {number}")

    def thank(number: int) -> str:
        order = f"<@U{100 + number}> {REASON}"
        return journey.cy.command("/kudos", order, channel=journey.general).text

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(thank, range(50)))
    assert sum("Past 5 a week" in answer for answer in answers) == 45
    assert len(journey.live_kudos()) == 50
    assert _thanking(journey, "U3") == CAP


def test_nobody_thanks_oneself_however_it_is_written(journey: Journey) -> None:
    alone = journey.workspace.add_group("S1", "alone", users=[journey.cy])
    journey.workspace.create_group(alone)
    journey.app.toolbox.run(save_settings, "T1", KudosSettings(emoji=("taco",)))
    for order in ("@cy.chen", "<@U3>", "<@U3|cy>", "<@U3> <@U3|cy>", "<!subteam^S1|@alone>"):
        journey.cy.command("/kudos", f"{order} {REASON}", channel=journey.general)
        journey.cy.command("/we", f"kudos {order} {REASON}", channel=journey.general)
        for sign in ("++", ":taco:"):
            journey.cy.post(journey.general, f"{order} {sign} {REASON}")
    mine = journey.cy.post(journey.general, "The VPN works again.")
    journey.cy.react(mine, "taco")
    journey.cy.edit(mine, f"<@U3> ++ {REASON}")
    journey.settle()
    assert journey.export() == []


def test_a_group_with_oneself_in_it_thanks_the_others_alone(journey: Journey) -> None:
    group = journey.workspace.add_group("S1", "crew", users=[journey.cy, journey.bo])
    journey.workspace.create_group(group)
    journey.cy.post(journey.general, f"<!subteam^S1|@crew> ++ {REASON}")
    journey.wait_until(lambda: journey.live_kudos() == [("U3", "U2", "1")])


@pytest.mark.parametrize("seed", range(3))
def test_deleting_and_sending_again_in_loops_earns_what_stands_and_never_more(
    journey: Journey, seed: int
) -> None:
    """Against a model: each message that stands thanks whom its last words name."""
    chance, standing = random.Random(seed), dict[str, tuple[Message, str]]()  # noqa: S311  a seed
    for number in range(40):
        whom = chance.choice(["U1", "U2"])
        words = f"<@{whom}> ++ {REASON}"
        key = chance.choice(list(standing) or [""])
        match chance.choice(["post", "post", "edit", "delete"]):
            case "edit" if key:
                journey.cy.edit(standing[key][0], words)
                standing[key] = (standing[key][0], whom)
            case "delete" if key:
                journey.cy.delete(standing.pop(key)[0])
            case _:
                standing[str(number)] = (journey.cy.post(journey.general, words), whom)
        if number % 10 == 9:
            journey.settle()
            expected = sorted(whom for _, whom in standing.values())
            assert sorted(to for _, to, _ in journey.live_kudos()) == expected
            assert _thanking(journey, "U3") == pytest.approx(_worth(expected), abs=Decimal("1e-6"))
            assert _thanking(journey, "U3") <= CAP


def _worth(receivers: list[str]) -> Decimal:
    """The first to a person counts in full, the next half, and so on."""
    shares = [
        Decimal(1) / 2**place for whom in set(receivers) for place in range(receivers.count(whom))
    ]
    return Decimal(sum(shares))


NOT_PEOPLE: dict[str, Json] = {
    "an app's bot": {"user": "U9", "bot_id": "B9"},
    "an app in a person's name": {"user": "U3", "bot_id": "B9"},
    "a bot user": {"user": "U9"},
    "a workflow": {"user": None, "subtype": "bot_message", "bot_id": "BWF", "workflow_id": "Wf1"},
    "an integration": {"user": None, "subtype": "bot_message", "username": "hook"},
    "our own app": {"user": "UBOT", "bot_id": "BBOT"},
    "Slackbot": {"user": "USLACKBOT"},
}


def test_what_is_not_a_person_gives_nothing_and_gets_nothing(journey: Journey) -> None:
    journey.app.toolbox.run(save_settings, "T1", KudosSettings(emoji=("taco",)))
    journey.workspace.add_person("U9", name="Robo", role="bot")
    for number, fields in enumerate(NOT_PEOPLE.values()):
        ts, thanked = f"176346720{number}.000100", f"176346721{number}.000100"
        said = message(f"<@U1> ++ {REASON}", ts=ts, **fields)
        changed = edited("x", was="y", at="1763467270.000100", ts=ts) | {"message": said}
        _send(journey, said, changed)
        if fields["user"] not in {None, "U3"}:
            theirs = {"by": fields["user"]}, {"to": fields["user"]}
            _send(journey, *(reaction("taco", **one) for one in theirs))
            _send(journey, message(f"<@{fields['user']}> ++ {REASON}", ts=thanked))
    assert journey.export() == []
