"""`/we questions`, `/we ask`, `/we find` and the shortcuts, as people use them."""

from tests.journeys.questions.village import (
    Village,
    answered,
    by_app,
    elements,
    labels,
    text_of,
)

QUESTION = "How do I renew the VPN certificate on a new laptop?"
ANSWER = "Open the portal, choose Certificates, and press Renew twice."


def test_open_questions_are_listed_with_their_first_line_and_taken_with_undo(
    village: Village,
) -> None:
    village.say(village.ana, f"{QUESTION}\nIt says the old one is from 2019.")
    village.rest()
    shown = village.type(village.bo, "questions")
    assert "1 question waits" in text_of(shown)
    assert "“How do I renew the VPN certificate on a new laptop?”" in text_of(shown)
    assert "2019" not in text_of(shown)
    assert "/archives/C2/p" in text_of(shown)
    village.press(village.bo, shown, "I'll take it")
    taken = village.whisper(village.bo)
    assert "It's yours. Thank you!" in text_of(taken)
    assert "Bo Berg is on it" in text_of(village.type(village.cy, "questions"))
    village.press(village.bo, taken, "Undo")
    assert "I'll take it" in labels(village.type(village.cy, "questions"))


def test_a_line_that_cannot_be_read_is_named_by_who_where_and_when(village: Village) -> None:
    village.say(village.ana, QUESTION)
    village.rest()
    village.journey.sandbox.faults.add(method="conversations.history", error="internal_error")
    assert "Ana Lopez's question in #it, Wednesday" in text_of(
        village.type(village.bo, "questions")
    )


def test_a_private_channel_s_questions_show_in_it_alone_and_never_their_words(
    village: Village,
) -> None:
    village.choose(channels=("C2", "C3"))
    village.say(village.ana, QUESTION, channel=village.quiet)
    village.rest()
    assert "0 questions wait" in text_of(village.type(village.bo, "questions"))
    assert "1 question" not in text_of(village.type(village.bo, "questions <#C3|quiet>"))
    inside = text_of(village.type(village.bo, "questions <#C3|quiet>", channel=village.quiet))
    assert "1 question waits in #quiet" in inside
    assert "VPN" not in inside


def test_one_s_own_questions_are_settled_in_place(village: Village) -> None:
    question = village.say(village.ana, QUESTION)
    village.say(village.bo, ANSWER, to=question)
    village.say(village.cy, "There is also a page about it in the wiki.", to=question)
    village.rest()
    mine = village.type(village.ana, "questions mine")
    assert "answered by Bo Berg and Cy Chen" in text_of(mine)
    village.press(village.ana, mine, "Who helped?")
    village.press(village.ana, village.whisper(village.ana), "Both")
    village.until_acts(*answered("U2", "U1"), *answered("U3", "U1"))
    village.press(village.ana, village.whisper(village.ana), "Not Cy Chen")
    village.until_acts(*answered("U2", "U1"))


def test_a_tick_on_one_s_own_question_asks_who_helped(village: Village) -> None:
    question = village.say(village.ana, QUESTION)
    village.say(village.bo, ANSWER, to=question)
    village.rest()
    village.react(village.ana, question)
    village.until(lambda: bool(village.workspace.ephemerals(to=village.ana)))
    village.press(village.ana, village.whisper(village.ana), "Bo Berg")
    village.until_acts(*answered("U2", "U1"))


def test_ask_shows_what_was_helped_before_and_then_asks_once(village: Village) -> None:
    question = village.say(village.ana, QUESTION)
    answer = village.say(village.bo, ANSWER, to=question)
    village.react(village.ana, answer)
    village.until_acts(*answered("U2", "U1"))
    village.later(seconds=1)
    village.cy.command("/we", "ask renewing a VPN certificate", channel=village.it)
    village.cy.submit({"title": "How to renew my VPN certificate?", "details": "", "channel": "C2"})
    form = village.cy.modal
    assert form is not None
    assert "“How do I renew the VPN certificate on a new laptop?”" in text_of(form)
    village.cy.submit({"title": "How to renew my VPN certificate?", "details": "", "channel": "C2"})
    village.until(lambda: len(by_app(village.it)) == 1)
    post = by_app(village.it)[0]
    assert "Cy Chen asks" in text_of(post)
    reply = village.say(village.eva, "Use the portal, it takes a minute.", to=post)
    village.react(village.cy, reply)
    village.until_acts(*answered("U2", "U1"), *answered("U4", "U3"))
    village.until(lambda: "✓ Eva Ek helped" in text_of(post))


def test_what_was_helped_before_helps_again_and_counts_for_who_answered(village: Village) -> None:
    question = village.say(village.ana, QUESTION)
    answer = village.say(village.bo, ANSWER, to=question)
    village.react(village.ana, answer)
    village.until_acts(*answered("U2", "U1"))
    village.later(seconds=1)
    village.cy.command("/we", "ask", channel=village.it)
    village.cy.submit({"title": "How to renew my VPN certificate?", "details": "", "channel": "C2"})
    form = village.cy.modal
    assert form is not None
    village.press(village.cy, form, "This helped")
    village.until_acts(*answered("U2", "U1"), ("helped_me_too", "U2", "U3"))
    village.later(seconds=1)
    thanked = village.cy.modal
    assert thanked is not None
    assert "Bo Berg will see that it helped one more." in text_of(thanked)
    assert by_app(village.it) == []


