"""What was helped before and who could help: incremental, kept as hashes, only the willing."""

import json
from datetime import timedelta

from sqlalchemy import select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.models import QuestionRow
from slackapp.features.questions.rules.index import Indexes
from slackapp.features.questions.use_cases.finding import (
    choose_helping,
    find_similar,
    who_could_help,
)
from slackapp.features.questions.use_cases.tidying import tidy
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    NOON,
    QUESTION,
    hear,
    message,
    question_at,
    reaction,
)

WORDS = "renewing VPN certificates"


def find(tx: Transaction, indexes: Indexes, text: str = WORDS, *, channel: str = "C2") -> list[str]:
    found = find_similar(tx, indexes, text=text, channel_id=channel, person_id="UCY")
    return [one.ts for one in found.lines]


def helped(tx: Transaction, *, channel: str = "C2") -> None:
    hear(
        tx,
        message(tx, QUESTION, channel=channel),
        message(tx, ANSWER, by="UBO", minute=1, to=0, channel=channel),
    )


def test_a_question_is_found_from_its_first_answer_on_by_an_index_that_is_already_there(
    workspace: Database,
) -> None:
    indexes = Indexes()
    with transaction(workspace) as tx:
        hear(tx, message(tx, QUESTION))
        assert find(tx, indexes) == []
    with transaction(workspace, now=NOON + timedelta(minutes=1)) as tx:
        helped(tx)
        assert find(tx, indexes) == [question_at(tx).question.ts]
        assert find(tx, indexes, "parental leave") == []
    with transaction(workspace, now=NOON + timedelta(minutes=2)) as tx:
        hear(tx, message(tx, "", edited=2, deleted=True))
        assert find(tx, indexes) == []


def test_a_private_channel_s_are_found_in_it_alone(workspace: Database) -> None:
    indexes = Indexes()
    with transaction(workspace) as tx:
        helped(tx, channel="G1")
        assert find(tx, indexes) == []
        assert find(tx, indexes, channel="G1") == [question_at(tx, channel="G1").question.ts]


def test_none_of_the_words_can_be_read_in_what_is_kept(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped(tx)
        row = tx.session.scalars(select(QuestionRow).where(QuestionRow.workspace_id == "T1")).one()
        kept = json.dumps({name: str(value) for name, value in vars(row).items()}).lower()
        assert row.terms
        for word in ("renew", "vpn", "certificate", "laptop"):
            assert word not in kept


def test_only_who_said_yes_is_suggested_and_no_is_heard(workspace: Database) -> None:
    indexes = Indexes()
    with transaction(workspace) as tx:
        helped(tx)
        hear(tx, reaction(tx, on=1), message(tx, "How to renew the VPN?", by="UCY", minute=30))
        asked = question_at(tx, minute=30).question.question_id
        assert who_could_help(tx, indexes, question_id=asked) == []
        choose_helping(tx, person_id="UBO", times_a_week=1)
        [bo] = who_could_help(tx, indexes, question_id=asked)
        assert (bo.person_id, bo.name) == ("UBO", "Bo")
        assert bo.because == (question_at(tx).question.question_id,)
        assert who_could_help(tx, indexes, question_id=asked, among=[1]) == []
        choose_helping(tx, person_id="UBO", times_a_week=0)
        assert who_could_help(tx, indexes, question_id=asked) == []


def test_what_retention_forgets_is_found_no_more(workspace: Database) -> None:
    indexes = Indexes()
    with transaction(workspace) as tx:
        helped(tx)
        assert find(tx, indexes) != []
    with transaction(workspace, now=NOON + timedelta(days=401)) as tx:
        tidy(tx)
        assert find(tx, indexes) == []
        assert len(indexes.of("T1").known) == 0
