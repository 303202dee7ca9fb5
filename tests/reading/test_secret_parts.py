"""Secrets in addresses are never shown."""

import pytest
from ada_url import URL

from slackapp.reading.secret_parts import masked, masked_within

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123"
RANDOM = "a8Kd93hfKq02LmZx71"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://z.us/j/1?pwd=abc&x=1", "https://z.us/j/1?pwd=***&x=1"),
        ("https://a.b/?Access_Token=1", "https://a.b/?Access_Token=***"),
        ("https://a.b/?%70wd=abc", "https://a.b/?%70wd=***"),
        (
            "https://a.b/?X-Amz-Signature=1&X-Amz-Credential=2",
            "https://a.b/?X-Amz-Signature=***&X-Amz-Credential=***",
        ),
        (
            "https://a.b/?X-Amz-Security-Token=1&X-Amz-Date=2",
            "https://a.b/?X-Amz-Security-Token=***&X-Amz-Date=2",
        ),
        ("https://a.b/?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE", "https://a.b/?AWSAccessKeyId=***"),
        ("https://a.b/?sv=1&sig=abc", "https://a.b/?sv=1&sig=***"),
        (
            "https://a.b/?apikey=1&api_key=2&api-key=3",
            "https://a.b/?apikey=***&api_key=***&api-key=***",
        ),
        (f"https://a.b/?key={RANDOM}", "https://a.b/?key=***"),
        (f"https://a.b/?code={RANDOM}&state=1", "https://a.b/?code=***&state=1"),
        (f"https://a.b/?x={JWT}", "https://a.b/?x=***"),
        (f"https://a.b/?x=%65{JWT[1:]}", "https://a.b/?x=***"),
        (f"https://a.b/in/{JWT}/x", "https://a.b/in/***/x"),
        ("https://ana:pw@a.b/", "https://***@a.b/"),
        ("https://token@a.b:8443/", "https://***@a.b:8443/"),
        ("https://a.b/?next=https%3A%2F%2Fc.d%2F%3Ftoken%3Dabc", "https://a.b/?next=***"),
        ("https://a.b/?next=https://c.d/?token=abc", "https://a.b/?next=https://c.d/?token=***"),
        ("https://a.b/#access_token=abc&x=1", "https://a.b/#access_token=***&x=1"),
        ("https://a.b/#/path?token=abc", "https://a.b/#/path?token=***"),
        (f"https://a.b/file/1#{RANDOM}", "https://a.b/file/1#***"),
        ("https://hooks.slack.com/services/T1/B1/abc", "https://hooks.slack.com/***"),
    ],
)
def test_a_secret_is_masked(url: str, shown: str) -> None:
    assert masked(URL(url)) == shown


@pytest.mark.parametrize(
    "url",
    [
        "https://a.b/?key=value&code=de&session=12&sid=a1&id=abc123",
        "https://a.b/?session=2%20talks%20about%20testing",
        "https://a.b/keyJournalEntries2024.html",
        "https://a.b/?tokenize=1&author=ana&monkey=a1&compass=n&design=2",
        "https://a.b/?q=how+to+reset+a+password",
        "https://github.com/a/b/commit/9a9a321f00dcafe9a9a321f00dcafe0012345678",
        "https://a.b/#a-long-heading-with-2-numbers-in-2024",
        "https://a.b/#/docs/getting-started-with-version-2",
        "https://a.b/?pwd=",
    ],
)
def test_an_ordinary_address_is_shown_whole(url: str) -> None:
    assert masked(URL(url)) == url


def test_addresses_inside_words_are_masked_and_the_words_stay() -> None:
    text = "for https://a.b/?pwd=abc, and https://[ too (see HTTP://a.b/?q=1)"
    assert masked_within(text) == "for https://a.b/?pwd=*** and https://[ too (see HTTP://a.b/?q=1)"
