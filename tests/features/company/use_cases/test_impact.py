"""What went on helping is told once a matter and once in 30 days, on both databases."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.company.use_cases.impact import find_impact, tell_of_impact
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giving import give, take_back
from slackapp.slack.lines import Place, places_in
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.people import Audience
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.channels import set_kind
from slackapp.workspace.people import PersonRecord, leave_out, save_people
from tests.builders.databases import transaction
from tests.features.company.builders import NOON, ROOT, key, nudge_of, open_workspace, write

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ANSWER_TS, BESIDE_TS = "1700000000.000100", "1700000000.000200"
EVERYBODY = ("Bo", "Cy", "Gil", "Eva", "Fay", "Hal")


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_here(database)


def open_here(database: Database, workspace_id: str = "T1") -> None:
    open_workspace(database, workspace_id=workspace_id)
    more = [PersonRecord(slack_id=f"U{name.upper()}", name=name) for name in ("Eva", "Fay", "Hal")]
    with transaction(database, workspace_id=workspace_id) as tx:
        save_people(tx, more)


def helps(
    tx: Transaction,
    people: Iterable[str],
    *,
    ts: str,
    by: str = "Ana",
    at: datetime = NOON,
    audience: Audience = "public",
) -> Source:
    """So many say that somebody's answer helped them too."""
    source = Source(f"answer:{ts}", "C1", ts, audience)
    for name in people:
        act = Act("helped_me_too", key(tx, by), key(tx, name))
        give(tx, source, [act], micros_of_datetime(at))
    return source


def useful(tx: Transaction, people: Iterable[str], *, by: str = "Ana") -> Source:
    """So many find somebody's link useful."""
    source = Source(f"link:k:{by}:public", "C1", BESIDE_TS, "public", about="link:k:public")
    for name in people:
        act = Act("link", key(tx, by), key(tx, name), party="link:k")
        give(tx, source, [act], micros_of_datetime(NOON))
    return source


def found(tx: Transaction) -> list[NudgeWanted]:
    return list(find_impact(tx))


def said(tx: Transaction, wanted: NudgeWanted) -> str | None:
    asked = tell_of_impact(tx, nudge_of(wanted))
    return asked.markup if asked else None


def test_an_answer_that_helped_three_more_is_told_with_the_question_s_line(
    database: Database,
) -> None:
    with transaction(database) as tx:
        ts = write(tx, "Ana", -50)
        helps(tx, ["Bo", "Cy"], ts=ts)
        assert found(tx) == []
        helps(tx, ["Gil"], ts=ts)
        [wanted] = found(tx)
        assert (wanted.people, wanted.channel_id) == ((key(tx, "Ana"),), "C1")
        words = said(tx, wanted)
        assert words is not None
        assert places_in(words) == {Place("C1", ROOT)}
        assert words.startswith("Your answer on ")
        assert words.endswith(" helped 3 more people since.")
        assert "a question in #general" in words


def test_an_answer_beside_its_question_is_told_by_its_own_line(database: Database) -> None:
    with transaction(database) as tx:
        ts = write(tx, "Ana", -50, root=None)
        helps(tx, ["Bo", "Cy", "Gil"], ts=ts)
        [wanted] = found(tx)
        words = said(tx, wanted)
        assert words is not None
        assert places_in(words) == {Place("C1", ts)}
        assert "in #general" in words
        assert words.startswith("Your answer ")


def test_a_link_is_told_of_when_five_found_it_useful(database: Database) -> None:
    with transaction(database) as tx:
        useful(tx, EVERYBODY[:4])
        assert found(tx) == []
        useful(tx, EVERYBODY[4:5])
        [wanted] = found(tx)
        words = said(tx, wanted)
        assert words is not None
        assert words.startswith("5 people found your link useful: ")
        assert places_in(words) == {Place("C1", BESIDE_TS)}


def test_a_matter_is_told_once_and_a_person_once_in_thirty_days(database: Database) -> None:
    with transaction(database) as tx:
        helps(tx, EVERYBODY[:3], ts=ANSWER_TS)
        assert len(found(tx)) == 1
        useful(tx, EVERYBODY[:5])
        assert found(tx) == []
    for days in (29, 31):
        with transaction(database, now=NOON + days * DAY) as tx:
            at = NOON + days * DAY
            helps(tx, EVERYBODY[:3], ts=f"1700000{days}.000100", at=at)
            helps(tx, EVERYBODY[3:], ts=ANSWER_TS, at=at)
            subjects = [one.subject for one in found(tx)]
            assert subjects == ([] if days == 29 else ["helped_me_too:C1:170000031.000100"])


