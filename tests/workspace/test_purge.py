"""Nothing of a workspace is left, also of what was in hand as it was deleted."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.jobs.models import Job
from slackapp.jobs.queue import enqueue_job
from slackapp.workspace.installation_store import end_installation
from slackapp.workspace.models import WorkspaceRow
from slackapp.workspace.purge import purge
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction

P = ParamSpec("P")
R = TypeVar("R")


def install(tx: Transaction) -> None:
    save_workspace(tx, WorkspaceRecord(name="", bot_user_id="U", bot_id="B", app_id="A"))


def write(tx: Transaction) -> None:
    enqueue_job(tx, kind="any", key="any", payload={})


def purge_while(database: Database, *happens: Callable[[Transaction], None]) -> None:
    """T1, which has ended; all this happens just after the workspace's own row went."""
    with transaction(database) as tx:
        install(tx)
        end_installation(tx, by="app_uninstalled")

    def run(
        use_case: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        with transaction(database, workspace_id=workspace_id) as tx:
            answer = use_case(tx, *args, **kwargs)
        if use_case.__name__ == "_delete_last":
            with transaction(database, workspace_id=workspace_id) as tx:
                for each in happens:
                    each(tx)
        return answer

    purge(run, "T1")


def kept(database: Database) -> tuple[int, int]:
    """Workspaces and jobs."""
    with database.reading() as session:
        return len(session.scalars(select(WorkspaceRow.id)).all()), len(
            session.scalars(select(Job.kind)).all()
        )


def test_what_a_job_in_hand_wrote_at_the_last_moment_goes_too(database: Database) -> None:
    purge_while(database, write)
    assert kept(database) == (0, 0)


def test_what_is_installed_anew_at_that_moment_stays(database: Database) -> None:
    purge_while(database, install, write)
    assert kept(database) == (1, 1)