def test_what_was_asked_is_taken_and_taken_back(village: Village) -> None:
    village.later(seconds=1)
    village.cy.command("/we", "ask", channel=village.general)
    village.cy.submit({"title": "Who owns the billing job?", "details": "", "channel": "C1"})
    village.until(lambda: len(by_app(village.general)) == 1)
    post = by_app(village.general)[0]
    village.rest()
    village.press(village.bo, post, "I'll take it")
    village.until(lambda: "Bo Berg is on it" in text_of(post))
    village.press(village.cy, village.whisper(village.cy, "Undo"), "Undo")
    assert "Who owns the billing job?" in text_of(village.whisper(village.cy))
    village.until(lambda: by_app(village.general) == [])


def test_a_question_is_tracked_anywhere_with_what_was_said_before(village: Village) -> None:
    question = village.say(village.ana, "The build fails with E42.", channel=village.general)
    village.say(
        village.bo, "Delete the cache and build again.", to=question, channel=village.general
    )
    thanks = village.say(
        village.ana, "Thank you, it works now!", to=question, channel=village.general
    )
    village.rest()
    assert village.acts() == []
    village.shortcut(village.gil, question, "track")
    assert "On the list until somebody has helped." in text_of(village.whisper(village.gil))
    village.until_acts(*answered("U2", "U1"))
    village.later(seconds=5)
    village.ana.delete(thanks)
    village.until_acts()


def test_tracking_is_undone_and_refused_where_it_makes_no_sense(village: Village) -> None:
    question = village.say(village.ana, "Where is the key?", channel=village.general)
    village.rest()
    village.shortcut(village.ana, question, "track")
    assert "Put ✅ on the answer" in text_of(village.whisper(village.ana))
    village.press(village.ana, village.whisper(village.ana), "Undo")
    assert "0 questions wait" in text_of(village.type(village.bo, "questions"))
    outside = village.say(village.ana, "Where is the key?", channel=village.elsewhere)
    village.shortcut(village.ana, outside, "track")
    assert "I'm not in that channel." in text_of(village.whisper(village.ana))


def test_find_names_who_helped_and_tells_when_there_is_nothing(village: Village) -> None:
    question = village.say(village.ana, QUESTION)
    village.say(village.bo, ANSWER, to=question)
    village.rest()
    found = text_of(village.type(village.cy, "find vpn certificates"))
    assert "helped by Bo Berg" in found
    assert "“How do I renew the VPN" in found
    assert "I know of nothing like" in text_of(village.type(village.cy, "find parental leave"))
    assert "Which words?" in text_of(village.type(village.cy, "find"))


def test_the_board_tells_answered_first_reply_thanked_and_what_is_open(village: Village) -> None:
    for number in range(3):
        question = village.say(village.ana, f"How do I reset database number {number}?")
        village.later(minutes=10)
        answer = village.say(village.bo, "Run the reset task in the console.", to=question)
        if number == 0:
            village.react(village.ana, answer)
    village.say(village.cy, "Where can I find the onboarding checklist?")
    village.until_acts(*answered("U2", "U1"))
    village.rest()
    board = village.board()
    assert "1 of 1 person who helped was thanked" in board
    assert "3 of 4 questions answered" in board
    assert "First reply 10 min" in board
    assert "“Where can I find the onboarding checklist?”" in board
    assert "#it, today" in board
    assert "Cy Chen" not in board.partition("Still open")[2]


def test_who_helped_quietly_is_thanked_from_the_board_by_a_filled_in_form(
    village: Village,
) -> None:
    question = village.say(village.ana, "How do I reset the database of the shop?")
    village.say(village.bo, "Run the reset task in the console.", to=question)
    village.rest()
    shown = village.type(village.cy, "board")
    assert "*Helped quietly*\nBo" in text_of(shown)
    village.press(village.cy, shown, "Say thanks")
    form = village.cy.modal
    assert form is not None
    assert village.cy.picked(form, "who") == ["U2"]
    village.cy.submit({"what": "answering within a minute, and so clearly"})
    village.until_acts(("kudos", "U3", "U2"))


def test_every_button_has_an_identity_of_its_own(village: Village) -> None:
    for number in range(7):
        village.say(village.ana, f"Where is manual number {number} of the printer?")
    village.rest()
    shown = village.type(village.ana, "questions mine")
    assert "7 questions of yours" in text_of(shown)
    village.press(village.ana, shown, "More")
    assert (
        len([each for each in labels(village.whisper(village.ana)) if each == "I solved it"]) == 2
    )
    assert {each["type"] for each in elements(shown)} == {"button"}
