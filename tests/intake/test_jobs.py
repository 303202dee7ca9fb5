"""Nothing said in Slack stays in the inbox for long, and a repeat is known for days."""

from datetime import timedelta

from slackapp.intake.jobs import KEEP_BODIES, HourlyTidying, keep_small, look_up
from slackapp.intake.store import count_by_state, reopen_all_parked
from slackapp.jobs.client import DurableClient
from slackapp.observability.metrics import exposition
from slackapp.toolbox import AppToolbox
from tests.builders.databases import transaction
from tests.builders.slack_events import message
from tests.intake.desk import Desk, Fragile, noting_room

FIRST, SECOND = "1763467200.000100", "1763467200.000101"


def test_words_are_erased_as_soon_as_they_are_read(desk: Desk) -> None:
    desk.put(message("a secret", ts=FIRST))
    desk.read()
    assert [row.body for row in desk.events()] == [None]


def test_words_nobody_could_read_are_erased_after_48_hours(desk: Desk) -> None:
    fragile = Fragile("fragile", ValueError())
    desk.features = [fragile.feature]
    desk.put(message("a secret", ts=FIRST), message(ts=SECOND, user="U9"))
    desk.read()
    desk.wait(hours=46, minutes=59)
    keep_small(desk.database, desk.clock)
    assert None not in [row.body for row in desk.events()]
    desk.wait(minutes=2)
    keep_small(desk.database, desk.clock)
    assert [row.body for row in desk.events()] == [None, None]
    desk.read()
    assert [(row.next_try_at, row.reason) for row in desk.failures()] == [
        (None, "its body is gone")
    ]


def test_a_repeat_a_week_later_is_still_known(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    for _ in range(4):
        desk.put(message(ts=FIRST), event_id="Ev1")
        desk.read()
        desk.wait(days=2)
        keep_small(desk.database, desk.clock)
    assert desk.noted("all") == [FIRST]


def test_what_nobody_can_read_any_more_is_forgotten_after_30_days(desk: Desk) -> None:
    fragile = Fragile("fragile", ValueError())
    desk.features = [fragile.feature]
    desk.put(message(ts=FIRST), message(ts=SECOND, user="U9"))
    desk.read()
    desk.wait(days=29, hours=23)
    keep_small(desk.database, desk.clock)
    desk.put(message(ts="1763467200.000102"), event_id="Ev-open")
    assert len(desk.events()) == 3
    desk.wait(hours=2)
    keep_small(desk.database, desk.clock)
    assert [row.event_id for row in desk.events()] == ["Ev-open"]
    assert desk.failures() == []


def test_read_events_are_forgotten_after_8_days_and_unread_ones_are_not(desk: Desk) -> None:
    fragile = Fragile("fragile", None)
    desk.features = [fragile.feature]
    desk.put(message(ts=FIRST), event_id="Ev1")
    desk.read()
    fragile.error = ValueError()
    desk.put(message(ts=SECOND), event_id="Ev2")
    desk.read()
    desk.put(message(ts=SECOND, user="U9"), event_id="Ev3")
    desk.read()
    desk.put(message(ts=SECOND), event_id="Ev4")
    desk.wait(days=8, minutes=1)
    keep_small(desk.database, desk.clock)
    assert {row.event_id: row.state for row in desk.events()} == {
        "Ev2": "failed",
        "Ev3": "parked",
        "Ev4": "open",
    }
    with desk.database.reading() as session:
        assert count_by_state(session) == {"failed": 1, "parked": 1, "open": 1}


def test_after_a_look_up_what_waited_is_read(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    desk.put(message(ts=FIRST, user="U9"))
    desk.read()
    desk.meet("U9")  # whoever is known by now is not asked for at Slack
    queue = DurableClient(desk.database)
    look_up(AppToolbox(desk.database, desk.clock, queue, ()), "T1", {"slack_id": "U9"})
    queue.close()
    desk.read()
    assert desk.noted("all") == [FIRST]


def test_once_everybody_was_looked_up_nothing_stays_parked(desk: Desk) -> None:
    """The look-up an event waits for may have died with its replica."""
    desk.features = [noting_room("all")]
    desk.put(message(ts=FIRST, user="U9"))
    desk.read()
    assert [row.state for row in desk.events()] == ["parked"]
    with transaction(desk.database) as tx:
        reopen_all_parked(tx)
    assert [(row.state, row.waits_for) for row in desk.events()] == [("open", None)]


def test_the_inbox_is_tidied_once_an_hour_and_shown_each_time(desk: Desk) -> None:
    tidying = HourlyTidying(desk.database, desk.clock)
    tidying(desk.clock.now())
    desk.put(message(ts=FIRST, user="U9"))
    desk.read()
    desk.clock.set(desk.clock.now() + KEEP_BODIES)
    tidying(desk.clock.now() - KEEP_BODIES + timedelta(minutes=59))
    assert b'slackapp_inbox{state="parked"} 1.0' in exposition()
    assert None not in [row.body for row in desk.events()]
    desk.wait(minutes=1)
    tidying(desk.clock.now())
    assert [row.body for row in desk.events()] == [None]
