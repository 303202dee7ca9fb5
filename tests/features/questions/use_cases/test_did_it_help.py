"""Who asked is asked whether an answer helped: once, and once more; their word settles it."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.use_cases.did_it_help import OFFER
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.hours import HoursSettings
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.preferences import Preferences, save_preferences
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction
from tests.builders.statements import sent_to
from tests.features.questions.builders import (
    ANSWER,
    NOON,
    QUESTION,
    answered,
    hear,
    known,
    message,
    question_at,
    reaction,
    stands,
)
from tests.features.questions.nudging import (
    at,
    found,
    labels,
    names,
    nudge,
    press,
    send,
    text,
    undo,
    value,
    wanted,
)

OTHER_ANSWER = "Or call the service desk, they have a script for that."
THURSDAY = at(19, 9)
DAY = 24 * 60.0


def helped(tx: Transaction, *, channel: str = "C2", imported: bool = False) -> None:
    """Ana asks on Wednesday at noon, Bo answers a minute later."""
    said = partial(message, tx, channel=channel, imported=imported)
    hear(tx, said(QUESTION), said(ANSWER, by="UBO", minute=1, to=0))


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (at(18, 16), 0),  # the day of the answer
        (at(19, 8, 59), 0),
        (THURSDAY, 1),
        (at(25, 16, 59), 1),  # the fifth working day, a weekend lies between
        (at(25, 17), 0),
    ],
)
def test_from_the_next_working_day_on_for_five(
    workspace: Database, now: datetime, count: int
) -> None:
    with transaction(workspace) as tx:
        helped(tx)
    wants = found(workspace, OFFER, now)
    assert len(wants) == count
    for want in wants:
        assert (want.not_before, want.until) == (THURSDAY, at(25, 17))
        assert (want.channel_id, want.audience) == ("C2", "public")


def test_the_days_are_the_asker_s_own(workspace: Database) -> None:
    with transaction(workspace) as tx:
        save_people(tx, [PersonRecord(slack_id="UANA", name="Ana", timezone="Asia/Tokyo")])
        chosen = Preferences(opens="10:00", closes="14:00", days={3, 4, 5})
        save_preferences(tx, known(tx, "UANA").key, chosen)
        save_settings(tx, HoursSettings(country="JP"))
        helped(tx)  # 21:00 on Wednesday in Tokyo
    assert found(workspace, OFFER, at(19, 0, 59)) == []
    [want] = found(workspace, OFFER, at(19, 1))
    # Thu, Fri, Sat, Thu, Fri
    assert (want.not_before, want.until) == (at(19, 1), at(27, 5))


def test_its_words_and_buttons_for_one_helper_and_for_several(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        assert names(tx, want) == ["Ana"]
        one = OFFER.ask(tx, nudge(want))
        assert labels(one) == ["Yes, it helped", "Still open"]
        assert text(one).startswith("Bo answered <https://acme.slack.com/archives/C2/")
        hear(tx, message(tx, OTHER_ANSWER, by="UCY", minute=2, to=0))
        [want] = wanted(tx, OFFER)
        two = OFFER.ask(tx, nudge(want))
        assert labels(two) == ["Bo helped", "Cy helped", "All of them", "Still open"]
        hear(tx, message(tx, "Ask the desk for the new script.", by="UDI", minute=3, to=0))
        [want] = wanted(tx, OFFER)
        assert len(labels(OFFER.ask(tx, nudge(want)))) == 4


def test_an_asker_s_word_settles_it(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        hear(tx, reaction(tx, on=1))
        assert OFFER.ask(tx, nudge(want)) is None
        assert wanted(tx, OFFER) == []


def test_yes_accepts_and_its_undo_takes_that_back(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        asked = nudge(want)
        yes = value(send(tx, OFFER, asked), "Yes, it helped")
        for _ in range(2):
            done = press(tx, OFFER, asked, "UANA", yes)
            assert (done.markup, done.can_undo) == ("Good. Bo will see it.", True)
        assert stands(tx) == answered("Bo")
        undo(tx, OFFER, asked, "UANA", yes)
        assert stands(tx) == set()
        assert question_at(tx).state == "answered"


def test_all_of_them_and_one_of_them(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        hear(tx, message(tx, OTHER_ANSWER, by="UCY", minute=2, to=0))
        [want] = wanted(tx, OFFER)
        asked = nudge(want)
        said = send(tx, OFFER, asked)
        everybody, cy = value(said, "All of them"), value(said, "Cy helped")
        press(tx, OFFER, asked, "UANA", everybody)
        assert stands(tx) == answered("Bo") | answered("Cy")
        undo(tx, OFFER, asked, "UANA", everybody)
        press(tx, OFFER, asked, "UANA", cy)
        assert stands(tx) == answered("Cy")


def test_still_open_opens_it_again_and_is_undone(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        asked = nudge(want)
        press(tx, OFFER, asked, "UANA", "still_open")
        assert question_at(tx).state == "open"
        assert OFFER.ask(tx, asked) is None
        undo(tx, OFFER, asked, "UANA", "still_open")
        assert question_at(tx).state == "answered"


def test_only_who_asked_answers_and_old_buttons_answer_kindly(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        yes = value(OFFER.ask(tx, nudge(want)), "Yes, it helped")
        for pressed in (yes, "still_open"):
            with pytest.raises(Refusal, match="Only who asked"):
                press(tx, OFFER, nudge(want), "UCY", pressed)
        with pytest.raises(Refusal, match="old message"):
            press(tx, OFFER, nudge(want), "UANA", "12345")


def test_once_more_after_three_days_and_then_never(workspace: Database) -> None:
    with transaction(workspace, now=at(19, 10)) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        send(tx, OFFER, nudge(want))
        assert wanted(tx, OFFER) == []
    assert found(workspace, OFFER, at(22, 9, 59)) == []
    with transaction(workspace, now=at(23, 10)) as tx:
        [again] = wanted(tx, OFFER)
        assert again.subject == f"{want.subject}#2"
        assert again.not_before == at(22, 10)
        press(tx, OFFER, nudge(again), "UANA", "still_open")
        undo(tx, OFFER, nudge(again), "UANA", "still_open")
        send(tx, OFFER, nudge(again))
        assert wanted(tx, OFFER) == []
    assert found(workspace, OFFER, at(25, 16)) == []


def test_imported_questions_are_let_be(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped(tx, imported=True)
    assert found(workspace, OFFER, THURSDAY) == []


def test_what_was_asked_before_the_app_was_there_is_let_be(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped(tx)
        record = WorkspaceRecord(
            name="Acme", bot_user_id="UBOT", bot_id="B", app_id="A1", recording_since=at(18, 13)
        )
        save_workspace(tx, record)
    assert found(workspace, OFFER, THURSDAY) == []


def test_a_private_channel_s_is_private_also_when_it_became_so_later(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx, channel="G1")
        helped(tx)
        audiences = {one.channel_id: one.audience for one in wanted(tx, OFFER)}
        assert audiences == {"C2": "public", "G1": "private"}
        record = ChannelRecord(channel_id="C2", name="it", kind="private", app_is_member=True)
        save_channels(tx, [record])
        assert {one.audience for one in wanted(tx, OFFER)} == {"private"}


def test_where_nothing_was_answered_lately_it_costs_one_look(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped(tx)
    with sent_to(workspace.engine) as statements:
        assert found(workspace, OFFER, NOON + timedelta(days=30)) == []
    assert len([one for one in statements if one.startswith("SELECT")]) == 1


def test_it_counts_from_the_newest_answer(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped(tx)
    [old] = found(workspace, OFFER, THURSDAY)
    with transaction(workspace, now=at(23, 13)) as tx:
        hear(tx, message(tx, OTHER_ANSWER, by="UCY", minute=5 * DAY, to=0))
    with transaction(workspace, now=at(24, 9)) as tx:
        [want] = wanted(tx, OFFER)
        assert (want.not_before, want.until) == (at(24, 9), at(30, 17))
        assert OFFER.ask(tx, nudge(old)) is None


def test_after_still_open_a_new_answer_is_asked_about_anew_and_once_more(
    workspace: Database,
) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [first] = wanted(tx, OFFER)
        send(tx, OFFER, nudge(first))
        press(tx, OFFER, nudge(first), "UANA", "still_open")
    assert found(workspace, OFFER, at(23, 10)) == []
    with transaction(workspace, now=at(26, 16)) as tx:  # its first days are over
        hear(tx, message(tx, OTHER_ANSWER, by="UCY", minute=8 * DAY, to=0))
    assert found(workspace, OFFER, at(26, 16)) == []
    with transaction(workspace, now=at(27, 9)) as tx:
        [second] = wanted(tx, OFFER)
        assert second.subject != first.subject
        assert (second.not_before, second.until) == (at(27, 9), at(3, 17, month=12))
        assert labels(send(tx, OFFER, nudge(second))) == [
            "Bo helped",
            "Cy helped",
            "All of them",
            "Still open",
        ]
        assert wanted(tx, OFFER) == []
    with transaction(workspace, now=at(1, 10, month=12)) as tx:
        [third] = wanted(tx, OFFER)
        assert third.subject == f"{second.subject}#2"
        send(tx, OFFER, nudge(third))
        assert wanted(tx, OFFER) == []


def test_answers_one_after_the_other_are_asked_about_twice_in_all(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [first] = wanted(tx, OFFER)
        send(tx, OFFER, nudge(first))
        hear(tx, message(tx, OTHER_ANSWER, by="UCY", minute=DAY, to=0))
        assert OFFER.ask(tx, nudge(first)) is not None
    with transaction(workspace, now=at(23, 10)) as tx:
        [again] = wanted(tx, OFFER)
        assert again.subject != f"{first.subject}#2"
        send(tx, OFFER, nudge(again))
        hear(
            tx, message(tx, "Try the new portal for certificates.", by="UDI", minute=5 * DAY, to=0)
        )
    assert found(workspace, OFFER, at(26, 10)) == []
