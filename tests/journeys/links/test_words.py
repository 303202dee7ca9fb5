"""`/we links`, "Useful" and "Save this link", as people use them."""

from tests.journeys.links.library import Library, buttons, text_of


def test_links_are_listed_by_use_with_slack_s_own_titles(library: Library) -> None:
    quiet = library.say(library.bo, "<https://example.org/quiet> worth a look")
    shared = library.say(library.ana, "<https://example.org/guide> on migrations")
    library.workspace.unfurl(shared, url="https://example.org/guide", title="A *calm* guide")
    library.react(library.cy, shared)
    library.rest()
    shown = text_of(library.type(library.eva, "links week"))
    assert shown.index("A *calm* guide") < shown.index("example.org/quiet")
    assert "found by Ana Lopez, useful to 1" in shown
    assert quiet.text not in shown


def test_useful_is_pressed_and_taken_back_in_place(library: Library) -> None:
    library.say(library.ana, "<https://example.org/guide> on migrations, with worked examples")
    library.rest()
    shown = library.type(library.bo, "links")
    library.press(library.bo, shown, "Useful")
    assert "You're the first to say so. Ana Lopez will be glad." in text_of(
        library.whisper(library.bo)
    )
    library.until_acts(("link", "U1", "U2", "2"))
    library.press(library.cy, library.type(library.cy, "links"), "Useful")
    assert "2 people found this useful by now" in text_of(library.whisper(library.cy))
    library.press(library.cy, library.whisper(library.cy), "Undo")
    library.until_acts(("link", "U1", "U2", "2"))
    library.press(library.ana, library.type(library.ana, "links"), "Useful")
    assert "You found that one yourself." in text_of(library.whisper(library.ana))


def test_pages_are_turned_and_searches_narrow(library: Library) -> None:
    for number in range(7):
        library.say(library.ana, f"<https://example.org/page/{number}>")
    library.say(library.bo, "<https://example.org/invoices>", channel=library.reading)
    library.rest()
    shown = library.type(library.eva, "links")
    assert len([each for each in buttons(shown) if each["text"]["text"] == "Useful"]) == 5
    library.press(library.eva, shown, "More")
    assert "example.org/page/" in text_of(library.whisper(library.eva))
    assert [each["text"]["text"] for each in buttons(library.whisper(library.eva))][-1] == "Back"
    found = text_of(library.type(library.eva, "links invoices"))
    assert "example.org/invoices" in found
    assert "example.org/page" not in found
    assert "invoices" in text_of(library.type(library.eva, "links <#C2|reading>"))
    assert "page" not in text_of(library.type(library.eva, "links <@U2|bo.berg>"))
    assert "Nothing here yet." in text_of(library.type(library.eva, "links parsnips"))


def test_saving_is_for_oneself_and_tells_who_shared_it(library: Library) -> None:
    shared = library.say(
        library.ana, "<https://example.org/guide> on migrations, with worked examples"
    )
    library.rest()
    told = library.save(library.bo, shared)
    assert "Saved." in text_of(told)
    library.until_acts(("link", "U1", "U2", "2"))
    assert "example.org/guide" in text_of(library.type(library.bo, "links saved"))
    assert "Nothing saved yet" in text_of(library.type(library.cy, "links saved"))
    library.press(library.bo, told, "Undo")
    library.until_acts()
    assert "Nothing saved yet" in text_of(library.type(library.bo, "links saved"))


def test_nothing_to_save_and_secrets_are_refused(library: Library) -> None:
    plain = library.say(library.ana, "no link here")
    assert "There is no link" in text_of(library.save(library.bo, plain))
    secret = library.say(library.ana, "<https://zoom.us/j/1?pwd=opensesame>")
    assert "has a secret in it" in text_of(library.save(library.bo, secret))
    assert "opensesame" not in text_of(library.type(library.bo, "links"))


def test_the_board_lists_what_was_worth_reading(library: Library) -> None:
    shared = library.say(library.ana, "<https://example.org/guide> on migrations")
    library.react(library.bo, shared)
    library.react(library.cy, shared)
    library.rest()
    board = text_of(library.type(library.eva, "board"))
    assert "Worth reading" in board
    assert "found by Ana Lopez, useful to 2" in board
