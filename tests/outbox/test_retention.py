"""How long posts are remembered."""

from datetime import timedelta

import pytest

from slackapp.jobs.tick import NightlyCleanUp
from slackapp.outbox.models import PostState
from slackapp.outbox.retention import KEEP_OTHERS, KEEP_SENT, forget_others, forget_sent
from tests.outbox.post_office import PostOffice

FORGOTTEN: dict[PostState, timedelta | None] = {
    "planned": None,
    "sending": None,
    "sent": KEEP_SENT,
    "failed": KEEP_OTHERS,
    "unknown": KEEP_OTHERS,
    "dropped": KEEP_OTHERS,
    "removed": KEEP_OTHERS,
}


@pytest.mark.parametrize(("state", "term"), FORGOTTEN.items())
def test_a_post_is_forgotten_on_its_term_and_one_on_its_way_never(
    office: PostOffice, state: PostState, term: timedelta | None
) -> None:
    office.plan()
    with office.database.writing() as session:
        post = office.post()
        post.state = state
        session.merge(post)
    planned_at = office.sandbox.clock.now()
    for after in (timedelta(days=89), timedelta(days=91), timedelta(days=399), timedelta(days=401)):
        now = planned_at + after
        for forget, kept in (forget_sent, KEEP_SENT), (forget_others, KEEP_OTHERS):
            NightlyCleanUp(forget(office.database), kept=kept)(now)
        assert office.posts() == ([] if term is not None and after > term else ["P1"])
