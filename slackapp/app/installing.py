"""Where the app is installed: learnt from the config's token, or kept in the database by OAuth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from slackapp.app.background import SYNC_JOB
from slackapp.app.installation_checks import check, daily_check, purge_due
from slackapp.config import Config, ConfigError
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.jobs.client import DurableClient
from slackapp.jobs.queue import enqueue_job
from slackapp.jobs.tick import NightlyCleanUp, TickTask
from slackapp.jobs.transactions import Transactions
from slackapp.slack.clients import web_client
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.facts import Answer, AppInstalled
from slackapp.web.install.routes import InstallConfig, InstallPages
from slackapp.web.install.state import State
from slackapp.workspace.installation_store import (
    BeingErased,
    find_standing,
    find_stored,
    list_with_tokens,
    save_installation,
)
from slackapp.workspace.installations import (
    Installation,
    Installations,
    SlackUnreachable,
    Stored,
    identify,
)
from slackapp.workspace.oauth import SlackOAuth
from slackapp.workspace.token_keys import TokenKeys, WrongKey
from slackapp.workspace.token_rotation import TokenRotation
from slackapp.workspace.used_states import consume, forget_expired
from slackapp.workspace.workspaces import WorkspaceRecord, is_known, save_workspace

log = structlog.get_logger(__name__)


def token_keys(config: Config) -> TokenKeys | None:
    """ConfigError where they are none."""
    if config.token_keys is None:
        return None
    try:
        return TokenKeys.parse(config.token_keys.get_secret_value())
    except ValueError as error:
        raise ConfigError(f"TOKEN_KEYS is not usable: it {error}.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed(Answer):
    """The app may act in a workspace, where it was before or not."""

    again: bool


class Installing:
    """Finds, saves, checks and renews installations."""

    def __init__(
        self, config: Config, database: Database, clock: Clock, queue: DurableClient
    ) -> None:
        self._config = config
        self._database = database
        self._clock = clock
        self._keys = token_keys(config) if config.by_oauth else None
        self._oauth = _oauth(config, clock) if config.by_oauth else None
        self._rotation: TokenRotation | None = None
        if self._oauth is not None and self._keys is not None:
            transactions = Transactions(database, clock, queue)
            renew = self._oauth.renew
            self._rotation = TokenRotation(database, clock, transactions, self._keys, renew)
        self.installations = Installations(find=self._find)

    def knows_all(self) -> bool:
        """Whether every workspace that is not in our tables is a stranger."""
        return self._config.by_oauth or bool(self.installations)

    def check_keys(self) -> None:
        """ConfigError where a stored token cannot be read with the keys given."""
        if self._keys is None:
            return
        with self._database.reading() as session:
            for workspace_id in list_with_tokens(session):
                try:
                    find_stored(session, workspace_id, self._keys)
                except WrongKey as wrong:
                    raise ConfigError(_key_missing(wrong.key_id)) from None

    def identify(self, toolbox: AppToolbox) -> None:
        """Learn whose token is in the config; the tick asks again where Slack does not answer."""
        token = self._config.slack_bot_token
        if token is None or self.installations:
            return
        secret = token.get_secret_value()
        try:
            found = identify(web_client(api_url=self._config.slack_api_url, token=secret))
        except SlackUnreachable as error:
            log.warning("slack.unreachable", reason=error.outcome.reason)
            return
        try:
            self.save(toolbox, found, "")
        except BeingErased:
            log.warning("installation.being_erased", workspace=found.workspace_id)
            return
        self.installations.add(found)

    def save(self, toolbox: AppToolbox, found: Installation, installer: str) -> bool:
        """Whether it was there before; BeingErased."""
        keys = self._keys
        answer = toolbox.run(install, found.workspace_id, found, installer=installer, keys=keys)
        self.installations.forget(found.workspace_id)
        log.info("workspace.installed", workspace=found.workspace_id, again=answer.again)
        return answer.again

    def pages(self, toolbox: AppToolbox) -> InstallPages | None:
        """None where the config has a token: nobody installs then."""
        if self._oauth is None:
            return None
        return InstallPages(
            _install_config(self._config),
            self._oauth,
            now=self._clock.now,
            use=self._use,
            is_live=self._is_live,
            save=lambda found, installer: self.save(toolbox, found, installer),
        )

    def check(self, toolbox: AppToolbox, workspace_id: str, _payload: Mapping[str, Any]) -> None:
        """A job: is the token we have worth anything at Slack?"""
        found = self._any_token(workspace_id)
        if found is not None:
            check(toolbox, found, api_url=self._config.slack_api_url)
            self.installations.forget(workspace_id)

    def tick_tasks(self, toolbox: AppToolbox) -> list[TickTask]:
        tasks: list[TickTask] = [lambda _now: self.identify(toolbox)]
        if self._rotation is not None:
            tasks += [self._rotation.tick, self._forget_states]
            tasks.append(daily_check(self._database, toolbox))
        return [*tasks, NightlyCleanUp(purge_due(self._database, toolbox), kept=timedelta(0))]

    def _find(self, workspace_id: str) -> Stored | None:
        """With a token that works: one that has just expired is renewed first."""
        stored = self._read(workspace_id)
        found = stored.installation if stored else None
        if self._rotation is None or stored is None or found is None:
            return stored
        if found.expires_at is not None and found.expires_at <= self._clock.now():
            self._rotation.renew(workspace_id)
            stored = self._read(workspace_id)
        if stored is None or stored.installation is None:
            return stored
        return Stored(stored.state, self._rotation.newest(stored.installation))

    def _read(self, workspace_id: str) -> Stored | None:
        with self._database.reading() as session:
            return find_stored(session, workspace_id, self._keys)

    def _is_live(self, workspace_id: str) -> bool:
        stored = self._read(workspace_id)
        return stored is not None and stored.state == "live"

    def _any_token(self, workspace_id: str) -> Installation | None:
        """Also where it has ended: whether it has, is the question."""
        stored = self._read(workspace_id)
        if stored is not None and stored.installation is not None:
            return stored.installation
        return self.installations.from_config(workspace_id)

    def _use(self, state: State) -> bool:
        with self._database.writing() as session:
            return consume(session, state.nonce, state.expires_at)

    def _forget_states(self, now: datetime) -> None:
        with self._database.writing() as session:
            forget_expired(session, now)


def install(
    tx: Transaction, found: Installation, *, installer: str, keys: TokenKeys | None
) -> Installed:
    """In the transaction that rooms hear of it; BeingErased."""
    was_known, before = is_known(tx), find_standing(tx)
    save_installation(tx, found, installer=installer, keys=keys)
    record = WorkspaceRecord(
        name=found.team_name,
        bot_user_id=found.bot_user_id,
        bot_id=found.bot_id,
        app_id=found.app_id,
        url=found.url,
    )
    save_workspace(tx, record)
    enqueue_job(tx, kind=SYNC_JOB, key=tx.now.isoformat(), payload={})
    is_news = keys is not None or not was_known or (before is not None and before.state != "live")
    fact = AppInstalled(workspace_id=tx.workspace_id, installer=installer, again=was_known)
    return Installed(facts=(fact,) if is_news else (), again=was_known)


def _oauth(config: Config, clock: Clock) -> SlackOAuth:
    settings = _install_config(config)
    return SlackOAuth(
        api_url=config.slack_api_url,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        redirect_uri=settings.redirect_uri,
        now=clock.now,
    )


def _install_config(config: Config) -> InstallConfig:
    secret = config.slack_client_secret
    return InstallConfig(
        client_id=config.slack_client_id or "",
        client_secret=secret.get_secret_value() if secret else "",
        public_url=config.public_url or "",
        slack_api_url=config.slack_api_url,
        allowed_workspaces=config.allowed_workspaces,
    )


def _key_missing(key_id: str) -> str:
    return (
        f"TOKEN_KEYS does not open what is encrypted with the key {key_id}: put that key back,"
        " after a comma behind the current one."
    )
