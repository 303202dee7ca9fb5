"""The end of an installation over HTTP: Slack's word counts, also where its news got lost."""

import json
from datetime import timedelta

import pytest

from slackapp.app.installation_checks import check
from slackapp.workspace.installation_store import list_with_tokens
from tests.builders.slack_events import envelope
from tests.journeys.install.estate import Estate

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def has_tokens(estate: Estate, team_id: str) -> bool:
    with estate.app.database.reading() as session:
        return team_id in list_with_tokens(session)


def uninstalled_at(estate: Estate, *, seconds: float) -> None:
    """The event, as of so many seconds from now."""
    wrapped = envelope({"type": "app_uninstalled"})
    wrapped["event_time"] = int((estate.clock.now() + timedelta(seconds=seconds)).timestamp())
    assert estate.sandbox.deliver_raw(json.dumps(wrapped).encode()).status == 200


@pytest.mark.parametrize("told", [("app_uninstalled", "tokens_revoked"), ("tokens_revoked",)])
@only_sqlite
def test_removed_is_removed_and_its_tokens_are_erased(
    estate: Estate, told: tuple[str, ...]
) -> None:
    estate.add("T1", "T2")
    estate.workspace("T1").uninstall_app(told=told)
    estate.wait_until(lambda: estate.state("T1") == "ended")
    estate.wait_until(lambda: not has_tokens(estate, "T1"))
    assert has_tokens(estate, "T2")
    answer = estate.bo("T1").command("/kudos", "<@U1> for the help", channel=estate.general("T1"))
    assert "not installed" in answer.text
    assert estate.given("T1") == 0


@only_sqlite
def test_a_false_alarm_ends_and_slacks_answer_resumes(estate: Estate) -> None:
    """Our clock was behind, say: what is late looks new."""
    estate.add("T1")
    estate.thank("T1")
    estate.wait_until(lambda: estate.given("T1") == 1)
    asked = estate.calls("auth.test")
    uninstalled_at(estate, seconds=30)
    estate.wait_until(lambda: estate.calls("auth.test") > asked)
    estate.wait_until(lambda: estate.state("T1") == "live")
    estate.thank("T1")
    estate.wait_until(lambda: estate.given("T1") == 2)


@only_sqlite
def test_an_end_that_looks_late_is_found_out_too(estate: Estate) -> None:
    estate.add("T1")
    estate.workspace("T1").uninstall_app(told=())
    uninstalled_at(estate, seconds=-30)
    estate.wait_until(lambda: estate.state("T1") == "ended")


@only_sqlite
def test_an_end_nobody_told_of_is_found_out_within_a_day_and_taken_back_if_it_was_none(
    estate: Estate,
) -> None:
    estate.add("T1")
    estate.workspace("T1").uninstall_app(told=())
    estate.move(days=1)
    estate.app.tick.tick(estate.clock.now())
    estate.wait_until(lambda: estate.state("T1") == "ended")
    assert has_tokens(estate, "T1"), "Slack may be wrong, and nobody told us"
    estate.sandbox.world.dead_tokens.clear()
    estate.move(days=1)
    estate.app.tick.tick(estate.clock.now())
    estate.wait_until(lambda: estate.state("T1") == "live")


@only_sqlite
def test_that_the_token_before_is_dead_does_not_end_who_installed_anew_meanwhile(
    estate: Estate,
) -> None:
    estate.add("T1")
    before = estate.app.toolbox.installations.by_workspace("T1")
    assert before is not None
    estate.workspace("T1").uninstall_app(told=())
    estate.move(seconds=6)
    estate.add("T1")
    check(estate.app.toolbox, before, api_url=estate.config.slack_api_url)
    assert before.bot_token in estate.sandbox.world.dead_tokens
    assert estate.state("T1") == "live"
