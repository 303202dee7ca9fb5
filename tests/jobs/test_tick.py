"""The pulse."""

from datetime import UTC, datetime, timedelta
from queue import Queue

from slackapp.jobs.tick import NightlyCleanUp, Tick
from slackapp.vocabulary.clock import SettableClock

MIDDAY = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def test_a_tick_gives_every_task_the_clocks_time_at_once_and_when_woken() -> None:
    heard: Queue[datetime] = Queue()
    clock = SettableClock(MIDDAY)
    tick = Tick([heard.put], clock, seconds=3600)
    tick.start()
    assert heard.get(timeout=10) == MIDDAY
    clock.set(MIDDAY.replace(hour=13))
    tick.wake()
    assert heard.get(timeout=10) == MIDDAY.replace(hour=13)
    tick.stop()
    assert heard.empty()


def test_a_tick_beats_by_itself() -> None:
    heard: Queue[datetime] = Queue()
    tick = Tick([heard.put], SettableClock(MIDDAY), seconds=0.01)
    tick.start()
    beats = [heard.get(timeout=10) for _ in range(3)]
    tick.stop()
    assert beats == [MIDDAY] * 3


def test_a_task_that_raises_does_not_keep_the_others_from_theirs() -> None:
    heard: list[datetime] = []

    def fails(_now: datetime) -> None:
        raise ValueError

    Tick([fails, heard.append], SettableClock(MIDDAY)).tick(MIDDAY)
    assert heard == [MIDDAY]


def test_what_ended_long_ago_is_forgotten_once_a_night() -> None:
    asked: list[datetime] = []

    def forget_finished(before: datetime) -> int:
        asked.append(before)
        return 0

    clean_up = NightlyCleanUp(forget_finished, kept=timedelta(days=7))
    for hour in (2, 3, 4, 23):
        clean_up(MIDDAY.replace(hour=hour))
    clean_up(MIDDAY.replace(day=19, hour=3))
    assert asked == [MIDDAY.replace(day=11, hour=3), MIDDAY.replace(day=12, hour=3)]
