"""`/kudos` alone: the form, what it refuses, and where its kudos show."""

import pytest

from tests.journeys.kudos.town import REASON, Town, all_of, by_app, field_of, labels, text_of


def test_kudos_alone_opens_the_form_and_the_form_gives(town: Town) -> None:
    reply = town.type(town.cy, "")

    assert (reply.shown, reply.error) == (None, None)
    form = town.cy.modal
    assert form is not None
    assert form.content["title"]["text"] == "Give kudos"
    assert [block["label"]["text"] for block in form.content["blocks"]] == [
        "Who?",
        "What did they do?",
        "Where to show it",
    ]
    assert field_of(form, "where")["initial_option"]["text"]["text"] == "Here"
    sent = town.cy.submit({"who": ["U1", "U2"], "what": REASON})
    assert sent.errors == {}
    assert town.cy.modal is None
    assert town.told(town.cy) == "Ana Lopez and Bo Berg will see it."
    assert labels(town.whisper(town.cy)) == ["Undo", "Edit"]
    assert text_of(town.post_of()) == f"🤝 *<@U1>* and *<@U2>*, from Cy Chen\n> {REASON}"
    assert town.journey.live_kudos() == [("U3", "U1", "1"), ("U3", "U2", "1")]


@pytest.mark.parametrize(
    ("who", "what", "field", "sentence"),
    [
        (["U1"], "thx", "what", "Say a little more: what did Ana Lopez do?"),
        (["U3"], REASON, "who", "That's you. Thank someone else"),
        (["U11"], REASON, "who", "Bots don't need thanks, but the person behind may."),
    ],
)
def test_what_cannot_be_given_is_said_at_its_field_and_the_form_stays(
    town: Town, who: list[str], what: str, field: str, sentence: str
) -> None:
    town.type(town.cy, "")

    sent = town.cy.submit({"who": who, "what": what})

    assert sentence in sent.errors[field]
    assert town.cy.modal is not None
    again = town.cy.submit({"who": ["U2"], "what": REASON})
    assert again.errors == {}
    town.rest()
    assert town.acts() == [("kudos", "U3", "U2")]


def test_too_short_a_reason_opens_the_form_with_what_was_typed(town: Town) -> None:
    town.choose(values=("craft", "patience"))

    reply = town.type(town.cy, "@ana.lopez @crew thx #craft")

    form = town.cy.modal
    assert (reply.shown, town.acts()) == (None, [])
    assert form is not None
    assert field_of(form, "who")["initial_users"] == ["U1"]
    assert field_of(form, "what")["initial_value"] == "thx"
    assert field_of(form, "value")["initial_option"]["value"] == "craft"
    assert "<!subteam^S1> (11)" in text_of(form)
    assert "Say a little more: what did Ana Lopez" in text_of(form)
    assert "15 letters are enough" in text_of(form)
    town.cy.submit({"what": REASON})
    assert text_of(town.post_of()).endswith(f"> {REASON}      #craft")
    assert len(town.acts()) == 12


def test_a_value_is_picked_from_those_of_the_workspace(town: Town) -> None:
    town.choose(values=("craft", "patience"))
    town.type(town.cy, "")
    town.cy.submit({"who": ["U1"], "what": REASON, "value": "patience"})

    assert text_of(town.post_of()).endswith("#patience")


def test_the_form_shows_it_in_the_kudos_channel_instead(town: Town) -> None:
    town.choose(feed="C2")
    town.type(town.cy, "")
    town.cy.submit({"who": ["U1"], "what": REASON, "where": "feed"})

    assert "*<@U1>*" in text_of(town.post_of(town.feed))
    town.rest()
    assert by_app(town.general) == []
    assert town.acts() == [("kudos", "U3", "U1")]


def test_only_them_is_a_direct_message_that_does_not_count(town: Town) -> None:
    town.type(town.cy, "")
    town.cy.submit({"who": ["U1", "U4"], "what": REASON, "where": "receivers"})

    assert town.told(town.cy) == "Only Ana Lopez and Eva Ek will see it. It doesn't count."
    town.until(lambda: town.messages_to(town.ana) and town.messages_to(town.eva))
    shown = text_of(town.messages_to(town.ana)[0])
    assert f"🤝 Cy Chen thanks Ana Lopez and Eva Ek\n> {REASON}" in shown
    assert "Only those named see this; it is on no board." in shown
    assert labels(town.messages_to(town.ana)[0]) == ["⋯ Report to admins"]
    town.rest()
    assert (town.acts(), by_app(town.general)) == ([], [])
    town.press(town.cy, town.whisper(town.cy), "undo_given")
    town.until(lambda: not town.messages_to(town.ana) and not town.messages_to(town.eva))


