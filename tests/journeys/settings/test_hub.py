"""`/we settings` over HTTP: the hub, its pages, errors at the field, previews and the log."""

import pytest
from typer.testing import CliRunner

from slackapp.cli.commands import cli
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.settings.rules import PAGES
from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.interactions.views import View
from slackapp.sandbox.person import Person
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import why_silent
from tests.journeys.preferences.hamlet import THANKS, Hamlet, element, labels, texts


def open_hub(hamlet: Hamlet, person: Person | None = None) -> View:
    admin = person or hamlet.ada
    hamlet.we(admin, "settings")
    assert admin.modal is not None
    return admin.modal


def open_page(hamlet: Hamlet, page: str, person: Person | None = None) -> View:
    admin = person or hamlet.ada
    hub = open_hub(hamlet, admin)
    hamlet.later(seconds=1)
    admin.click(hub, "settings.change", page)
    assert admin.modal is not None
    assert admin.modal is not hub
    return admin.modal


def send(hamlet: Hamlet, values: dict[str, object], person: Person | None = None) -> Reply:
    hamlet.later(seconds=1)
    return (person or hamlet.ada).submit(values)


def board(hamlet: Hamlet) -> LeaderboardSettings:
    return hamlet.journey.app.toolbox.read(load_settings, "T1", LeaderboardSettings)


def shown(view: View | None) -> str:
    assert view is not None
    return texts(view.content["blocks"])


def test_the_hub_says_how_everything_stands_a_line_a_page(hamlet: Hamlet) -> None:
    said = shown(open_hub(hamlet))
    assert "*Live since" in said
    for place, name in enumerate(
        ("Channels", "Board", "Nudges", "Thanks", "Scores", "Hours", "People", "Privacy"), start=1
    ):
        assert f"*{place} {name}" in said
    assert "Not made for performance reviews." in said


def test_each_page_opens_and_sent_as_it_is_changes_nothing(hamlet: Hamlet) -> None:
    for page in PAGES:
        open_page(hamlet, page)
        sent = send(hamlet, {})
        assert (sent.errors, sent.error) == ({}, None), page
        assert "Last change by whoever runs the app" in shown(hamlet.ada.modal)  # it was started


def test_what_is_saved_holds_is_shown_again_and_stands_in_the_log(hamlet: Hamlet) -> None:
    open_page(hamlet, "board")
    sent = send(hamlet, {"leaderboard.channel": "C9", "leaderboard.weekday": "tuesday"})
    assert sent.errors == {}
    assert (board(hamlet).channel, board(hamlet).weekday) == ("C9", "tuesday")

    hub = hamlet.ada.modal
    assert "Last change by Ada Boss" in shown(hub)
    assert "<#C9>, Tuesday 09:00" in shown(hub)
    assert hub is not None
    hamlet.press(hamlet.ada, hub, "settings.log")
    assert "*Day* Monday → Tuesday" in shown(hamlet.ada.modal)
    assert "Ada Boss" in shown(hamlet.ada.modal)

    page = open_page(hamlet, "board")
    assert element(page, "leaderboard.weekday")["initial_option"]["value"] == "tuesday"


CANNOT_BE: tuple[tuple[str, str, object, str], ...] = (
    ("board", "leaderboard.channel", "C404", "Choose a channel of this workspace."),
    ("board", "workspace.timezone", "Mars/Base", "Mars/Base is no time zone"),
    ("thanks", "kudos.minimum_reason", "9000", "A whole number from 0 to 150."),
    ("nudges", "nudges.messages_a_day", "4", "A whole number from 0 to 3."),
    ("scores", "score.answer", "1.3", "A number from 0 to 100 in halves, like 1.5."),
    ("hours", "hours.closes", "08:00", "This has to be later than the beginning."),
    ("hours", "hours.country", "XX", "I know no public holidays"),
    ("people", "people.admins", ["UGUEST"], "Choose members of this workspace"),
    ("privacy", "privacy.retention_days", "3", "A whole number from 30 to 4000."),
)


def test_what_cannot_be_is_said_at_the_field_and_what_was_typed_stays(hamlet: Hamlet) -> None:
    hamlet.workspace.add_person("UGUEST", name="Gus Guest", role="guest")
    for page, field, value, why in CANNOT_BE:
        view = open_page(hamlet, page)
        sent = send(hamlet, {field: value})
        assert why in sent.errors[field]
        assert hamlet.ada.modal is view
        assert hamlet.ada.picked(view, field) == value
    assert "Last change by whoever runs the app" in shown(open_hub(hamlet))


def test_last_weeks_board_is_shown_as_it_would_be_under_the_form(hamlet: Hamlet) -> None:
    for giver in (hamlet.ana, hamlet.bo, hamlet.cy):
        giver.post(hamlet.general, THANKS.format(id="U5"))
    hamlet.rest()
    hamlet.later(days=7)
    page = open_page(hamlet, "board")
    hamlet.ada.fill(page, "leaderboard.cause", "nobody waits a day")
    hamlet.ada.fill(page, "leaderboard.order", "team_only")
    hamlet.press(hamlet.ada, page, "settings.preview")
    said = shown(hamlet.ada.modal)
    assert "nobody waits a day" in said
    assert "Ana" not in said
    assert board(hamlet).cause is None
    page = open_page(hamlet, "scores")
    hamlet.ada.fill(page, "score.kudos", "2")
    hamlet.press(hamlet.ada, page, "settings.preview")
    assert ": 1 → 2" in shown(hamlet.ada.modal)
    assert ".0" not in shown(hamlet.ada.modal)


