"""What the form to give kudos shows when it opens."""

from dataclasses import replace

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.rules.orders import Form, is_given_by_us, worded
from slackapp.features.kudos.rules.shown import FormShown
from slackapp.features.kudos.rules.thanks import Thanks, can_thank, may_undo
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.names import channel_or_unseen, in_names, usable_feed
from slackapp.reading.kudos_syntax import LONGEST_REASON
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.groups import group_members
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.settings import load_settings


def draw_form(tx: Transaction, *, form: Form, names: tuple[str, ...] = ()) -> FormShown:
    """The form; `names` are whom a command thanked with too few words."""
    settings = load_settings(tx, KudosSettings)
    is_private_message = form.message_ts and (
        channel_or_unseen(tx, form.channel_id).audience == "private"
    )
    feed = usable_feed(tx)
    is_elsewhere = feed is not None and feed.channel_id != form.channel_id
    return FormShown(
        form=form,
        values=settings.values,
        has_feed=is_elsewhere and not is_private_message,
        groups=tuple((group, len(group_members(tx, group))) for group in form.groups),
        minimum=max(settings.minimum_reason, 1),
        names=names,
    )


def draw_form_about(tx: Transaction, *, form: Form, author_id: str, person_id: str) -> FormShown:
    """The form about somebody's message, with its author filled in where they can be thanked."""
    people = find_people(tx, [author_id, person_id])
    author, person = people.get(author_id), people.get(person_id)
    fits = author is not None and person is not None and can_thank(person, author)
    filled = (author_id,) if fits else ()
    return draw_form(tx, form=replace(form, people=filled))


def draw_form_to_edit(
    tx: Transaction, *, source: str, person_id: str, response_url: str
) -> FormShown:
    """The form with what was given, for its giver and as long as [Undo] works."""
    thanks = editable(tx, source, person_id)
    said = thanks[0]
    people = people_by_key(tx, [one.receiver for one in thanks])
    alone = [people[one.receiver].slack_id for one in thanks if not one.party]
    form = Form(
        channel_id=said.channel_id,
        response_url=response_url,
        groups=tuple(dict.fromkeys(one.party for one in thanks if one.party)),
        editing=source,
        people=tuple(alone),
        shown=said.shown,
    )
    allowed = load_settings(tx, KudosSettings).values
    form = worded(form, in_names(tx, said.reason), said.values, allowed)
    if len(form.reason) > LONGEST_REASON:
        raise Refusal(sentences.too_long_to_edit())
    return draw_form(tx, form=form)


def editable(tx: Transaction, source: str, person_id: str) -> list[Thanks]:
    """What somebody gave and may still change; a Refusal says why not."""
    thanks = list_thanks(tx, source) if is_given_by_us(source) else []
    if not thanks or thanks[0].taken_back:
        raise Refusal(sentences.not_found())
    giver: Person | None = find_people(tx, [person_id]).get(person_id)
    if giver is None or giver.key != thanks[0].giver:
        raise Refusal(sentences.not_yours())
    if not may_undo(thanks[0].at, micros_of_datetime(tx.now)):
        raise Refusal(sentences.too_late_to_edit())
    return thanks