def test_private_thanks_can_be_taken_back_while_their_giver_sees_the_button(town: Town) -> None:
    """They have no post with a Take back that their giver could see."""
    town.type(town.cy, "")
    town.cy.submit({"who": ["U1"], "what": REASON, "where": "receivers"})
    town.until(lambda: len(town.messages_to(town.ana)) == 1)
    answer = town.whisper(town.cy)
    town.later(minutes=25)

    town.press(town.cy, answer, "undo_given")

    assert town.told(town.cy).startswith("Taken back.")
    assert "/kudos @" not in all_of(town.whisper(town.cy))  # that would be public
    town.until(lambda: town.messages_to(town.ana) == [])


@pytest.mark.deadline
def test_where_slack_is_too_slow_for_a_form_one_line_is_a_way_on(town: Town) -> None:
    town.sandbox.faults.add(method="views.open", delay=2)

    reply = town.type(town.cy, "")

    assert town.cy.modal is None or reply.shown is not None
    assert "Slack didn't open the form" in reply.text
    assert "`/kudos @ana @bo for" in reply.text
    town.sandbox.faults.add(method="views.open", error="expired_trigger_id")
    short = town.type(town.cy, "@ana.lopez thx")
    assert "15 letters are enough" in short.text
    assert "/kudos @ana.lopez thx" in all_of(town.whisper(town.cy))


def test_the_same_form_delivered_twice_gives_once(town: Town) -> None:
    town.type(town.cy, "")
    form = town.cy.modal
    for _ in range(2):
        town.cy.submit({"who": ["U1"], "what": REASON}, view=form)
    town.post_of()
    town.rest()

    assert len(by_app(town.general)) == 1
    assert town.acts() == [("kudos", "U3", "U1")]


def test_a_form_sent_after_half_an_hour_answers_in_itself_and_can_be_undone_there(
    town: Town,
) -> None:
    town.type(town.cy, "")
    town.later(minutes=31)

    town.cy.submit({"who": ["U1"], "what": REASON})

    note = town.cy.modal
    assert note is not None
    assert text_of(note) == "Ana Lopez will see it."
    assert labels(note) == ["Undo", "Edit"]
    town.post_of()
    town.press(town.cy, note, "undo_given")
    assert town.cy.modal is not None
    assert "Taken back." in text_of(town.cy.modal)
    town.until(lambda: by_app(town.general) == [])
    assert town.acts() == []


def test_edit_changes_the_post_in_its_place_and_who_it_thanks(town: Town) -> None:
    answer = town.give(town.cy, f"@ana.lopez @bo.berg for {REASON}")
    post = town.post_of()
    town.press(town.eva, post, "join")
    town.wait_for(post, "Eva Ek adds thanks")

    town.press(town.cy, answer, "edit_given")
    form = town.cy.modal
    assert form is not None
    assert form.content["title"]["text"] == "Edit kudos"
    assert field_of(form, "who")["initial_users"] == ["U1", "U2"]
    assert field_of(form, "what")["initial_value"] == REASON
    town.cy.submit({"who": ["U2"], "what": "the calm way through the outage"})

    town.wait_for(post, "the calm way through the outage")
    assert "<@U1>" not in text_of(post)
    assert "Eva Ek adds thanks" in text_of(post)
    assert [text_of(each) for each in town.workspace.ephemerals(to=town.cy)] == [
        "Changed. Bo Berg will see it."
    ]
    assert town.acts() == [("acknowledgement", "U4", "U2"), ("kudos", "U3", "U2")]


def test_edit_asks_for_words_and_is_over_with_undo(town: Town) -> None:
    answer = town.give(town.cy)
    town.press(town.cy, answer, "edit_given")
    assert "Say a little more" in town.cy.submit({"what": "hm"}).errors["what"]
    town.cy.close()
    town.later(minutes=11)

    too_late = {
        "edit_given": "Too late to edit here. Use ⋯ Take back on the post and give it anew.",
        "undo_given": "Too late to undo here. Use ⋯ Take back on the post.",
    }
    for action, sentence in too_late.items():
        town.press(town.cy, answer, action)
        assert town.told(town.cy) == sentence
    assert town.acts() == [("kudos", "U3", "U1")]


def test_more_than_ten_people_are_named_one_by_one_or_by_group(town: Town) -> None:
    everybody = " ".join(f"@pat.{n}" for n in range(11))
    reply = town.type(town.cy, f"{everybody} for {REASON}")
    assert "That's more than 10 people at once" in reply.text

    asked = town.type(town.cy, f"@crew for {REASON}").shown
    assert asked is not None
    assert text_of(asked).startswith("That's 11 people.")
    assert labels(asked) == ["Thank all 11", "Cancel"]
    town.press(town.cy, asked, "cancel")
    assert town.told(town.cy) == "All right, nothing was sent."
    assert town.acts() == []

    asked = town.type(town.cy, f"@crew for {REASON}").shown
    assert asked is not None
    town.press(town.cy, asked, "give_again")
    assert "*<!subteam^S1>*" in text_of(town.post_of())
    assert len(town.acts()) == 11
