"""What Slack does not let us show: its giver is told, and has the words."""

from tests.journeys.kudos.town import REASON, Town, all_of, by_app, labels, text_of


def test_a_form_kept_too_long_where_the_app_is_not_gives_the_words_back(town: Town) -> None:
    town.type(town.cy, "", channel=town.elsewhere)
    town.later(minutes=31)
    town.cy.submit({"who": ["U1"], "what": REASON})

    town.until(lambda: len(town.messages_to(town.cy)) == 1)
    (told,) = town.messages_to(town.cy)
    assert "Slack did not let me post your thanks to Ana Lopez in <#C3>" in text_of(told)
    assert f"/kudos @Ana Lopez {REASON}" in all_of(told)
    assert labels(told) == ["Undo"]
    assert town.acts() == [("kudos", "U3", "U1")]
    town.later(minutes=31)
    town.press(town.cy, told, "undo_given")
    town.rest()
    assert town.acts() == []
    assert "Taken back." in text_of(town.messages_to(town.cy)[0])
    assert "Take back on the post" not in text_of(town.messages_to(town.cy)[0])
    assert by_app(town.elsewhere) == []


def test_private_words_that_reach_nobody_come_back_to_their_giver(town: Town) -> None:
    town.sandbox.faults.add(method="chat.postMessage", error="messages_tab_disabled", times=1)
    town.type(town.cy, "")
    town.cy.submit({"who": ["U1"], "what": REASON, "where": "receivers"})

    town.until(lambda: len(town.messages_to(town.cy)) == 1)
    (told,) = town.messages_to(town.cy)
    assert "Slack did not let me send your private thanks to Ana Lopez." in text_of(told)
    assert REASON in all_of(told)
    assert "/kudos" not in all_of(told)
    assert town.messages_to(town.ana) == []
