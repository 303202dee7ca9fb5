"""⋯ → Give kudos on a message: in its thread, with its author filled in."""

from tests.journeys.kudos.town import REASON, Town, by_app, field_of, text_of


def test_the_author_is_filled_in_and_the_post_is_a_reply(town: Town) -> None:
    message = town.ana.post(town.general, "The VPN works again.")
    town.shortcut(town.cy, message)

    form = town.cy.modal
    assert form is not None
    assert field_of(form, "who")["initial_users"] == ["U1"]
    town.cy.submit({"what": REASON})
    assert town.told(town.cy) == "Ana Lopez will see it."
    post = town.post_of()
    assert post.thread_ts == message.ts
    assert town.acts() == [("kudos", "U3", "U1")]


def test_on_a_reply_the_post_lands_in_the_same_thread(town: Town) -> None:
    question = town.bo.post(town.general, "Who knows the VPN?")
    reply = town.ana.post(town.general, "Restart it twice.", thread_ts=question.ts)
    town.shortcut(town.cy, reply)
    town.cy.submit({"what": REASON})

    post = town.post_of()
    assert (post.thread_ts, post.is_reply) == (question.ts, True)
    row = next(each for each in town.journey.export() if each.live and each.kind == "kudos")
    assert row.message_ts == reply.ts


def test_kudos_and_a_reaction_on_one_message_are_one_act(town: Town) -> None:
    town.choose(emoji=("handshake",))
    message = town.ana.post(town.general, "The VPN works again.")
    town.cy.react(message, "handshake")
    town.until(lambda: town.journey.live_kudos() == [("U3", "U1", "0.5")])
    town.shortcut(town.cy, message)
    town.cy.submit({"what": REASON})
    assert town.journey.live_kudos() == [("U3", "U1", "1")]
    town.press(town.cy, town.whisper(town.cy, "Edit"), "undo_given")
    assert town.journey.live_kudos() == [("U3", "U1", "0.5")]


def test_one_s_own_message_and_a_bot_s_ask_for_whom(town: Town) -> None:
    robo = town.workspace.people["U11"]
    robo.join(town.general)
    own = town.cy.post(town.general, "I fixed it myself.")
    for message in (own, robo.post(town.general, "Build 12 is green.")):
        town.shortcut(town.cy, message)
        form = town.cy.modal
        assert form is not None
        assert "initial_users" not in field_of(form, "who")
        town.cy.close()


def test_a_private_message_s_thanks_stay_in_its_thread(town: Town) -> None:
    town.choose(feed="C2")
    message = town.ana.post(town.quiet, "Between us: it works.")
    town.shortcut(town.cy, message)

    form = town.cy.modal
    assert form is not None
    assert [each["value"] for each in field_of(form, "where")["options"]] == ["here", "receivers"]
    town.cy.submit({"what": REASON})
    assert town.told(town.cy) == (
        "Sent. It stays in this channel, not on the public board; who isn't here won't see it."
    )
    assert town.post_of(town.quiet).thread_ts == message.ts
    town.later(hours=1)
    town.rest()
    assert (by_app(town.feed), town.messages_to(town.ana)) == ([], [])
    assert town.journey.live_kudos() == [("U3", "U1", "0")]


def test_in_a_channel_without_the_app_it_is_a_reply_all_the_same(town: Town) -> None:
    message = town.ana.post(town.secret, "Nobody but us is here.")
    town.shortcut(town.cy, message)
    town.cy.submit({"what": REASON})

    post = town.post_of(town.secret)
    assert "*<@U1>*" in text_of(post)
    assert post.thread_ts == message.ts


def test_where_the_form_does_not_open_the_person_is_told(town: Town) -> None:
    message = town.ana.post(town.general, "The VPN works again.")
    town.sandbox.faults.add(method="views.open", error="internal_error")
    town.shortcut(town.cy, message)
    assert town.told(town.cy) == "Slack didn't open the form in time. Please try again."
