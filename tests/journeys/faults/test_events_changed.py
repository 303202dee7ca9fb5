"""Edits, deletions and late arrivals: the ledger ends where the last version of each thing is."""

from datetime import UTC, datetime
from typing import Any

from slackapp.features.kudos.settings import KudosSettings
from slackapp.ledger.team import TeamWeeks
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import set_zone
from tests.builders.slack_events import dumped, envelope, message, reaction
from tests.journeys.conftest import Journey

Json = dict[str, Any]


def _send(journey: Journey, *events: Json) -> None:
    for event in events:
        assert journey.sandbox.deliver_raw(dumped(envelope(event))).status == 200
    journey.settle()


def _thanking(slack_id: str) -> str:
    return f"<@{slack_id}> ++ for the patient explanation"


def test_a_deleted_message_stays_deleted_when_its_posting_is_told_again(journey: Journey) -> None:
    said = journey.ana.post(journey.general, _thanking("U2"))
    [posted] = [each for each in journey.sandbox.deliveries.log if each.kind == "message"]
    journey.wait_until(lambda: journey.live_kudos() == [("U1", "U2", "1")])
    journey.ana.delete(said)
    journey.wait_until(lambda: journey.live_kudos() == [])
    again = posted.payload["event"]
    journey.sandbox.deliveries.repeat(posted)
    _send(journey, again)
    assert journey.live_kudos() == []
    assert [row.act for row in journey.export()] == ["given", "taken_back"]


def test_the_same_words_said_twice_are_two_kudos(journey: Journey) -> None:
    for ts in ("1763467200.000100", "1763467200.000101"):
        _send(journey, message(_thanking("U2"), ts=ts))
    assert [kudos[:2] for kudos in journey.live_kudos()] == [("U1", "U2")] * 2


def test_the_same_command_typed_twice_is_two_kudos(journey: Journey) -> None:
    for _ in range(2):
        journey.cy.command("/kudos", "@ana.lopez for staying late again", channel=journey.general)
    assert [kudos[:2] for kudos in journey.live_kudos()] == [("U3", "U1")] * 2
    journey.wait_until(lambda: len(journey.posts()) == 2)


def test_what_is_told_days_later_counts_in_the_week_it_happened(journey: Journey) -> None:
    """It is Wednesday of week 47; Slack tells of Sunday's last moment and of Monday's first."""
    journey.app.toolbox.run(set_zone, "T1", "UTC")
    journey.app.toolbox.run(save_settings, "T1", KudosSettings(emoji=("clap",)))
    sunday = datetime(2026, 11, 15, 23, 59, 59, 999_999, tzinfo=UTC)
    monday = datetime(2026, 11, 16, tzinfo=UTC)
    for moment, thanked in ((sunday, "U2"), (monday, "U3")):
        ts = ts_of_micros(micros_of_datetime(moment))
        _send(journey, message(_thanking(thanked), ts=ts))
        _send(journey, reaction("clap", by=thanked, to="U1", at=ts))
    assert _told(journey, "2026-W46") == (2, {"U1", "U2"})
    assert _told(journey, "2026-W47") == (2, {"U1", "U3"})


def _told(journey: Journey, week: str) -> tuple[int, set[str]]:
    """How many kudos a week's board tells, and who was thanked in it."""
    counted = journey.app.toolbox.read(lambda tx: TeamWeeks(tx, [Week.named(week)]).figures(), "T1")
    number = Week.named(week).number
    thanked = {
        row.to_person
        for row in journey.export()
        if row.kind == "kudos"
        and datetime.fromisoformat(row.occurred_at).isocalendar()[1] == number
    }
    return counted.kudos, thanked
