"""From the installation on: silent until [Start], one greeting, a week of listening first."""

from collections.abc import Sequence

import pytest

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import announce
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.settings.use_cases.first_run import plan_greetings
from slackapp.intake.lifecycle import end_workspace
from slackapp.sandbox import Message, Person
from slackapp.vocabulary.facts import AppInstalled
from slackapp.workspace.installation_store import resume_installation
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import why_silent
from tests.journeys.preferences.hamlet import THANKS, Hamlet, labels, texts

SPEAKING = ("chat.", "reactions.", "conversations.open")


@pytest.fixture
def started() -> Sequence[str]:
    return ()


def greetings(person: Person) -> list[Message]:
    messages = person.direct_messages("UBOT").messages
    return [one for one in messages if one.is_by_app and "I'm in, and silent." in one.text]


def install(hamlet: Hamlet, installer: str, *, again: bool = False) -> None:
    """As OAuth would have told of it."""
    fact = AppInstalled(workspace_id="T1", installer=installer, again=again)
    app = hamlet.journey.app
    app.toolbox.run(announce, "T1", [fact], app.toolbox.features)
    hamlet.rest()


def greet_now(hamlet: Hamlet) -> None:
    """The greeting waits a minute where nobody is known yet."""
    hamlet.later(minutes=2)
    hamlet.journey.app.hand_over.tick(hamlet.journey.clock.now())
    hamlet.rest()


def silence(hamlet: Hamlet) -> str | None:
    return hamlet.journey.app.toolbox.read(why_silent, "T1")


def spoken(hamlet: Hamlet) -> list[str]:
    """What the app said of itself at Slack, beside the greeting."""
    asked = hamlet.journey.sandbox.world.traffic.all()
    calls = [one for one in asked if one.kind == "api" and one.name.startswith(SPEAKING)]
    return [one.name for one in calls if "I'm in, and silent." not in str(one.request)]


def test_nothing_is_posted_before_the_start_and_all_is_counted(hamlet: Hamlet) -> None:
    greet_now(hamlet)
    hamlet.ana.post(hamlet.general, THANKS.format(id="U2"))
    question = hamlet.ana.post(hamlet.general, "How do we renew the certificate of the VPN?")
    hamlet.bo.post(hamlet.general, "With the script in the wiki", thread_ts=question.ts)
    typed = "@ana.lopez for staying late so the migration landed"
    told = hamlet.kudos(hamlet.bo, typed)
    hamlet.workspace.invite_app(hamlet.workspace.add_channel("C7", "new"), by=hamlet.bo)
    hamlet.rest()
    hamlet.later(days=7)
    hamlet.journey.app.tick.tick(hamlet.journey.clock.now())
    hamlet.rest()

    assert "I haven't been started here yet, so nothing was sent." in told
    assert "Ada Boss" in told
    assert typed in texts(hamlet.whisper(hamlet.bo).blocks)
    assert spoken(hamlet) == []
    assert hamlet.workspace.ephemerals(to=hamlet.ana) == []
    assert [(giver, receiver) for giver, receiver, _ in hamlet.journey.live_kudos()] == [
        ("U1", "U2")
    ]


def test_with_a_token_of_the_configs_the_owner_is_greeted_once(hamlet: Hamlet) -> None:
    hamlet.workspace.people["U7"].profile.is_primary_owner = True
    greet_now(hamlet)
    install(hamlet, "")
    greet_now(hamlet)  # who installs again before anybody was greeted is greeted, too
    install(hamlet, "U6", again=True)
    greet_now(hamlet)
    assert len(greetings(hamlet.workspace.people["U7"])) == 1
    assert greetings(hamlet.ada) == []


def test_who_installs_again_is_greeted_where_the_app_was_removed_before_it_could_greet(
    hamlet: Hamlet,
) -> None:
    toolbox = hamlet.journey.app.toolbox
    toolbox.run(_remove_while_it_greets, "T1")
    toolbox.run(resume_installation, "T1")
    toolbox.installations.forget("T1")
    install(hamlet, "U6", again=True)
    hamlet.later(seconds=1)
    install(hamlet, "U6", again=True)
    assert len(greetings(hamlet.ada)) == 1


def _remove_while_it_greets(tx: Transaction) -> None:
    plan_greetings(tx, people_ids=["U6"])
    end_workspace(tx, by="app_uninstalled")


