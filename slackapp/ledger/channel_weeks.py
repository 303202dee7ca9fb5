"""What was given in one public channel: counted from its turns, as no stored week tells places."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.ledger.models import ActTurnRow
from slackapp.ledger.rules import counts, score_week, tally_acts
from slackapp.ledger.score_settings import policy_of
from slackapp.ledger.team import TeamFigures, TopGiver
from slackapp.ledger.turns import LiveAct, Turn, counted_acts
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import people_by_key
from slackapp.workspace.workspaces import workspace_zone

_TURN = Base.metadata.tables[ActTurnRow.__tablename__].c
_COLUMNS = [_TURN[name] for name in Turn._fields]


@dataclass(frozen=True, slots=True)
class ChannelWeeks:
    """A channel in some weeks: its figures, who gave there by score, and what they gave.

    New connections are the workspace's, not a channel's: they are in neither.
    """

    figures: TeamFigures
    givers: Sequence[TopGiver]
    given: dict[int, Counter[str]]


def read_channel(tx: Transaction, channel_id: str, weeks: Sequence[Week]) -> ChannelWeeks:
    by_week = _acts(tx, channel_id, weeks)
    scores: defaultdict[int, Decimal] = defaultdict(Decimal)
    given: defaultdict[int, Counter[str]] = defaultdict(Counter)
    kudos: Counter[int] = Counter()
    thanked: set[int] = set()
    for week, acts in by_week.items():
        policy = policy_of(tx, week)
        for person, tally in tally_acts(acts).items():
            given[person].update(tally.given)
            kudos[person] += tally.kudos
            thanked |= {person} if tally.thanked else set()
        for person in {live.act.giver for live in acts}:
            theirs = [live for live in acts if live.act.giver == person]
            scores[person] += score_week(theirs, (), policy).score
    people = people_by_key(tx, given.keys() | thanked)
    members = {key: person for key, person in people.items() if person.is_member}
    figures = TeamFigures(
        givers=sum(1 for key in members if given[key]),
        receivers=len(thanked & members.keys()),
        kudos=sum(kudos[key] for key, person in people.items() if person.kind != "left_out"),
        new_connections=0,
    )
    return ChannelWeeks(figures, _by_score(members, scores), dict(given))


def _by_score(members: dict[int, Person], scores: dict[int, Decimal]) -> list[TopGiver]:
    found = [
        TopGiver(person=person, score=scores.get(key, Decimal(0)))
        for key, person in members.items()
        if person.may_be_named
    ]
    scored = [one for one in found if one.score]
    return sorted(scored, key=lambda one: (-one.score, one.person.key))


def _acts(tx: Transaction, channel_id: str, weeks: Sequence[Week]) -> dict[Week, list[LiveAct]]:
    """The public acts that count, by their week."""
    zone = workspace_zone(tx)
    first, until = weeks[0].micros(zone)[0], weeks[-1].micros(zone)[1]
    here = _TURN.workspace_id == tx.workspace_id
    places = select(_TURN.place).where(
        here, _TURN.at >= first, _TURN.at < until, _TURN.channel_id == channel_id
    )
    turns = tx.session.execute(select(*_COLUMNS).where(here, _TURN.place.in_(places)))
    by_week: defaultdict[Week, list[LiveAct]] = defaultdict(list)
    for live in counted_acts(Turn._make(row) for row in turns):
        if first <= live.at < until and counts(live):
            by_week[Week.of_micros(live.at, zone)].append(live)
    return by_week
