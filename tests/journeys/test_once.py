"""Whatever Slack sends again, at once, shuffled or under other ids, counts once."""

import random
from concurrent.futures import ThreadPoolExecutor

from tests.builders.slack_events import dumped, envelope, message
from tests.journeys.conftest import Journey


def _deliver(journey: Journey, bodies: list[bytes]) -> None:
    """Each body on its way while others are."""
    with ThreadPoolExecutor(20) as threads:
        attempts = list(threads.map(journey.sandbox.deliver_raw, bodies))
    assert {attempt.status for attempt in attempts} == {200}


def test_a_hundred_deliveries_at_once_and_copies_under_other_ids_are_one_act(
    journey: Journey,
) -> None:
    said = message("<@U2> ++ for the patient explanation")
    once = dumped(envelope(said))
    _deliver(journey, [once] * 100 + [dumped(envelope(said)) for _ in range(11)])
    journey.settle()
    assert [row.act for row in journey.export()] == ["given"]


def test_a_thousand_shuffled_deliveries_of_a_hundred_events_are_a_hundred_acts(
    journey: Journey,
) -> None:
    bodies = [
        dumped(envelope(message("<@U2> ++ for the help", ts=f"1763467200.{number:06d}")))
        for number in range(100)
    ]
    deliveries = bodies * 10
    random.Random(7).shuffle(deliveries)  # noqa: S311  the same order each time
    _deliver(journey, deliveries)
    journey.settle()
    assert len({row.message_ts for row in journey.export()}) == 100
    assert len(journey.export()) == 100


def test_a_command_delivered_twenty_times_at_once_is_one_act_and_one_answer(
    journey: Journey,
) -> None:
    journey.cy.command(
        "/kudos", "@ana.lopez for staying late so it landed", channel=journey.general
    )
    [delivery] = [each for each in journey.sandbox.deliveries.log if b"command" in each.body]
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(journey.sandbox.deliveries.repeat, [delivery] * 20))
    assert len({answer.body for answer in answers}) == 1
    assert journey.live_kudos() == [("U3", "U1", "1")]
    journey.wait_until(lambda: len(journey.posts()) == 1)


def test_a_form_delivered_twenty_times_at_once_is_one_act_and_one_post(journey: Journey) -> None:
    journey.cy.command("/kudos", channel=journey.general)
    journey.cy.submit({"who": ["U1"], "what": "staying late so it landed"})
    [sent] = [each for each in journey.sandbox.deliveries.log if each.kind == "view_submission"]
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(journey.sandbox.deliveries.repeat, [sent] * 20))
    assert {answer.status for answer in answers} == {200}
    assert journey.live_kudos() == [("U3", "U1", "1")]
    journey.wait_until(lambda: len(journey.posts()) == 1)


def test_a_click_on_add_my_thanks_twenty_times_at_once_is_one_act(journey: Journey) -> None:
    journey.cy.command(
        "/kudos", "@ana.lopez for staying late so it landed", channel=journey.general
    )
    journey.wait_until(lambda: len(journey.posts()) == 1)
    [post] = [each for each in journey.general.messages if each.is_by_app]
    journey.bo.click(post, "kudos.join")
    [joined] = [each for each in journey.sandbox.deliveries.log if each.kind == "block_actions"]
    with ThreadPoolExecutor(20) as threads:
        list(threads.map(journey.sandbox.deliveries.repeat, [joined] * 20))
    added = [row for row in journey.export() if row.kind == "acknowledgement"]
    assert [(row.from_person, row.to_person, row.live) for row in added] == [("U2", "U1", True)]


def test_an_undo_clicked_again_and_a_command_repeated_after_it_give_nothing_back(
    journey: Journey,
) -> None:
    reply = journey.cy.command(
        "/kudos", "@ana.lopez for staying late so it landed", channel=journey.general
    )
    [given] = [each for each in journey.sandbox.deliveries.log if each.kind == "command"]
    assert reply.shown is not None
    journey.cy.click(reply.shown, "kudos.undo_given")
    [undone] = [each for each in journey.sandbox.deliveries.log if each.kind == "block_actions"]
    with ThreadPoolExecutor(20) as threads:
        list(threads.map(journey.sandbox.deliveries.repeat, [undone, given] * 10))
    assert [row.act for row in journey.export()] == ["given", "taken_back"]
    assert journey.live_kudos() == []
