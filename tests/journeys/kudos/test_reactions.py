"""Thanks by reaction, explained once, with a way out; and :seedling: as the answer."""

import pytest

from slackapp.sandbox import Message
from tests.journeys.kudos.town import REASON, Town, labels, text_of

COUNTED = [("U2", "U1", "0.5")]


@pytest.fixture
def message(town: Town) -> Message:
    town.choose(emoji=("handshake",))
    return town.ana.post(town.general, "The VPN works again.")


def _react(town: Town, message: Message) -> None:
    town.later(seconds=2)
    town.bo.react(message, "handshake")
    town.until(lambda: len(town.workspace.ephemerals(to=town.bo)) == 1)


def test_the_first_one_is_explained_and_no_other(town: Town, message: Message) -> None:
    _react(town, message)
    assert town.told(town.bo) == "Your :handshake: counted as thanks to Ana Lopez."
    assert labels(town.whisper(town.bo)) == ["Undo", "Not for me"]
    town.until(lambda: "seedling" in message.reactions)
    second = town.cy.post(town.general, "Mine too.")
    town.bo.react(second, "handshake")
    town.until(lambda: len(town.journey.live_kudos()) == 2)
    town.rest()
    assert len(town.workspace.ephemerals(to=town.bo)) == 1


def test_on_a_reply_the_explanation_is_in_its_thread(town: Town, message: Message) -> None:
    reply = town.ana.post(town.general, "And the printer too.", thread_ts=message.ts)
    town.journey.settle()
    _react(town, reply)
    assert town.whisper(town.bo).thread_ts == message.ts


def test_on_the_message_itself_it_is_in_the_channel(town: Town, message: Message) -> None:
    town.journey.settle()
    _react(town, message)
    assert town.whisper(town.bo).thread_ts is None


def test_a_group_too_large_for_a_message_is_told_in_its_thread_to_its_author(
    town: Town, message: Message
) -> None:
    town.cy.post(town.general, f"<!subteam^S1> ++ for {REASON}", thread_ts=message.ts)
    town.until(lambda: len(town.workspace.ephemerals(to=town.cy)) == 1)
    assert "<!subteam^S1> has 11 people" in town.told(town.cy)
    assert town.whisper(town.cy).thread_ts == message.ts
    assert town.acts() == []


def test_undo_takes_the_thanks_and_our_answer_away(town: Town, message: Message) -> None:
    nothing = town.standing()
    _react(town, message)
    town.until(lambda: "seedling" in message.reactions)
    town.press(town.bo, town.whisper(town.bo), "undo_reaction")
    assert town.told(town.bo) == ("It no longer counts as thanks to Ana Lopez; the emoji stays.")
    assert town.standing() == nothing
    town.until(lambda: "seedling" not in message.reactions)
    assert "handshake" in message.reactions


def test_not_for_me_holds_until_they_are_to_count_again(town: Town, message: Message) -> None:
    _react(town, message)
    town.press(town.bo, town.whisper(town.bo), "refuse_reactions")
    assert town.told(town.bo) == "All right: your reactions are just reactions."
    town.until(lambda: "seedling" not in message.reactions)
    second = town.cy.post(town.general, "Mine too.")
    town.bo.react(second, "handshake")
    town.rest()
    assert town.journey.live_kudos() == []

    town.press(town.bo, town.whisper(town.bo), "allow_reactions")
    assert town.told(town.bo) == "Your reactions count as thanks again."
    assert town.journey.live_kudos() == COUNTED
    town.until(lambda: "seedling" in message.reactions)


def test_taken_off_meanwhile_it_does_not_come_back(town: Town, message: Message) -> None:
    """[Count them again] speaks of reactions that are there."""
    _react(town, message)
    town.press(town.bo, town.whisper(town.bo), "refuse_reactions")
    town.later(seconds=2)
    town.bo.unreact(message, "handshake")
    town.rest()
    town.press(town.bo, town.whisper(town.bo), "allow_reactions")
    assert town.journey.live_kudos() == []
    town.later(seconds=2)
    town.bo.react(message, "handshake")
    town.until(lambda: town.journey.live_kudos() == COUNTED)


def test_the_seedling_comes_goes_and_comes_again_with_the_kudos(town: Town) -> None:
    message = town.cy.post(town.general, "<@U1> ++ for the patient explanation")
    town.until(lambda: "seedling" in message.reactions)
    for words, stands in (("no thanks here", False), ("<@U2> ++ for the tests you wrote", True)):
        town.later(seconds=2)
        town.cy.edit(message, words)
        town.until(lambda stands=stands: ("seedling" in message.reactions) is stands)
    town.rest()
    assert [each for each in town.general.messages if each.is_by_app] == []


def test_a_guest_s_and_an_outside_person_s_reaction_thanks(town: Town, message: Message) -> None:
    for person_id in ("U9", "U8"):
        town.workspace.people[person_id].react(message, "handshake")
    town.until(lambda: len(town.acts()) == 2)
    assert {points for *_, points in town.journey.live_kudos()} == {"0"}


def test_text_of_an_explanation_is_also_plain(town: Town, message: Message) -> None:
    _react(town, message)
    assert town.whisper(town.bo).text == text_of(town.whisper(town.bo))
