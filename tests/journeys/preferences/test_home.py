"""The Home tab over HTTP: drawn when it is opened, with ways in, and told of once."""

import pytest

from slackapp.features.home.blocks import MOST_BLOCKS, first_use
from slackapp.outbox.posts import list_posts
from slackapp.sandbox import Person
from slackapp.slack.blocks import section
from tests.journeys.preferences.hamlet import THANKS, Hamlet, labels, texts

REASON = "for staying late so the migration landed"


def test_opening_it_draws_it(hamlet: Hamlet) -> None:
    home = hamlet.open_home(hamlet.ana)

    assert labels(home) == ["Give kudos", "Ask", "Board", "Preferences", "Show my mirror"]
    said = texts(home.content["blocks"])
    assert said.startswith("Your week with others")
    assert "Nothing waits for you." in said
    assert len(home.content["blocks"]) <= MOST_BLOCKS


def test_opening_it_again_and_again_within_a_second_draws_it_once(hamlet: Hamlet) -> None:
    hamlet.open_home(hamlet.ana)
    hamlet.rest()
    before = _drawn(hamlet)
    for _ in range(5):
        hamlet.ana.open_home()
    hamlet.rest()

    assert _drawn(hamlet) - before <= 2


def test_its_other_tab_draws_nothing(hamlet: Hamlet) -> None:
    hamlet.ana.open_home("messages")
    hamlet.rest()

    assert hamlet.ana.home is None


@pytest.mark.parametrize(
    ("word", "title"),
    [("kudos", "Give kudos"), ("preferences", "Preferences"), ("board", "We, not me")],
)
def test_its_buttons_open_what_the_words_of_we_do(hamlet: Hamlet, word: str, title: str) -> None:
    hamlet.bo.post(hamlet.general, THANKS.format(id="U1"))
    hamlet.rest()
    home = hamlet.open_home(hamlet.ana)

    hamlet.press(hamlet.ana, home, f"home.word.{word}")

    assert hamlet.ana.modal is not None
    assert hamlet.ana.modal.content["title"]["text"] == title


def test_a_kudos_from_home_goes_to_its_receiver(hamlet: Hamlet) -> None:
    home = hamlet.open_home(hamlet.ana)
    hamlet.press(hamlet.ana, home, "home.word.kudos")

    sent = hamlet.ana.submit({"who": ["U2"], "what": REASON, "where": "receivers"})

    assert sent.errors == {}
    hamlet.rest()
    assert ["Ana Lopez" in told for told in hamlet.told(hamlet.bo)] == [True]


def test_who_uses_it_first_is_told_of_it_once_ever(hamlet: Hamlet) -> None:
    hamlet.kudos(hamlet.ana, f"@bo.berg {REASON}")
    hamlet.rest()
    hamlet.kudos(hamlet.ana, f"@cy.chen {REASON}")
    hamlet.journey.restart()
    hamlet.kudos(hamlet.ana, f"@eva.ek {REASON}")
    hamlet.rest()

    assert hamlet.told(hamlet.ana) == [first_use()]
    assert first_use() not in hamlet.told(hamlet.bo)


def test_a_first_question_tells_it_too(hamlet: Hamlet) -> None:
    hamlet.we(hamlet.cy, "ask How do I renew the certificate?")
    hamlet.cy.submit({})
    hamlet.rest()
    hamlet.kudos(hamlet.cy, f"@bo.berg {REASON}")
    hamlet.rest()

    assert hamlet.told(hamlet.cy) == [first_use()]


def test_who_wants_no_direct_messages_gets_none(hamlet: Hamlet) -> None:
    hamlet.we(hamlet.ana, "preferences")
    hamlet.ana.submit({"direct_messages": "no"})
    hamlet.kudos(hamlet.ana, f"@bo.berg {REASON}")
    hamlet.rest()

    assert hamlet.told(hamlet.ana) == []


def test_a_guest_or_a_stranger_who_opens_it_breaks_nothing(hamlet: Hamlet) -> None:
    stranger: Person = hamlet.workspace.add_person("U77", name="Neo New", role="guest")

    assert "Your week with others" in texts(hamlet.open_home(stranger).content["blocks"])


def _drawn(hamlet: Hamlet) -> int:
    """How often the app published a Home tab."""
    exchanges = hamlet.journey.sandbox.world.traffic.all()
    return sum(each.title.endswith("views.publish") for each in exchanges)


def test_no_post_waits_after_all_this(hamlet: Hamlet) -> None:
    hamlet.open_home(hamlet.ana)
    hamlet.rest()

    assert hamlet.journey.app.toolbox.read(list_posts, "T1") == []


def test_what_somebody_does_elsewhere_shows_on_the_tab_they_look_at(hamlet: Hamlet) -> None:
    assert "A first step" in texts(hamlet.open_home(hamlet.ana).content["blocks"])

    hamlet.ana.post(hamlet.general, THANKS.format(id="U2"))
    hamlet.journey.settle()
    hamlet.later(seconds=5)

    hamlet.journey.wait_until(lambda: "Thanking" in _seen(hamlet.ana))


def test_a_tab_that_another_replica_published_meanwhile_is_drawn_anew(hamlet: Hamlet) -> None:
    hamlet.open_home(hamlet.ana)
    other = {"type": "home", "blocks": [section("drawn by another replica")]}
    hamlet.journey.app.toolbox.slack("T1").views_publish(user_id="U1", view=other)
    assert "another replica" in _seen(hamlet.ana)
    before = _drawn(hamlet)

    hamlet.later(seconds=2)
    hamlet.ana.open_home()

    hamlet.journey.wait_until(lambda: "Your week with others" in _seen(hamlet.ana))
    assert _drawn(hamlet) - before >= 2  # refused, and drawn anew
    hamlet.rest()


def test_the_mirror_opens_when_it_is_tapped(hamlet: Hamlet) -> None:
    for number in range(10):
        hamlet.ana.post(hamlet.general, f"Something I saw on my way here, number {number}")
    hamlet.rest()
    home = hamlet.open_home(hamlet.ana)
    assert "Replies : posts" not in _seen(hamlet.ana)

    hamlet.press(hamlet.ana, home, "home.mirror")

    assert hamlet.ana.modal is not None
    assert "0 : 10" in texts(hamlet.ana.modal.content["blocks"])


def test_the_receipt_opens_from_what_one_gave(hamlet: Hamlet) -> None:
    hamlet.ana.post(hamlet.general, THANKS.format(id="U2"))
    hamlet.rest()

    hamlet.press(hamlet.ana, hamlet.open_home(hamlet.ana), "home.word.me")

    assert hamlet.ana.modal is not None
    assert "Bo Berg" in texts(hamlet.ana.modal.content["blocks"])


def _seen(person: Person) -> str:
    return texts(person.home.content["blocks"]) if person.home else ""
