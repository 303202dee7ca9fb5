"""A press finds its own button among those of a message, and none once it is settled."""

from slackapp.demo.simulation.answering import block_of
from slackapp.demo.simulation.sightings import MENU, Button
from slackapp.sandbox import Ephemeral


def menu(nudge_id: str) -> dict[str, object]:
    never = {"text": {"type": "plain_text", "text": "Never"}, "value": f"{nudge_id}|~never"}
    overflow = {"type": "overflow", "action_id": MENU, "options": [never]}
    return {"type": "actions", "block_id": f"block of {nudge_id}", "elements": [overflow]}


def test_the_second_menu_of_a_message_is_found_in_its_own_block() -> None:
    shown = Ephemeral("C1", "1.1", "UANA", "", [menu("a"), menu("b")])
    assert block_of(shown, Button("Never", MENU, "b|~never")) == "block of b"
    assert block_of(shown, Button("Never", MENU, "a|~never")) == "block of a"


def test_what_is_settled_has_no_button_any_more() -> None:
    shown = Ephemeral("C1", "1.1", "UANA", "", [menu("a")])
    assert block_of(shown, Button("Never", MENU, "b|~never")) is None
    assert block_of(shown, Button("Yes", "nudges.choose.0", "a|yes")) is None