def test_nudges_and_scores_are_previewed_and_what_cannot_be_is_named(hamlet: Hamlet) -> None:
    for page, words in (("nudges", "Last week I would"), ("scores", "Nobody scored last week.")):
        view = open_page(hamlet, page)
        hamlet.press(hamlet.ada, view, "settings.preview")
        assert words in shown(hamlet.ada.modal)
    view = open_page(hamlet, "scores")
    hamlet.ada.fill(view, "score.answer", "-1")
    hamlet.press(hamlet.ada, view, "settings.preview")
    assert "Mend this first: An accepted answer." in shown(hamlet.ada.modal)


def test_everything_is_paused_and_resumed_from_the_hub(hamlet: Hamlet) -> None:
    hub = open_hub(hamlet)
    hamlet.press(hamlet.ada, hub, "settings.pause_all")
    assert hamlet.journey.app.toolbox.read(why_silent, "T1") == "paused"
    assert hamlet.ada.modal is hub
    assert "Resume" in labels(hub)
    hamlet.press(hamlet.ada, hub, "settings.resume_all")
    assert hamlet.journey.app.toolbox.read(why_silent, "T1") is None


def test_home_leads_admins_there_and_others_nowhere(hamlet: Hamlet) -> None:
    home = hamlet.open_home(hamlet.ada)
    assert "Settings" in labels(home)
    hamlet.press(hamlet.ada, home, "home.word.settings")
    assert "*1 Channels" in shown(hamlet.ada.modal)
    assert "Settings" not in labels(hamlet.open_home(hamlet.ana))


def test_who_is_no_admin_is_told_who_is(hamlet: Hamlet) -> None:
    told = hamlet.we(hamlet.ana, "settings").text
    assert told == "Only admins change settings. Yours: Ada Boss, Zoe Zed."
    assert hamlet.ana.modal is None


def test_people_whom_admins_named_may_and_hear_what_admins_hear(hamlet: Hamlet) -> None:
    open_page(hamlet, "people")
    assert send(hamlet, {"people.admins": ["U1"]}).errors == {}
    assert "*1 Channels" in shown(open_hub(hamlet, hamlet.ana))
    open_page(hamlet, "people", hamlet.ana)
    assert send(hamlet, {"people.admins": []}, hamlet.ana).errors == {}
    assert hamlet.we(hamlet.ana, "settings").text.startswith("Only admins change settings.")


def test_own_sites_are_named_and_stand_in_the_log(hamlet: Hamlet) -> None:
    open_page(hamlet, "people")
    values: dict[str, object] = {
        "links.own_sites.person": "U1",
        "links.own_sites.domains": "https://ana.dev, blog.ana.dev",
    }
    assert send(hamlet, values).errors == {}
    assert "<@U1>: ana.dev, blog.ana.dev" in shown(open_page(hamlet, "people"))
    hamlet.ada.close()
    hub = hamlet.ada.modal
    assert hub is not None
    hamlet.press(hamlet.ada, hub, "settings.log")
    assert "U1: ana.dev blog.ana.dev" in shown(hamlet.ada.modal)


def test_whose_kudos_are_not_taken_is_told_whom_to_ask(hamlet: Hamlet) -> None:
    open_page(hamlet, "people")
    assert send(hamlet, {"kudos.locked": ["U2"]}).errors == {}
    told = hamlet.kudos(hamlet.bo, "@ana.lopez for staying late so the migration landed")
    assert "Your kudos are switched off here. Please ask an admin: Ada Boss" in told
    hamlet.bo.post(hamlet.general, THANKS.format(id="U1"))
    hamlet.rest()
    assert hamlet.journey.live_kudos() == []
    hamlet.kudos(hamlet.cy, "@ana.lopez for staying late so the migration landed")
    hamlet.rest()
    hamlet.press(hamlet.bo, hamlet.general.messages[-1], "kudos.join")
    assert hamlet.whisper(hamlet.bo).text.startswith("Your kudos are switched off here.")
    assert [one[0] for one in hamlet.journey.live_kudos()] == ["U3"]


def test_two_admins_at_once_the_later_is_told_and_replaces_only_knowingly(hamlet: Hamlet) -> None:
    zoe = hamlet.workspace.people["U7"]
    open_page(hamlet, "board")
    open_page(hamlet, "board", zoe)
    assert send(hamlet, {"leaderboard.time": "10:00", "leaderboard.cause": "one"}).errors == {}

    sent = send(hamlet, {"leaderboard.time": "11:00", "leaderboard.weekday": "friday"}, zoe)
    assert sent.errors == {}
    assert board(hamlet).time == "10:00"
    told = shown(zoe.modal)
    assert "*Time* was changed meanwhile by Ada Boss: now 10:00, yours 11:00." in told
    assert "Our cause* was" not in told

    assert send(hamlet, {}, zoe).errors == {}
    stands = board(hamlet)
    assert (stands.time, stands.weekday, stands.cause) == ("11:00", "friday", "one")


def test_what_the_operator_changes_stands_in_the_log(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", hamlet.journey.config.database_url)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    for setting in ("leaderboard.time=08:15", "workspace.timezone=Asia/Tokyo", "score.answer=4"):
        assert CliRunner().invoke(cli, ["settings", "set", setting]).exit_code == 0
    hub = open_hub(hamlet)
    assert "Last change by whoever runs the app" in shown(hub)
    hamlet.press(hamlet.ada, hub, "settings.log")
    for line in ("*Time* 09:00 → 08:15", "→ Asia/Tokyo", "*An accepted answer* 3 → 4"):
        assert line in shown(hamlet.ada.modal)
    log = CliRunner().invoke(cli, ["settings", "log"]).stdout
    assert 'operator leaderboard.time: "09:00" -> "08:15"' in log
