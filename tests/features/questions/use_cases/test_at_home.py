"""Which open questions somebody could answer, and who came when they asked."""

from datetime import timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.blocks.home import came, could_answer
from slackapp.features.questions.rules.shown import Came
from slackapp.features.questions.use_cases.answering import Pressed
from slackapp.features.questions.use_cases.at_home import (
    MOST_SHOWN,
    count_came,
    list_could_answer,
    not_my_topic,
    take,
)
from slackapp.features.questions.use_cases.consent import choose_topics
from slackapp.features.questions.use_cases.finding import choose_helping
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.people import hide_name, leave_out
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    NOON,
    QUESTION,
    hear,
    known,
    message,
    question_at,
    reaction,
)

LIKE_IT = "How to renew the VPN certificate?"


def helped_before(tx: Transaction, person: str = "UBO") -> None:
    hear(tx, message(tx, QUESTION, by="UGUS", minute=-3000))
    hear(tx, message(tx, ANSWER, by=person, minute=-2999, to=-3000))


def ask(tx: Transaction, minute: float = -60, by: str = "UANA", channel: str = "C2") -> str:
    hear(tx, message(tx, LIKE_IT, by=by, minute=minute, channel=channel))
    return question_at(tx, minute, channel=channel).question.question_id


def could(tx: Transaction, person: str = "UBO") -> list[str]:
    return [one.question_id for one in list_could_answer(tx, known(tx, person).key)]


def test_who_helped_with_such_could_answer_and_nobody_else(workspace: Database) -> None:
    with transaction(workspace, now=NOON) as tx:
        helped_before(tx)
        question = ask(tx)
        assert could(tx, "UBO") == [question]
        assert could(tx, "UCY") == []
        assert could(tx, "UANA") == []


def test_who_said_yes_is_shown_their_topics_and_who_said_no_nothing(workspace: Database) -> None:
    with transaction(workspace, now=NOON) as tx:
        question = ask(tx)
        choose_helping(tx, person_id="UCY", times_a_week=1)
        assert could(tx, "UCY") == []
        choose_topics(tx, known(tx, "UCY").key, "vpn certificate")
        assert could(tx, "UCY") == [question]
        choose_helping(tx, person_id="UCY", times_a_week=0)
        assert could(tx, "UCY") == []
        helped_before(tx)
        choose_helping(tx, person_id="UBO", times_a_week=0)
        assert could(tx, "UBO") == []


def test_three_are_shown_the_oldest_first_with_two_buttons_each(workspace: Database) -> None:
    with transaction(workspace, now=NOON) as tx:
        helped_before(tx)
        asked = [ask(tx, minute) for minute in (-90, -80, -70, -60)]
        shown = list_could_answer(tx, known(tx, "UBO").key)
        assert [one.question_id for one in shown] == asked[:MOST_SHOWN]
        blocks = could_answer(shown)
        buttons = [each for block in blocks for each in block.get("elements", ())]
        assert len({each["action_id"] for each in buttons}) == len(buttons) == 2 * MOST_SHOWN
        assert [each["text"]["text"] for each in buttons[:2]] == ["I'll take it", "Not my topic"]


def test_what_is_private_by_now_taken_or_waited_too_long_is_not_shown(workspace: Database) -> None:
    with transaction(workspace, now=NOON) as tx:
        helped_before(tx)
        ask(tx, channel="G1")
        assert could(tx) == []
        question = ask(tx)
        assert could(tx) == [question]
        take(tx, Pressed(person_id="UCY", question_id=question))
        assert could(tx) == []
        other = ask(tx, -30)
        assert could(tx) == [other]
        closed = ChannelRecord(channel_id="C2", name="it", kind="private", app_is_member=True)
        save_channels(tx, [closed])
        assert could(tx) == []
    with transaction(workspace, now=NOON + timedelta(days=15)) as tx:
        save_channels(tx, [ChannelRecord(channel_id="C2", name="it", app_is_member=True)])
        assert could(tx) == []


def test_what_is_not_their_topic_is_not_shown_again_nor_is_its_like(workspace: Database) -> None:
    with transaction(workspace, now=NOON) as tx:
        helped_before(tx)
        question = ask(tx)
        answer = not_my_topic(tx, Pressed(person_id="UBO", question_id=question))
        assert [type(fact).__name__ for fact in answer.facts] == ["HomeChanged"]
        ask(tx, -30)
        assert could(tx) == []


def test_what_somebody_else_took_meanwhile_is_said(workspace: Database) -> None:
    with transaction(workspace, now=NOON) as tx:
        helped_before(tx)
        question = ask(tx)
        take(tx, Pressed(person_id="UCY", question_id=question))
        with pytest.raises(Refusal, match="Cy"):
            take(tx, Pressed(person_id="UBO", question_id=question))


def test_an_asker_who_hides_is_not_named_and_one_left_out_not_shown(workspace: Database) -> None:
    with transaction(workspace, now=NOON) as tx:
        helped_before(tx)
        ask(tx)
        hide_name(tx, known(tx, "UANA").key, hides_name=True)
        assert "Ana" not in str(could_answer(list_could_answer(tx, known(tx, "UBO").key)))
        leave_out(tx, known(tx, "UANA").key, left_out=True)
        assert could(tx) == []


def test_who_came_is_counted_and_whom_of_them_one_had_never_helped(workspace: Database) -> None:
    with transaction(workspace, now=NOON) as tx:
        ana = known(tx, "UANA").key
        assert count_came(tx, ana) == Came(asked=0, came=0, never_helped=0)
        hear(tx, message(tx, QUESTION, by="UBO", minute=-200))
        hear(tx, message(tx, ANSWER, by="UANA", minute=-190, to=-200))
        hear(tx, reaction(tx, on=-190, by="UBO", author="UANA", minute=-180))
        for minute, helper in ((-90, "UBO"), (-60, "UCY"), (-30, "UDI")):
            ask(tx, minute)
            hear(tx, message(tx, ANSWER, by=helper, minute=minute + 1, to=minute))
        assert count_came(tx, ana) == Came(asked=3, came=3, never_helped=2)
        leave_out(tx, known(tx, "UDI").key, left_out=True)
        assert count_came(tx, ana) == Came(asked=3, came=2, never_helped=1)


def test_the_line_about_who_came_reads_well_and_is_silent_about_nobody() -> None:
    def said(shown: Came) -> list[str]:
        return [block["text"]["text"] for block in came(shown)]

    assert said(Came(asked=3, came=4, never_helped=3)) == [
        "You asked 3 times, 4 people came; 3 of them you had never helped."
    ]
    assert said(Came(asked=1, came=1, never_helped=0)) == ["You asked once, 1 person came."]
    assert said(Came(asked=2, came=0, never_helped=0)) == []
