"""When a week's board is due, and whether there is anything to compare."""

from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from slackapp.features.leaderboard.rules.periods import Period
from slackapp.vocabulary.weeks import Week

GRACE = timedelta(days=3)
LATE_AFTER = timedelta(hours=1)

Timing = Literal["on_time", "late", "too_late"]


def due_at(week: Week, zone: ZoneInfo, days_after_monday: int, time_of_day: time) -> datetime:
    """When the board about this week goes out: on a day of the week after it, in UTC.

    A time the clocks skip in spring becomes the next one there is; one they show twice in
    autumn is the first of the two.
    """
    day = week.next().monday() + timedelta(days=days_after_monday)
    local = datetime.combine(day, time_of_day)
    while not _exists(local, zone):
        local += timedelta(minutes=1)
    return local.replace(tzinfo=zone).astimezone(UTC)


def covered_week(now: datetime, zone: ZoneInfo, days_after_monday: int, time_of_day: time) -> Week:
    """The newest week whose board is due."""
    week = Week.of(now, zone).previous()
    while due_at(week, zone, days_after_monday, time_of_day) > now:
        week = week.previous()
    return week


def timing(due: datetime, now: datetime) -> Timing:
    """How a board that is due would come out now."""
    if now > due + GRACE:
        return "too_late"
    return "late" if now > due + LATE_AFTER else "on_time"


def was_recorded(week: Week, zone: ZoneInfo, recording_since: datetime) -> bool:
    """Whether anything of the week was recorded."""
    return week.next().start(zone) > recording_since


def may_compare(period: Period, zone: ZoneInfo, recording_since: datetime, now: datetime) -> bool:
    """Only whole periods compare: for weeks that leaves out the first 14 days."""
    end = period.weeks[-1].next().start(zone)
    return end <= now and period.previous().weeks[0].start(zone) >= recording_since


def _exists(local: datetime, zone: ZoneInfo) -> bool:
    back = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return back.replace(tzinfo=None) == local
