"""*Leave me out*: nothing by or about somebody is read, kept, counted or sent, and it stays so."""

import pytest
from sqlalchemy import func, select

from slackapp.catalogue import FEATURES
from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.links.models import LinkMark
from slackapp.features.links.use_cases.listing import count_shared_links
from slackapp.features.questions.models import QuestionMarkRow
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.use_cases.board import count_questions
from slackapp.intake.history import read_history
from slackapp.sandbox import Ephemeral, Person
from slackapp.workspace.people import count_members, find_people
from slackapp.workspace.settings import save_settings
from slackapp.workspace.sync import sync_directory
from tests.builders.slack_events import dumped, envelope, message, reaction
from tests.journeys.preferences.hamlet import THANKS, Hamlet, labels, texts

ACCEPTING = QuestionsSettings().accepting[0]
REASON = "for staying late so the migration landed"


@pytest.fixture
def watched(hamlet: Hamlet) -> Hamlet:
    """Questions are marked in #general, so that everything there is read."""
    hamlet.journey.app.toolbox.run(save_settings, "T1", QuestionsSettings(channels=("C1",)))
    return hamlet


def leave(hamlet: Hamlet, person: Person) -> None:
    asked = hamlet.we(person, "leave").shown
    assert asked is not None
    assert "read and keep nothing by or about you" in hamlet.whisper(person).text
    hamlet.press(person, asked, "preferences.leave")
    assert "You are left out" in hamlet.whisper(person).text


def come_back(hamlet: Hamlet, person: Person) -> None:
    told = hamlet.we(person, "leave").shown
    assert told is not None
    hamlet.press(person, told, "preferences.come_back")


def marks(hamlet: Hamlet) -> int:
    """Signs on links and answers, wherever."""

    def count(tx: Transaction) -> int:
        rows = (func.count(LinkMark.person), func.count(QuestionMarkRow.person))
        mine = (LinkMark.workspace_id == "T1", QuestionMarkRow.workspace_id == "T1")
        found = zip(rows, mine, strict=True)
        return sum(tx.session.scalar(select(one).where(of)) or 0 for one, of in found)

    return hamlet.journey.app.toolbox.read(count, "T1")


def kept(hamlet: Hamlet) -> tuple[int, int, int]:
    """Acts in the ledger, links and questions."""
    toolbox = hamlet.journey.app.toolbox
    acts = len(hamlet.journey.export())
    links = toolbox.read(count_shared_links, "T1")
    return acts, links, toolbox.read(count_questions, "T1")["questions"]


def test_nothing_by_or_about_them_is_kept_from_then_on(watched: Hamlet) -> None:
    ana, bo = watched.ana, watched.bo
    leave(watched, ana)
    before = kept(watched)
    written = ana.post(watched.general, "How do I renew the certificate? <https://example.org/a>")
    ana.edit(written, "How do I renew it now? <https://example.org/b>")
    ana.post(watched.general, THANKS.format(id=bo.id))
    bo.post(watched.general, THANKS.format(id=ana.id))
    bo.post(watched.general, "thanks for the link, that helped a lot!", thread_ts=written.ts)
    bo.react(written, "star")
    ana.react(bo.post(watched.general, "Good day to everybody"), "star")
    watched.rest()

    assert kept(watched) == before
    assert marks(watched) == 0
    assert watched.indexed(ana) == 0
    assert watched.journey.app.toolbox.read(count_members, "T1") == 5


def test_events_from_before_that_come_late_or_again_are_not_read_either(watched: Hamlet) -> None:
    ana, sandbox = watched.ana, watched.journey.sandbox
    ana.post(watched.general, THANKS.format(id="U2"))
    watched.rest()
    assert watched.journey.live_kudos() == [("U1", "U2", "1")]
    assert watched.indexed(ana) == 1
    [first] = [each for each in sandbox.deliveries.log if each.kind == "message"]
    leave(watched, ana)
    before = kept(watched)
    late = message(THANKS.format(id="U3"), ts="1763467200.000100")  # of a year ago, by Ana
    assert sandbox.deliver_raw(dumped(envelope(late)), {}).status == 200
    assert (
        sandbox.deliver_raw(dumped(envelope(reaction("star", by="U2", to="U1"))), {}).status == 200
    )
    assert sandbox.deliveries.repeat(first).status == 200
    watched.rest()

    assert kept(watched) == before
    assert watched.indexed(ana) == 1


