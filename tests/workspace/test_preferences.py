"""What members choose: kept for each, changed without losing what another button changes."""

from datetime import UTC, datetime, timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.vocabulary.working_time import UNTIL_I_SAY
from slackapp.workspace.people import people_by_id
from slackapp.workspace.preferences import (
    Preferences,
    change_preferences,
    find_preferences,
    prepare_preferences,
)
from tests.workspace.conftest import Open

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def test_who_chose_nothing_has_the_defaults(opened: Open) -> None:
    with opened() as tx:
        assert find_preferences(tx, people_by_id(tx, ["U1"])["U1"].key) == Preferences()


def test_each_change_leaves_the_others_alone_and_other_people_too(opened: Open) -> None:
    with opened() as tx:
        ana, bo = (people_by_id(tx, ["U1", "U2"])[each].key for each in ("U1", "U2"))
        change_preferences(tx, ana, direct_messages=False, nudges={"talk": True})
    with opened() as tx:
        find_preferences(tx, ana)
        change_preferences(tx, ana, muted_channels=["C2", "C1"], opens="08:00", days=[4, 0])
    with opened() as tx:
        prepare_preferences(tx, [ana, bo])
        assert find_preferences(tx, ana) == Preferences(
            direct_messages=False,
            nudges={"talk": True},
            muted_channels=["C1", "C2"],
            opens="08:00",
            days=[0, 4],
        )
        assert find_preferences(tx, bo) == Preferences()
    with opened(workspace_id="T2") as tx:
        assert find_preferences(tx, ana) == Preferences()


def test_a_pause_is_over_when_its_time_has_come(opened: Open) -> None:
    with opened() as tx:
        ana = people_by_id(tx, ["U1"])["U1"].key
        chosen = change_preferences(tx, ana, paused_until=NOW + timedelta(days=1))
        assert chosen.paused(NOW) == NOW + timedelta(days=1)
        assert chosen.paused(NOW + timedelta(days=1)) is None
        change_preferences(tx, ana, paused_until=UNTIL_I_SAY)
    with opened() as tx:
        assert find_preferences(tx, ana).paused(NOW) == UNTIL_I_SAY


def test_what_another_replica_changed_since_it_was_looked_up_is_kept(
    opened: Open, database: Database
) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    with opened() as tx:
        ana = people_by_id(tx, ["U1"])["U1"].key
        find_preferences(tx, ana)
        with opened() as other:
            change_preferences(other, ana, muted_channels=["C1"])
        change_preferences(tx, ana, direct_messages=False)
    with opened() as tx:
        chosen = find_preferences(tx, ana)
        assert (chosen.direct_messages, chosen.muted_channels) == (False, ["C1"])
