"""What is typed becomes what Slack keeps, and comes back as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.sandbox import Sandbox, Workspace
from slackapp.sandbox.page.emoji import emoji_of, named
from slackapp.sandbox.page.typed import kept, typable_names, typed


def workspace() -> Workspace:
    acme = Sandbox().add_workspace("T1", name="Acme", domain="acme")
    acme.add_person("U1", name="Ana Lopez", display_name="ana")
    acme.add_person("U2", name="Ben Okafor", display_name="Ben O.")
    acme.add_person("U3", name="Zoë Young", display_name="Zoë")
    acme.add_person("U4", name="Sam One", display_name="Sam", username="sam1")
    acme.add_person("U5", name="Sam Two", display_name="sam", username="sam2")
    acme.add_group("S1", "helpers")
    acme.add_channel("C1", "general")
    return acme


PAIRS = [
    ("@ana", "<@U1>"),
    ("thanks @ana.", "thanks <@U1>."),
    ("@Zoë, @zoë", "<@U3>, <@U3>"),
    ("@ben.o and @sam2", "<@U2> and <@U5>"),
    ("@helpers #general @here", "<!subteam^S1|@helpers> <#C1|general> <!here>"),
    ("@nobody #nowhere me@ana.org", "@nobody #nowhere me@ana.org"),
    ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
    ("see https://x.org/a?b=1&c=2.", "see <https://x.org/a?b=1&amp;c=2>."),
    ("(https://x.org/@ana#general)", "(<https://x.org/@ana#general>)"),
    ("`@ana 🎉` and ```#general <b>```", "`@ana 🎉` and ```#general &lt;b&gt;```"),
    ("well done 🎉👍🏽❤️❤", "well done :tada::+1::skin-tone-4::heart::heart:"),
    ("<@U1> <!channel>", "&lt;<@U1>&gt; &lt;!channel&gt;"),
]


@pytest.mark.parametrize(("words", "slack"), PAIRS)
def test_what_is_typed_is_kept_in_slacks_way(words: str, slack: str) -> None:
    """`<@U1>` typed by hand names nobody: U1 is nobody's name."""
    expected = slack.replace("&lt;<@U1>&gt;", "&lt;@U1&gt;")

    assert kept(words, workspace().team) == expected


@pytest.mark.parametrize(
    "words",
    [
        "hi @ana, @sam2 & @helpers",
        "see https://x.org/a?b=1&c=2 in #general",
        "a < b, `@ana :tada:`",
        "👍 🎉",
    ],
)
def test_editing_shows_what_was_typed(words: str) -> None:
    team = workspace().team

    assert typed(kept(words, team), team) == words


@given(st.text(alphabet="<>&|!@#^ anaU1C:`*\n", max_size=40))
def test_nothing_typed_by_hand_becomes_a_token_of_its_own(words: str) -> None:
    acme = workspace()
    inside = [part.partition(">")[0] for part in kept(words, acme.team).split("<")[1:]]

    allowed = {"@U1", "#C1|general", "!here", "!channel"}
    assert all(one in allowed or one.startswith("http") for one in inside)


def test_a_name_to_type_is_the_one_shown_where_that_is_one_word_and_nobody_elses() -> None:
    assert typable_names(workspace().team) == {
        "U1": "ana",
        "U2": "ben.o",
        "U3": "Zoë",
        "U4": "sam1",
        "U5": "sam2",
    }


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("tada", "🎉"),
        ("+1", "👍"),
        ("thumbsup", "👍"),
        ("wave::skin-tone-2", "👋🏻"),
        ("handshake", "🤝"),
        ("heart", "❤️"),
        ("party_parrot", None),
        ("wave::skin-tone-9", None),
    ],
)
def test_emoji_have_slacks_names(name: str, shown: str | None) -> None:
    assert emoji_of(name) == shown


def test_an_emoji_typed_gets_its_first_name_and_digits_stay_digits() -> None:
    assert named("👍👋🏻 123 #1 *") == ":+1::wave::skin-tone-2: 123 #1 *"