def test_they_stay_left_out_through_profile_changes_and_syncs(watched: Hamlet) -> None:
    leave(watched, watched.ana)
    watched.ana.change(real_name="Ana Maria Lopez")
    watched.rest()
    toolbox = watched.journey.app.toolbox
    sync_directory(toolbox.slack("T1"), workspace_id="T1", run=toolbox.run)
    watched.journey.restart()

    found = watched.journey.app.toolbox.read(find_people, "T1", ["U1"])["U1"]
    assert found.kind == "left_out"
    come_back(watched, watched.ana)
    assert watched.journey.app.toolbox.read(find_people, "T1", ["U1"])["U1"].is_member


def test_who_thanks_them_is_told_kindly_and_others_are_thanked(watched: Hamlet) -> None:
    leave(watched, watched.ana)

    alone = watched.kudos(watched.bo, f"@ana.lopez {REASON}")
    both = watched.kudos(watched.bo, f"@ana.lopez @cy.chen {REASON}")

    assert "Ana Lopez asked to be left out of this. Your words still arrive" in alone
    assert "Cy Chen will see it." in both
    assert "Ana Lopez asked to be left out" in both
    watched.rest()
    assert watched.journey.live_kudos() == [("U2", "U3", "1")]


def test_they_give_nothing_through_us_until_they_come_back(watched: Hamlet) -> None:
    leave(watched, watched.ana)

    assert "`/we leave` brings you back" in watched.kudos(watched.ana, f"@bo.berg {REASON}")
    assert watched.journey.live_kudos() == []
    come_back(watched, watched.ana)
    assert "Bo Berg will see it." in watched.kudos(watched.ana, f"@bo.berg {REASON}")


def test_what_was_kept_before_stops_showing_at_once(watched: Hamlet) -> None:
    for giver in (watched.ana, watched.bo, watched.cy, watched.eva):
        giver.post(watched.general, THANKS.format(id="U5"))
    watched.rest()
    shown = watched.we(watched.bo, "board").text
    assert "4 people gave" in shown
    assert "Ana Lopez" in shown

    leave(watched, watched.ana)

    hidden = watched.we(watched.bo, "board").text
    assert "3 people gave" in hidden
    assert "3 kudos" in hidden
    assert "Ana" not in hidden
    come_back(watched, watched.ana)
    assert "4 people gave" in watched.we(watched.bo, "board").text


def test_the_form_leaves_and_the_home_tab_comes_back(watched: Hamlet) -> None:
    watched.we(watched.ana, "preferences")
    form = watched.ana.modal
    assert form is not None

    watched.press(watched.ana, form, "preferences.leave")

    assert watched.ana.modal is not None
    assert labels(watched.ana.modal) == ["Come back"]
    home = watched.open_home(watched.ana)
    assert labels(home) == ["Come back"]
    watched.press(watched.ana, home, "preferences.come_back")
    assert watched.journey.app.toolbox.read(find_people, "T1", ["U1"])["U1"].is_member
    watched.journey.wait_until(lambda: "Give kudos" in _home(watched.ana))


def test_cancelling_changes_nothing(watched: Hamlet) -> None:
    asked = watched.we(watched.ana, "leave").shown
    assert asked is not None

    watched.press(watched.ana, asked, "preferences.stay")

    assert watched.journey.app.toolbox.read(find_people, "T1", ["U1"])["U1"].is_member


