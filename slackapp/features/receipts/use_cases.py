"""What can be done with a receipt: read one's own, and say that something in it is wrong."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from slackapp.database.transaction import Transaction
from slackapp.features.receipts import rules, store
from slackapp.features.receipts.blocks import notes, reasons, receipt
from slackapp.features.receipts.rules import (
    FactorShown,
    GivenShown,
    Impact,
    LineShown,
    NoteShown,
    ReceiptShown,
)
from slackapp.features.receipts.store import Note
from slackapp.ledger.given import HELPING, gave_since
from slackapp.ledger.reading_receipts import ReceiptRead, read_receipt
from slackapp.ledger.receipts import Factor, LinePot, ReceiptLine
from slackapp.ledger.weeks import giver_week, may_score
from slackapp.outbox import admins as outbox_admins
from slackapp.outbox.content import PostContent
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_datetime
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.admins import list_admins
from slackapp.workspace.channels import find_channels
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.workspaces import message_url, workspace_zone

NOTE = "receipts.note"
LATELY = timedelta(weeks=4)


def show_receipt(tx: Transaction, *, person_id: str, words: str) -> ReceiptShown:
    """Of whoever asks; a Refusal where the words name no week that has begun."""
    this_week = Week.of(tx.now, workspace_zone(tx))
    week = rules.read_week(words, this_week)
    if week is None:
        raise Refusal(receipt.no_week(words))
    if week > this_week:
        raise Refusal(receipt.still_to_come(week))
    person = find_people(tx, [person_id]).get(person_id)
    if person is None:
        return ReceiptShown(week=week, is_this_week=week == this_week, lines=())
    lines, more = _lines(tx, person, week)
    return ReceiptShown(
        week=week,
        is_this_week=week == this_week,
        lines=lines,
        more=more,
        scores=may_score(person),
        left_out=person.kind == "left_out",
    )


def show_given(tx: Transaction, person: Person) -> GivenShown:
    """Of this week."""
    zone = workspace_zone(tx)
    week = Week.of(tx.now, zone)
    found = giver_week(tx, person.key, week)
    pots: list[tuple[LinePot, Decimal]] = [
        ("helping", found.helping),
        ("sharing", found.sharing),
        ("thanking", found.thanking),
        ("connections", found.connections),
    ]
    first, _until = week.micros(zone)
    scored = [(pot, points) for pot, points in pots if points]
    gave = bool(scored) or bool(gave_since(tx, person.key, first))
    return GivenShown(pots=scored, gave=gave, scores=may_score(person))


def find_impact(tx: Transaction, person: int) -> Impact | None:
    """Of the last four weeks; None where nobody said so."""
    acts = [live.act for live in gave_since(tx, person, micros_of_datetime(tx.now - LATELY))]
    helped = {act.receiver for act in acts if act.kind in HELPING}
    useful = {act.receiver for act in acts if act.kind == "link"}
    if not helped | useful:
        return None
    known = people_by_key(tx, helped | useful)
    heard = {key for key, one in known.items() if one.is_heard}
    return Impact(helped=len(helped & heard), found_useful=len(useful & heard))


def tell_admins(
    tx: Transaction, *, person_id: str, week: Week, line: str, words: str, note_id: str
) -> tuple[str, ...]:
    """Hand the words to every admin, once a `note_id`; who they are. A Refusal says why not."""
    tx.lock_workspace()
    person, admins = _who(tx, person_id)
    said = words.strip()[: rules.MOST_WORDS]
    if not said:
        raise Refusal(notes.say_more())
    if store.find_note(tx, note_id) is None:
        since = tx.now - rules.NOTE_SPAN
        if store.count_notes(tx, person.key, since=since) >= rules.NOTES_A_DAY:
            raise Refusal(notes.enough_for_today([admin.name for admin in admins]))
        store.add_note(tx, note_id, Note(person.key, str(week), line, said))
    outbox_admins.tell_admins(
        tx,
        kind=NOTE,
        subject=note_id,
        post_id=lambda admin: f"{NOTE}:{note_id}:{admin.slack_id}",
        admins=admins,
    )
    return tuple(admin.name for admin in admins)


def word_note(tx: Transaction, subject: str) -> PostContent | None:
    """The direct message to an admin; nothing any more of somebody who left."""
    note = store.find_note(tx, subject)
    person = people_by_key(tx, [note.person]).get(note.person) if note else None
    if note is None or person is None or not person.is_heard or not person.slack_id:
        return None
    week = Week.named(note.week)
    lines, _more = _lines(tx, person, week) if note.line else ((), 0)
    line = next((one for one in lines if one.line_id == note.line), None)
    shown = NoteShown(
        name=person.name,
        week=week,
        words=note.words,
        line=line,
        line_gone=bool(note.line) and line is None,
    )
    text, said = notes.note(shown)
    return PostContent(text=text, blocks=said)


def _who(tx: Transaction, person_id: str) -> tuple[Person, list[Person]]:
    """Who writes, and the admins, without them where there are others."""
    person = find_people(tx, [person_id]).get(person_id)
    if person is None or not person.is_heard:
        raise Refusal(notes.who_are_you())
    admins = list_admins(tx)
    if not admins:
        raise Refusal(notes.no_admins())
    others = [admin for admin in admins if admin.key != person.key]
    return person, others or admins


def _lines(tx: Transaction, person: Person, week: Week) -> tuple[tuple[LineShown, ...], int]:
    """And how many are left out."""
    read = read_receipt(tx, person, week)
    uncounted = [one for one in read.receipt.lines if one.pot == "connections" and not one.points]
    left_out = set(uncounted[rules.MOST_UNCOUNTED :])
    lines = [line for line in read.receipt.lines if line not in left_out]
    named = _Names(people_by_key(tx, {one for line in lines for one in line.people}))
    urls, zone = _urls(tx, read), workspace_zone(tx)
    return tuple(_shown(line, named, urls, zone) for line in lines), len(left_out)


class _Names:
    """What people are called in somebody's own receipt; nobody forgotten or left out is."""

    def __init__(self, people: Mapping[int, Person]) -> None:
        self._people = people

    def of(self, key: int, *, in_a_meeting: bool = False) -> str:
        """Whoever hides their name is named to those who gave to them, who know whom they meant."""
        person = self._people.get(key)
        if person is None or not person.is_heard:
            return ""
        if not person.slack_id:
            return reasons.somebody_who_left()
        return "" if in_a_meeting and person.hides_name else person.name


