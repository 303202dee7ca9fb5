"""What is nudged about in one workspace is neither found nor said in another."""

from collections.abc import Callable
from datetime import datetime

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.questions.use_cases import (
    baton,
    consent,
    did_it_help,
    open_questions,
    thanks_round,
    unthanked,
)
from slackapp.features.questions.use_cases.finding import choose_helping
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    QUESTION,
    hear,
    message,
    open_workspace,
    reaction,
)
from tests.features.questions.nudging import at, nudge, wanted

THURSDAY = at(19, 15)


def ask(tx: Transaction, *, minute: float = 0) -> None:
    hear(tx, message(tx, QUESTION, minute=minute))


def helped(tx: Transaction, *, minute: float = 0) -> None:
    ask(tx, minute=minute)
    hear(tx, message(tx, ANSWER, by="UBO", minute=minute + 1, to=minute))


def helped_three_times(tx: Transaction) -> None:
    for minute in (-60, -50, -40):
        helped(tx, minute=minute)
        hear(tx, reaction(tx, on=minute + 1, minute=minute + 2))


def willing(tx: Transaction) -> None:
    helped(tx, minute=-3000)
    choose_helping(tx, person_id="UBO", times_a_week=1)
    ask(tx)


@pytest.mark.parametrize(
    ("offer", "happens", "now"),
    [
        (open_questions.OFFER, ask, at(19, 10)),
        (thanks_round.OFFER, helped, THURSDAY),
        (baton.OFFER, willing, THURSDAY),
        (consent.OFFER, helped_three_times, at(18, 14)),
        (did_it_help.OFFER, helped, THURSDAY),
        (unthanked.OFFER, helped, THURSDAY),
    ],
    ids=lambda given: given.kind if isinstance(given, NudgeOffer) else "",
)
def test_another_workspace_s_matters_are_neither_found_nor_said(
    workspace: Database,
    offer: NudgeOffer,
    happens: Callable[[Transaction], None],
    now: datetime,
) -> None:
    open_workspace(workspace, "T2")
    with transaction(workspace) as tx:
        happens(tx)
    with transaction(workspace, now=now) as tx:
        [want] = wanted(tx, offer)
        assert offer.ask(tx, nudge(want)) is not None
    with transaction(workspace, workspace_id="T2", now=now) as tx:
        assert wanted(tx, offer) == []
        assert offer.ask(tx, nudge(want)) is None


def test_who_is_willing_here_is_not_asked_about_what_is_open_there(workspace: Database) -> None:
    open_workspace(workspace, "T2")
    with transaction(workspace) as tx:
        willing(tx)
    with transaction(workspace, workspace_id="T2") as tx:
        ask(tx)
    with transaction(workspace, workspace_id="T2", now=THURSDAY) as tx:
        assert wanted(tx, baton.OFFER) == []