def test_the_same_person_elsewhere_is_not_left_out(watched: Hamlet) -> None:
    leave(watched, watched.ana)
    other = watched.journey.sandbox.add_workspace("T2", name="Hill")
    ana, bo = other.add_person("U1", name="Ana Lopez"), other.add_person("U2", name="Bo Berg")
    there = other.add_channel("C1", "general", members=[ana, bo], bot_is_member=True)
    watched.journey.restart(token=other.install_app(bot_user_id="UBOT"))

    bo.post(there, THANKS.format(id="U1"))

    watched.journey.wait_until(lambda: watched.journey.live_kudos("T2") == [("U2", "U1", "1")])


def test_who_hides_their_name_is_counted_and_named_on_no_board(watched: Hamlet) -> None:
    toolbox = watched.journey.app.toolbox
    toolbox.run(save_settings, "T1", LeaderboardSettings(channel="C9"))
    watched.we(watched.ana, "preferences")
    watched.ana.submit({"name": ["hide"]})
    watched.ana.post(watched.general, "<https://guide.example/a> is worth it")
    watched.ana.post(watched.general, THANKS.format(id="U4"))
    for giver in (watched.bo, watched.cy):
        giver.post(watched.general, THANKS.format(id="U5"))
    watched.rest()

    shown = watched.we(watched.bo, "board").text
    for words in ("3 people gave", "Bo Berg", "Said this week", "guide.example/a"):
        assert words in shown
    assert "Ana" not in shown
    links = all_of(watched, watched.bo, "links")
    assert "guide.example/a" in links
    assert "Ana" not in links
    watched.later(days=5)
    watched.journey.wait_until(lambda: any(each.is_by_app for each in watched.board.messages))
    assert not [each for each in watched.board.messages if "Ana" in each.text]


def _home(person: Person) -> str:
    return texts(person.home.content["blocks"]) if person.home else ""


def test_an_export_read_later_brings_nothing_of_them(watched: Hamlet) -> None:
    leave(watched, watched.ana)
    before = kept(watched)
    posts: list[dict[str, object]] = [
        {
            "user": "U1",
            "ts": "1763467200.000100",
            "text": "How do I renew it? <https://a.example/b>",
        },
        {"user": "U1", "ts": "1763467201.000100", "text": THANKS.format(id="U2")},
        {"user": "U2", "ts": "1763467202.000100", "text": THANKS.format(id="U1")},
        {
            "user": "U3",
            "ts": "1763467203.000100",
            "text": "<https://c.example/d>",
            "reactions": [{"name": each, "users": ["U1"]} for each in ("star", ACCEPTING)],
        },
    ]

    def read(tx: Transaction) -> None:
        read_history(tx, channel_id="C1", posts=posts, features=FEATURES)

    watched.journey.app.toolbox.run(read, "T1")

    acts, links, questions = before
    assert kept(watched) == (acts, links + 1, questions)  # Cy's link, useful to nobody
    assert marks(watched) == 0
    assert watched.indexed(watched.ana) == 0


def test_their_questions_links_and_values_leave_the_lists_and_the_counts(watched: Hamlet) -> None:
    ana, bo = watched.ana, watched.bo
    ana.post(watched.general, "How do I renew the certificate for the mail server?")
    ana.post(watched.general, "<https://guide.example/a>")
    watched.kudos(bo, f"@ana.lopez {REASON} #craft")
    watched.rest()
    listed = ("questions", "links", "board")
    shown = [all_of(watched, bo, word) for word in listed]
    assert "1 question" in shown[0] or "certificate" in shown[0] or "#general" in shown[0]
    assert "guide.example/a" in shown[1]
    assert "craft" in shown[2]

    leave(watched, ana)

    hidden = [all_of(watched, bo, word) for word in listed]
    assert "certificate" not in hidden[0]
    assert "Ana" not in " ".join(hidden)
    assert kept(watched)[1:] == (0, 0)
    assert "guide.example/a" not in hidden[1] + hidden[2]
    assert "craft" not in hidden[2]


def all_of(hamlet: Hamlet, person: Person, words: str) -> str:
    """Everything `/we` shows to these words."""
    shown = hamlet.we(person, words).shown
    assert isinstance(shown, Ephemeral)
    return f"{shown.text}\n{texts(shown.blocks)}"