def test_of_several_at_once_the_one_that_helped_most_is_told(database: Database) -> None:
    with transaction(database) as tx:
        helps(tx, EVERYBODY[:3], ts=ANSWER_TS)
        helps(tx, EVERYBODY[:4], ts=BESIDE_TS)
        helps(tx, EVERYBODY[3:], ts="1700000000.000300", by="Bo")
        assert [(one.people, one.subject) for one in found(tx)] == [
            ((key(tx, "Ana"),), f"helped_me_too:C1:{BESIDE_TS}"),
            ((key(tx, "Bo"),), "helped_me_too:C1:1700000000.000300"),
        ]


def test_only_the_last_thirty_days_count(database: Database) -> None:
    with transaction(database, now=NOON - 31 * DAY) as tx:
        helps(tx, ["Bo"], ts=ANSWER_TS, at=NOON - 31 * DAY)
    with transaction(database, now=NOON - 29 * DAY) as tx:
        helps(tx, ["Cy"], ts=ANSWER_TS, at=NOON - 29 * DAY)
    with transaction(database) as tx:
        helps(tx, ["Gil"], ts=ANSWER_TS)
        assert found(tx) == []
        helps(tx, ["Eva"], ts=ANSWER_TS)
        assert len(found(tx)) == 1


def test_marks_taken_back_before_it_was_shown_settle_it(database: Database) -> None:
    with transaction(database) as tx:
        source = helps(tx, EVERYBODY[:3], ts=ANSWER_TS)
        [wanted] = found(tx)
        gone = Act("helped_me_too", key(tx, "Ana"), key(tx, "Bo"))
        take_back(tx, source, micros_of_datetime(NOON) + 1, [gone])
        assert said(tx, wanted) is None
        helps(tx, ["Eva"], ts=ANSWER_TS)
        words = said(tx, wanted)
        assert words is not None
        assert "helped 3 more people" in words


def test_what_came_since_is_counted_too(database: Database) -> None:
    with transaction(database) as tx:
        helps(tx, EVERYBODY[:3], ts=ANSWER_TS)
        [wanted] = found(tx)
    with transaction(database, now=NOON + DAY) as tx:
        helps(tx, ["Eva"], ts=ANSWER_TS, at=NOON + DAY)
        assert "helped 4 more people" in (said(tx, wanted) or "")


def test_what_is_private_or_became_so_is_not_told(database: Database) -> None:
    with transaction(database) as tx:
        helps(tx, EVERYBODY[:3], ts=BESIDE_TS, audience="private")
        assert found(tx) == []
        helps(tx, EVERYBODY[:3], ts=ANSWER_TS)
        [wanted] = found(tx)
        set_kind(tx, "C1", kind="private")
        assert said(tx, wanted) is None
    with transaction(database, now=NOON + HOUR) as tx:
        helps(tx, EVERYBODY[1:4], ts="1700000000.000300", by="Bo", at=NOON + HOUR)
        assert found(tx) == []


def test_who_is_left_out_is_not_among_those_it_helped(database: Database) -> None:
    with transaction(database) as tx:
        helps(tx, EVERYBODY[:3], ts=ANSWER_TS)
        leave_out(tx, key(tx, "Cy"), left_out=True)
        assert found(tx) == []
        helps(tx, ["Eva"], ts=ANSWER_TS)
        assert "helped 3 more people" in (said(tx, found(tx)[0]) or "")


def test_imported_history_is_never_told_of_nor_counted(database: Database) -> None:
    open_workspace(database, recording_since=NOON - HOUR)
    with transaction(database) as tx:
        helps(tx, EVERYBODY[:3], ts=ANSWER_TS, at=NOON - 2 * HOUR)
        assert found(tx) == []
        helps(tx, EVERYBODY[3:5], ts=ANSWER_TS)
        assert found(tx) == []
        helps(tx, EVERYBODY[5:], ts=ANSWER_TS)
        assert "helped 3 more people" in (said(tx, found(tx)[0]) or "")


def test_workspaces_have_their_own(database: Database) -> None:
    open_here(database, "T2")
    with transaction(database) as tx:
        helps(tx, EVERYBODY[:2], ts=ANSWER_TS)
        ana = key(tx, "Ana")
    with transaction(database, workspace_id="T2") as tx:
        acts = [Act("helped_me_too", ana, key(tx, name)) for name in EVERYBODY[:3]]
        give(tx, Source(f"answer:{ANSWER_TS}", "C1", ANSWER_TS, "public"), acts, 0)
        helps(tx, EVERYBODY[:3], ts=ANSWER_TS)
        [wanted] = found(tx)
        assert wanted.people == (key(tx, "Ana"),)
    with transaction(database) as tx:
        assert found(tx) == []
        assert said(tx, wanted) is None
