"""The page at which a person lets an app into a workspace, or does not.

Slack: https://docs.slack.dev/authentication/installing-with-oauth.
"""

from pathlib import Path
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from slackapp.sandbox.scopes import ALL_SCOPES
from slackapp.sandbox.serving.request_bodies import form_of
from slackapp.sandbox.web_api.oauth import new_code
from slackapp.sandbox.world.grants import CODE_SECONDS, Code
from slackapp.sandbox.world.people import Role
from slackapp.sandbox.world.world import World

AUTHORIZE = "/oauth/v2/authorize"
_MAY_INSTALL = {Role.MEMBER, Role.ADMIN, Role.OWNER}
_HEADERS = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
)


class Authorize:
    """Shows who may install where; the answer goes back to the app's own address."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        return [
            Route(AUTHORIZE, self.ask),
            Route(AUTHORIZE, self.answer, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if fault := self._fault(asked):
            return _page("refused.html", 400, fault=fault)
        with self._world.lock:
            teams = [
                (team.id, team.name, one.id, one.shown_name)
                for team in self._world.teams.values()
                for one in team.people.values()
                if one.role in _MAY_INSTALL and not one.deleted
            ]
        hidden = {name: asked.get(name, "") for name in ("client_id", "scope", "state")}
        hidden["redirect_uri"] = self._redirect_uri(asked)
        scopes = sorted(_scopes(asked))
        return _page("authorize.html", app=self._world.app, hidden=hidden, teams=teams, all=scopes)

    async def answer(self, request: Request) -> Response:
        asked = await form_of(request)
        team_id, _, person_id = asked.get("as", "").partition("/")
        team = self._world.teams.get(team_id)
        if fault := self._fault(asked) or (None if team else "team_not_found"):
            return _page("refused.html", 400, fault=fault)
        redirect_uri, state = self._redirect_uri(asked), asked.get("state", "")
        if asked.get("answer") == "cancel":
            return _back(redirect_uri, error="access_denied", state=state)
        expires_at = self._world.clock.seconds() + CODE_SECONDS
        code = Code(
            team_id,
            person_id,
            frozenset(_scopes(asked)),
            redirect_uri,
            expires_at,
            for_the_whole_organisation=asked.get("answer") == "organisation",
        )
        return _back(redirect_uri, code=new_code(self._world, code), state=state)

    def _redirect_uri(self, asked: dict[str, str]) -> str:
        known = self._world.app.redirect_urls
        return asked.get("redirect_uri") or (known[0] if known else "")

    def _fault(self, asked: dict[str, str]) -> str | None:
        """Slack's word for what is wrong with the address, which it shows to the person."""
        if asked.get("client_id") != self._world.app.client_id:
            return "invalid_client_id"
        if not _scopes(asked):
            return "no_scopes"
        if not _scopes(asked) <= ALL_SCOPES:
            return "invalid_scope"
        uri = self._redirect_uri(asked)
        if not any(_is_under(uri, allowed) for allowed in self._world.app.redirect_urls):
            return "bad_redirect_uri"
        return None


def _scopes(asked: dict[str, str]) -> set[str]:
    return {scope.strip() for scope in asked.get("scope", "").split(",") if scope.strip()}


def _is_under(uri: str, allowed: str) -> bool:
    ours, theirs = urlsplit(allowed), urlsplit(uri)
    same_host = (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)
    return same_host and theirs.path.startswith(ours.path)


def _back(uri: str, **answer: str) -> Response:
    return RedirectResponse(f"{uri}{'&' if '?' in uri else '?'}{urlencode(answer)}", 302)


def _page(template: str, status: int = 200, **context: object) -> Response:
    shown = _TEMPLATES.get_template(template).render(**context)
    return HTMLResponse(shown, status, _HEADERS)
