"""The door plate of receipts."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, HomeCard
from slackapp.features.receipts import listeners, store, use_cases
from slackapp.features.receipts.blocks import home
from slackapp.slack.blocks import Block
from slackapp.workspace.people import people_by_key


def _you_gave(tx: Transaction, person: int) -> Sequence[Block]:
    return home.you_gave(use_cases.show_given(tx, people_by_key(tx, [person])[person]))


def _because_of_you(tx: Transaction, person: int) -> Sequence[Block]:
    return home.because_of_you(use_cases.find_impact(tx, person))


FEATURE = Feature(
    name="receipts",
    register_listeners=listeners.register,
    we_words=(listeners.we_me,),
    posts={use_cases.NOTE: use_cases.word_note},
    home_cards=(
        HomeCard(place=20, draw=_you_gave),
        HomeCard(place=40, draw=_because_of_you),
    ),
    export_person=store.export_person,
    forget_person=store.forget_person,
    erase_before=store.erase_before,
)
