"""What Slack asks people to mend before it sends a form."""

from typing import Any

import pytest

from slackapp.sandbox.interactions.elements import state_values
from slackapp.sandbox.interactions.form_checks import form_errors

Json = dict[str, Any]


def errors(value: object, kind: str, *, optional: bool = False, **more: object) -> dict[str, str]:
    element = {"type": kind, "action_id": "a", **more}
    block = {"type": "input", "block_id": "b", "element": element, "optional": optional}
    return form_errors([block], state_values([block], {("b", "a"): value}))


TEXT = "plain_text_input"
NUMBER = "number_input"


@pytest.mark.parametrize(
    ("value", "kind", "more"),
    [
        (None, TEXT, {}),
        ("", TEXT, {}),
        ([], "multi_users_select", {}),
        (None, "datepicker", {}),
        ("ab", TEXT, {"min_length": 3}),
        ("abcd", TEXT, {"max_length": 3}),
        ("x" * 3001, TEXT, {}),
        ("ana at home", "email_text_input", {}),
        ("example.org", "url_text_input", {}),
        ("many", NUMBER, {"is_decimal_allowed": True}),
        ("1.5", NUMBER, {"is_decimal_allowed": False}),
        ("1", NUMBER, {"is_decimal_allowed": False, "min_value": "2"}),
        ("3", NUMBER, {"is_decimal_allowed": False, "max_value": "2"}),
        (["U1", "U2"], "multi_users_select", {"max_selected_items": 1}),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_input(
    value: object, kind: str, more: Json
) -> None:
    assert errors(value, kind, **more).keys() == {"b"}


@pytest.mark.parametrize(
    ("value", "kind", "more"),
    [
        (None, TEXT, {"optional": True}),
        ([], "multi_users_select", {"optional": True}),
        ("abc", TEXT, {"min_length": 3, "max_length": 3}),
        ("ana@example.org", "email_text_input", {}),
        ("https://example.org", "url_text_input", {}),
        ("-1.5", NUMBER, {"is_decimal_allowed": True, "min_value": "-2"}),
        (["U1"], "multi_users_select", {"max_selected_items": 1}),
    ],
)
def test_what_is_right_is_sent(value: object, kind: str, more: Json) -> None:
    assert errors(value, kind, **more) == {}
