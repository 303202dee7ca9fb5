"""The app is told to be quiet: paused by an admin or the operator, or listening first."""

from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from slackapp.cli.commands import cli
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.store import find_post
from slackapp.vocabulary.weeks import Week
from slackapp.workspace import silence
from slackapp.workspace.settings import save_settings
from slackapp.workspace.silence import why_silent
from tests.journeys.preferences.hamlet import THANKS, Hamlet, labels, texts

MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WEEK = Week.named("2026-W47")


@pytest.fixture
def due(hamlet: Hamlet) -> Hamlet:
    """Three people gave in week 47; its board is due in #board on Monday at nine."""
    hamlet.journey.app.toolbox.run(save_settings, "T1", LeaderboardSettings(channel="C9"))
    for giver in (hamlet.ana, hamlet.bo, hamlet.cy):
        giver.post(hamlet.general, THANKS.format(id="U5"))
    hamlet.rest()
    return hamlet


def tick_at(hamlet: Hamlet, moment: datetime) -> None:
    hamlet.later(seconds=(moment - hamlet.journey.clock.now()).total_seconds())
    hamlet.journey.app.tick.tick(moment)
    hamlet.rest()


def became_of(hamlet: Hamlet) -> tuple[str, str | None] | None:
    post = hamlet.journey.app.toolbox.read(find_post, "T1", WEEK)
    return None if post is None else (post.state, post.reason)


def boards(hamlet: Hamlet) -> list[str]:
    return [each.text for each in hamlet.board.messages if each.is_by_app]


def test_an_admin_pauses_everything_at_home_and_resumes(due: Hamlet) -> None:
    home = due.open_home(due.ada)
    assert labels(home)[-1] == "Pause everything"

    due.press(due.ada, home, "home.pause_all")
    due.journey.wait_until(lambda: due.ada.home is not None and "Resume" in labels(due.ada.home))
    tick_at(due, MONDAY_NINE)
    assert (became_of(due), boards(due)) == (("skipped", "paused"), [])
    told = due.kudos(due.bo, "@ana.lopez for staying late so the migration landed")
    assert "Ana Lopez will see it." in told
    due.rest()
    assert [each.is_by_app for each in due.general.messages][-1] is True
    assert due.ada.home is not None
    due.press(due.ada, due.ada.home, "home.resume_all")
    assert due.journey.app.toolbox.read(why_silent, "T1") is None
    tick_at(due, MONDAY_NINE + timedelta(weeks=1))
    assert len(boards(due)) == 1


def test_only_admins_see_the_button_and_only_they_can_press_it(due: Hamlet) -> None:
    assert "Pause everything" not in labels(due.open_home(due.ana))
    home = due.open_home(due.ada)
    due.ada.change(role="member")
    due.rest()

    due.press(due.ada, home, "home.pause_all")

    assert due.journey.app.toolbox.read(why_silent, "T1") is None
    assert due.ada.modal is not None
    assert "Only admins can do that." in texts(due.ada.modal.content["blocks"])


def test_an_admin_who_is_left_out_is_still_an_admin(due: Hamlet) -> None:
    home = due.open_home(due.ada)
    asked = due.we(due.ada, "leave").shown
    assert asked is not None
    due.press(due.ada, asked, "preferences.leave")

    due.press(due.ada, home, "home.pause_all")

    assert due.journey.app.toolbox.read(why_silent, "T1") == "paused"


def test_after_a_week_of_listening_each_admin_is_told_once_what_was_kept_back(due: Hamlet) -> None:
    toolbox = due.journey.app.toolbox
    toolbox.run(silence.listen, "T1", due.journey.clock.now() + timedelta(weeks=1))
    assert "listens until Wed 25 Nov, " in texts(due.open_home(due.ada).content["blocks"])
    tick_at(due, MONDAY_NINE)
    assert (became_of(due), boards(due)) == (("skipped", "listening"), [])
    assert due.told(due.ada) == []

    for hours in (50, 51, 75):
        tick_at(due, MONDAY_NINE + timedelta(hours=hours + 24))

    reports = [each for each in due.ada.direct_messages("UBOT").messages if each.is_by_app]
    assert len(reports) == 1
    said = texts(reports[0].blocks)
    assert "I have listened for 7 days" in said
    assert "The board of week 47: 3 people gave." in said
    assert due.told(due.ana) == []
    assert toolbox.read(why_silent, "T1") is None


def test_the_report_waits_while_everything_is_paused(due: Hamlet) -> None:
    toolbox = due.journey.app.toolbox
    toolbox.run(silence.listen, "T1", due.journey.clock.now() + timedelta(days=1))
    toolbox.run(silence.pause, "T1")
    tick_at(due, due.journey.clock.now() + timedelta(days=2))
    assert due.told(due.ada) == []

    toolbox.run(silence.resume, "T1")
    tick_at(due, due.journey.clock.now() + timedelta(minutes=1))

    assert len(due.told(due.ada)) == 1


def test_the_operator_pauses_resumes_and_lets_it_listen(
    due: Hamlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", due.journey.config.database_url)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    toolbox = due.journey.app.toolbox

    def type_(*words: str) -> str:
        typed = CliRunner().invoke(cli, list(words))
        assert typed.exit_code == 0, typed.output
        return typed.stdout

    assert "nothing is posted by itself" in type_("pause", "T1")
    assert toolbox.read(why_silent, "T1") == "paused"
    assert "posts by itself again" in type_("pause", "T1", "--resume")
    assert toolbox.read(why_silent, "T1") is None
    assert "listens until" in type_("listen", "T1", "--weeks", "52")
    assert "no longer listens" in type_("listen", "T1", "--weeks", "0")
    type_("listen", "T1")
    assert "nothing is posted by itself" in type_("pause")
    assert "still listens first" in type_("resume", "T1")
    assert CliRunner().invoke(cli, ["pause", "T404"]).exit_code == 2
