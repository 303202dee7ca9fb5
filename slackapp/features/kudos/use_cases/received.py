"""What somebody was thanked for: for their eyes only."""

from collections.abc import Iterable

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.received import LINES, year_micros
from slackapp.features.kudos.rules.shown import Received, ReceivedLately, ReceivedLine
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.features.kudos.store.thanks import list_received
from slackapp.features.kudos.use_cases.audience import as_seen_now
from slackapp.features.kudos.use_cases.names import in_names
from slackapp.ledger.received import list_received_acts
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.workspaces import workspace_zone

_THANKS = {"kudos", "acknowledgement"}


def read_received(tx: Transaction, *, person_id: str, year: int | None) -> Received:
    """A year's thanks, this year's without one; words of private channels stay there."""
    zone = workspace_zone(tx)
    year = year or tx.now.astimezone(zone).year
    person = find_people(tx, [person_id]).get(person_id)
    if person is None:
        return Received(year=year, times=0, people=0, lines=(), more=0, hidden=0)
    begin, end = year_micros(year, zone)
    acts = list_received_acts(tx, person.key, begin, end)
    known = as_seen_now(tx, list_received(tx, person.key, begin, end))
    worded = [one for one in known if one.reason]
    open_words = [one for one in worded if one.audience == "public" or one.shown == "receivers"]
    alone = [one for one in open_words if one.shown == "receivers"]
    givers = {act.giver for act in acts} | {one.giver for one in alone}
    return Received(
        year=year,
        times=len(acts) + len(alone),
        people=len(givers),
        lines=_lines(tx, open_words[:LINES]),
        more=len(open_words[LINES:]),
        hidden=len(worded) - len(open_words),
    )


def read_this_week(tx: Transaction, person: int) -> ReceivedLately:
    """Words of private channels stay there; nothing tells of who is left out."""
    first, until = Week.of(tx.now, workspace_zone(tx)).micros(workspace_zone(tx))
    acts = list_received_acts(tx, person, first, until)
    known = as_seen_now(tx, list_received(tx, person, first, until))
    alone = {one.giver for one in known if one.shown == "receivers"}
    givers = {act.giver for act in acts if act.kind in _THANKS} | alone
    people = {key: one for key, one in people_by_key(tx, givers).items() if one.is_heard}
    said = [one for one in known if one.reason and one.audience == "public" and one.giver in people]
    if not said:
        return ReceivedLately(people=len(people))
    giver = people[said[0].giver]
    return ReceivedLately(
        people=len(people),
        reason=in_names(tx, said[0].reason),
        giver="" if giver.hides_name else giver.name,
    )


def _lines(tx: Transaction, thanks: Iterable[Thanks]) -> tuple[ReceivedLine, ...]:
    shown = list(thanks)
    people = people_by_key(tx, [one.giver for one in shown])
    zone = workspace_zone(tx)
    return tuple(
        ReceivedLine(
            giver=people[one.giver].name,
            reason=in_names(tx, one.reason),
            values=one.values,
            at=datetime_of_micros(one.at).astimezone(zone),
            alone=one.shown == "receivers",
        )
        for one in shown
    )
