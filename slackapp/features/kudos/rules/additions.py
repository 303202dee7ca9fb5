"""What others add to a kudos: their own thanks, and credit that its receivers pass on."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.ledger.acts import Act, Source
from slackapp.vocabulary.people import Person

_CREDIT = re.compile(r"(?P<people>[UW][A-Z0-9]+(?:,[UW][A-Z0-9]+)*):(?P<source>.+)", re.ASCII)

AdditionKind = Literal["acknowledgement", "credit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """One person adds something for another to the kudos `source`; `at` in microseconds.

    `reason` is safe mrkdwn and empty where nothing was said.
    """

    source: str
    kind: AdditionKind
    giver: int
    receiver: int
    at: int
    reason: str = ""
    taken_back: bool = False

    @property
    def act(self) -> Act:
        return Act(self.kind, self.giver, self.receiver)


def source_of_additions(thanks: Thanks, kind: AdditionKind, giver: int) -> Source:
    """At the place of the kudos: there one act a giver and receiver counts, the highest."""
    place = thanks.ledger_source.place
    key = f"{kind}:{thanks.source}:{giver}"
    return Source(key, thanks.channel_id, None, thanks.audience, about=place)


def value_of_credit(source: str, people_ids: Iterable[str]) -> str:
    """As a button carries it: the kudos, and to whom credit was passed there by Slack id."""
    return f"{','.join(people_ids)}:{source}"


def credit_of_value(value: str) -> tuple[str, frozenset[str]] | None:
    """The kudos and the people; None where the button is of another version."""
    read = _CREDIT.fullmatch(value)
    return (read["source"], frozenset(read["people"].split(","))) if read else None


def additions_to(
    thanks: Thanks,
    kind: AdditionKind,
    giver: int,
    receivers: Iterable[int],
    *,
    at: int,
    reason: str = "",
) -> list[Addition]:
    """What one person adds to a kudos for each of these."""
    return [
        Addition(
            source=thanks.source,
            kind=kind,
            giver=giver,
            receiver=receiver,
            at=at,
            reason=reason,
        )
        for receiver in receivers
    ]


def may_pass_on(thanks: Collection[Thanks], additions: Iterable[Addition], person: int) -> bool:
    """Its receivers, and whom they passed credit to."""
    return person in {one.receiver for one in thanks} | _credited(additions)


def is_in_chain(thanks: Collection[Thanks], additions: Iterable[Addition], person: Person) -> bool:
    """Who gave, was thanked or was credited: credit to them would run in a circle."""
    named = {thanks_row.giver for thanks_row in thanks} | {one.receiver for one in thanks}
    return person.key in named | _credited(additions)


def all_falling(
    thanks: Collection[Thanks], additions: Collection[Addition], gone: Collection[Addition]
) -> list[Addition]:
    """What is taken back, and the credit whose passer is then neither thanked nor credited."""
    kept = [one for one in additions if one not in gone]
    while adrift := [one for one in kept if _is_adrift(thanks, kept, one)]:
        kept = [one for one in kept if one not in adrift]
    return [one for one in additions if one not in kept]


def _is_adrift(
    thanks: Collection[Thanks], additions: Collection[Addition], addition: Addition
) -> bool:
    return addition.kind == "credit" and not may_pass_on(thanks, additions, addition.giver)


def _credited(additions: Iterable[Addition]) -> set[int]:
    return {one.receiver for one in additions if one.kind == "credit"}
