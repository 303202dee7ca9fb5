"""Who is not where they were thanked gets a direct message, one an hour."""

from tests.journeys.kudos.town import REASON, Town, labels, text_of


def test_two_thanks_in_an_hour_are_one_message_and_the_next_hour_another(town: Town) -> None:
    town.give(town.cy, f"@kim.kurz for {REASON}")
    town.later(minutes=20)
    town.give(town.bo, "@kim.kurz @ana.lopez for the second pair of eyes #care")
    town.rest()
    assert town.messages_to(town.kim) == []

    town.later(minutes=40)
    town.until(lambda: len(town.messages_to(town.kim)) == 1)
    first = town.messages_to(town.kim)[0]
    assert text_of(first).splitlines() == [
        "This hour, for you:",
        "*Cy Chen in <#C1>*",
        f"> {REASON}",
        "*Bo Berg in <#C1>*",
        "> the second pair of eyes      #care",
    ]
    assert labels(first) == ["Stop these messages"]
    town.give(town.cy, "@kim.kurz for a third thing that went well")
    town.rest()
    town.later(hours=1)
    town.until(lambda: len(town.messages_to(town.kim)) == 2)
    assert text_of(town.messages_to(town.kim)[1]).startswith("This hour, for you:\n*Cy Chen")


def test_who_is_in_the_channel_or_from_outside_is_not_told(town: Town) -> None:
    dana = town.workspace.people["U8"]
    town.general.members.pop("U8")
    answer = town.give(town.cy, f"@ana.lopez @dana.outside for {REASON}")
    assert "Dana Outside is from outside: your words arrive." in text_of(answer)
    town.later(hours=1)
    town.rest()
    assert (town.messages_to(town.ana), town.messages_to(dana)) == ([], [])


def test_what_is_private_is_told_nobody_elsewhere(town: Town) -> None:
    town.give(town.cy, f"@kim.kurz for {REASON}", channel=town.quiet)
    town.later(hours=1)
    town.rest()
    assert town.messages_to(town.kim) == []


def test_taken_back_before_the_hour_ends_it_is_not_told(town: Town) -> None:
    answer = town.give(town.cy, f"@kim.kurz for {REASON}")
    town.rest()
    town.press(town.cy, answer, "undo_given")
    town.later(hours=1)
    town.rest()
    assert town.messages_to(town.kim) == []


def test_taken_back_after_it_was_told_it_is_told_no_more(town: Town) -> None:
    town.give(town.cy, f"@kim.kurz for {REASON}")
    town.give(town.bo, "@kim.kurz for the second pair of eyes")
    town.until(lambda: len(town.general.messages) == 2)
    posts = [each for each in town.general.messages if each.is_by_app]
    town.rest()
    town.later(hours=1)
    town.until(lambda: len(town.messages_to(town.kim)) == 1)
    told = town.messages_to(town.kim)[0]

    town.pick(town.cy, posts[0], "Take back")
    town.until(lambda: REASON not in text_of(told))
    assert "second pair of eyes" in text_of(told)
    town.pick(town.bo, posts[1], "Take back")
    town.until(lambda: town.messages_to(town.kim) == [])


def test_stop_holds_for_what_is_on_its_way_and_can_be_changed_again(town: Town) -> None:
    town.give(town.cy, f"@kim.kurz for {REASON}")
    town.rest()
    town.later(hours=1)
    town.until(lambda: len(town.messages_to(town.kim)) == 1)
    town.give(town.bo, "@kim.kurz for the second pair of eyes")
    town.rest()

    town.press(town.kim, town.messages_to(town.kim)[0], "stop_notices")
    assert "I won't tell you like this" in town.told(town.kim)
    town.later(hours=1)
    town.rest()
    assert len(town.messages_to(town.kim)) == 1

    town.press(town.kim, town.whisper(town.kim), "allow_notices")
    assert "at most once an hour" in town.told(town.kim)
    town.give(town.cy, "@kim.kurz for a third thing that went well")
    town.rest()
    town.later(hours=1)
    town.until(lambda: len(town.messages_to(town.kim)) == 2)
    assert "a third thing" in text_of(town.messages_to(town.kim)[1])


def test_who_is_credited_elsewhere_is_told_by_whom(town: Town) -> None:
    town.give(town.cy)
    post = town.post_of()
    town.pass_on(town.ana, post, town.kim, what="she found the cause")
    town.later(hours=1)
    town.until(lambda: len(town.messages_to(town.kim)) == 1)
    assert text_of(town.messages_to(town.kim)[0]).splitlines()[1:] == [
        "*Ana Lopez passed Cy Chen's thanks on to you in <#C1>*",
        f"> {REASON}",
    ]
