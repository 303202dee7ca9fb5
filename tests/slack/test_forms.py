"""Shapes of forms within Slack's limits."""

import pytest

from slackapp.sandbox.block_kit.limits import view_problems
from slackapp.slack.forms import (
    input_field,
    modal,
    option,
    overflow,
    people_picker,
    radio_buttons,
    static_select,
    text_input,
)

OPTIONS = [option("One", "1"), option("Two" * 100, "2")]


def test_a_form_of_every_input_fits_however_long_its_words() -> None:
    fields = [
        input_field("x" * 9000, people_picker(action_id="who", most=2, chosen=["U1", "U2", "U3"])),
        input_field(
            "What", text_input(action_id="what", most=10, initial="y" * 99), hint="z" * 9000
        ),
        input_field("Value", static_select(OPTIONS, action_id="value", chosen="2"), optional=True),
        input_field("Where", radio_buttons(OPTIONS, action_id="where", chosen="3")),
    ]
    view = modal("t" * 99, fields, close="c" * 99, submit="s" * 99, private_metadata="m" * 3000)

    assert view_problems(view) == []
    who, what, value, where = (field["element"] for field in fields)
    assert who["initial_users"] == ["U1", "U2"]
    assert what["initial_value"] == "y" * 10
    assert value["initial_option"] == OPTIONS[1]
    assert "initial_option" not in where
    assert [field["block_id"] for field in fields] == ["who", "what", "value", "where"]


def test_metadata_is_never_cut() -> None:
    with pytest.raises(ValueError, match="too long"):
        modal("t", [], close="c", private_metadata="m" * 3001)


def test_a_menu_shows_its_options() -> None:
    assert overflow(OPTIONS, action_id="more")["options"] == OPTIONS
