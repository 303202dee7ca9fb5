"""Who is forgotten stays in every total, and nowhere else."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act
from slackapp.ledger.forgetting import blank_places
from slackapp.ledger.giver_weeks import GiverWeek, list_weeks, read_weeks, rebuild
from slackapp.ledger.giving import give, settle, take_back
from slackapp.ledger.models import ActTurnRow
from slackapp.ledger.team import TeamWeeks
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.forgetting import forget_identity
from tests.builders.databases import transaction
from tests.ledger.builders import at, command, message, open_workspace, people
from tests.ledger.histories import HISTORIES, Step, play

_workspaces = count()
_examples = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _totals(tx: Transaction) -> dict[str, object]:
    """Everybody's weeks, and the team's figures of each."""
    return {
        str(week): (_by_person(tx, week), TeamWeeks(tx, [week]).figures())
        for week in list_weeks(tx)
    }


def _by_person(tx: Transaction, week: Week) -> dict[int, GiverWeek]:
    return {key: value for key, value in read_weeks(tx, week).items() if value.score}


def _forget(tx: Transaction, person: int) -> None:
    tx.memo.clear()
    blank_places(tx, person)
    forget_identity(tx, person, leave_out=False)


def _rows_of(tx: Transaction, person: int) -> list[ActTurnRow]:
    query = select(ActTurnRow).where(
        ActTurnRow.workspace_id == tx.workspace_id,
        (ActTurnRow.giver == person) | (ActTurnRow.receiver == person),
    )
    return list(tx.session.scalars(query.execution_options(populate_existing=True)))


@_examples
@given(steps=HISTORIES, who=st.integers(0, 3), also=st.integers(0, 3))
def test_totals_stay_whoever_is_forgotten(
    database: Database, steps: list[Step], who: int, also: int
) -> None:
    workspace_id = f"T{next(_workspaces)}"
    with transaction(database, workspace_id=workspace_id) as tx:
        open_workspace(tx)
        keys = people(tx, "U0", "U1", "U2", "U3")
        play(tx, keys, steps)
        assert rebuild(tx, check=True) == []
        before = _totals(tx)
    for person in (keys[who], keys[also]):
        with transaction(database, workspace_id=workspace_id) as tx:
            _forget(tx, person)
    with transaction(database, workspace_id=workspace_id) as tx:
        assert rebuild(tx, check=True) == []
        assert _totals(tx) == before
        rows = _rows_of(tx, keys[who])
        assert [row for row in rows if row.channel_id or row.message_ts] == []
        given = [row.source for row in rows if row.giver == keys[who]]
        assert [one for one in given if not one.startswith("forgotten:")] == []


def test_a_group_that_lost_somebody_is_still_one_act(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        bo, *group = people(tx, "U0", "U1", "U2", "U3")
        acts = [Act("kudos", bo, one, party="S1") for one in group]
        give(tx, message(at(minutes=1), by="kudos"), acts, at(minutes=1))
        before = _totals(tx)
        _forget(tx, group[0])
        assert rebuild(tx, check=True) == []
        assert _totals(tx) == before


def test_nothing_changes_any_more_what_they_gave_and_got(database: Database) -> None:
    """Their messages are deleted, links are settled anew: what counted goes on counting."""
    source = message(at(minutes=1), by="kudos")
    link = command("link")
    with transaction(database) as tx:
        open_workspace(tx)
        ana, bo, cy = people(tx, "U0", "U1", "U2")
        give(tx, source, [Act("kudos", bo, ana), Act("kudos", bo, cy)], at(minutes=1))
        found = {Act("link", bo, one, party="link"): at(minutes=2) for one in (ana, cy)}
        settle(tx, link, found, at(minutes=2))
        before = _totals(tx)
        _forget(tx, ana)
    with transaction(database) as tx:
        cys = next(act for act in found if act.receiver == cy)
        settle(tx, link, {cys: found[cys]}, at(minutes=3))
        give(tx, source, [Act("kudos", bo, ana)], at(minutes=1))
        take_back(tx, source, at(minutes=4), [Act("kudos", bo, ana)])
        assert rebuild(tx, check=True) == []
        assert _totals(tx) == before
        take_back(tx, source, at(minutes=5))
        assert _totals(tx) != before  # what others got can still be taken back
