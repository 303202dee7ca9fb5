"""Whose thanks are not taken, and where they are not noticed: as admins said."""

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.settings import KudosSettings
from slackapp.vocabulary.people import Channel, Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.admins import names_of_admins
from slackapp.workspace.people import people_by_key
from slackapp.workspace.settings import load_settings


def goes_unnoticed(settings: KudosSettings, giver: Person, channel: Channel) -> bool:
    """What stood before an admin said so stays, and can be taken back."""
    return channel.channel_id in settings.channels_off or giver.slack_id in settings.locked


def must_not_be_locked(tx: Transaction, person: int) -> None:
    """By our key, wherever somebody gives by a press."""
    locked = load_settings(tx, KudosSettings).locked
    if not locked:
        return
    found = people_by_key(tx, [person]).get(person)
    if found is not None and found.slack_id in locked:
        raise Refusal(sentences.locked(names_of_admins(tx)))
