"""The end of an installation is heard at once, in any order, twice and late; never of another."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import count, permutations
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import select, text, update

from slackapp.database.upsert import insert_new
from slackapp.intake.lifecycle import CHECK_JOB
from slackapp.intake.models import InboxEvent
from slackapp.jobs.models import Job
from slackapp.jobs.queue import enqueue_job
from slackapp.outbox.models import Post
from slackapp.outbox.posts import plan_post
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.installation_store import (
    GRACE,
    Standing,
    find_standing,
    has_scope,
    save_installation,
)
from slackapp.workspace.installations import Installation
from slackapp.workspace.token_keys import TokenKeys, new_key
from tests.builders.slack_events import dumped, envelope, message
from tests.intake.desk import Desk, noting_room

_numbers = count(1)
KEYS = TokenKeys({"key": new_key()})
UNINSTALLED: dict[str, Any] = {"type": "app_uninstalled"}
REVOKED: dict[str, Any] = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOT"]}}


def installed(desk: Desk, workspace_id: str = "T1", enterprise_id: str | None = None) -> None:
    found = found_by_oauth(workspace_id, enterprise_id)
    with desk.opened(workspace_id) as tx:
        save_installation(tx, found, installer="U1", keys=KEYS)


def found_by_oauth(workspace_id: str = "T1", enterprise_id: str | None = None) -> Installation:
    return Installation(
        workspace_id=workspace_id,
        bot_token="xoxb-1",
        bot_user_id="UBOT",
        bot_id="BBOT",
        app_id="A1",
        team_name="",
        enterprise_id=enterprise_id,
        scopes=frozenset({"chat:write"}),
    )


def tell(
    desk: Desk,
    event: Mapping[str, Any],
    *,
    at: object,
    tenant: str = "T1",
    enterprise_id: str | None = None,
    event_id: str | None = None,
) -> None:
    """As the front door would store it; `at`: when Slack says it happened."""
    event_id = event_id or f"EvEnd{next(_numbers)}"  # none of the desk's
    wrapped = envelope(dict(event), event_id=event_id, team=tenant)
    wrapped["event_time"] = int(at.timestamp()) if isinstance(at, datetime) else at
    wrapped["authorizations"][0]["enterprise_id"] = enterprise_id
    row = {
        "workspace_id": tenant,
        "event_id": wrapped["event_id"],
        "kind": event["type"],
        "received_at": micros_of_datetime(desk.clock.now()),
        "body": dumped(wrapped),
        "state": "open",
    }
    with desk.database.writing() as session:
        insert_new(session, InboxEvent, [row])
    desk.read()


def standing(desk: Desk, workspace_id: str = "T1") -> Standing:
    with desk.opened(workspace_id) as tx:
        found = find_standing(tx)
    assert found is not None
    return found


def planned(desk: Desk, model: type[Job] | type[Post]) -> list[str]:
    with desk.database.reading() as session:
        rows: Iterable[Job | Post] = session.scalars(select(model).where(model.state == "planned"))
        return [row.kind for row in rows]


def test_it_ends_at_once_and_everything_is_kept_for_the_time_of_grace(desk: Desk) -> None:
    desk.features = (noting_room("kudos"),)
    installed(desk)
    with desk.opened() as tx:
        plan_post(tx, post_id="p", kind="kudos.post", subject="s", channel_id="C1")
        enqueue_job(tx, kind="leaderboard.close", key="k", payload={})
    desk.put(*(message(ts=f"{n}.000100") for n in range(300)))
    tell(desk, UNINSTALLED, at=desk.clock.now())
    assert desk.noted("kudos") == []
    assert (planned(desk, Post), planned(desk, Job)) == ([], [CHECK_JOB])
    now = standing(desk)
    assert (now.state, now.ended_by) == ("ended", "app_uninstalled")
    assert now.purge_at == desk.clock.now() + GRACE
    desk.put(message(ts="400.000100"))
    desk.read()
    assert desk.noted("kudos") == []
    assert {(one.state, one.body) for one in desk.events() if one.kind == "message"} == {
        ("ignored", None)
    }


@pytest.mark.parametrize("order", [*permutations(["uninstalled", "revoked", "again"])])
def test_in_any_order_twice_and_late_a_new_installation_stays(
    desk: Desk, order: tuple[str, ...]
) -> None:
    installed(desk)
    desk.wait(days=1)
    ended_at = desk.clock.now()
    desk.wait(minutes=5)
    for step in order:
        if step == "again":
            installed(desk)
            continue
        event = UNINSTALLED if step == "uninstalled" else REVOKED
        for _ in range(2):
            tell(desk, event, at=ended_at, event_id=f"Ev{step}")
        tell(desk, event, at=ended_at)
    assert standing(desk).state == "live"
    desk.wait(days=1)
    tell(desk, UNINSTALLED, at=desk.clock.now())
    assert standing(desk).state == "ended"


def test_an_end_read_while_somebody_installs_anew_waits_and_ends_nothing(desk: Desk) -> None:
    installed(desk)
    desk.wait(days=1)
    ended_at = desk.clock.now()
    desk.wait(minutes=5)
    reading = Thread(target=tell, args=(desk, UNINSTALLED), kwargs={"at": ended_at})
    with desk.opened() as tx:
        save_installation(tx, found_by_oauth(), installer="U1", keys=KEYS)
        reading.start()
        until_somebody_waits(desk)
    reading.join()
    assert standing(desk).state == "live"


def until_somebody_waits(desk: Desk) -> None:
    """For a lock of PostgreSQL's; on SQLite they wait for their turn anyway."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND "
    for _ in range(3000 if not desk.database.is_sqlite else 0):
        with desk.database.reading() as session:
            if session.scalar(text(f"{waiting} datname = current_database()")):
                return
        Event().wait(0.01)


