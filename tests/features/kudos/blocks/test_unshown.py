"""What a giver is told whose kudos Slack did not let us show."""

from slackapp.features.kudos.blocks.unshown import unshown
from slackapp.features.kudos.rules.shown import KudosShown, KudosUnshown
from slackapp.features.kudos.rules.thanks import Shown
from tests.features.kudos.blocks.fit import assert_calls_nobody, assert_fit_for_slack


def shown(place: Shown, *people: str) -> KudosUnshown:
    kudos = KudosShown(
        source="command:1",
        giver="Cy",
        people=(),
        parties=(),
        names=people,
        reason="stayed late",
        values=(),
        shown=place,
        channel_id="C1",
    )
    return KudosUnshown(kudos=kudos, unreached=people[:1], typed="stayed late <!channel>")


def test_it_says_where_and_gives_the_words_back() -> None:
    text, blocks = unshown(shown("here", "Ana", "Bo <!here>"))

    assert "your thanks to Ana and Bo &lt;!here&gt; in <#C1>" in text
    assert blocks[1]["elements"][0]["elements"][0]["text"] == "stayed late <!channel>"
    assert_fit_for_slack(blocks)
    assert_calls_nobody(text, blocks[0])


def test_of_private_words_it_names_those_whom_they_did_not_reach() -> None:
    text, blocks = unshown(shown("receivers", "Ana", "Bo"))

    assert "private thanks to Ana. Your words" in text
    assert_fit_for_slack(blocks)


def test_any_number_of_people_fits() -> None:
    people = tuple("Person " + "x" * 80 for _ in range(500))

    assert_fit_for_slack(unshown(shown("here", *people))[1])
