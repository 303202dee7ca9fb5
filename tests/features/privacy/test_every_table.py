"""Every table that names people is answered by export and by forget; a new one makes this fail."""

import json

import pytest

from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.features.privacy.rules import PARTS
from slackapp.features.privacy.use_cases.exporting import export_person
from slackapp.features.privacy.use_cases.forgetting import forget
from tests.builders.databases import transaction
from tests.features.privacy.planting import (
    ANA,
    ANA_ID,
    NAME,
    NAMES_NOBODY,
    NAMING,
    SAID,
    SOUNDS_LIKE_A_PERSON,
    all_tables,
    everything,
    plant,
)


def test_every_table_says_whether_it_names_people() -> None:
    assert sorted(NAMING.keys() | NAMES_NOBODY) == sorted(all_tables())


def test_no_column_of_people_is_overlooked() -> None:
    found = {
        (name, column.name)
        for name, table in all_tables().items()
        for column in table.columns
        if column.name in SOUNDS_LIKE_A_PERSON
    }
    assert {name for name, _ in found} <= NAMING.keys()


def test_an_export_has_a_part_of_each_table_and_explains_it(database: Database) -> None:
    with transaction(database) as tx:
        plant(tx)
    with transaction(database) as tx:
        parts = export_person(tx, ANA, FEATURES)
    assert sorted(parts) == sorted(NAMING)
    assert sorted(PARTS) == sorted(NAMING)
    assert [name for name, rows in parts.items() if not rows] == []
    assert json.dumps(parts)


@pytest.mark.parametrize("leave_out", [False, True])
def test_nothing_names_who_was_forgotten(database: Database, *, leave_out: bool) -> None:
    with transaction(database) as tx:
        plant(tx)
    with transaction(database) as tx:
        assert forget(tx, person=ANA, leave_out=leave_out, rooms=FEATURES)
    with transaction(database) as tx:
        kept = everything(tx)
    for word in (ANA_ID, NAME, SAID):
        assert [name for name, rows in kept.items() if word in str(rows)] == []
    act = kept["act_turn"][0]
    assert (act["channel_id"], act["message_ts"]) == (None, None)
    assert act["source"].startswith("forgotten:")
    for name, naming in NAMING.items():
        still = {column for row in kept[name] for column in row if str(ANA) in str(row[column])}
        assert still <= set(naming.stays), name


def test_forgetting_twice_is_forgetting_once(database: Database) -> None:
    with transaction(database) as tx:
        plant(tx)
    with transaction(database) as tx:
        assert forget(tx, person=ANA, leave_out=False, rooms=FEATURES)
        before = everything(tx)
    with transaction(database) as tx:
        assert not forget(tx, person=ANA, leave_out=False, rooms=FEATURES)
        assert everything(tx) == before
