"""Names and words of people, fit to stand in a sentence."""

from slackapp.features.kudos.blocks.wording import names, plain_name, plain_names, that_fit


def test_many_names_are_shown_in_part() -> None:
    assert plain_names(["Ana", "Bo", "Cy"]) == "Ana, Bo and Cy"
    assert plain_names(["Ana", "Bo", "Cy"], 2) == "Ana, Bo and 1 other"
    assert names(["<A>", "B", "C", "D"], 2) == "&lt;A&gt;, B and 2 others"
    assert plain_names([str(number) for number in range(12)]).endswith("8, 9 and 2 others")


def test_who_has_no_name_is_somebody() -> None:
    assert plain_name("") == "somebody"


def test_lines_stop_where_a_message_has_no_room() -> None:
    assert that_fit(["a" * 6000, "b" * 6000, "c"]) == ["a" * 6000, "b" * 6000]
    assert that_fit(["a" * 12_001]) == []
    assert that_fit([]) == []
