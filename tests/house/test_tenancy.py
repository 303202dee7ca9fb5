"""Who may see the rows of every workspace: these modules, for what is done for all of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "slackapp"
LEFT_OUT = ("sandbox", "demo")
# Sessions and connections that are of no workspace, and Transactions made around them.
DOORS = {"connecting", "connect_for_single_statements", "connect", "begin"}
SESSIONS = {"reading", "writing"}
MADE = {"Session", "Transaction", "WorkspaceSession", "WriteBehindSession", "create_engine"}

FOR_ALL = {
    "app/application.py": "is the database there; who has a token",
    "app/installation_checks.py": "which workspaces have a token of their own",
    "app/installing.py": "whose token it is; what is purged",
    "app/background.py": "the tick, for each workspace in turn",
    "cli/doctor/store.py": "how much is kept, and whether it holds",
    "cli/inbox.py": "the operator's list of dead letters",
    "cli/keys.py": "all tokens, encrypted anew",
    "cli/migrating.py": "what lacks in the tables",
    "cli/place.py": "which workspace is meant",
    "cli/restoring.py": "which workspaces a backup brought back",
    "cli/posts.py": "the operator's list of posts",
    "cli/workspaces.py": "the operator's list of workspaces",
    "database/engines.py": "where they are made",
    "database/migrations.py": "tables",
    "database/named_lock.py": "a lock, no rows",
    "database/write_check.py": "is there room left",
    "intake/event_insert.py": "one row an event, with its own workspace",
    "intake/jobs.py": "how much waits; bodies that are due",
    "intake/lifecycle.py": "news of an installation's end, of whichever",
    "intake/socket_mode/socket_mode.py": "no session: a socket's own reading",
    "intake/reader.py": "which workspaces have something to read",
    "jobs/client.py": "the engine's own database",
    "jobs/handover.py": "what is due, wherever",
    "jobs/replicas.py": "which replica lives",
    "jobs/runner.py": "what dead replicas had in hand",
    "jobs/transactions.py": "the way to one workspace",
    "outbox/retention.py": "old posts",
    "outbox/sending.py": "what dead replicas had in hand",
    "workspace/token_rotation.py": "tokens of whichever",
}


def test_no_other_module_works_on_more_than_one_workspace() -> None:
    assert sorted(_found()) == sorted(FOR_ALL)


def _found() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith(LEFT_OUT) and any(
            map(_opens, ast.walk(ast.parse(path.read_text())))
        ):
            yield name


def _opens(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if isinstance(called, ast.Name):
        return called.id in MADE
    return isinstance(called, ast.Attribute) and (
        (called.attr in SESSIONS and not _is_of_a_workspace(called.value, node))
        or (called.attr in DOORS and _names_a_database(called.value))
    )


def _is_of_a_workspace(owner: ast.expr, call: ast.Call) -> bool:
    """`transactions.writing(workspace_id)`: the one way to a workspace's rows."""
    return ast.unparse(owner).rstrip("_").endswith("transactions") and bool(call.args)


def _names_a_database(owner: ast.expr) -> bool:
    return "engine" in ast.unparse(owner) or "database" in ast.unparse(owner)
