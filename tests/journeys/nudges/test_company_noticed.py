"""A long talk of two, a newcomer's first, a new connection and impact, in the whole app."""

from datetime import timedelta

import pytest

from slackapp.features.company.settings import CompanySettings
from slackapp.features.nudges.settings import NudgesSettings
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giving import give
from slackapp.sandbox import Message, Person
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.journeys.nudges.town import BERLIN, Town, text_of

VOICE = "Quicker by voice? A huddle may help."


def switch_on(town: Town, *kinds: str) -> None:
    chosen = NudgesSettings(kinds=dict.fromkeys(kinds, True))
    town.journey.app.toolbox.run(save_settings, "T1", chosen)


def long_talk(town: Town, replies: int = 20) -> Message:
    """Ana and Bo in turn, half a minute apart; Bo has the last word."""
    root = town.say(town.ana, "The deploy is stuck again")
    for number in range(replies):
        town.later(seconds=30)
        (town.bo if (replies - number) % 2 else town.ana).post(
            town.general, f"try {number}", thread_ts=root.ts
        )
    town.rest()
    return root


def test_two_minutes_after_a_long_talk_its_last_writer_is_asked_once(town: Town) -> None:
    switch_on(town, "talk")
    root = long_talk(town)
    town.later(minutes=1, seconds=50)
    town.rest()
    assert town.notices(town.bo) == []
    town.later(minutes=1)  # rooms are asked once a minute
    town.rest()
    (notice,) = town.notices(town.bo)
    assert (text_of(notice), notice.thread_ts) == (VOICE, root.ts)
    assert town.notices(town.ana) == []
    town.ana.post(town.general, "one more", thread_ts=root.ts)
    town.later(minutes=2, seconds=30)
    town.rest()
    assert town.notices(town.ana) == []
    assert len(town.notices(town.bo)) == 1


def test_a_long_talk_is_nobody_s_business_until_an_admin_says_so(town: Town) -> None:
    long_talk(town)
    town.later(minutes=2)
    town.rest()
    assert town.notices(town.bo) == []


@pytest.fixture
def gil(town: Town) -> Person:
    """Joined on Wednesday, the app having been there for a year."""
    long_ago = town.now - timedelta(days=365)
    record = WorkspaceRecord(
        name="Harbour",
        bot_user_id="UBOT",
        bot_id="BBOT",
        app_id="A0SANDBOX01",
        recording_since=long_ago,
    )
    town.journey.app.toolbox.run(save_workspace, "T1", record)
    gil = town.workspace.add_person("UGIL", name="Gil Gray", tz=BERLIN)
    town.general.members[gil.id] = None
    town.workspace.person_joins_team(gil)
    town.rest()
    return gil


def test_a_first_contribution_gets_a_sign_and_a_line_for_the_newcomer(
    town: Town, gil: Person
) -> None:
    first = town.say(gil, "<@U1> ++ for showing me around on my first day")
    town.rest()
    (notice,) = town.notices(gil)
    assert text_of(notice) == "That was your first here, thank you: Ana Lopez will see it."
    assert first.reactions == {"seedling": ["UBOT"]}
    assert town.posts() == []
    town.later(hours=1)
    town.say(gil, "<@U2> ++ for fixing the printer for all of us")
    town.rest()
    assert [text_of(each) for each in town.notices(gil)[1:]] == [
        "That was the first between you and Bo Berg: a new connection. It counts for you both."
    ]
    town.say(gil, "<@U4> ++ for the tour of the harbour, in all that rain")
    town.later(minutes=1)
    town.say(gil, "<@U2> ++ for the printer, which still prints")
    town.rest()
    assert len(town.notices(gil)) == 2


def test_the_welcome_is_public_only_where_an_admin_wants_it(town: Town, gil: Person) -> None:
    chosen = CompanySettings(public_welcome=True)
    town.journey.app.toolbox.run(save_settings, "T1", chosen)
    first = town.say(gil, "<@U1> ++ for showing me around on my first day")
    town.rest()
    (reply,) = town.posts()
    assert reply.thread_ts == first.ts
    assert text_of(reply) == "Gil Gray's first here. Thank you, and good that you are with us."


def test_who_was_there_before_is_not_welcomed(town: Town) -> None:
    town.say(town.bo, "<@U1> ++ for showing me around on my first day")
    town.rest()
    assert town.notices(town.bo) == []


def test_who_answered_hears_once_whom_else_it_helped(town: Town) -> None:
    asked = town.say(town.ana, "How do we renew the VPN certificate?")
    town.later(minutes=1)
    answer = town.bo.post(town.general, "With the script in the wiki", thread_ts=asked.ts)
    town.rest()
    marked(town, answer, town.ana, town.eva)
    town.later(minutes=1)
    town.rest()
    assert town.messages(town.bo) == []
    marked(town, answer, town.ned)
    town.later(minutes=1)
    town.rest()
    (message,) = town.messages(town.bo)
    assert "|“How do we renew the VPN certificate?”> helped 3 more people" in text_of(message)
    marked(town, answer, town.cy)
    town.later(minutes=1)
    town.rest()
    assert town.messages(town.bo) == [message]


def marked(town: Town, answer: Message, *people: Person) -> None:
    """These say that Bo's answer helped them too."""
    source = Source(f"answer:{answer.ts}", town.general.id, answer.ts, "public")
    acts = [Act("helped_me_too", town.key(town.bo), town.key(one)) for one in people]
    town.journey.app.toolbox.run(
        lambda tx: Answer() if give(tx, source, acts, micros_of_datetime(tx.now)) else None, "T1"
    )
