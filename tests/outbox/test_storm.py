"""Sixty posts through a Slack in trouble; `benchmarks/post_faults.py` does the same with 1,000."""

from tests.outbox.post_office import PostOffice
from tests.outbox.storm import storm


def test_in_a_storm_no_post_is_lost_or_doubled_and_every_unknown_one_is_listed(
    office: PostOffice,
) -> None:
    after = storm(office, posts=60, seed=4)
    assert after.is_clean, after
    assert len(after.calls) == 5  # each kind of trouble came
    assert after.states["sent"] + after.states["unknown"] == 60
    assert after.states["unknown"] == after.listed > 0
