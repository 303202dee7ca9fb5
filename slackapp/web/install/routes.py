"""`/slack/install` and `/slack/oauth_redirect`.

Slack: https://docs.slack.dev/authentication/installing-with-oauth.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from slackapp.slack.errors import classify
from slackapp.vocabulary.words import SOURCE_LANGUAGE, catalogue_of, languages, speaking
from slackapp.web.install import pages
from slackapp.web.install.state import LIFETIME, BadState, State, States, browser_of
from slackapp.web.page import Page, page_response
from slackapp.workspace.installation_store import BeingErased
from slackapp.workspace.installations import BadToken, Installation, SlackUnreachable
from slackapp.workspace.oauth import Granted, OddAnswer
from slackapp.workspace.scopes import scopes_to_ask

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
COOKIE = "we_not_me_install"
# In each replica; the first page costs next to nothing, the second a row and two calls to Slack.
BEGINNINGS_PER_MINUTE = 600
RETURNS_PER_MINUTE = 60
_MINUTE = 60

log = structlog.get_logger(__name__)


class OAuth(Protocol):
    """Slack's side of it."""

    def exchange(self, code: str) -> Granted: ...
    def identify(self, granted: Granted) -> Installation: ...
    def revoke(self, token: str) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class InstallConfig:
    """What the pages need to know; `public_url` is our own address from outside."""

    client_id: str
    client_secret: str
    public_url: str
    slack_api_url: str
    allowed_workspaces: frozenset[str] | None

    @property
    def redirect_uri(self) -> str:
        return urljoin(self.public_url, REDIRECT_PATH.lstrip("/"))

    def authorize_address(self, state: str, wanted: str) -> str:
        scopes = ",".join(scopes_to_ask(part for part in wanted.split(",") if part))
        asked = {"client_id": self.client_id, "scope": scopes, "user_scope": "", "state": state}
        query = urlencode({**asked, "redirect_uri": self.redirect_uri})
        return f"{urljoin(self.slack_api_url, '../oauth/v2/authorize')}?{query}"


class RateCap:
    """So many in the minute at hand."""

    def __init__(self, per_minute: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._seconds = seconds
        self._minute = 0
        self._count = 0

    def admits(self) -> bool:
        minute = int(self._seconds() // _MINUTE)
        if minute != self._minute:
            self._minute, self._count = minute, 0
        self._count += 1
        return self._count <= self._per_minute


class InstallPages:
    """Sends people to Slack and takes them back.

    use: whether this state is used for the first time. is_live: whether a workspace has the app.
    save: installs, and tells whether the app was there before; it may raise BeingErased.
    """

    def __init__(
        self,
        config: InstallConfig,
        oauth: OAuth,
        *,
        now: Callable[[], datetime],
        use: Callable[[State], bool],
        is_live: Callable[[str], bool],
        save: Callable[[Installation, str], bool],
    ) -> None:
        self._config = config
        self._oauth = oauth
        self._now = now
        self._use = use
        self._is_live = is_live
        self._save = save
        self._states = States(config.client_secret)
        self._start = urljoin(config.public_url, INSTALL_PATH.lstrip("/"))
        self._beginnings = RateCap(BEGINNINGS_PER_MINUTE)
        self._returns = RateCap(RETURNS_PER_MINUTE)

    def routes(self) -> list[Route]:
        return [Route(INSTALL_PATH, self.begin), Route(REDIRECT_PATH, self.come_back)]

    async def begin(self, request: Request) -> Response:
        """`?with=files` asks for what a feature needs besides; `?direct` goes to Slack at once."""
        if not self._beginnings.admits():
            return _shown(request, lambda: pages.too_many(self._start))
        browser = browser_of(request.cookies.get(COOKIE))
        state = self._states.issue(browser, self._now())
        address = self._config.authorize_address(state, request.query_params.get("with", ""))
        response: Response = RedirectResponse(address, 302, {"Cache-Control": "no-store"})
        if "direct" not in request.query_params:
            response = _shown(request, lambda: pages.begin(address))
        response.set_cookie(
            COOKIE,
            browser,
            max_age=int(LIFETIME.total_seconds()),
            path="/slack",
            secure=urlsplit(self._config.public_url).scheme == "https",
            httponly=True,
            samesite="lax",  # Slack sends people back from its own site
        )
        return response

    async def come_back(self, request: Request) -> Response:
        asked = request.query_params
        if not self._returns.admits():
            return _shown(request, lambda: pages.too_many(self._start))
        if error := asked.get("error"):
            return _shown(request, lambda: pages.refused_at_slack(error, self._start))
        browser, code = request.cookies.get(COOKIE, ""), asked.get("code", "")
        state = asked.get("state", "")
        return await run_in_threadpool(
            lambda: _shown(request, lambda: self._install(code, state, browser))
        )

    def _install(self, code: str, state: str, browser: str) -> Page:
        try:
            good = self._states.check(state, browser, self._now())
        except BadState as bad:
            log.warning("installation.bad_state", fault=bad.fault)
            return pages.bad_state(bad.fault, self._start)
        if not code:
            return pages.code_refused(self._start)
        if not self._use(good):
            log.warning("installation.bad_state", fault="used")
            return pages.bad_state("used", self._start)
        try:
            granted = self._oauth.exchange(code)
        except OddAnswer:
            return pages.slack_unreachable(self._start)
        except Exception as error:  # noqa: BLE001  said to whoever asked, and logged
            return self._not_exchanged(error)
        return self._take(granted)

    def _not_exchanged(self, error: Exception) -> Page:
        outcome = classify(error)
        log.warning("installation.code_refused", reason=outcome.reason)
        if outcome.verdict in {"permanent", "workspace_paused"}:
            return pages.code_refused(self._start)
        return pages.slack_unreachable(self._start)

    def _take(self, granted: Granted) -> Page:
        """Install what was granted, or give it back."""
        allowed, token = self._config.allowed_workspaces, granted.tokens.bot_token
        if granted.for_the_whole_organisation or not granted.workspace_id:
            self._oauth.revoke(token)
            return pages.whole_organisation(self._start)
        if allowed is not None and granted.workspace_id not in allowed:
            log.warning("installation.stranger", workspace=granted.workspace_id)
            self._oauth.revoke(token)
            return pages.stranger(granted.workspace_id, self._start)
        try:
            found = self._oauth.identify(granted)
            again = self._save(found, granted.installer)
        except (BadToken, SlackUnreachable):
            if not self._is_live(granted.workspace_id):  # Slack gives the same token again
                self._oauth.revoke(token)
            return pages.slack_unreachable(self._start)
        except BeingErased:
            self._oauth.revoke(token)
            return pages.being_erased(self._start)
        query = urlencode({"app": granted.app_id, "team": granted.workspace_id})
        address = f"https://slack.com/app_redirect?{query}"
        return pages.installed(found.team_name or granted.team_name, again=again, address=address)


def _shown(request: Request, make: Callable[[], Page]) -> Response:
    """In the first of the browser's languages that we speak."""
    language = _language_of(request.headers.get("accept-language", ""))
    with speaking(catalogue_of(language)):
        page = make()
    return page_response(page, language=language)


def _language_of(accepted: str) -> str:
    wanted = [part.partition(";")[0].strip().partition("-")[0] for part in accepted.split(",")]
    return next((one for one in wanted if one in languages()), SOURCE_LANGUAGE)
