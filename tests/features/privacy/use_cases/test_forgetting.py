"""Forgetting is done as a whole or not at all, and asked for by a job that names nobody."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.privacy.use_cases.forgetting import FORGET, ask_to_forget, forget
from slackapp.intake.models import InboxEvent
from slackapp.jobs.models import Job
from slackapp.workspace.forgetting import left_out_among
from tests.builders.databases import transaction
from tests.features.privacy.planting import ANA, ANA_ID, everything, plant


class Crash(Exception):  # noqa: N818  of a test
    """The machine goes down."""


def _crash(_tx: Transaction, _person: int) -> None:
    raise Crash


def _last_one_crashes() -> list[Feature]:
    *rooms, last = FEATURES
    return [*rooms, replace(last, forget_person=_crash)]


def test_a_crash_in_the_middle_leaves_everything_and_the_next_try_forgets(
    database: Database,
) -> None:
    with transaction(database) as tx:
        plant(tx)
    with transaction(database) as tx:
        before = everything(tx)
    with pytest.raises(Crash), transaction(database) as tx:
        forget(tx, person=ANA, leave_out=False, rooms=_last_one_crashes())
    with transaction(database) as tx:
        assert everything(tx) == before
        assert forget(tx, person=ANA, leave_out=False, rooms=FEATURES)
    with transaction(database) as tx:
        assert ANA_ID not in str(everything(tx))


def test_the_job_is_one_however_often_it_is_asked_for_and_names_nobody(database: Database) -> None:
    with transaction(database) as tx:
        plant(tx)
    for _ in range(2):
        with transaction(database) as tx:
            assert ask_to_forget(tx, person_id=ANA_ID, leave_out=False)
    with transaction(database) as tx:
        jobs = list(tx.session.scalars(select(Job).where(Job.workspace_id == "T1")))
        (asked,) = [job for job in jobs if job.kind == FORGET]
        assert ANA_ID not in f"{asked.row_id} {asked.payload}"


@pytest.mark.parametrize("state", ["parked", "failed"])
def test_what_could_not_be_read_yet_is_not_kept_for_later(database: Database, state: str) -> None:
    said = {"Ev1": f'{{"user":"{ANA_ID}"}}', "Ev2": f"<@{ANA_ID}>", "Ev3": f'"{ANA_ID}B"'}
    with transaction(database) as tx:
        plant(tx)
        for event_id, body in said.items():
            event = {"kind": "message", "received_at": 1, "state": state}
            tx.session.add(
                InboxEvent(workspace_id="T1", event_id=event_id, body=body.encode(), **event)
            )
    with transaction(database) as tx:
        forget(tx, person=ANA, leave_out=False, rooms=FEATURES)
    with transaction(database) as tx:
        events = tx.session.scalars(select(InboxEvent).where(InboxEvent.workspace_id == "T1"))
        assert {one.event_id: one.body is None for one in events} == {
            "Ev1": True,
            "Ev2": True,
            "Ev3": False,
        }


def test_who_is_unknown_can_still_be_left_out(database: Database) -> None:
    with transaction(database) as tx:
        plant(tx)
        assert not ask_to_forget(tx, person_id="U404", leave_out=False)
        assert left_out_among(tx, ["U404"]) == {}
        assert not ask_to_forget(tx, person_id="U404", leave_out=True)
        assert left_out_among(tx, ["U404", "U405"]).keys() == {"U404"}
