"""One person at a thousand things a minute: others wait no longer, nothing is lost or doubled."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from slackapp.features.kudos.use_cases.reading import ANSWERS_A_MINUTE
from slackapp.jobs.models import Job
from slackapp.vocabulary.slack_time import ts_of_micros
from tests.builders.slack_events import dumped, envelope, message
from tests.journeys.conftest import Journey

FIRST = 1_763_467_200_000_000
TOLD = "That was more than {} requests in a minute. Try again in a minute."
REASON = "for staying late so it landed"


def _deliver(journey: Journey, bodies: list[bytes]) -> None:
    with ThreadPoolExecutor(8) as threads:
        attempts = list(threads.map(journey.sandbox.deliver_raw, bodies))
    assert {attempt.status for attempt in attempts} == {200}


def _answers(journey: Journey) -> int:
    """Reactions the app has asked for."""
    query = select(func.count()).where(Job.kind == "kudos.answer_inline")
    with journey.app.database.reading() as session:
        return session.scalar(query) or 0


def test_thanks_at_a_thousand_a_minute_all_count_and_few_are_answered_one_by_one(
    journey: Journey,
) -> None:
    """So that Bo's one thanks after them is answered at once, not behind hundreds of calls."""
    bodies = [
        dumped(envelope(message(f"<@U2> ++ {REASON}", ts=ts_of_micros(FIRST + 60_000 * number))))
        for number in range(300)
    ]
    _deliver(journey, bodies)
    journey.settle()
    assert len(journey.export()) == 300
    assert ANSWERS_A_MINUTE <= _answers(journey) <= 2 * ANSWERS_A_MINUTE
    said = journey.bo.post(journey.general, f"<@U3> ++ {REASON}")
    journey.wait_until(lambda: "seedling" in said.reactions)


def _listen_to(journey: Journey, per_minute: int) -> None:
    update = {"person_requests_per_minute": per_minute}
    journey.config = journey.config.model_copy(update=update)
    journey.restart()


def test_past_so_many_commands_a_minute_one_person_gets_them_back_and_nobody_is_held_up(
    journey: Journey,
) -> None:
    _listen_to(journey, 10)
    begun = time.monotonic()
    answers = Counter(
        journey.cy.command("/kudos", f"<@U1> {REASON} {number}", channel=journey.general).text
        for number in range(100)
    )
    minutes = int((time.monotonic() - begun) // 60) + 2  # those the commands may have touched
    assert 10 <= len(journey.live_kudos()) <= 10 * minutes
    assert answers[TOLD.format(10)] >= 100 - 10 * minutes
    assert answers[""] == 0
    others = journey.bo.command("/kudos", f"<@U1> {REASON}", channel=journey.general)
    assert "Ana" in others.text


def test_a_button_pressed_like_mad_is_told_once_beside_its_message(journey: Journey) -> None:
    _listen_to(journey, 2)
    given = journey.cy.command("/kudos", f"<@U1> {REASON}", channel=journey.general)
    assert given.shown is not None
    journey.cy.click(given.shown, "kudos.undo_given")
    [pressed] = [each for each in journey.sandbox.deliveries.log if each.kind == "block_actions"]
    for _ in range(4):
        assert journey.sandbox.deliveries.repeat(pressed).status == 200
    shown = [each.text for each in journey.workspace.ephemerals(to=journey.cy)]
    assert 1 <= shown.count(TOLD.format(2)) <= 2  # a minute may have turned meanwhile
