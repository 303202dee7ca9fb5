"""The giving score written down once more from the product's section 3, plainly and slowly.

It reads the lines of `slackapp export --format jsonl` and knows nothing of the ledger's code.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

HELPING = {"answer": Fraction(3), "helped_me_too": Fraction(1)}
SHARING = {"link": Fraction(2), "promotion": Fraction(2), "credit": Fraction(2)}
THANKING = {"kudos": Fraction(1), "acknowledgement": Fraction(1, 2)}
POTS = {"helping": HELPING, "sharing": SHARING, "thanking": THANKING}
CAPS = {"helping": None, "sharing": 8, "thanking": 5}
NINETY_DAYS = timedelta(days=90)


@dataclass(frozen=True)
class Counted:
    """A live public act of one to another."""

    kind: str
    giver: str
    receiver: str
    at: datetime
    bare: bool
    one_act: str


def scores(
    rows: Iterable[dict[str, Any]], zone: ZoneInfo, connections_from: datetime
) -> dict[tuple[str, str], dict[str, Fraction]]:
    """(person, "2026-W47") → points of each pot, of new connections and in all."""
    acts = [_counted(row) for row in rows if _counts(row)]
    weeks: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for act in acts:
        weeks[act.giver, _week(act.at, zone)].append(act)
    links = _links(acts, zone)
    met = _new_connections(acts, zone, connections_from)
    return {
        key: _week_score(weeks.get(key, []), key[1], links, met.get(key, 0))
        for key in weeks.keys() | met.keys()
    }


def _counts(row: dict[str, Any]) -> bool:
    is_act = row["kind"] != "new_connection" and row["act"] == "given"
    return bool(is_act and row["live"] and row["audience"] == "public")


def _counted(row: dict[str, Any]) -> Counted:
    return Counted(
        kind=row["kind"],
        giver=row["from_person"],
        receiver=row["to_person"],
        at=datetime.fromisoformat(row["occurred_at"]),
        bare=row["bare"],
        one_act=row["one_act"],
    )


def _week(at: datetime, zone: ZoneInfo) -> str:
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02d}"


def _links(acts: list[Counted], zone: ZoneInfo) -> dict[tuple[str, str], Fraction]:
    """(one_act, week) → what the link adds in that week: itself at first, ½ for each of 4 more."""
    found: dict[str, list[Counted]] = defaultdict(list)
    for act in sorted(acts, key=lambda act: act.at):
        if act.kind == "link" and act.one_act:
            found[act.one_act].append(act)
    worth: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for one_act, marks in found.items():
        for place, mark in enumerate(marks):
            week = _week(mark.at, zone)
            of_week = [other for other in marks if _week(other.at, zone) == week]
            first = Fraction(1 if all(other.bare for other in of_week) else 2)
            worth[one_act, week] += first if place == 0 else Fraction(1, 2) if place < 5 else 0
    return worth


def _new_connections(
    acts: list[Counted], zone: ZoneInfo, connections_from: datetime
) -> dict[tuple[str, str], int]:
    """(person, week) → with how many there was nothing either way for 90 days before."""
    times: dict[frozenset[str], list[datetime]] = defaultdict(list)
    for act in acts:
        times[frozenset((act.giver, act.receiver))].append(act.at)
    met: dict[tuple[str, str], int] = defaultdict(int)
    for pair, moments in times.items():
        last = None
        for at in sorted(moments):
            if (last is None or at - last > NINETY_DAYS) and at >= connections_from:
                for person in pair:
                    met[person, _week(at, zone)] += 1
            last = at
    return met


def _week_score(
    acts: list[Counted], week: str, links: dict[tuple[str, str], Fraction], met: int
) -> dict[str, Fraction]:
    found = {pot: _pot_score(acts, pot, week, links) for pot in POTS}
    found["connections"] = Fraction(min(met, 3))
    return found | {"score": sum(found.values(), Fraction(0))}


def _pot_score(
    acts: list[Counted], pot: str, week: str, links: dict[tuple[str, str], Fraction]
) -> Fraction:
    towards: dict[str, list[Fraction]] = defaultdict(list)
    for act in acts:
        if act.kind in POTS[pot]:
            same = [other for other in acts if act.one_act and other.one_act == act.one_act]
            if act.kind == "link" and act.one_act:
                weight = links[act.one_act, week]
            else:
                weight = max(map(_weight, same or [act]))
            towards[act.receiver].append(weight / len(same or [act]))
    total = Fraction(0)
    for weights in towards.values():
        for rank, weight in enumerate(sorted(weights, reverse=True)):
            total += weight / 2**rank
    cap = CAPS[pot]
    return total if cap is None else min(total, Fraction(cap))


def _weight(act: Counted) -> Fraction:
    kinds = {**HELPING, **SHARING, **THANKING}
    return kinds[act.kind] / (2 if act.bare else 1)
