"""An event handed to the rooms that read its kind."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, announce
from slackapp.intake.channel_changes import follow
from slackapp.intake.message_index import index_messages
from slackapp.intake.translation import Event, NotForRooms, translate
from slackapp.vocabulary.facts import AppInvited
from slackapp.vocabulary.talk import HomeOpened, Message, Reaction
from slackapp.workspace.directory import apply_event, find_invitation, is_of_directory

Read = Message | Reaction | HomeOpened | AppInvited | NotForRooms


def take_in(tx: Transaction, event: Event) -> Read:
    """What an event says to rooms; the directory and the message index learn from it here."""
    if is_of_directory(event):
        if apply_event(tx, event):
            follow(tx, event)
        tx.memo.clear()  # the directory may say something else from now on
        return find_invitation(tx, event) or NotForRooms("directory")
    read = translate(tx, event)
    if isinstance(read, Message):
        index_messages(tx, [read])
    return read


def rooms_for(features: Sequence[Feature], read: Read) -> list[Feature]:
    match read:
        case Message():
            return [feature for feature in features if feature.reads_message]
        case Reaction():
            return [feature for feature in features if feature.reads_reaction]
        case HomeOpened():
            return [feature for feature in features if feature.reads_home_opened]
        case AppInvited():
            return [feature for feature in features if AppInvited in feature.hears]
        case NotForRooms():
            return []


def deliver(tx: Transaction, feature: Feature, read: Read, features: Sequence[Feature]) -> None:
    """Facts that the room answers with are heard by those of `features` that asked for them."""
    answer = None
    if isinstance(read, Message) and feature.reads_message:
        answer = feature.reads_message(tx, read)
    elif isinstance(read, Reaction) and feature.reads_reaction:
        answer = feature.reads_reaction(tx, read)
    elif isinstance(read, HomeOpened) and feature.reads_home_opened:
        answer = feature.reads_home_opened(tx, read)
    elif isinstance(read, AppInvited):
        announce(tx, [read], [feature])
    if answer is not None:
        announce(tx, answer.facts, features)
