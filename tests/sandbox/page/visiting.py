"""Requests to the page that a test wants to see refused, or to shape itself."""

from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from slackapp.sandbox import Message
from tests.sandbox.page.blocks.browsing import Node, Window


@dataclass(frozen=True)
class Answer:
    """What came back; `url` after redirects."""

    status: int
    text: str
    headers: dict[str, str]
    url: str


def ask(url: str, body: bytes | None = None, **headers: str) -> Answer:
    """Header names with `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        answer = urlopen(Request(url, body, named))  # noqa: S310 - our own server
    except HTTPError as refused:
        answer = refused
    with answer:
        found = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status, answer.read().decode(errors="replace"), found, answer.url)


def act(window: Window, path: str, **fields: str) -> Answer:
    """As the page's script posts it."""
    return ask(window.address + path, urlencode(fields).encode(), HX_Request="true")


def shown(page: Node, message: Message) -> Node:
    """The one line of the list that shows it."""
    return page.one("li", id=f"p{message.ts.replace('.', '')}")
