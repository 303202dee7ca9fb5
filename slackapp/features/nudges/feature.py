"""The door plate of nudges: made with all that other rooms want asked."""

from collections.abc import Sequence
from functools import partial

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, HomeCard, NudgeOffer
from slackapp.features.nudges.jobs import (
    HomeDrawing,
    LookAtPeople,
    MessagePost,
    NudgesTick,
    tell_effect,
    trouble_post,
)
from slackapp.features.nudges.listeners import buttons
from slackapp.features.nudges.settings import settings_about
from slackapp.features.nudges.store import privacy
from slackapp.features.nudges.use_cases.deciding import MESSAGE
from slackapp.features.nudges.use_cases.explaining import list_held_back
from slackapp.features.nudges.use_cases.setting import settings_page
from slackapp.features.nudges.use_cases.trouble import TROUBLE, hear_given_up
from slackapp.features.nudges.use_cases.wanting import LOOK, hear_want, see_message, see_reaction
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.talk import Message, Reaction

_HOME_PLACE = 10


def nudges_feature(offers: Sequence[NudgeOffer]) -> Feature:
    """Whether, to whom, when and how these are asked."""
    by_kind = {offer.kind: offer for offer in offers}

    def hear(tx: Transaction, wanted: NudgeWanted) -> None:
        hear_want(tx, by_kind, wanted)

    return Feature(
        name="nudges",
        reads_message=_read_message,
        reads_reaction=_read_reaction,
        hears={NudgeWanted: hear},
        register_listeners=partial(buttons.register, offers=by_kind),
        posts={MESSAGE: MessagePost(by_kind), TROUBLE: trouble_post},
        posts_given_up={MESSAGE: hear_given_up},
        jobs={LOOK: LookAtPeople(by_kind)},
        on_tick=NudgesTick(by_kind),
        settings=settings_about(by_kind),
        settings_pages=(settings_page(by_kind),),
        home_cards=(HomeCard(place=_HOME_PLACE, draw=HomeDrawing(by_kind)),),
        tells_admins=tell_effect,
        would_have_posted=partial(list_held_back, offers=by_kind),
        export_person=privacy.export_person,
        forget_person=privacy.forget_person,
    )


def _read_message(tx: Transaction, message: Message) -> None:
    see_message(tx, message)


def _read_reaction(tx: Transaction, reaction: Reaction) -> None:
    see_reaction(tx, reaction)
