"""Three workspaces in one sandbox, and the app that anybody there may install by OAuth."""

import re
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import httpx

from slackapp.app import Application
from slackapp.catalogue import FEATURES
from slackapp.config import Config
from slackapp.database.transaction import Transaction
from slackapp.ledger.export import export_rows
from slackapp.sandbox import Channel, Person, Sandbox, Workspace
from slackapp.vocabulary.clock import SettableClock
from slackapp.workspace.installation_store import Standing, find_standing
from tests.builders.servers import serving

PATIENCE = 60.0  # seconds
THANKS = "<@U1> ++ for the patient explanation of it all"


@dataclass
class Browser:
    """Somebody's, with its cookies; it follows the app's and Slack's pages by hand."""

    app_url: str
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> httpx.Response:
        return self._ask("GET", address)

    def _ask(self, method: str, address: str, form: dict[str, str] | None = None) -> httpx.Response:
        with httpx.Client(cookies=self.cookies, headers=self.headers) as client:
            answer = client.request(method, address, follow_redirects=False, data=form)
            self.cookies = client.cookies
        return answer

    def begin(self, query: str = "") -> str:
        """The address at Slack that the page's button leads to."""
        page = self.get(f"{self.app_url}/slack/install{query}")
        assert page.status_code == 200, page.text
        return button_of(page.text)

    def answer(self, address: str, person: Person, *, answer: str = "allow") -> str:
        """What Slack sends the browser back to, once this person has answered its page."""
        asked = self.get(address)
        assert asked.status_code == 200, asked.text
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
        form = {name: unescape(value) for name, value in hidden.items()}
        form |= {"as": f"{person.profile.team_id}/{person.id}", "answer": answer}
        parts = urlsplit(address)
        sent = self._ask("POST", f"{parts.scheme}://{parts.netloc}{parts.path}", form)
        assert sent.status_code == 302, sent.text
        return sent.headers["location"]

    def install(self, person: Person, query: str = "", *, answer: str = "allow") -> httpx.Response:
        return self.get(self.answer(self.begin(query), person, answer=answer))


def button_of(page: str) -> str:
    found = re.search(r'class="button" href="([^"]+)"', page)
    assert found, page
    return unescape(found[1])


@dataclass
class Estate:
    """T1, T2 and T3, where people and channels have the same ids; and everything that runs."""

    config: Config
    sandbox: Sandbox
    clock: SettableClock
    port: int
    app: Application = field(init=False)
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        self.app = Application(self.config, self.clock, FEATURES)
        self._running.callback(self.app.close)
        self.app.start()
        address = self._running.enter_context(serving(self.app.asgi, port=self.port))
        self.sandbox.request_url = f"{address}/slack/events"
        self.wait_until(lambda: self.app.trouble() is None)

    def stop(self) -> None:
        self._running.close()

    def restart(self, **changes: object) -> None:
        self.stop()
        self.config = self.config.model_copy(update=changes)
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def browser(self) -> Browser:
        return Browser(self.url)

    def workspace(self, team_id: str) -> Workspace:
        return self.sandbox.workspaces[team_id]

    def ana(self, team_id: str) -> Person:
        return self.workspace(team_id).people["U1"]

    def bo(self, team_id: str) -> Person:
        return self.workspace(team_id).people["U2"]

    def add(self, *team_ids: str) -> None:
        """Ana of each workspace installs the app and invites it to #general."""
        for team_id in team_ids:
            page = self.browser().install(self.ana(team_id))
            assert page.status_code == 200, page.text
            self.workspace(team_id).invite_app(self.general(team_id), by=self.ana(team_id))

    def thank(self, team_id: str) -> None:
        self.bo(team_id).post(self.general(team_id), THANKS)

    def given(self, team_id: str) -> int:
        """How many kudos count."""
        return self.app.toolbox.read(_count_given, team_id)

    def wait_until_given(self, team_id: str, count: int) -> None:
        self.wait_until(lambda: self.given(team_id) == count)

    def general(self, team_id: str) -> Channel:
        return self.workspace(team_id).channels["C1"]

    def standing(self, team_id: str) -> Standing | None:
        return self.app.toolbox.read(find_standing, team_id)

    def state(self, team_id: str) -> str:
        standing = self.standing(team_id)
        return standing.state if standing else "none"

    def calls(self, method: str) -> int:
        """How often the app called it."""
        return sum(each.name == method for each in self.sandbox.world.traffic.all())

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Ask again until it is so; the app works in threads of its own."""
        pause, deadline = threading.Event(), time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < deadline, "waited in vain"
            self.sandbox.settle()
            pause.wait(0.05)

    def move(self, **by: float) -> None:
        """Both worlds' clocks."""
        self.clock.set(self.clock.now() + timedelta(**by))
        self.sandbox.clock.set(self.clock.now())


def _count_given(tx: Transaction) -> int:
    return sum(row.live for row in export_rows(tx))
