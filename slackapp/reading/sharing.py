"""Whose work a shared link is: one's own, another's, or an event one runs."""

import re
from collections.abc import Collection
from typing import Literal
from urllib.parse import unquote

from slackapp.reading.lexicon import pattern
from slackapp.reading.prose import LINK, Prose

Share = Literal["self", "other", "own_event", "unclear"]

_EVENT_PAGE = re.compile(
    r"""
    https://(?:[\w-]+\.)?
    (?: meetup\.com/[^/]+/events/ | meetu\.ps/ | eventbrite\.[a-z.]+/e/ | lu\.ma/ | luma\.com/
      | facebook\.com/events/ | ti\.to/ | tickettailor\.com/events/ | partiful\.com/e/ )
    """,
    re.VERBOSE,
)
_OWN_HOSTING = re.compile(  # where people put apps and notebooks of their own
    r"""
    https://(?: [\w-]+\.(?:shinyapps\.io | streamlit\.app | glitch\.me | ngrok\.io | ngrok-free\.app
        | repl\.co | pythonanywhere\.com)
      | (?:app\.|hub\.)?mybinder\.org/user )/
    """,
    re.VERBOSE,
)
_OWN_WORK, _OTHERS_WORK, _USES = map(pattern, ("own_work", "others_work", "uses_it"))
_RUNS, _ATTENDS = map(pattern, ("runs_it", "attends_it"))
_LETTERS = re.compile(r"[^a-z0-9]+")
_SHORTEST_NAME = 4


def whose_share(
    prose: Prose, urls: Collection[str], *, names: Collection[str] = (), own: Collection[str] = ()
) -> Share | None:
    """None without a link. `names`: the author's names and handles; `own`: domains they claimed."""
    if not urls:
        return None
    text = prose.text
    if any(_EVENT_PAGE.match(url) for url in urls):
        return "unclear" if _ATTENDS.search(text) else _event_share(text)
    if any(is_named_in(url, names) or _is_on(url, own) for url in urls):
        return "self"
    if _OTHERS_WORK.search(text):
        return "other"
    if _OWN_WORK.search(text) or any(_OWN_HOSTING.match(url) for url in urls):
        return "self"
    return "unclear" if _USES.search(text) and LINK in text else "other"


def _event_share(text: str) -> Share:
    return "own_event" if _RUNS.search(text) or not text.strip(f"{LINK} \n") else "unclear"


def is_named_in(url: str, names: Collection[str]) -> bool:
    """Whether a name or handle is a whole part of the address: host label, path step, ~name."""
    parts = {_LETTERS.sub("", part.lower()) for part in re.split(r"[/.?&=@~]", unquote(url))}
    folded = (_LETTERS.sub("", name.lower()) for name in names)
    return any(len(name) >= _SHORTEST_NAME and name in parts for name in folded)


def _is_on(url: str, domains: Collection[str]) -> bool:
    host_and_path = url.partition("://")[2]
    return any(
        host_and_path == domain
        or host_and_path.startswith((domain + "/", domain + "?"))
        or host_and_path.partition("/")[0].endswith("." + domain)
        for domain in domains
    )
