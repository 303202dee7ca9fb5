"""The post of a kudos: others join in, pass credit on, and everything can be undone."""

from itertools import permutations

import pytest

from slackapp.sandbox import Message
from tests.journeys.kudos.town import REASON, Town, by_app, labels, text_of

KUDOS = ("kudos", "U3", "U1")


@pytest.fixture
def post(town: Town) -> Message:
    """Cy thanked Ana."""
    town.give(town.cy)
    return town.post_of()


def test_the_post_mentions_who_is_thanked_and_offers_what_others_can_do(post: Message) -> None:
    assert text_of(post) == f"🤝 *<@U1>*, from Cy Chen\n> {REASON}"
    assert post.text == f"🤝 Ana Lopez, from Cy Chen: {REASON}"
    assert labels(post) == [
        "Add my thanks",
        "⋯ Take back",
        "⋯ Pass credit on",
        "⋯ Report to admins",
    ]


def test_three_add_their_thanks_and_each_can_undo_it(town: Town, post: Message) -> None:
    alone = town.standing()
    undos = {}
    for person in (town.bo, town.eva, town.flo):
        town.press(person, post, "join")
        undos[person] = town.whisper(person)
        assert text_of(undos[person]) == ("Your thanks are added: Ana Lopez will see them here.")
    town.wait_for(post, "Bo Berg, Eva Ek and Flo Fay add thanks")
    assert town.acts() == [
        *(("acknowledgement", giver, "U1") for giver in ("U2", "U4", "U5")),
        KUDOS,
    ]

    town.press(town.eva, post, "join")
    assert len(town.acts()) == 4
    for person, names in ((town.eva, "Bo Berg and Flo Fay add thanks"), (town.bo, "Flo Fay adds")):
        town.press(person, undos[person], "undo_joined")
        assert text_of(undos[person]) == "Your thanks are taken back."
        town.wait_for(post, names)
    town.press(town.flo, undos[town.flo], "undo_joined")
    town.until(lambda: "thanks" not in text_of(post))
    assert town.standing() == alone


def test_giver_and_receiver_have_nothing_to_add(town: Town, post: Message) -> None:
    town.press(town.cy, post, "join")
    assert town.told(town.cy) == "You gave these thanks yourself."
    town.press(town.ana, post, "join")
    assert town.told(town.ana) == "That's you. Thank someone else, or pass credit on."
    assert town.acts() == [KUDOS]


def test_one_of_two_receivers_may_thank_the_other(town: Town) -> None:
    town.give(town.cy, f"@ana.lopez @bo.berg for {REASON}")
    post = town.post_of()
    town.press(town.ana, post, "join")
    assert town.told(town.ana) == "Your thanks are added: Bo Berg will see them here."
    assert ("acknowledgement", "U1", "U2") in town.acts()


def test_only_giver_and_admins_take_it_back(town: Town, post: Message) -> None:
    for stranger in (town.bo, town.ana):
        town.pick(stranger, post, "Take back")
        assert town.told(stranger) == ("Only whoever gave these thanks can do that.")
    town.press(town.eva, post, "join")
    town.later(days=1)
    town.pick(town.cy, post, "Take back")

    answer = town.whisper(town.cy)
    assert text_of(answer).startswith("Taken back.")
    assert f"/kudos @Ana Lopez {REASON}" in str(answer.blocks)
    town.until(lambda: by_app(town.general) == [])
    assert town.acts() == []


def test_an_admin_takes_it_back_and_sees_nobody_s_words_anew(town: Town, post: Message) -> None:
    town.pick(town.ada, post, "Take back")
    assert town.told(town.ada) == "Taken back."
    town.until(lambda: by_app(town.general) == [])
    assert town.acts() == []


def test_credit_runs_in_a_chain_that_the_post_shows(town: Town, post: Message) -> None:
    town.pass_on(town.ana, post, town.eva, what="she found the cause")
    assert town.told(town.ana) == "Credit passed on to Eva Ek."
    town.pass_on(town.eva, post, town.flo)
    town.wait_for(
        post,
        "Ana Lopez passes credit on to Eva Ek: she found the cause",
        "Eva Ek passes credit on to Flo Fay",
    )
    assert town.acts() == [("credit", "U1", "U4"), ("credit", "U4", "U5"), KUDOS]


