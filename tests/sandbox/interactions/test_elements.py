"""What a form sends of inputs nobody touched."""

from typing import Any

from slackapp.sandbox.interactions.elements import state_values

CRAFT = {"text": {"type": "plain_text", "text": "#craft"}, "value": "craft"}
SPEED = {"text": {"type": "plain_text", "text": "#speed"}, "value": "speed"}


def field(name: str, kind: str, **more: object) -> dict[str, Any]:
    element = {"type": kind, "action_id": name, **more}
    return {"type": "input", "block_id": name, "element": element}


FIELDS = [
    field("who", "multi_users_select", initial_users=["U1"]),
    field("what", "plain_text_input", initial_value="thx"),
    field("value", "static_select", options=[CRAFT, SPEED], initial_option=CRAFT),
    field("where", "radio_buttons", options=[CRAFT, SPEED]),
]


def test_what_a_form_showed_at_first_is_sent_where_nobody_changed_it() -> None:
    state = state_values(FIELDS, {})

    assert state["who"]["who"]["selected_users"] == ["U1"]
    assert state["what"]["what"]["value"] == "thx"
    assert state["value"]["value"]["selected_option"] == CRAFT
    assert state["where"]["where"]["selected_option"] is None


def test_what_somebody_entered_takes_its_place_also_nothing() -> None:
    entered: dict[str, Any] = {"who": [], "what": None, "value": "speed", "where": "craft"}
    state = state_values(FIELDS, {(name, name): value for name, value in entered.items()})

    assert state["who"]["who"]["selected_users"] == []
    assert state["what"]["what"]["value"] is None
    assert state["value"]["value"]["selected_option"] == SPEED
    assert state["where"]["where"]["selected_option"] == CRAFT
