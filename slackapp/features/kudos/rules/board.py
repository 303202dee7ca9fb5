"""What the board quotes and counts of a week's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from slackapp.features.kudos.rules.thanks import Thanks, is_enough, people_mentioned
from slackapp.reading.mrkdwn import plain_text
from slackapp.vocabulary.people import Person

QUOTES_ON_A_BOARD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A public reason on the board, by names."""

    reason: str
    receivers: tuple[str, ...]
    giver: str


def pick_quotes(
    thanks: Iterable[Thanks], people: Mapping[int, Person], minimum: int
) -> tuple[Quote, ...]:
    """The newest reasons, each receiver at most once; only who may be named is, also inside."""
    members = {key: person for key, person in people.items() if person.may_be_named}
    names = {person.slack_id: person.name for person in members.values()}
    quotes: list[Quote] = []
    shown: set[int] = set()
    for kudos in _kudos_newest_first(thanks):
        said = kudos[0]
        receivers = [one.receiver for one in kudos if one.receiver in members]
        fits = said.giver in members and people_mentioned(said.reason) <= names.keys()
        if not receivers or not fits or not is_enough(said.reason, minimum):
            continue
        if shown.isdisjoint(receivers):
            shown.update(receivers)
            quotes.append(
                Quote(
                    reason=plain_text(said.reason, names),
                    receivers=tuple(members[receiver].name for receiver in receivers),
                    giver=members[said.giver].name,
                )
            )
    return tuple(quotes[:QUOTES_ON_A_BOARD])


def rank_values(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """What people were thanked for, most first, then by name."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _kudos_newest_first(thanks: Iterable[Thanks]) -> list[list[Thanks]]:
    """Grouped by source and reason, since one message may thank for several things."""
    ordered = sorted(thanks, key=lambda one: (-one.at, one.source, one.reason, one.place))
    groups = groupby(ordered, key=lambda one: (one.at, one.source, one.reason))
    return [list(group) for _, group in groups]
