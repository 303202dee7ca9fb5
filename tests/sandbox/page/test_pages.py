"""The page: what is said, readable, and nothing people write becomes HTML."""

from html.parser import HTMLParser
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from slackapp.sandbox.page.mrkdwn_html import html_of
from tests.sandbox.stage import Stage

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)>'
SCRIPTS = [
    f"/static/{name}.js"
    for name in ("htmx.min", "sse.min", "idiomorph-ext.min", "page", "blocks/main")
]


class Tags(HTMLParser):
    """The tags of a page and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.scripts: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.scripts += [dict(attrs).get("src")] if tag == "script" else []
        assert not [name for name, _ in attrs if name.startswith("on")]
        assert not [value for _, value in attrs if (value or "").startswith("javascript:")]

    def handle_data(self, data: str) -> None:
        self.text += data


def page(stage: Stage, path: str) -> Tags:
    with urlopen(stage.url + path) as answer:  # noqa: S310 - our own server
        tags = Tags()
        tags.feed(answer.read().decode())
    return tags


def test_the_front_page_lists_workspaces_and_channels(stage: Stage) -> None:
    shown = page(stage, "/").text

    assert "Acme" in shown
    assert "#general" in shown


def test_a_channel_shows_messages_threads_reactions_and_blocks(stage: Stage) -> None:
    parent = stage.ana.post(stage.general, "who knows?")
    stage.ben.post(stage.general, "I do", thread_ts=parent.ts)
    stage.ben.react(parent, "eyes")
    fields = [{"type": "mrkdwn", "text": "*12* thanks"}]
    action = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Share"}}
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": "We not me"}},
        {"type": "section", "fields": fields},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Week 46"}]},
        {"type": "actions", "elements": [action]},
    ]
    stage.client.chat_postMessage(channel="C1", text="board", blocks=blocks)
    stage.client.chat_postEphemeral(channel="C1", user="U1", text="psst")

    shown = page(stage, "/acme/archives/C1").text

    for word in (
        "ana", "who knows?", "1 reply", "👀 1", "We not me", "12 thanks", "Week 46", "Share",
        "Only visible to you", "psst",
    ):  # fmt: skip
        assert word in " ".join(shown.split()), word


def test_what_people_write_stays_text(stage: Stage) -> None:
    stage.ana.change(display_name=HOSTILE)
    stage.ana.post(stage.general, HOSTILE)
    stage.ana.post(stage.general, '<javascript:alert(1)|click> <https://x.org" onclick=1|y>')

    shown = page(stage, "/acme/archives/C1")

    assert shown.scripts == SCRIPTS
    assert "img" not in shown.tags
    assert "alert(1)" in shown.text


def test_a_permalink_leads_to_the_page(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "here it is")
    link = stage.client.chat_getPermalink(channel="C1", message_ts=message.ts)["permalink"]

    assert "here it is" in page(stage, link.removeprefix(stage.url)).text


@pytest.mark.parametrize(
    "path", ["/acme/archives/C404", "/nobody/archives/C1", "/acme/archives/C1/p1"]
)
def test_what_is_not_there_is_not_found(stage: Stage, path: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(stage.url + path)  # noqa: S310 - our own server


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~no~", "<strong>bold</strong> <em>it</em> <del>no</del>"),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("`a *b*`", "<code>a *b*</code>"),
        ("```\na\n```", "<pre>a</pre>"),
        ("&gt; said\nme", "<blockquote>said</blockquote>me"),
        ("a &lt;b&gt; &amp;amp;", "a &lt;b&gt; &amp;amp;"),
        ("hi <@U1>", 'hi <span class="mention">@ana</span>'),
        (
            "<https://x.org/a_b_c|*x*>",
            '<a href="https://x.org/a_b_c" target="_blank" rel="noreferrer">*x*</a>',
        ),
        ("one\ntwo", "one<br>two"),
    ],
)
def test_mrkdwn_reads_as_in_slack(stage: Stage, text: str, html: str) -> None:
    assert html_of(text, stage.workspace.team) == html
