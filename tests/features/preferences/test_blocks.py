"""The form keeps Slack's limits, whatever the rooms offer."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from slackapp.features.preferences.blocks.answers import what_leaving_does
from slackapp.features.preferences.blocks.form import preferences_form
from slackapp.features.preferences.rules import FormShown, Hours, Kind
from slackapp.sandbox.block_kit.content import checked_view
from slackapp.vocabulary.working_time import UNTIL_I_SAY

HOURS = Hours(opens="09:00", closes="17:00", days=frozenset(range(5)))


def shown(*, kinds: int = 0, paused_until: datetime | None = None) -> FormShown:
    return FormShown(
        paused_until=paused_until,
        zone=ZoneInfo("Europe/Berlin"),
        direct_messages=True,
        kinds=tuple(
            Kind(kind=f"kind_{n}", label=f"Kind {n}", ticked=n % 2 == 0, by_default=True)
            for n in range(kinds)
        ),
        hours=HOURS,
        hides_name=False,
        left_out=False,
    )


def test_any_number_of_kinds_fits_and_none_is_lost() -> None:
    for count in (0, 1, 10, 11, 25):
        view = preferences_form(shown(kinds=count))
        checked_view(view, "modal", "1.000001")
        boxes = [each["element"] for each in view["blocks"] if "element" in each]
        offered = [
            option["value"]
            for each in boxes
            if each["action_id"].startswith("kinds.")
            for option in each["options"]
        ]
        assert offered == [f"kind_{n}" for n in range(count)]


def test_a_pause_is_shown_as_it_stands() -> None:
    def chosen(paused_until: datetime | None) -> tuple[str, str]:
        first = preferences_form(shown(paused_until=paused_until))["blocks"][0]["element"]
        option = first["initial_option"]
        return option["value"], option["text"]["text"]

    assert chosen(None) == ("no", "No")
    assert chosen(UNTIL_I_SAY) == ("open", "Until I say")
    until = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
    assert chosen(until) == ("keep", "Until Thu 26 Nov, 14:00")


def test_what_leaving_does_fits_a_confirmation() -> None:
    assert len(what_leaving_does()) <= 300