def test_who_is_not_named_cannot_pass_it_on_and_no_circle_is_closed(
    town: Town, post: Message
) -> None:
    town.pick(town.bo, post, "Pass credit on")
    assert town.bo.modal is None
    assert town.told(town.bo) == "Only people thanked here can pass credit on."
    town.pass_on(town.ana, post, town.eva)

    for named in (town.cy, town.ana):
        refused = town.pass_on(town.eva, post, named)
        assert f"{named.profile.shown_name} is named here already" in refused.errors["who"]
    town.eva.close()
    itself = town.pass_on(town.eva, post, town.eva)
    assert itself.errors["who"] == "That's you. Name who did it with you."
    assert town.acts() == [("credit", "U1", "U4"), KUDOS]


def test_undo_in_the_middle_takes_away_what_rests_on_it(town: Town, post: Message) -> None:
    alone = town.standing()
    town.pass_on(town.ana, post, town.eva)
    undo = town.whisper(town.ana)
    town.pass_on(town.eva, post, town.flo)
    town.pass_on(town.flo, post, town.bo)
    town.wait_for(post, "Flo Fay passes credit on to Bo Berg")

    town.press(town.ana, undo, "undo_credit")

    assert town.told(town.ana) == "Credit taken back."
    town.until(lambda: "credit" not in text_of(post))
    assert town.standing() == alone


def test_one_act_a_pair_counts_at_one_message_the_higher_one(town: Town) -> None:
    """Ana thanks Bo too on the post that thanks both, then credits him: the credit counts."""
    town.give(town.cy, f"@ana.lopez for {REASON}")
    post = town.post_of()
    town.press(town.eva, post, "join")
    town.pass_on(town.ana, post, town.eva)
    town.pass_on(town.eva, post, town.bo)
    town.press(town.eva, post, "join")
    assert town.acts() == [
        ("acknowledgement", "U4", "U1"),
        ("credit", "U1", "U4"),
        ("credit", "U4", "U2"),
        KUDOS,
    ]


def test_taken_back_takes_everything_on_it_as_if_it_had_not_been(town: Town) -> None:
    nothing = town.standing()
    town.give(town.cy)
    post = town.post_of()
    town.press(town.bo, post, "join")
    town.pass_on(town.ana, post, town.eva)
    town.pass_on(town.eva, post, town.kim)
    town.rest()

    town.pick(town.cy, post, "Take back")

    town.until(lambda: by_app(town.general) == [])
    assert town.standing() == nothing
    town.later(hours=1)
    town.rest()
    assert [town.messages_to(each) for each in (town.eva, town.kim, town.ana)] == [[], [], []]
    for person, action in ((town.flo, "join"), (town.bo, "join")):
        town.press(person, post, action)
        assert town.told(person) == "These thanks were taken back."
    assert town.standing() == nothing


@pytest.mark.parametrize("order", list(permutations(["join", "credit", "kudos"])))
def test_each_undo_in_any_order_ends_at_nothing(town: Town, order: tuple[str, ...]) -> None:
    nothing = town.standing()
    answer = town.give(town.cy)
    post = town.post_of()
    town.press(town.bo, post, "join")
    joined = town.whisper(town.bo)
    town.pass_on(town.ana, post, town.eva)
    credited = town.whisper(town.ana)
    undo = {
        "join": lambda: town.press(town.bo, joined, "undo_joined"),
        "credit": lambda: town.press(town.ana, credited, "undo_credit"),
        "kudos": lambda: town.press(town.cy, answer, "undo_given"),
    }

    for each in order:
        undo[each]()
    town.rest()

    assert town.standing() == nothing
    assert by_app(town.general) == []


def test_thanks_in_a_channel_without_the_app_can_be_joined_and_taken_away(town: Town) -> None:
    """There it was shown through the command's own address: only a click can change it."""
    answer = town.give(town.cy, channel=town.elsewhere)
    assert text_of(answer) == "Ana Lopez will see it."
    post = town.post_of(town.elsewhere)

    town.press(town.bo, post, "join")
    town.wait_for(post, "Bo Berg adds thanks")
    town.pass_on(town.ana, post, town.eva)
    town.wait_for(post, "Ana Lopez passes credit on to Eva Ek")
    assert len(by_app(town.elsewhere)) == 1

    town.press(town.cy, answer, "undo_given")
    assert "⋯ Take back" in town.told(town.cy)
    town.pick(town.cy, post, "Take back")
    town.until(lambda: by_app(town.elsewhere) == [])
    assert town.acts() == []
