"""The links of a message."""

import re
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.reading.links import canonical_url, read_links
from slackapp.reading.mrkdwn import spans, unescape

_PIECES = ["<https://a.b/", "?pwd=x", "|label", ">", "`", "```", "\n", "&gt;", "&amp;", "#", "x=1"]
_SLACK_LINK = re.compile(r"<(https?://[^|>]+)")


def urls(text: str) -> list[str]:
    return [link.url for link in read_links(text)]


def test_a_link_is_read_with_or_without_label() -> None:
    text = "see <https://a.b/c?d=1&amp;e=2|this> and <http://www.c.d>"
    assert urls(text) == ["https://a.b/c?d=1&e=2", "https://c.d/"]


@pytest.mark.parametrize(
    "text",
    [
        "`<https://a.b>`",
        "```x\n<https://a.b>\n```",
        "&gt; <https://a.b>",
        "&gt;&gt;&gt; x\n<https://a.b>",
        "https://a.b",
        "<mailto:a@b.c|a@b.c>",
        "<tel:1>",
        "<javascript:alert(1)>",
        "<slack://open>",
        "<https://>",
        "<@U1> <#C1|https> <!here>",
    ],
)
def test_other_text_shares_no_link(text: str) -> None:
    assert read_links(text) == ()


def test_one_page_written_twice_is_shared_once_as_first_written() -> None:
    links = read_links("<http://www.a.b/c/?utm_source=x> <https://c.d> <https://a.b/c#top>")
    assert [link.address for link in links] == ["http://www.a.b/c/", "https://c.d/"]
    assert [link.host for link in links] == ["a.b", "c.d"]


def test_a_key_is_the_same_for_all_ways_and_told_apart_by_secrets() -> None:
    keys = [
        read_links(f"<{url}>")[0].key
        for url in ("https://a.b/?pwd=1", "http://www.a.b?pwd=1", "https://a.b/?pwd=2")
    ]
    assert keys[0] == keys[1] != keys[2]
    assert all(re.fullmatch(r"[0-9a-f]{32}", key) for key in keys)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.b/?pwd=hush",
        "https://x:hush@a.b/",
        "https://a.b/#token=hush",
        "https://a.b/file/1#A8hushKd93hfKq02LmZx71",
        "https://hooks.slack.com/services/T1/B1/hush",
    ],
)
def test_a_secret_is_nowhere_in_what_is_kept(url: str) -> None:
    (link,) = read_links(f"<{url}>")
    assert link.secret
    assert "hush" not in repr(link)


def test_an_ordinary_link_hides_nothing() -> None:
    (link,) = read_links("<https://a.b/c?d=1&amp;utm_source=x#top>")
    assert not link.secret
    assert link.address == "https://a.b/c?d=1#top"


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=4)).map("".join))
def test_any_text_is_read_and_each_page_told_once(text: str) -> None:
    links = read_links(text)
    assert len({link.key for link in links}) == len(links)
    assert all("pwd=x" not in link.url + link.address for link in links)


@pytest.mark.parametrize("name", ["houston", "gitter_dev"])
def test_real_talk_gives_every_link_outside_code_and_quotes(
    name: str, talk_of: Callable[[str], list[str]]
) -> None:
    texts = talk_of(name)
    assert sum(len(read_links(text)) for text in texts) > 300
    for text in texts:
        plain = re.sub(r"(?s)```.+?```|`[^`\n]+`|(?m:^&gt;.*$)", "", text)
        naive = {canonical_url(unescape(url)) for url in _SLACK_LINK.findall(plain)}
        assert {link.key for link in read_links(text)} == {
            link.key for url in naive if url for link in read_links(f"<{url}>")
        }


@pytest.mark.parametrize(
    "text",
    [
        "<https://a.b/" + "eyJ" * 600 + ">",
        "<https://a.b/?" + "a=%41&" * 300 + ">",
        "<https://a.b/?" + "_" * 2000 + "=1>",
        "<https://a.b/#" + "aB" * 900 + ">",
    ],
    ids=["jwt", "parameters", "name", "fragment"],
)
def test_a_message_full_of_hostile_links_is_read_in_time(text: str) -> None:
    message = text * (40_000 // len(text))
    assert any(span.kind == "link" for span in spans(message))
    start = process_time()
    read_links(message)
    assert process_time() - start < 0.4  # 0.05 on a machine that does nothing else
