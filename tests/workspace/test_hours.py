"""Working hours: the workspace's, then one's own, in one's own zone; settings that fit."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from slackapp.workspace.hours import HoursSettings, hours_of, workspace_hours
from slackapp.workspace.people import PersonRecord, people_by_id, save_people
from slackapp.workspace.preferences import change_preferences
from slackapp.workspace.settings import change_one_setting, load_settings, save_settings
from slackapp.workspace.workspaces import set_zone
from tests.workspace.conftest import Open


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_people_work_by_their_own_clock_and_the_workspace_by_its_own(opened: Open) -> None:
    with opened() as tx:
        set_zone(tx, "Europe/Berlin")
        zones = [PersonRecord(slack_id="U1", name="Ana", timezone="America/New_York")]
        save_people(tx, zones)
        ana, bo = (people_by_id(tx, ["U1", "U2"])[each].key for each in ("U1", "U2"))
        for hours, opens in ((hours_of(tx, ana), 14), (hours_of(tx, bo), 8)):
            assert hours.contains(at(18, opens))
            assert not hours.contains(at(18, opens - 1, 59))
        assert workspace_hours(tx).contains(at(18, 8))


def test_what_somebody_chose_wins_over_the_workspace(opened: Open) -> None:
    with opened() as tx:
        ana = people_by_id(tx, ["U1"])["U1"].key
        save_settings(tx, HoursSettings(opens="10:00", closes="16:00"))
        change_preferences(tx, ana, opens="06:00", closes="12:00", days=[5])
        mine, shared = hours_of(tx, ana), workspace_hours(tx)
        assert mine.contains(at(21, 6))
        assert not mine.contains(at(20, 6))
        assert shared.contains(at(18, 10))
        assert not shared.contains(at(18, 9))


def test_public_holidays_of_the_country_and_region_are_off(opened: Open) -> None:
    with opened() as tx:
        save_settings(tx, HoursSettings(country="DE", region="BY"))
        hours = workspace_hours(tx)
        assert not hours.is_working_day(datetime(2027, 1, 6, tzinfo=UTC).date())  # Epiphany
        save_settings(tx, HoursSettings(country="DE", region="BE"))
        assert workspace_hours(tx).is_working_day(datetime(2027, 1, 6, tzinfo=UTC).date())


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("opens", "25:00", "pattern"),
        ("closes", "08:00", "begin before they end"),
        ("days", ("7",), "0 \\(Monday\\) to 6"),
        ("country", "Atlantis", "no public holidays are known"),
    ],
)
def test_what_makes_no_sense_is_refused(opened: Open, field: str, value: object, why: str) -> None:
    with opened() as tx:
        with pytest.raises(ValidationError, match=why):
            change_one_setting(tx, HoursSettings, field, value)
        assert load_settings(tx, HoursSettings) == HoursSettings()


def test_one_setting_is_weighed_with_those_that_are_stored(opened: Open) -> None:
    with opened() as tx:
        change_one_setting(tx, HoursSettings, "closes", "20:00")
        change_one_setting(tx, HoursSettings, "opens", "18:00")
        with pytest.raises(ValidationError):
            change_one_setting(tx, HoursSettings, "closes", "17:30")
    with opened() as tx:
        known = load_settings(tx, HoursSettings)
        assert (known.opens, known.closes) == ("18:00", "20:00")