def _shown(
    line: ReceiptLine, named: _Names, urls: Mapping[ReceiptLine, str], zone: ZoneInfo
) -> LineShown:
    is_meeting = line.kind == "new_connection"
    return LineShown(
        line_id=line.line_id,
        kind=line.kind,
        pot=line.pot,
        names=_in_order(named.of(one, in_a_meeting=is_meeting) for one in line.people),
        at=datetime_of_micros(line.at).astimezone(zone),
        points=line.points,
        factors=tuple(_factor(factor, named) for factor in line.factors),
        is_private=line.audience == "private",
        url=urls.get(line, ""),
    )


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Those without a name come last."""
    return tuple(sorted(names, key=lambda name: (not name, name.casefold())))


def _factor(factor: Factor, named: _Names) -> FactorShown:
    name = named.of(factor.person) if factor.person else ""
    return FactorShown(kind=factor.kind, count=factor.count, points=factor.points, name=name)


def _urls(tx: Transaction, read: ReceiptRead) -> dict[ReceiptLine, str]:
    """Of the messages that every member may see as things stand now."""
    places = {
        line: read.places[line.turn]
        for line in read.receipt.lines
        if line.turn is not None and line.turn in read.places and line.audience == "public"
    }
    channels = find_channels(tx, {channel_id for channel_id, _ in places.values()})
    return {
        line: message_url(tx, channel_id, ts)
        for line, (channel_id, ts) in places.items()
        if channel_id in channels and channels[channel_id].audience == "public"
    }
