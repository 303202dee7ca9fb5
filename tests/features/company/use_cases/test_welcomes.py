"""A newcomer's first contribution is welcomed, once a person, on both databases."""

from datetime import datetime, timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.company.settings import CompanySettings
from slackapp.features.company.use_cases.welcomes import (
    REPLY,
    SIGN,
    first_stands,
    has_firsts,
    thank_for_first,
    welcome,
    welcome_reply,
)
from slackapp.jobs.queue import unfinished_payloads
from slackapp.ledger.acts import ActKind
from slackapp.ledger.giving import take_back
from slackapp.outbox.posts import post_state
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.people import hide_name
from slackapp.workspace.settings import save_settings
from slackapp.workspace.silence import listen, pause, resume
from tests.builders.databases import transaction
from tests.features.company.builders import (
    JOINED,
    NOON,
    contribute,
    key,
    nudge_of,
    open_workspace,
    write,
)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def welcomed(tx: Transaction) -> list[NudgeWanted]:
    return [fact for fact in welcome(tx).facts if isinstance(fact, NudgeWanted)]


def said(tx: Transaction, wanted: NudgeWanted) -> str | None:
    asked = thank_for_first(tx, nudge_of(wanted))
    return asked.markup if asked else None


def signs(tx: Transaction) -> list[str]:
    return [each["ts"] for each in unfinished_payloads(tx, kind=SIGN)]


def test_a_first_contribution_gets_a_sign_and_a_private_line(database: Database) -> None:
    with transaction(database) as tx:
        ts = write(tx, "Gil", 0)
        contribute(tx, ts=ts)
        assert has_firsts(tx)
        [wanted] = welcomed(tx)
        assert wanted.people == (key(tx, "Gil"),)
        assert wanted.seen_at == NOON
        assert said(tx, wanted) == "That was your first here, thank you: Ana will see it."
        assert signs(tx) == [ts]
        assert post_state(tx, f"{REPLY}:{key(tx, 'Gil')}") is None


def test_once_a_person_whatever_comes_after(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, ts=write(tx, "Gil", 0))
        assert len(welcomed(tx)) == 1
    with transaction(database, now=NOON + DAY) as tx:
        assert not has_firsts(tx)
        contribute(tx, ts=write(tx, "Gil", 5), to="Bo", at=NOON + DAY)
        assert not has_firsts(tx)
        assert welcomed(tx) == []
        assert len(signs(tx)) == 1


@pytest.mark.parametrize(
    ("kind", "words", "seen"),
    [
        ("answer", "You helped Ana: your first here, thank you.", False),
        ("link", "Ana found your link useful: your first here, thank you.", False),
        ("credit", "That was your first here, thank you: Ana will see it.", True),
    ],
)
def test_what_others_say_of_it_needs_the_newcomer_to_come_back(
    database: Database, kind: ActKind, words: str, *, seen: bool
) -> None:
    with transaction(database) as tx:
        contribute(tx, kind, ts=write(tx, "Gil", -5))
        [wanted] = welcomed(tx)
        assert said(tx, wanted) == words
        assert (wanted.seen_at is not None) == seen


def test_no_sign_at_anothers_message_or_where_there_is_none(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, ts=write(tx, "Ana", 0))
        assert len(welcomed(tx)) == 1
        assert signs(tx) == []


@pytest.mark.parametrize(
    ("at", "now"),
    [
        (JOINED + 61 * DAY, JOINED + 61 * DAY),
        (JOINED - DAY, JOINED - DAY / 2),
        (NOON, NOON + 1.1 * DAY),
    ],
)
def test_neither_late_nor_before_they_came_nor_long_ago(
    database: Database, at: datetime, now: datetime
) -> None:
    with transaction(database, now=now) as tx:
        contribute(tx, ts=write(tx, "Gil", 0), at=at)
        assert welcomed(tx) == []
        assert signs(tx) == []


def test_only_newcomers_are_welcomed_and_only_for_what_is_public(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, by="Cy", ts=write(tx, "Cy", 0))
        contribute(tx, ts=write(tx, "Gil", 1), audience="private")
        assert not has_firsts(tx)


def test_nobody_is_welcomed_in_the_app_s_own_first_two_weeks(database: Database) -> None:
    open_workspace(database, workspace_id="T2", recording_since=NOON - 13 * DAY)
    with transaction(database, workspace_id="T2") as tx:
        contribute(tx, ts=write(tx, "Gil", 0))
        assert welcomed(tx) == []
    with transaction(database, workspace_id="T2", now=NOON + 2 * DAY) as tx:
        contribute(tx, ts=write(tx, "Gil", 9), to="Bo", at=NOON + 2 * DAY)
        assert welcomed(tx) == []


def test_what_is_taken_back_is_no_first(database: Database) -> None:
    with transaction(database) as tx:
        source = contribute(tx, ts=write(tx, "Gil", 0))
        [wanted] = welcomed(tx)
        gil = key(tx, "Gil")
        assert first_stands(tx, person=gil)
        take_back(tx, source, micros_of_datetime(NOON) + 1)
        assert said(tx, wanted) is None
        assert not first_stands(tx, person=gil)
        assert welcome_reply(tx, str(gil)) is None


def test_a_public_reply_only_where_admins_want_one(database: Database) -> None:
    with transaction(database) as tx:
        save_settings(tx, CompanySettings(public_welcome=True))
        contribute(tx, ts=write(tx, "Gil", 0))
        welcomed(tx)
        gil = key(tx, "Gil")
        assert post_state(tx, f"{REPLY}:{gil}") == "planned"
        reply = welcome_reply(tx, str(gil))
        assert reply is not None
        assert reply.text == "Gil's first here. Thank you, and good that you are with us."
        hide_name(tx, gil, hides_name=True)
        assert welcome_reply(tx, str(gil)) is None


def test_who_hides_their_name_is_not_named_in_the_line(database: Database) -> None:
    with transaction(database) as tx:
        contribute(tx, ts=write(tx, "Gil", 0))
        hide_name(tx, key(tx, "Ana"), hides_name=True)
        [wanted] = welcomed(tx)
        assert said(tx, wanted) == "That was your first here, thank you."


def test_paused_nobody_is_welcomed_yet(database: Database) -> None:
    with transaction(database) as tx:
        pause(tx)
        contribute(tx, ts=write(tx, "Gil", 0))
        assert not has_firsts(tx)
        resume(tx)
        assert len(welcomed(tx)) == 1


def test_listening_counts_it_and_shows_nothing(database: Database) -> None:
    with transaction(database) as tx:
        save_settings(tx, CompanySettings(public_welcome=True))
        listen(tx, NOON + DAY)
        contribute(tx, ts=write(tx, "Gil", 0))
        assert len(welcomed(tx)) == 1
        assert signs(tx) == []
        assert post_state(tx, f"{REPLY}:{key(tx, 'Gil')}") is None
