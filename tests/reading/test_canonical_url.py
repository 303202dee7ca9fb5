"""One name for each page, and never one name for two."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.reading.canonical_url import LONGEST_URL, canonical_url

_ENDS = ["www.", "a.b", "/", "//", "?", "&", "=", "#", "#!", "%7e", "%2F", "..", ":443", ":80", "@"]
urlish = st.tuples(
    st.sampled_from(["http://", "https://", "HTTP:", "https:\\\\", "//", ""]),
    st.sampled_from(["a.b", "www.a.b", "youtu.be", "youtube.com", "github.com", "x.com", "[::1]"]),
    st.lists(st.sampled_from([*_ENDS, "utm_source=1", "%75tm_a=2", "A"]) | st.text(max_size=4)),
).map(lambda parts: parts[0] + parts[1] + "".join(parts[2]))


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("http://example.com", "https://example.com/"),
        ("HTTPS://WWW.Example.COM:443/a/b/../c//", "https://example.com/a/c"),
        ("http://example.com:80/", "https://example.com/"),
        ("http://example.com:443/", "https://example.com/"),
        ("https://example.com:8443/a", "https://example.com:8443/a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://example.com/%7Eana/%c3%a4%2fb", "https://example.com/~ana/%C3%A4%2Fb"),
        ("https://example.com/?", "https://example.com/"),
        ("https://example.com/a?&b=1&", "https://example.com/a?b=1"),
        ("https://example.com/a?b=2&a=1&b=1", "https://example.com/a?a=1&b=2&b=1"),
        ("https://example.com/a?z&a", "https://example.com/a?z&a"),
        (
            "https://example.com/a?utm_source=x&UTM_Medium=y&id=1&fbclid=z",
            "https://example.com/a?id=1",
        ),
        ("https://example.com/a?%75tm_source=x", "https://example.com/a"),
        ("https://example.com/a#chapter-2", "https://example.com/a"),
        ("https://example.com/a#:~:text=words", "https://example.com/a"),
        ("https://example.com/a#utm_source=x&utm_medium=y", "https://example.com/a"),
        ("https://example.com/#!/inbox/1", "https://example.com/#!/inbox/1"),
        ("https://example.com/#/issues/1", "https://example.com/#/issues/1"),
        ("https://example.com/#/", "https://example.com/"),
        ("https://www.com/", "https://www.com/"),
        ("https://www.www.example.com/", "https://www.www.example.com/"),
        (
            "https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fb%3Fc%3D1&sa=D",
            "https://a.example/b?c=1",
        ),
        ("https://l.facebook.com/l.php?u=http%3A%2F%2Fwww.a.example%2F&h=x", "https://a.example/"),
        ("https://slack-redir.net/link?url=https%3A%2F%2Fa.example%2Fb", "https://a.example/b"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb&data=x",
            "https://a.example/b",
        ),
        (
            "https://www.google.com/url?q=javascript:alert(1)",
            "https://google.com/url?q=javascript:alert(1)",
        ),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "https://youtube.com/watch?v=dQw4w9WgXcQ"),
        (
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=3",
            "https://youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            "https://old.reddit.com/r/Python/comments/a1/T/",
            "https://reddit.com/r/python/comments/a1/t",
        ),
        ("https://de.m.wikipedia.org/wiki/Link", "https://de.wikipedia.org/wiki/Link"),
        ("https://stackoverflow.com/q/11227809/5", "https://stackoverflow.com/questions/11227809"),
        (
            "https://stackoverflow.com/questions/11227809/why-is-it",
            "https://stackoverflow.com/questions/11227809",
        ),
        ("https://open.spotify.com/track/4uL?si=a", "https://open.spotify.com/track/4uL"),
        ("https://youtu.be/dQw4w9WgXcQ?si=a&t=3", "https://youtube.com/watch?v=dQw4w9WgXcQ"),
        (
            "https://www.youtube.com/watch?feature=x&v=dQw4w9WgXcQ#t=3",
            "https://youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", "https://youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://twitter.com/Ana/status/12?s=20&ref_src=a", "https://x.com/ana/status/12"),
        (
            "https://github.com/Ana/App/blob/Main/X.py#L10",
            "https://github.com/ana/app/blob/Main/X.py",
        ),
        (
            "https://docs.google.com/document/d/aB/edit?usp=sharing",
            "https://docs.google.com/document/d/aB/edit",
        ),
    ],
)
def test_ways_of_writing_one_page_have_one_name(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/a//b", "https://example.com/a/b"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/a", "https://m.example.com/a"),
        ("https://example.com/a", "https://example.com:8443/a"),
        ("https://example.com/?id=1", "https://example.com/?ID=1"),
        ("https://example.com/?a=1&a=2", "https://example.com/?a=2&a=1"),
        ("https://example.com/?a&b", "https://example.com/?b&a"),
        ("https://example.com/?q=a+b", "https://example.com/?q=a%2Bb"),
        ("https://example.com/?ref=1", "https://example.com/?ref=2"),
        ("https://example.com/#/1", "https://example.com/#/2"),
        ("https://example.com/#q=1", "https://example.com/#q=2"),
        ("https://example.com/#inbox/1", "https://example.com/#inbox/2"),
        ("https://example.com/#utm_id=1&page=1", "https://example.com/#utm_id=1&page=2"),
        ("https://example.com/?key=1", "https://example.com/?key=2"),
        ("https://ana:pw@example.com/", "https://example.com/"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dqw4w9wgxcq"),
        ("https://youtube.com/watch?v=a&list=1", "https://youtube.com/watch?v=a&list=2"),
        ("https://github.com/a/b/blob/main/X", "https://github.com/a/b/blob/main/x"),
        ("https://gist.github.com/A/b", "https://gist.github.com/a/b"),
        ("https://docs.google.com/d/aB", "https://docs.google.com/d/ab"),
        ("https://youtu.be:8443/dQw4w9WgXcQ", "https://youtube.com:8443/watch?v=dQw4w9WgXcQ"),
    ],
)
def test_two_pages_never_share_a_name(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "mailto:a@b.c",
        "javascript:alert(1)",
        "slack://open",
        "tel:1",
        "ftp://a.b/",
        "http://",
        "https://a b/",
        "https://[::1",
        "https://a.b:99999/",
        "https://1.2.3.4.5/",
        "https://a.b/" + "x" * LONGEST_URL,
        "https://a.b/" + "ä" * 700,
        "https://a\ud800.b/",
    ],
)
def test_what_is_no_web_page_has_no_name(url: str) -> None:
    assert canonical_url(url) is None


@given(urlish)
def test_a_canonical_address_is_its_own_name(url: str) -> None:
    canonical = canonical_url(url)
    if canonical is not None:
        assert canonical_url(canonical) == canonical


@given(st.text())
def test_any_text_may_be_asked_for(text: str) -> None:
    canonical = canonical_url(text)
    assert canonical is None or canonical.startswith("https://")


def test_every_whatwg_case_is_its_own_name(url_vectors: Callable[[str], list[Any]]) -> None:
    cases = [case for case in url_vectors("wpt_urltestdata") if isinstance(case, dict)]
    inputs = [case[part] for case in cases for part in ("input", "href") if case.get(part)]
    names = [name for url in inputs if (name := canonical_url(url)) is not None]
    assert len(names) > 300
    assert [name for name in names if canonical_url(name) != name] == []


# What other normalisers do and we do not, by what the input shows.
_OTHER_POLICIES = {
    "an address needs its scheme": re.compile(r"(?!https?://)"),
    "double slashes are part of a path": re.compile(r"https?://.*(//|\\\\)"),
    "a user is part of the identity": re.compile(r"https?://[^/]*@"),
    "a final dot is part of a host": re.compile(r"https?://[^/]*\.(/|:|$)"),
    "reserved escapes and signs stay as written": re.compile(r".*(%5B|%C7|%CC|['\"<]|1750,4)"),
    "parameters are sorted by name alone, + and %20 differ": re.compile(
        r".*(b=5&b=2|b=&c|a( |%20)s)"
    ),
    "unknown parameters may be content": re.compile(
        r".*(s_cid|aftr_|fb_ref|affiliate|partnerid|&#038)"
    ),
    "fragments with states are kept whole": re.compile(r".*(#!|catpage)"),
}


def test_other_normalisers_agree_where_the_policy_is_the_same(
    url_vectors: Callable[[str], list[Any]],
) -> None:
    cases = [
        (case["input"], case["expected"])
        for case in url_vectors("normaliser_test_vectors")
        if case["options"] == "default"
        and isinstance(case["expected"], str)
        and not any(policy.match(case["input"]) for policy in _OTHER_POLICIES.values())
    ]
    assert len(cases) > 100
    differ = [pair for pair in cases if canonical_url(pair[0]) != canonical_url(pair[1])]
    assert differ == []
