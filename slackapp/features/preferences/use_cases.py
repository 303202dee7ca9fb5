"""What can be done here: see and save the preferences, pause, leave and come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, NudgeOffer
from slackapp.features.preferences.blocks import answers, form
from slackapp.features.preferences.rules import (
    Chosen,
    FormShown,
    Hours,
    Kind,
    are_hours_usable,
    own_hours,
    pause_chosen,
    read_pause,
    switched,
)
from slackapp.vocabulary.facts import Answer, PreferencesChanged
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.working_time import WorkingHours
from slackapp.workspace.hours import hours_of, workspace_hours
from slackapp.workspace.nudge_kinds import switched_for_all
from slackapp.workspace.people import find_people, hide_name, leave_out
from slackapp.workspace.preferences import change_preferences, find_preferences


class NotSaved(Refusal):
    """Nothing of the form is saved; a sentence at each field that is wrong."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, kw_only=True)
class Paused(Answer):
    """Until when nothing is asked of somebody, by their own clock; None: the pause is over."""

    until: datetime | None
    zone: ZoneInfo


def list_kinds(tx: Transaction, person: int, rooms: Sequence[Feature]) -> tuple[Kind, ...]:
    """Every nudge the rooms have for people, as somebody switched it; not what is off for all."""
    chosen = find_preferences(tx, person).nudges
    offers = [offer for room in rooms for offer in room.nudges if offer.way != "channel"]
    return tuple(
        Kind(
            kind=offer.kind,
            label=offer.label(),
            ticked=chosen.get(offer.kind, by_default),
            by_default=by_default,
        )
        for offer in offers
        if (by_default := _by_default(tx, offer)) is not None
    )


def _by_default(tx: Transaction, offer: NudgeOffer) -> bool | None:
    """As it is for who never chose; None where an admin switched it off for all."""
    said = switched_for_all(tx, offer.kind)
    if said is False:
        return None
    return (said or offer.default_on) and not offer.opt_in


def show_form(tx: Transaction, *, person_id: str, rooms: Sequence[Feature]) -> FormShown:
    person = _who(tx, person_id)
    chosen, hours = find_preferences(tx, person.key), hours_of(tx, person.key)
    return FormShown(
        paused_until=chosen.paused(tx.now),
        zone=hours.zone,
        direct_messages=chosen.direct_messages,
        kinds=list_kinds(tx, person.key, rooms),
        hours=_shown(hours),
        hides_name=person.hides_name,
        left_out=person.kind == "left_out",
        fields=tuple(
            {**field.draw(tx, person.key), "block_id": field.name}
            for room in rooms
            for field in room.preferences
        ),
    )


def save_form(
    tx: Transaction, *, person_id: str, chosen: Chosen, rooms: Sequence[Feature]
) -> Answer:
    """All of it, or NotSaved and nothing; it holds from this moment on."""
    tx.lock_workspace()
    person = _who(tx, person_id)
    if person.kind == "left_out":
        raise Refusal(answers.you_are_left_out())
    errors = (
        {} if are_hours_usable(chosen.opens, chosen.closes) else {form.CLOSES: form.bad_hours()}
    )
    for field in (field for room in rooms for field in room.preferences):
        try:
            field.save(tx, person.key, chosen.fields.get(field.name, {}))
        except Refusal as refused:
            errors[field.name] = refused.sentence
    if errors:
        raise NotSaved(errors)
    known = find_preferences(tx, person.key)
    change_preferences(
        tx,
        person.key,
        paused_until=pause_chosen(chosen.pause, known.paused_until, tx.now),
        direct_messages=chosen.direct_messages,
        nudges=switched(known.nudges, list_kinds(tx, person.key, rooms), chosen.kinds),
        **own_hours(chosen, _shown(workspace_hours(tx))),
    )
    hide_name(tx, person.key, hides_name=chosen.hides_name)
    return Answer(facts=_changed(tx, person))


def pause(tx: Transaction, *, person_id: str, words: str) -> Paused:
    """As typed: "", "1d", "2w", "off"."""
    person = _who(tx, person_id)
    try:
        until = read_pause(words, tx.now)
    except ValueError as error:
        raise Refusal(answers.no_length_of_time(words)) from error
    change_preferences(tx, person.key, paused_until=until)
    return Paused(until=until, zone=hours_of(tx, person.key).zone, facts=_changed(tx, person))


def leave(tx: Transaction, *, person_id: str, left_out: bool) -> Answer:
    """Out of everything from now on, or back; twice is once."""
    tx.lock_workspace()
    person = _who(tx, person_id)
    leave_out(tx, person.key, left_out=left_out)
    return Answer(facts=_changed(tx, person))


def is_left_out(tx: Transaction, *, person_id: str) -> bool:
    return _who(tx, person_id).kind == "left_out"


def _who(tx: Transaction, person_id: str) -> Person:
    person = find_people(tx, [person_id]).get(person_id)
    if person is None or person.kind == "bot":
        raise Refusal(answers.who_are_you())
    return person


def _changed(tx: Transaction, person: Person) -> tuple[PreferencesChanged]:
    return (PreferencesChanged(workspace_id=tx.workspace_id, person=person.key),)


def _shown(hours: WorkingHours) -> Hours:
    return Hours(
        opens=f"{hours.opens:%H:%M}", closes=f"{hours.closes:%H:%M}", days=frozenset(hours.days)
    )
