"""Ids that change, people who go and come back: totals stay (H26)."""

from datetime import UTC, datetime

from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.privacy.use_cases.exporting import find_person
from slackapp.features.privacy.use_cases.moving import change_id
from slackapp.ledger.acts import Act
from slackapp.ledger.giver_weeks import list_weeks, read_weeks, rebuild
from slackapp.ledger.giving import give
from slackapp.workspace.directory import apply_event
from slackapp.workspace.people import PersonRecord, people_by_key, save_people
from tests.builders.databases import transaction
from tests.ledger.builders import at, command, open_workspace, people


def _thanked(tx: Transaction) -> tuple[int, int]:
    open_workspace(tx)
    ana, bo = people(tx, "U1", "U2")
    give(tx, command("1"), [Act("kudos", ana, bo)], at())
    return ana, bo


def _weeks(tx: Transaction) -> dict[str, object]:
    assert rebuild(tx, check=True) == []
    return {str(week): read_weeks(tx, week) for week in list_weeks(tx)}


def test_a_new_id_takes_over_what_was_the_old_ones(database: Database) -> None:
    with transaction(database) as tx:
        ana, _ = _thanked(tx)
        before = _weeks(tx)
        assert change_id(tx, old_id="U1", new_id="W1", rooms=FEATURES)
    with transaction(database) as tx:
        assert find_person(tx, person_id="W1") == ana
        assert find_person(tx, person_id="U1") is None
        assert _weeks(tx) == before
        assert not change_id(tx, old_id="U1", new_id="W1", rooms=FEATURES)


def test_a_row_that_a_sync_made_for_the_new_id_gives_way(database: Database) -> None:
    with transaction(database) as tx:
        ana, _ = _thanked(tx)
        save_people(tx, [PersonRecord(slack_id="W1", name="Ana")])
        assert change_id(tx, old_id="U1", new_id="W1", rooms=FEATURES)
    with transaction(database) as tx:
        assert find_person(tx, person_id="W1") == ana


def test_two_ids_that_both_gave_stay_two_people_with_all_their_points(database: Database) -> None:
    with transaction(database) as tx:
        _thanked(tx)
        (other,) = people(tx, "W1")
        bo = find_person(tx, person_id="U2")
        assert bo is not None
        give(tx, command("2"), [Act("kudos", other, bo)], at(minutes=1))
        before = _weeks(tx)
        assert not change_id(tx, old_id="U1", new_id="W1", rooms=FEATURES)
        assert _weeks(tx) == before


def test_who_leaves_the_company_and_comes_back_is_the_same_person(database: Database) -> None:
    with transaction(database) as tx:
        ana, _ = _thanked(tx)
        before = _weeks(tx)
    for hour, gone in ((1, True), (2, False)):
        changed = {"id": "U1", "deleted": gone, "profile": {"display_name": "Ana"}}
        updated = int(datetime(2026, 11, 18, hour, tzinfo=UTC).timestamp())
        with transaction(database) as tx:
            apply_event(tx, {"type": "user_change", "user": {**changed, "updated": updated}})
            assert people_by_key(tx, [ana])[ana].active is not gone
            assert find_person(tx, person_id="U1") == ana
            assert _weeks(tx) == before
