"""What people write looks as in Slack, and none of it is HTML of theirs."""

import pytest

from slackapp.sandbox import Kind
from slackapp.sandbox.page.mrkdwn_html import html_of
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.viewer import Viewer
from tests.sandbox.stage import Stage

TADA = '<span class="emoji" role="img" aria-label="tada" title=":tada:">🎉</span>'


def viewer(stage: Stage) -> Viewer:
    """Ana."""
    return Viewer(Site(stage.workspace._floor), stage.workspace.team, stage.ana)  # noqa: SLF001


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~no~", "<strong>bold</strong> <em>it</em> <del>no</del>"),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("`a *b* :tada:`", "<code>a *b* :tada:</code>"),
        ("```\na\n```", "<pre>a</pre>"),
        ("&gt; said\nme", "<blockquote>said</blockquote>me"),
        ("a &lt;b&gt; &amp;amp;", "a &lt;b&gt; &amp;amp;"),
        ("hi <@U1>", 'hi <span class="mention">@ana</span>'),
        ("hi <@U404|olga>", 'hi <span class="mention">@olga</span>'),
        ("in <#C1|old-name>", 'in <span class="mention">#general</span>'),
        ("<!here> you", '<span class="mention mine">@here</span> you'),
        ("<!subteam^S1|@x> you", '<span class="mention">@helpers</span> you'),
        (
            "<https://x.org/a_b_c|*x*>",
            '<a href="https://x.org/a_b_c" target="_blank" rel="noreferrer">*x*</a>',
        ),
        ("<javascript:alert(1)|x>", "x"),
        ("one\ntwo", "one<br>two"),
        ("hi :tada: *:tada:*", f"hi {TADA} <strong>{TADA}</strong>"),
        (":tada:", f'<span class="only-emoji">{TADA}</span>'),
        ("a :party_parrot: 10:30:45", "a :party_parrot: 10:30:45"),
        ("\x000\x00 <@U1>", '0 <span class="mention">@ana</span>'),
        ("<!date^1794819600^{date_num} at {time}|fall &amp; back>", "fall &amp; back"),
    ],
)
def test_mrkdwn_reads_as_in_slack(stage: Stage, text: str, html: str) -> None:
    stage.workspace.add_group("S1", "helpers")

    assert html_of(text, stage.workspace.team) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<@U1>", '<span class="mention mine">@ana</span>'),
        ("<@U2>", '<span class="mention">@ben</span>'),
        ("<!subteam^S1>", '<span class="mention mine">@helpers</span>'),
        ("<#C1>", '<a class="mention" href="/acme/as/U1/archives/C1">#general</a>'),
        ("<#C2|leads>", '<span class="mention">private channel</span>'),
        ("<!date^1794819600^{date_num} {time}|x>", "<time>2026-11-16 10:00</time>"),
    ],
)
def test_for_a_viewer_words_are_theirs(stage: Stage, text: str, html: str) -> None:
    stage.workspace.add_group("S1", "helpers", users=[stage.ana])
    stage.workspace.add_channel("C2", "leads", members=[stage.ben], kind=Kind.PRIVATE)

    assert html_of(text, stage.workspace.team, viewer(stage)) == html