def test_the_end_within_the_second_of_the_installation_counts(desk: Desk) -> None:
    desk.wait(microseconds=900_000)
    installed(desk)
    tell(desk, UNINSTALLED, at=desk.clock.now())
    assert standing(desk).state == "ended"


def test_the_first_news_of_an_end_sets_its_date(desk: Desk) -> None:
    installed(desk)
    tell(desk, UNINSTALLED, at=desk.clock.now())
    purge_at = standing(desk).purge_at
    desk.wait(days=3)
    tell(desk, REVOKED, at=desk.clock.now())
    assert standing(desk).purge_at == purge_at


def test_an_end_stays_in_its_workspace(desk: Desk) -> None:
    desk.settle_in("T2")
    installed(desk)
    installed(desk, "T2")
    tell(desk, UNINSTALLED, at=desk.clock.now())
    assert (standing(desk).state, standing(desk, "T2").state) == ("ended", "live")
    with desk.opened("T2") as tx:
        assert has_scope(tx, "chat:write")
        assert not has_scope(tx, "files:write")


def test_somebodys_own_token_is_not_the_apps(desk: Desk) -> None:
    installed(desk)
    for tokens in ({"oauth": ["U1"]}, {"oauth": ["U1"], "bot": []}, {}, None, "odd"):
        tell(desk, {"type": "tokens_revoked", "tokens": tokens}, at=desk.clock.now())
    assert standing(desk).state == "live"


def test_an_organisation_takes_one_workspace_away_and_gives_it_back(desk: Desk) -> None:
    desk.settle_in("T2")
    installed(desk, enterprise_id="E1")
    installed(desk, "T2", enterprise_id="E1")

    def access(verb: str, *team_ids: object, by: str | None = "E1") -> None:
        event = {"type": f"team_access_{verb}", "team_ids": list(team_ids)}
        tell(desk, event, at=desk.clock.now(), enterprise_id=by)

    access("revoked", "T1", by="E2")
    access("revoked", "T1", by=None)
    assert standing(desk).state == "live"
    access("revoked", "T2", 5, "T\u0000", "T9")
    assert (standing(desk).state, standing(desk, "T2").state) == ("live", "ended")
    access("granted", "T2", by="E2")
    assert standing(desk, "T2").state == "ended"
    access("granted", "T2")
    assert standing(desk, "T2").state == "live"


def test_access_given_does_not_undo_a_removal(desk: Desk) -> None:
    installed(desk, enterprise_id="E1")
    tell(desk, UNINSTALLED, at=desk.clock.now())
    granted = {"type": "team_access_granted", "team_ids": ["T1"]}
    tell(desk, granted, at=desk.clock.now(), enterprise_id="E1")
    assert standing(desk).state == "ended"


@pytest.mark.parametrize("at", [10**30, -(10**30), "yesterday", None, True])
def test_an_odd_time_keeps_nobody_from_reading(desk: Desk, at: object) -> None:
    desk.features = (noting_room("kudos"),)
    desk.settle_in("T2")
    installed(desk)
    tell(desk, UNINSTALLED, at=at)
    desk.put(message(), workspace_id="T2")
    desk.read()
    assert desk.noted("kudos", "T2") == ["1763467200.000100"]
    assert [one.state for one in desk.events()] == ["done", "done"]


def test_one_that_cannot_be_read_keeps_nobody_from_reading(desk: Desk) -> None:
    desk.features = (noting_room("kudos"),)
    installed(desk)
    tell(desk, UNINSTALLED, at=desk.clock.now() - timedelta(days=1))
    desk.put({"type": "app_uninstalled"})
    with desk.database.writing() as session:
        session.execute(update(InboxEvent).where(InboxEvent.state == "open").values(body=b"{}"))
    desk.put(message())
    desk.read()
    assert desk.noted("kudos") == ["1763467200.000100"]
    assert [one.reason for one in desk.events()] == ["lifecycle", "malformed", None]


def test_of_a_workspace_nobody_knows_nothing_is_kept(desk: Desk) -> None:
    tell(desk, UNINSTALLED, at=desk.clock.now(), tenant="T9")
    assert [(one.state, one.body) for one in desk.events()] == [("done", None)]
    assert planned(desk, Job) == []


def test_one_installed_before_installations_were_kept_ends_too(desk: Desk) -> None:
    tell(desk, UNINSTALLED, at=desk.clock.now() - timedelta(days=1))
    assert standing(desk).state == "ended"
