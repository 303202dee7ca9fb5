"""Tokens that expire are renewed once, however many ask, and little can be lost on the way."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import OperationalError

from slackapp.database.engines import Database
from slackapp.jobs.transactions import Transactions
from slackapp.sandbox import Sandbox
from slackapp.vocabulary.clock import SettableClock
from slackapp.workspace import token_rotation
from slackapp.workspace.installation_store import (
    Tokens,
    find_standing,
    find_stored,
    save_installation,
)
from slackapp.workspace.installations import Installation, Stored
from slackapp.workspace.oauth import SlackOAuth
from slackapp.workspace.token_keys import TokenKeys, new_key
from slackapp.workspace.token_rotation import CUT_OFF, TokenRotation
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import RecordedQueue, transaction

KEYS = TokenKeys({"key": new_key()})
CALLERS = 50


@dataclass
class Vault:
    """A workspace with tokens of the sandbox's, twelve hours old but for one."""

    database: Database
    clock: SettableClock
    sandbox: Sandbox
    oauth: SlackOAuth
    refresh_token: str = ""
    rotations: list[TokenRotation] = field(default_factory=list)

    def rotation(self, exchange: Callable[[str], Tokens] | None = None) -> TokenRotation:
        """Another process's."""
        transactions = Transactions(self.database, self.clock, RecordedQueue())
        renew = exchange or self.oauth.renew
        return TokenRotation(self.database, self.clock, transactions, KEYS, renew)

    def stored(self) -> Stored:
        with self.database.reading() as session:
            found = find_stored(session, "T1", KEYS)
        assert found is not None
        return found

    def installation(self) -> Installation:
        installation = self.stored().installation
        assert installation is not None
        return installation

    def token(self) -> str:
        return self.installation().bot_token

    def trouble(self) -> str | None:
        with transaction(self.database) as tx:
            found = find_standing(tx)
        assert found is not None
        return found.trouble

    def asked(self) -> int:
        traffic = self.sandbox.world.traffic.all()
        return sum(each.name == "oauth.v2.access" for each in traffic)


@pytest.fixture
def vault(database: Database, clock: SettableClock) -> Iterator[Vault]:
    sandbox = Sandbox(start=clock.now(), rate_limits=False)
    sandbox.add_workspace("T1").install_app()
    app = sandbox.world.app
    app.rotates_tokens = True
    with sandbox.serving() as slack:
        oauth = SlackOAuth(
            api_url=slack.api_url,
            client_id=app.client_id,
            client_secret=app.client_secret,
            redirect_uri="https://app.example/slack/oauth_redirect",
            now=clock.now,
        )
        vault = Vault(database, clock, sandbox, oauth)
        vault.refresh_token = sandbox.world.grants.new_refresh_token("T1")
        keep(vault)
        yield vault


def keep(vault: Vault, called: str = "old") -> None:
    found = Installation(
        workspace_id="T1",
        bot_token=f"xoxe.xoxb-{called}",
        bot_user_id="U0BOT",
        bot_id="B0BOT",
        app_id="A1",
        team_name="",
        refresh_token=vault.refresh_token,
        expires_at=vault.clock.now() + timedelta(hours=1),
    )
    with transaction(vault.database, now=vault.clock.now()) as tx:
        save_workspace(tx, WorkspaceRecord(name="", bot_user_id="U0BOT", bot_id="", app_id="A1"))
        save_installation(tx, found, installer="U1", keys=KEYS)


def test_fifty_at_once_in_two_processes_ask_slack_once(vault: Vault) -> None:
    rotations = [vault.rotation(), vault.rotation()]
    start = Barrier(CALLERS)

    def ask(number: int) -> None:
        start.wait()
        rotations[number % 2 if not vault.database.is_sqlite else 0].renew("T1")

    with ThreadPoolExecutor(CALLERS) as callers:
        list(callers.map(ask, range(CALLERS)))
    assert vault.asked() == 1
    assert vault.token() == next(reversed(vault.sandbox.world.tokens))
    assert vault.trouble() is None


def test_the_tick_renews_two_hours_before_and_not_earlier(vault: Vault) -> None:
    rotation = vault.rotation()
    for _ in range(3):
        rotation.tick(vault.clock.now())
    assert vault.asked() == 1
    vault.clock.set(vault.clock.now() + timedelta(hours=9, minutes=59))
    rotation.tick(vault.clock.now())
    assert vault.asked() == 1
    vault.clock.set(vault.clock.now() + timedelta(minutes=1))
    rotation.tick(vault.clock.now())
    assert vault.asked() == 2


