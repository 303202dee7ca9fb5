"""An admin moves the workspace to another zone, day or hour in mid-week: each week once."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slackapp.database.engines import Database
from slackapp.features.leaderboard.use_cases import posting
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import set_zone
from tests.builders.databases import transaction
from tests.features.leaderboard.builders import Giving, choose, open_workspace

WEDNESDAY = datetime(2026, 10, 21, 12, 0, tzinfo=UTC)  # the clocks change on the Sunday after
LAST = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
WEEKS = [Week(2026, number) for number in range(41, 48)]
ZONES = (
    "Pacific/Kiritimati",
    "Asia/Kolkata",
    "Europe/Rome",
    "UTC",
    "America/New_York",
    "Etc/GMT+12",
)

Change = tuple[int, str, str, str]
changes = st.tuples(
    st.integers(1, 60),
    st.sampled_from(ZONES),
    st.sampled_from(["monday", "tuesday"]),
    st.sampled_from(["00:00", "02:30", "09:00", "23:59"]),
)
_numbers = count(1)


def test_whatever_is_changed_in_between_each_week_is_posted_once(database: Database) -> None:
    @settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(changes, min_size=1, max_size=12))
    def each_week_once(plan: list[Change]) -> None:
        posted = _posted(database, f"T{next(_numbers)}", plan)
        assert len(posted) >= 4
        assert posted == [
            week for week in WEEKS if posted[0] <= week <= posted[-1]
        ]  # each once, none left out, in order

    each_week_once()


def _posted(database: Database, workspace_id: str, plan: Sequence[Change]) -> list[Week]:
    """The weeks newly posted by a tick every twelve hours, while the plan is carried out."""
    with transaction(database, workspace_id=workspace_id, now=WEDNESDAY) as tx:
        giving = Giving(tx, open_workspace(tx), hours=72)  # in mid-week, in every zone
        for week in WEEKS:
            giving.give("Bo", "Cy", week=week)
        choose(tx, channel="C1")
    moments = {WEDNESDAY + timedelta(hours=12 * number) for number in range(57)}
    at, due = WEDNESDAY, dict[datetime, Change]()
    for change in plan:
        at += timedelta(hours=change[0])
        due[at] = change
    found = []
    for now in sorted(moments | due.keys()):
        with transaction(database, workspace_id=workspace_id, now=now) as tx:
            if now in due:
                _, zone, weekday, time = due[now]
                set_zone(tx, zone)
                choose(tx, channel="C1", weekday=weekday, time=time)
            answer = posting.post_due_week(tx, offers=[])
            if answer is not None and answer.newly_planned:
                found.append(answer.week)
    assert now >= LAST
    return found