def test_without_an_owner_each_admin_is(hamlet: Hamlet) -> None:
    greet_now(hamlet)
    assert len(greetings(hamlet.ada)) == 1
    assert len(greetings(hamlet.workspace.people["U7"])) == 1
    assert greetings(hamlet.ana) == []


def test_start_saves_the_three_choices_and_listens_first(hamlet: Hamlet) -> None:
    greet_now(hamlet)
    (greeting,) = greetings(hamlet.ada)
    for block_id, value in (
        ("questions.channels", ["C1"]),
        ("leaderboard.channel", "C9"),
        ("leaderboard.weekday", "wednesday"),
        ("leaderboard.order", "team_only"),
    ):
        chosen = hamlet.ada.click(greeting, "settings.first_choice", value, block_id=block_id)
        assert chosen.status == 200
    hamlet.press(hamlet.ada, greeting, "settings.start")

    toolbox = hamlet.journey.app.toolbox
    board = toolbox.read(load_settings, "T1", LeaderboardSettings)
    assert (board.channel, board.weekday, board.order) == ("C9", "wednesday", "team_only")
    assert toolbox.read(load_settings, "T1", QuestionsSettings).channels == ("C1",)
    assert silence(hamlet) == "listening"
    assert "Started. I listen for a week" in greeting.text

    zoe = hamlet.workspace.people["U7"]
    (other,) = greetings(zoe)
    hamlet.press(zoe, other, "settings.start")
    assert hamlet.whisper(zoe).text.startswith("I'm started already.")

    hamlet.later(days=8)
    hamlet.journey.app.tick.tick(hamlet.journey.clock.now())
    hamlet.rest()
    assert silence(hamlet) is None
    assert any("I have listened for 7 days" in told for told in hamlet.told(hamlet.ada))


def test_start_now_speaks_at_once(hamlet: Hamlet) -> None:
    greet_now(hamlet)
    (greeting,) = greetings(hamlet.ada)
    hamlet.ada.click(greeting, "settings.first_choice", "now", block_id="begin")
    hamlet.press(hamlet.ada, greeting, "settings.start")
    assert silence(hamlet) is None
    hamlet.kudos(hamlet.bo, "@ana.lopez for staying late so the migration landed")
    hamlet.rest()
    assert "staying late" in hamlet.general.messages[-1].text


def test_an_installer_who_is_no_admin_reads_who_can_start_it(hamlet: Hamlet) -> None:
    hamlet.workspace.people["U7"].profile.is_primary_owner = True
    hamlet.workspace.people["U7"].change(role="owner")
    hamlet.rest()
    install(hamlet, "U2")
    (greeting,) = greetings(hamlet.bo)
    assert "An admin starts me: Ada Boss, Zoe Zed." in texts(greeting.blocks)
    assert len(greetings(hamlet.workspace.people["U7"])) == 1
    hamlet.press(hamlet.bo, greeting, "settings.start")
    assert silence(hamlet) == "not_started"
    assert hamlet.whisper(hamlet.bo).text.startswith("Only admins change settings.")


def test_a_sample_board_is_shown_before_there_is_one(hamlet: Hamlet) -> None:
    greet_now(hamlet)
    (greeting,) = greetings(hamlet.ada)
    hamlet.press(hamlet.ada, greeting, "settings.sample")
    assert hamlet.ada.modal is not None
    shown = texts(hamlet.ada.modal.content["blocks"])
    assert "Invented" in shown
    assert "Bo" in shown


def test_the_hub_starts_it_too(hamlet: Hamlet) -> None:
    hamlet.we(hamlet.ada, "settings")
    hub = hamlet.ada.modal
    assert hub is not None
    assert "*Not started yet.*" in texts(hub.content["blocks"])
    hamlet.press(hamlet.ada, hub, "settings.listen_first")
    assert silence(hamlet) == "listening"
    assert "*Listening until" in texts(hub.content["blocks"])
    assert "Pause everything" in labels(hub)


def test_who_asks_a_question_or_shares_a_board_before_is_told(hamlet: Hamlet) -> None:
    hamlet.we(hamlet.bo, "ask")
    values = {"title": "How do we renew it?", "channel": "C1"}
    sent = hamlet.bo.submit(values)
    assert "I haven't been started here yet" in str(sent.errors)
    assert hamlet.bo.modal is not None
