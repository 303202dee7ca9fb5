"""The few sites whose own ways of naming one page are known and sure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

_YOUTUBE = {"youtube.com", "m.youtube.com", "youtube-nocookie.com"}
_YOUTUBE_DROPS = {"t", "si", "feature", "ab_channel", "pp", "start"}
_VIDEO = re.compile(r"/(?P<id>[\w-]{11})", re.ASCII)
_PLAYER = re.compile(r"/(?:shorts|embed|live|v)/(?P<id>[\w-]{11})", re.ASCII)
_TWITTER = {"twitter.com", "mobile.twitter.com", "x.com"}
_TWEET = re.compile(r"/\w{1,15}(/status/\d+)?", re.ASCII)
_REPOSITORY = re.compile(r"/[\w-]+/[\w.-]+", re.ASCII)
_REDDIT = {"old.reddit.com", "new.reddit.com", "np.reddit.com", "m.reddit.com", "reddit.com"}
_MOBILE_WIKI = re.compile(r"(?P<language>[a-z-]+)\.m\.(?P<site>wiki[a-z]+\.org)")
_STACK = re.compile(
    r"(?:stackoverflow|superuser|serverfault|askubuntu)\.com|[a-z]+\.stackexchange\.com"
)
_STACK_QUESTION = re.compile(r"/(?:questions|q)/(?P<id>\d+)(?:/[^/]*)?", re.ASCII)
_DROPS = {
    "docs.google.com": {"usp"},
    "drive.google.com": {"usp"},
    "open.spotify.com": {"si"},
}


@dataclass(frozen=True, slots=True)
class Page:
    """An address' parts as `canonical_url` has them: "name=value" parameters, no final slash."""

    host: str
    path: str
    parameters: tuple[str, ...]

    def without(self, names: set[str]) -> "Page":
        kept = (part for part in self.parameters if part.partition("=")[0] not in names)
        return replace(self, parameters=tuple(kept))


def as_its_site_names_it(page: Page) -> Page:
    for rule in _RULES:
        page = rule(page)
    return page.without(_DROPS.get(page.host, set()))


def _youtube(page: Page) -> Page:
    if page.host == "youtu.be":
        video = _VIDEO.fullmatch(page.path)
    elif page.host in _YOUTUBE:
        page = replace(page, host="youtube.com").without(_YOUTUBE_DROPS)
        video = _PLAYER.fullmatch(page.path)
    else:
        return page
    if video is None:
        return page
    watched = (f"v={video['id']}", *page.parameters)
    return Page("youtube.com", "/watch", watched).without(_YOUTUBE_DROPS)


def _twitter(page: Page) -> Page:
    if page.host not in _TWITTER or not _TWEET.fullmatch(page.path):
        return page
    return Page("x.com", page.path.lower(), page.parameters).without({"s", "t"})


def _github(page: Page) -> Page:
    """Owner and repository know no case, files do."""
    repository = _REPOSITORY.match(page.path) if page.host == "github.com" else None
    if repository is None:
        return page
    return replace(page, path=repository[0].lower() + page.path[repository.end() :])


def _reddit(page: Page) -> Page:
    if page.host not in _REDDIT:
        return page
    return Page("reddit.com", page.path.lower(), page.parameters).without({"share_id"})


def _wikipedia(page: Page) -> Page:
    wiki = _MOBILE_WIKI.fullmatch(page.host)
    return replace(page, host=f"{wiki['language']}.{wiki['site']}") if wiki else page


def _stack_exchange(page: Page) -> Page:
    """The words after a question's number are decoration."""
    question = _STACK_QUESTION.fullmatch(page.path) if _STACK.fullmatch(page.host) else None
    return replace(page, path=f"/questions/{question['id']}") if question else page


_RULES: tuple[Callable[[Page], Page], ...] = (
    _youtube,
    _twitter,
    _github,
    _reddit,
    _wikipedia,
    _stack_exchange,
)
