"""Installing, using, removing and installing again, in three workspaces, over HTTP and sockets."""

import pytest
from sqlalchemy import select, text

from slackapp.database.base import Base
from slackapp.jobs.models import Job
from slackapp.outbox.models import Post
from slackapp.workspace.scopes import BASE_SCOPES
from tests.journeys.install.estate import Estate

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def rows_of(estate: Estate, team_id: str) -> dict[str, int]:
    """How many rows each table has of the workspace."""
    counts = {}
    with estate.app.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            column = table.c.get("workspace_id", table.c.get("id"))
            if column is not None:
                rows = session.execute(select(column).where(column == team_id)).all()
                counts[table.name] = len(rows)
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize("way", ["http", "socket"])
def test_three_workspaces_install_use_remove_and_install_again(estate: Estate) -> None:
    estate.add("T1", "T2", "T3")
    for team_id in ("T1", "T2", "T3"):
        estate.thank(team_id)
        estate.wait_until_given(team_id, 1)

    estate.workspace("T2").uninstall_app()
    estate.wait_until(lambda: estate.state("T2") == "ended")
    estate.thank("T1")
    estate.wait_until(lambda: estate.given("T1") == 2)
    assert estate.app.toolbox.installations.by_workspace("T2") is None

    estate.move(days=29)
    page = estate.browser().install(estate.ana("T2"))
    assert "is back in Hill" in page.text
    estate.workspace("T2").invite_app(estate.general("T2"), by=estate.ana("T2"))
    estate.thank("T2")
    estate.wait_until(lambda: estate.given("T2") == 2)
    assert estate.given("T3") == 1
    assert estate.state("T3") == "live"


def test_what_nobody_came_back_to_is_deleted_to_the_last_row_and_nothing_else(
    estate: Estate,
) -> None:
    estate.add("T1", "T2")
    for team_id in ("T1", "T2"):
        estate.thank(team_id)
        estate.wait_until_given(team_id, 1)
    estate.workspace("T2").uninstall_app()
    estate.wait_until(lambda: estate.state("T2") == "ended")
    estate.move(days=29)
    estate.app.tick.tick(estate.clock.now())
    assert estate.given("T2") == 1
    kept = set(rows_of(estate, "T1"))
    estate.move(days=2)
    estate.app.tick.tick(estate.clock.now())
    assert rows_of(estate, "T2") == {}
    assert {"act_turn", "installation", "person", "workspace"} <= kept
    assert estate.given("T1") == 1

    page = estate.browser().install(estate.ana("T2"))
    assert "is in Hill" in page.text
    assert estate.given("T2") == 0


@only_sqlite
def test_what_was_about_to_be_said_is_not_said_any_more(estate: Estate) -> None:
    estate.add("T1")
    estate.sandbox.faults.add(method="chat.postMessage", error="account_inactive", times=100)
    estate.thank("T1")
    estate.wait_until(lambda: estate.given("T1") == 1)
    estate.workspace("T1").uninstall_app()
    estate.wait_until(lambda: estate.state("T1") == "ended")

    def is_quiet() -> bool:
        with estate.app.database.reading() as session:
            posts = session.scalars(select(Post.state)).all()
            jobs = session.scalars(select(Job.kind).where(Job.state == "planned")).all()
        return "planned" not in posts and "sending" not in posts and jobs == []

    estate.wait_until(is_quiet)
    asked = len(estate.sandbox.world.traffic.all())
    estate.move(hours=1)
    estate.app.hand_over.tick(estate.clock.now())
    estate.app.tick.tick(estate.clock.now())
    calls = [one.name for one in estate.sandbox.world.traffic.all()[asked:]]
    assert [one for one in calls if one.startswith(("chat.", "views."))] == []


def test_installing_five_times_is_one_schedule_and_one_workspace(estate: Estate) -> None:
    for _ in range(5):
        estate.add("T1")
        estate.move(minutes=1)
    estate.wait_until(lambda: estate.state("T1") == "live")
    estate.thank("T1")
    estate.wait_until(lambda: estate.given("T1") == 1)
    assert rows_of(estate, "T1")["workspace"] == rows_of(estate, "T1")["installation"] == 1


@only_sqlite
def test_more_scopes_are_asked_where_more_is_turned_on_and_they_add_up(estate: Estate) -> None:
    estate.add("T1")
    standing = estate.standing("T1")
    assert standing is not None
    assert sorted(standing.scopes) == sorted(BASE_SCOPES)
    page = estate.browser().install(estate.ana("T1"), "?with=files")
    assert page.status_code == 200
    found = estate.app.toolbox.installations.by_workspace("T1")
    assert found is not None
    assert found.has_scope("files:write")
    estate.add("T1")
    assert "files:write" in (estate.standing("T1") or standing).scopes


@only_sqlite
def test_tokens_are_nowhere_to_be_read(estate: Estate) -> None:
    estate.sandbox.world.app.rotates_tokens = True
    estate.add("T1")
    secrets = [*estate.sandbox.world.tokens, *estate.sandbox.world.grants.refresh_tokens]
    assert len(secrets) == 2
    with estate.app.database.reading() as session:
        kept = session.execute(text("SELECT * FROM installation")).mappings().one()
    assert [one for one in secrets if one in str(dict(kept))] == []
    found = estate.app.toolbox.installations.by_workspace("T1")
    assert found is not None
    assert found.bot_token == secrets[0]
