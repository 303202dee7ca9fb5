"""A nudge speaks the language of whom it is for, whoever is at work."""

from dataclasses import replace

import pytest

from slackapp.database.transaction import Transaction
from slackapp.features.nudges.store import nudges
from slackapp.features.nudges.use_cases.deciding import say
from slackapp.vocabulary.nudges import Nudge, NudgeAsk
from slackapp.vocabulary.words import _, catalogue_of, speaking
from slackapp.workspace.people import PersonRecord, save_people
from tests.builders.wishes import CHANNEL, MESSAGE, NOTICE
from tests.features.nudges.desk import NOON, Desk


def ask(_tx: Transaction, _nudge: Nudge) -> NudgeAsk:
    return NudgeAsk(markup=_("Done"))


@pytest.mark.parametrize(
    ("kind", "said"), [(NOTICE, "Fertig"), (MESSAGE, "Fertig"), (CHANNEL, "Done")]
)
def test_what_it_says_does_not_depend_on_who_asks(desk: Desk, kind: str, said: str) -> None:
    """Else the tick would find it changed each time it looks, and have it said anew."""
    with desk.work() as tx:
        save_people(tx, [PersonRecord(slack_id="UANA", name="Ana", locale="de-DE")])
    desk.want(kind, "bills", "UANA", seen_at=NOON)
    desk.tick()

    offer = replace(desk.offers[kind], ask=ask)
    with desk.work() as tx, speaking(catalogue_of("ja-JP")):
        row = nudges.list_about(tx, kind, "bills")[-1]
        assert say(tx, offer, row) == NudgeAsk(markup=said)
