"""The first between two people is told to its giver, once a pair ever, on both databases."""

from datetime import timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.company.use_cases.connections import (
    find_connections,
    tell_of_connection,
)
from slackapp.features.company.use_cases.welcomes import welcome
from slackapp.ledger.acts import Act, ActKind, Source
from slackapp.ledger.giving import give, take_back
from slackapp.ledger.history import remember_import
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.people import Audience
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.people import hide_name, leave_out
from tests.builders.databases import transaction
from tests.features.company.builders import (
    NOON,
    ROOT,
    contribute,
    key,
    nudge_of,
    open_workspace,
    write,
)

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def found(tx: Transaction) -> list[NudgeWanted]:
    return list(find_connections(tx))


def said(tx: Transaction, wanted: NudgeWanted) -> str | None:
    asked = tell_of_connection(tx, nudge_of(wanted))
    return asked.markup if asked else None


def test_the_giver_is_told_right_where_they_gave(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo", ts=write(tx, "Ana", 0))
        [wanted] = found(tx)
        assert wanted.people == (key(tx, "Ana"),)
        assert (wanted.channel_id, wanted.thread_ts, wanted.seen_at) == ("C1", ROOT, NOON)
        assert wanted.until == NOON + DAY
        assert said(tx, wanted) == (
            "That was the first between you and Bo: a new connection. It counts for you both."
        )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("answer", "You helped Bo, the first between you: a new connection."),
        ("link", "Bo found your link useful, the first between you: a new connection."),
    ],
)
def test_what_others_say_of_it_is_told_when_they_come_back(
    database: Database, kind: ActKind, words: str
) -> None:
    with transaction(database) as tx:
        contribute(tx, kind, by="Ana", to="Bo", ts=write(tx, "Ana", 0))
        [wanted] = found(tx)
        assert wanted.seen_at is None
        assert said(tx, wanted) == f"{words} It counts for you both."


def test_of_help_and_thanks_at_once_the_helper_is_told(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, "acknowledgement", by="Bo", to="Ana", source="accepted")
        contribute(tx, "answer", by="Ana", to="Bo", source="accepted")
        [wanted] = found(tx)
        assert wanted.people == (key(tx, "Ana"),)


def test_whatever_went_between_them_before_makes_it_none(database: Database) -> None:
    year_ago = NOON - 300 * DAY
    with transaction(database, now=year_ago) as tx:
        contribute(tx, "link", by="Bo", to="Ana", at=year_ago)
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo")
        assert found(tx) == []


def test_even_where_not_everybody_saw_it(database: Database) -> None:
    with transaction(database, now=NOON - DAY) as tx:
        contribute(tx, by="Bo", to="Ana", at=NOON - DAY, audience="private")
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo")
        assert found(tx) == []


def test_what_is_private_is_not_spoken_of(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo", audience="private")
        assert found(tx) == []


def test_what_was_taken_back_before_it_was_shown_is_settled(database: Database) -> None:
    with transaction(database) as tx:
        source = contribute(tx, by="Ana", to="Bo")
        [wanted] = found(tx)
        take_back(tx, source, micros_of_datetime(NOON) + 1)
        assert said(tx, wanted) is None
        assert found(tx) == []


def test_given_again_it_is_not_the_first_any_more(database: Database) -> None:
    with transaction(database) as tx:
        source = contribute(tx, by="Ana", to="Bo")
        take_back(tx, source, micros_of_datetime(NOON) + 1)
    with transaction(database, now=NOON + MINUTE) as tx:
        contribute(tx, by="Ana", to="Bo", at=NOON + MINUTE)
        contribute(tx, by="Bo", to="Ana", at=NOON + MINUTE)
        assert found(tx) == []


def test_repeated_thanks_change_nothing(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo")
        contribute(tx, by="Ana", to="Bo", source="again", at=NOON + MINUTE / 2)
        [wanted] = found(tx)
        assert (wanted.not_before, said(tx, wanted) is not None) == (NOON, True)


def test_what_happened_earlier_and_arrives_late_settles_it_for_both(database: Database) -> None:
    """Nobody is told twice of one pair, whoever was told already."""
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo")
        [wanted] = found(tx)
    with transaction(database, now=NOON + MINUTE) as tx:
        contribute(tx, by="Bo", to="Ana", at=NOON - 5 * MINUTE)
        assert found(tx) == []
        assert said(tx, wanted) is None


@pytest.mark.parametrize(("giver", "audience"), [("Bo", "public"), ("Ana", "private")])
def test_a_clock_set_back_has_nobody_told_of_another_s_act(
    database: Database, giver: str, audience: Audience
) -> None:
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo")
        [wanted] = found(tx)
    with transaction(database, now=NOON - MINUTE) as tx:
        receiver = "Ana" if giver == "Bo" else "Bo"
        earlier = NOON - 5 * MINUTE
        contribute(tx, by=giver, to=receiver, at=earlier, audience=audience, source="earlier")
        assert said(tx, wanted) is None


def test_it_is_found_however_late_slack_told_of_it_that_day(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo", at=NOON - DAY / 2)
        assert len(found(tx)) == 1
        contribute(tx, by="Bo", to="Cy", at=NOON - 2 * DAY)
        assert len(found(tx)) == 1
    with transaction(database, now=NOON + 16 * MINUTE) as tx:
        assert found(tx) == []


@pytest.mark.parametrize(("days", "times"), [(27, 0), (29, 1)])
def test_not_before_we_know_who_knows_whom(database: Database, days: int, times: int) -> None:
    open_workspace(database, recording_since=NOON - days * DAY)
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo")
        assert len(found(tx)) == times


def test_an_import_tells_who_knows_whom_but_is_itself_never_told_of(database: Database) -> None:
    open_workspace(database, recording_since=NOON - MINUTE)
    with transaction(database) as tx:
        remember_import(tx, days=30)
        contribute(tx, by="Ana", to="Bo", at=NOON - 2 * MINUTE)
        contribute(tx, by="Bo", to="Cy", at=NOON)
        [wanted] = found(tx)
        assert wanted.people == (key(tx, "Bo"),)


def test_who_is_left_out_or_hides_their_name_is_not_named(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo")
        contribute(tx, by="Bo", to="Cy")
        to_bo, to_cy = found(tx)
        hide_name(tx, key(tx, "Bo"), hides_name=True)
        leave_out(tx, key(tx, "Cy"), left_out=True)
        assert (said(tx, to_bo), said(tx, to_cy)) == (None, None)


def test_a_newcomer_s_first_contribution_has_its_own_line(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, by="Gil", to="Ana")
        welcome(tx)
        contribute(tx, by="Gil", to="Bo", at=NOON + MINUTE / 2)
        [wanted] = found(tx)
        assert said(tx, wanted) == (
            "That was the first between you and Bo: a new connection. It counts for you both."
        )


def test_workspaces_see_nothing_of_each_other(database: Database) -> None:
    """Not even where the same keys stood for people of both."""
    open_workspace(database, workspace_id="T2")
    with transaction(database) as tx:
        contribute(tx, by="Ana", to="Bo")
        ana, bo = key(tx, "Ana"), key(tx, "Bo")
    earlier = Source("earlier", "C1", None, "public")
    with transaction(database, workspace_id="T2", now=NOON - DAY / 2) as tx:
        give(tx, earlier, [Act("kudos", bo, ana)], micros_of_datetime(NOON - DAY / 2))
    with transaction(database, workspace_id="T2") as tx:
        assert found(tx) == []
    with transaction(database) as tx:
        [wanted] = found(tx)
        assert said(tx, wanted) is not None
