"""Same pages and own work: figures about links."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from benchmarks.quality.data import DATA, export_messages, labelled
from slackapp.reading.links import canonical_url, read_addresses
from slackapp.reading.mrkdwn import unescape
from slackapp.reading.talk import read_message

_SITES = (
    *("example.com/a/Page", "example.com/a/page", "blog.example.org/2026/11/post"),
    *("example.com/?p=12", "example.com/?p=13", "example.com/a", "example.com/a/b"),
    *("other.example.com/a", "example.com/#!/a", "example.com/x?id=A", "example.com/x?id=a"),
    *("example.com/search?q=a&lang=en", "example.com/search?q=b&lang=en"),
)
_DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda page: f"https://{page}",
    lambda page: f"http://{page}",
    lambda page: f"https://www.{page}",
    lambda page: f"HTTPS://{_host_in_capitals(page)}",
    lambda page: _with_parameter(f"https://{page}", "utm_source=chat&utm_medium=social"),
    lambda page: _with_parameter(f"https://{page}", "fbclid=IwAR0"),
    lambda page: f"https://{page}" + ("" if "?" in page or "#" in page else "/"),
    lambda page: f"https://{page}" + ("" if "#" in page else "#part-2"),
    lambda page: _turned(f"https://{page}"),
)


def link_figures(figure: Callable[[str, float, float, str], Any]) -> Iterator[Any]:
    pages = {canonical_url(f"https://{page}"): page for page in _SITES}
    found: defaultdict[str | None, set[str]] = defaultdict(set)
    same = wrong = 0
    for page in _SITES:
        for disguise in _DISGUISES:
            name = canonical_url(disguise(page))
            found[name].add(page)
            same += pages.get(name) == page
    wrong = sum(len(list(combinations(one, 2))) for one in found.values())
    total = len(_SITES) * len(_DISGUISES)
    yield figure("same page found", same / total, 0.98, f"{total} disguises of {len(_SITES)} pages")
    yield figure("pages kept apart", 1 - wrong / total, 1.0, "the same")
    yield figure("canonical twice is once", _idempotent(), 1.0, "links of the Houston export")
    yield figure("own work, F1", _own_work(), 0.80, "labels_links, rules; no names known")


def _own_work() -> float:
    read = [
        (row["share"] == "self", read_message(row["text"]).share == "self")
        for row in labelled("links")
        if row["share"] != "unclear"
    ]
    right = sum(1 for so, said in read if so and said)
    return 2 * right / max(1, sum(1 for so, _ in read if so) + sum(1 for _, said in read if said))


def _idempotent() -> float:
    texts = (
        message.get("text") or ""
        for _, message in export_messages(DATA / "slack_export_houston.zip")
    )
    names = [name for text in texts for name in read_addresses(unescape(text))]
    return sum(canonical_url(name) == name for name in names) / len(names)


def _host_in_capitals(page: str) -> str:
    host, slash, path = page.partition("/")
    return host.upper() + slash + path


def _with_parameter(address: str, parameter: str) -> str:
    page, mark, fragment = address.partition("#")
    return page + ("&" if "?" in page else "?") + parameter + mark + fragment


def _turned(address: str) -> str:
    """The parameters the other way round."""
    page, mark, query = address.partition("?")
    return page + mark + "&".join(reversed(query.split("&")))
