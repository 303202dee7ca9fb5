"""Random histories of giving: any order, taken back, repeated, private, groups, links, long ago."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import ACT_KINDS, Act, ActKind
from slackapp.ledger.giver_weeks import refresh_weeks
from slackapp.ledger.giving import give, take_back
from slackapp.vocabulary.people import Audience
from tests.ledger.builders import at, command, message

DAYS = (-200, -95, -80, -14, -7, -6, -1, 0, 1, 2, 5, 7)


class Step(NamedTuple):
    """Somebody (0 to 3) gives something to one of them, or to all the others; or takes it back."""

    kind: ActKind
    giver: int
    receiver: int
    days: int
    place: int
    bare: bool = False
    to_all: bool = False
    audience: Audience = "public"
    takes_back: bool = False


HISTORIES = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(ACT_KINDS),
        giver=st.integers(0, 3),
        receiver=st.integers(0, 3),
        days=st.sampled_from(DAYS),
        place=st.integers(0, 4),
        bare=st.booleans(),
        to_all=st.booleans(),
        audience=st.sampled_from(("public", "public", "public", "private")),
        takes_back=st.sampled_from((False, False, False, True)),
    ),
    max_size=24,
)


def play(
    tx: Transaction, keys: tuple[int, ...], steps: list[Step], order: Sequence[int] | None = None
) -> None:
    """The steps by these people, in the order of the list, or in another, whatever their days."""
    for number in order or range(len(steps)):
        step = steps[number]
        giver = keys[step.giver]
        others = [key for key in keys if key != giver]
        receivers = others if step.to_all else [keys[step.receiver]]
        party = "S1" if step.to_all else ""
        if step.kind == "link":
            party = "link"
        acts = [Act(step.kind, giver, one, step.bare, party) for one in receivers]
        if step.kind == "link":
            source = command(f"link {step.giver} {step.place}", audience=step.audience)
        else:
            by = f"{step.kind}{step.giver}{party}"
            source = message(at(minutes=step.place), by=by, audience=step.audience)
        when = at(days=step.days, minutes=number)
        if step.takes_back:
            take_back(tx, source, when, acts)
        else:
            give(tx, source, acts, when)
        if step.place == 0:
            refresh_weeks(tx)
