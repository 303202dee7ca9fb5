"""Nudges of this room say something and ask for nothing."""

from slackapp.database.transaction import Transaction
from slackapp.vocabulary.nudges import Nudge, NudgeDone
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _


def nothing_to_press(_tx: Transaction, _nudge: Nudge, _person: int, _value: str) -> NudgeDone:
    raise Refusal(_("There is nothing to decide here."))
