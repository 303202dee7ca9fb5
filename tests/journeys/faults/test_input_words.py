"""Words of any length and shape: read in time, counted once a person, shown without harm."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.models import KudosRow
from tests.builders.slack_events import dumped, envelope, message
from tests.journeys.conftest import Journey

REASON = "the patient explanation"
HARMFUL = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
LONGEST = 40_000  # Slack cuts there
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def _reasons(journey: Journey) -> list[str]:
    def reasons(tx: Transaction) -> list[str]:
        return list(
            tx.session.scalars(select(KudosRow.reason).where(KudosRow.workspace_id == "T1"))
        )

    return journey.app.toolbox.read(reasons, "T1")


def _meet(journey: Journey, number: int) -> list[str]:
    """So many more people, known to the app."""
    ids = [f"U{1000 + each}" for each in range(number)]
    for slack_id in ids:
        journey.workspace.add_person(slack_id, name=f"Person {slack_id}")
    journey.clock.set(journey.clock.now() + timedelta(minutes=1))
    journey.restart()
    return ids


def test_the_longest_messages_are_read_and_their_reasons_kept_short(journey: Journey) -> None:
    fillers = ("word ", "\u4e16\u754c", "&amp; ", "<@U2> ", ":tada:", "\n")
    for filler in fillers:
        text = f"<@U1> ++ for {REASON} {filler * LONGEST}"[:LONGEST]
        journey.cy.post(journey.general, text)
    journey.wait_until(lambda: len(journey.live_kudos()) == len(fillers))
    assert max(map(len, _reasons(journey))) <= 300
    assert all(reason.startswith(REASON) for reason in _reasons(journey))
    board = journey.bo.command("/we", "board", channel=journey.general)
    assert len(board.text) < 1_000


def test_the_longest_message_about_nothing_delays_nobody(journey: Journey) -> None:
    for sign in ("+", "<@U1>", "++ ", "`", "<", "&gt; <@U1> ++\n", ":", "<@U1> :a:"):
        journey.cy.post(journey.general, (sign * LONGEST)[:LONGEST])
    journey.bo.post(journey.general, f"<@U1> ++ for {REASON}")
    journey.wait_until(lambda: journey.live_kudos() == [("U2", "U1", "1")])


def test_a_thousand_people_in_a_message_are_ten_kudos_and_one_answer(journey: Journey) -> None:
    ids = _meet(journey, 100)
    everybody = "".join(f"<@{one}>" for one in [*ids, *(f"U{n}" for n in range(5_000, 5_900))])
    said = journey.cy.post(journey.general, f"{everybody} ++ for {REASON}")
    journey.wait_until(lambda: len(journey.live_kudos()) == 10)
    journey.wait_until(lambda: "seedling" in said.reactions)
    journey.settle()
    assert [to for _, to, _ in journey.live_kudos()] == ids[:10]
    assert journey.posts() == []


@pytest.mark.deadline
def test_a_thousand_people_in_a_command_are_refused_with_one_answer(journey: Journey) -> None:
    """Slack waits three seconds: that is no time to ask it about a thousand people."""
    journey.sandbox.faults.add(method="users.info", times=None, delay=0.05)
    everybody = " ".join(f"<@U{number}>" for number in range(5_000, 6_000))
    reply = journey.cy.command("/kudos", f"{everybody} for {REASON}", channel=journey.general)
    assert reply.status == 200
    assert reply.text
    assert len(journey.workspace.ephemerals(to=journey.cy)) == 1
    journey.settle()
    assert (journey.export(), journey.posts()) == ([], [])


def test_one_person_fifty_times_in_a_message_is_one_kudos(journey: Journey) -> None:
    texts = (
        "<@U1> " * 50 + f"++ for {REASON}",
        f"<@U1> ++ for {REASON} " * 50,
        f"<@U1> ++ for {REASON}\n" * 50,
        "<@U1|ana>++" * 49 + f"<@U1> ++ for {REASON}",
    )
    for number, text in enumerate(texts, start=1):
        said = journey.cy.post(journey.general, text)
        journey.wait_until(lambda: len(journey.live_kudos()) >= number)  # noqa: B023  waited for here
        journey.cy.edit(said, text + " " + text)
        journey.settle()
        assert len(journey.live_kudos()) == len(_reasons(journey)) == number


def test_one_person_fifty_times_in_a_command_is_one_kudos(journey: Journey) -> None:
    journey.cy.command("/kudos", "<@U1> " * 50 + f"for {REASON}", channel=journey.general)
    assert journey.live_kudos() == [("U3", "U1", "1")]


NAMES = {
    "\u202eanA\u202c Lopez": "anA Lopez",
    "Ana\u200b\u200d Lo\u2066pez": "Ana Lopez",
    "Z" + "\u0301" * 10_000 + "oe": "Z" + "\u0301" * 8 + "oe",
    f"Ana {FAMILY}": f"Ana {FAMILY}",
    "\u0410\u043d\u0430": "\u0410\u043d\u0430",  # looks like "Ana" and is another name
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629": "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
}


def test_names_are_shown_without_what_cannot_be_seen(journey: Journey) -> None:
    for name, shown in NAMES.items():
        journey.ana.change(display_name=name, updated=journey.ana.profile.updated + 1)
        journey.settle()
        reply = journey.cy.command("/kudos", f"<@U1> for {REASON}", channel=journey.general)
        assert shown in reply.text
        board = journey.bo.command("/we", "board", channel=journey.general)
        assert f"{shown}, from Cy Chen" in board.text
        assert HARMFUL.search(reply.text + board.text) is None
        assert max(map(len, re.findall("\u0301+", reply.text + board.text)), default=0) <= 8


def test_a_reason_is_quoted_without_what_cannot_be_seen(journey: Journey) -> None:
    odd = f"the \u202epatient\u202c ex\u200bplanation {FAMILY} o{chr(0x301) * 10_000}k"
    journey.cy.command("/kudos", f"<@U1> for {odd}", channel=journey.general)
    journey.bo.post(journey.general, f"<@U3> ++ for {odd}")
    journey.wait_until(lambda: len(journey.posts()) == 1)
    journey.wait_until(lambda: len(journey.live_kudos()) == 2)
    [post] = [each for each in journey.general.messages if each.is_by_app]
    board = journey.ana.command("/we", "board", channel=journey.general)
    for text in (post.text, json.dumps(post.blocks, ensure_ascii=False), board.text):
        assert f"the patient explanation {FAMILY} o{chr(0x301) * 8}k" in text
        assert HARMFUL.search(text) is None


def test_an_answer_keeps_a_sign_whole_where_it_is_cut(journey: Journey) -> None:
    said = f"<@U1> ++ for {REASON} {FAMILY * 100}"
    assert journey.sandbox.deliver_raw(dumped(envelope(message(said, user="U3")))).status == 200
    journey.wait_until(lambda: len(journey.live_kudos()) == 1)
    [reason] = _reasons(journey)
    assert len(reason) <= 300
    assert set(reason.removeprefix(REASON).strip().removesuffix("…").split(FAMILY)) == {""}