def test_slack_in_trouble_is_asked_again_after_a_minute(vault: Vault) -> None:
    vault.sandbox.faults.add(method="oauth.v2.access", status=503)
    rotation = vault.rotation()
    for _ in range(3):
        rotation.tick(vault.clock.now())
    assert (vault.asked(), vault.trouble()) == (1, "internal_error")
    vault.clock.set(vault.clock.now() + timedelta(minutes=1))
    rotation.tick(vault.clock.now())
    assert (vault.asked(), vault.trouble()) == (2, None)


def test_a_refresh_token_spent_elsewhere_is_said_and_not_brought_again(vault: Vault) -> None:
    vault.sandbox.world.grants.refresh_tokens.clear()
    rotation = vault.rotation()
    rotation.tick(vault.clock.now())
    assert vault.trouble() == "invalid_refresh_token"
    vault.clock.set(vault.clock.now() + timedelta(minutes=5))
    rotation.tick(vault.clock.now())
    assert vault.asked() == 1
    assert vault.token() == "xoxe.xoxb-old", "good for the rest of its time"


class PowerCut(BaseException):
    """The process is gone."""


def test_a_death_between_slacks_answer_and_the_commit_is_told_to_whoever_looks(
    vault: Vault,
) -> None:
    def die(refresh_token: str) -> Tokens:
        vault.oauth.renew(refresh_token)
        raise PowerCut

    with pytest.raises(PowerCut):
        vault.rotation(die).tick(vault.clock.now())
    assert vault.trouble() == CUT_OFF
    assert vault.token() == "xoxe.xoxb-old"
    vault.rotation().tick(vault.clock.now())
    assert vault.trouble() == "invalid_refresh_token"


def test_what_the_database_does_not_take_is_used_and_stored_later(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotation = vault.rotation()

    @contextmanager
    def away() -> Iterator[None]:
        def fail(*_: object) -> None:
            raise OperationalError("", None, Exception("away"))

        with monkeypatch.context() as patch:
            patch.setattr(token_rotation, "save_tokens", fail)
            yield

    with away():
        rotation.tick(vault.clock.now())
        unstored = rotation.newest(vault.installation()).bot_token
        rotation.renew("T1")
    assert unstored != "xoxe.xoxb-old"
    assert (vault.asked(), vault.token()) == (1, "xoxe.xoxb-old")
    rotation.tick(vault.clock.now())
    assert vault.token() == unstored
    assert (vault.asked(), vault.trouble()) == (1, None)


def install_anew(vault: Vault) -> None:
    vault.clock.set(vault.clock.now() + timedelta(seconds=1))
    vault.refresh_token = vault.sandbox.world.grants.new_refresh_token("T1")
    keep(vault, "anew")


def test_who_installs_anew_while_slack_is_asked_keeps_the_new_tokens(vault: Vault) -> None:
    def answer_late(refresh_token: str) -> Tokens:
        tokens = vault.oauth.renew(refresh_token)
        install_anew(vault)
        return tokens

    rotation = vault.rotation(answer_late)
    rotation.tick(vault.clock.now())
    assert rotation.newest(vault.installation()).bot_token == "xoxe.xoxb-anew"
    assert vault.installation().refresh_token == vault.refresh_token


def test_a_refusal_of_the_old_token_says_nothing_about_the_new_one(vault: Vault) -> None:
    def refuse_late(refresh_token: str) -> Tokens:
        install_anew(vault)
        vault.sandbox.world.grants.refresh_tokens.pop(refresh_token)
        return vault.oauth.renew(refresh_token)

    vault.rotation(refuse_late).tick(vault.clock.now())
    assert vault.installation().refresh_token == vault.refresh_token
    assert vault.trouble() is None


def test_what_waits_to_be_stored_is_not_used_in_an_installation_after_it(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotation = vault.rotation()

    def fail(*_: object) -> None:
        raise OperationalError("", None, Exception("away"))

    with monkeypatch.context() as patch:
        patch.setattr(token_rotation, "save_tokens", fail)
        rotation.tick(vault.clock.now())
    install_anew(vault)
    assert rotation.newest(vault.installation()).bot_token == "xoxe.xoxb-anew"
