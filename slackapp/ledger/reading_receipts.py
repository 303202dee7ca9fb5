"""Somebody's receipt as the ledger has it at this moment."""

from dataclasses import dataclass, replace
from decimal import Decimal

from slackapp.database.transaction import Transaction
from slackapp.ledger.giver_weeks import GiverWeek, read_weeks
from slackapp.ledger.receipts import Receipt, write_receipt
from slackapp.ledger.score_settings import policy_of
from slackapp.ledger.scoring import decisive, split_at
from slackapp.ledger.store import list_turns_of_giver
from slackapp.ledger.turns import Turn, TurnKey, counted_acts
from slackapp.ledger.weeks import may_score
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone


@dataclass(frozen=True, slots=True)
class ReceiptRead:
    """The receipt, and where its lines happened: (channel id, ts) by turn, where Slack has one."""

    receipt: Receipt
    places: dict[TurnKey, tuple[str, str]]


def read_receipt(tx: Transaction, person: Person, week: Week) -> ReceiptRead:
    """Of a guest or an outside person every line is worth nothing: they never score."""
    first, until = week.micros(workspace_zone(tx))
    turns = list_turns_of_giver(tx, person.key, first, until)
    given, earlier = split_at(first, decisive(counted_acts(turns), first, until))
    met = read_weeks(tx, week, [person.key]).get(person.key, GiverWeek(person=person.key)).met
    receipt = write_receipt(given.get(person.key, ()), met, policy_of(tx, week), earlier)
    return ReceiptRead(receipt if may_score(person) else _worth_nothing(receipt), _places(turns))


def _worth_nothing(receipt: Receipt) -> Receipt:
    return Receipt(tuple(replace(line, points=Decimal(0)) for line in receipt.lines))


def _places(turns: list[Turn]) -> dict[TurnKey, tuple[str, str]]:
    return {
        turn.key: (turn.channel_id, turn.message_ts)
        for turn in turns
        if turn.channel_id and turn.message_ts
    }
