"""What the code asks of Slack, read from the code itself: calls, listeners, events."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from slack_bolt import App
from slack_sdk import WebClient

from slackapp.app import register_listeners
from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.intake.envelope import KNOWN_EVENTS
from slackapp.jobs.client import DurableClient
from slackapp.sandbox.scopes import EVENT_SCOPES, METHOD_SCOPES, kind_scope
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import SystemClock
from slackapp.workspace.sync import CHANNEL_KINDS

PRESSED = frozenset({"action", "block_action", "view", "view_submission", "view_closed"})
OPTIONS = frozenset({"options", "block_suggestion"})
KINDS_OF_LISTENERS = (
    PRESSED
    | OPTIONS
    | {
        "command",
        "event",
        "global_shortcut",
        "message",
        "message_shortcut",
        "shortcut",
    }
)
# The Web API's methods as the SDK names them: chat_postMessage.
SDK_METHODS = {name for name in vars(WebClient) if "_" in name.strip("_")} - {"api_call"}
NOT_THE_APP = {"sandbox", "demo"}
# Of scopes that do equally well, what the app would use a method for.
PREFERRED = {"conversations.open": "im:write"}
_OUR_KINDS = {kind_scope(kind, right) for kind in CHANNEL_KINDS for right in ("read", "history")}


class NotingApp(App):
    """Bolt's own app, which notes what it is told to listen to: {"command": {"/kudos"}}."""

    def __init__(self) -> None:
        super().__init__(token="xoxb-0", signing_secret="0", token_verification_enabled=False)
        self.noted: dict[str, set[str]] = {kind: set() for kind in KINDS_OF_LISTENERS}

    def __getattribute__(self, name: str) -> object:
        found = super().__getattribute__(name)
        return _noting(self.noted[name], found) if name in KINDS_OF_LISTENERS else found


def _noting(noted: set[str], listen: Callable[..., object]) -> Callable[..., object]:
    def note(constraints: object, *rest: object) -> object:
        noted.add(str(constraints))
        return listen(constraints, *rest)

    return note


def listeners() -> dict[str, set[str]]:
    """Everything the rooms register; nothing is run, so the database stays empty."""
    app, database = NotingApp(), Database("sqlite://")
    toolbox = AppToolbox(database, SystemClock(), DurableClient(database), FEATURES)
    register_listeners(app, toolbox)
    return app.noted


def sources(repository: Path) -> list[ast.Module]:
    """The app's own modules, without the sandbox and the demo."""
    package = repository / "slackapp"
    paths = [
        path
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in NOT_THE_APP
    ]
    assert len(paths) > 50, "the app is not where this test looks for it"
    return [ast.parse(path.read_text()) for path in paths]


def names_in(modules: Iterable[ast.Module]) -> set[str]:
    """Every name and attribute in the code."""
    nodes = [node for module in modules for node in ast.walk(module)]
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)} | {
        alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def methods_called(modules: Iterable[ast.Module]) -> set[str]:
    """Web API methods by Slack's names: "chat.postMessage"."""
    return {name.replace("_", ".") for name in names_in(modules) & SDK_METHODS}


def scopes_of_method(method: str) -> set[str]:
    if method in PREFERRED:
        return {PREFERRED[method]}
    return _of_our_kinds(METHOD_SCOPES.get(method, frozenset()))


def events_read() -> set[str]:
    """What the intake reads, as the manifest's `bot_events` names it."""
    families = {kind_scope(kind, "").rstrip(":") for kind in CHANNEL_KINDS}
    return {*KNOWN_EVENTS - {"message"}, *(f"message.{family}" for family in families)}


def scopes_of_event(name: str) -> set[str]:
    return _of_our_kinds(EVENT_SCOPES[name])


def _of_our_kinds(any_of: frozenset[str]) -> set[str]:
    """Slack shows each kind of channel to its own scope: all of ours are needed, no other."""
    return set(any_of & _OUR_KINDS or any_of)
