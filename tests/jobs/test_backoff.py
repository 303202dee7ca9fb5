"""How long rows wait after failures."""

from datetime import timedelta
from itertools import pairwise

from slackapp.jobs.backoff import delay


def test_waiting_grows_with_failures_and_stays_under_ten_minutes() -> None:
    waits = [delay(failures, row_id="a") for failures in range(1, 60)]
    assert timedelta(seconds=7) <= waits[0] <= timedelta(seconds=15)
    assert all(later > earlier * 0.9 for earlier, later in pairwise(waits[:5]))
    assert max(waits) <= timedelta(minutes=10)


def test_rows_that_fail_together_do_not_return_together() -> None:
    assert len({delay(6, row_id=str(row)) for row in range(100)}) == 100
