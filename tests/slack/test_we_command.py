"""`/we` finds its word, whoever offers it."""

import pytest
from slack_bolt import App

from slackapp.slack.requests import Command
from slackapp.slack.we_command import CommandAnswer, WeWord, register
from tests.slack.conftest import Stage, send_command


def word(name: str) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        return {"text": f"{name} of {asked.workspace_id} for {asked.person_id}: {asked.text}"}

    return WeWord(word=name, usage=f"`/we {name}` does {name}", answer=answer)


@pytest.fixture(autouse=True)
def _words(app: App) -> None:
    register(app, lambda: [word("kudos"), word("board")])


def test_the_rest_goes_to_the_room_that_offers_the_word(app: App) -> None:
    shown = send_command(app, "/we", "  KUDOS  <@U2|bo> for  tea\nand cake ")
    assert shown == {"text": "kudos of T1 for U1: <@U2|bo> for  tea\nand cake "}


def test_a_word_alone_is_asked_with_nothing(app: App) -> None:
    assert send_command(app, "/we", "board") == {"text": "board of T1 for U1: "}


@pytest.mark.parametrize("text", ["", "  "])
def test_alone_it_tells_how_to_see_all_words(app: App, text: str) -> None:
    shown = send_command(app, "/we", text)
    assert shown["response_type"] == "ephemeral"
    assert shown["text"] == "Type `/we help` for all words."


@pytest.mark.parametrize("text", ["help", "HELP me"])
def test_help_lists_every_word_privately(app: App, text: str) -> None:
    shown = send_command(app, "/we", text)
    assert shown["response_type"] == "ephemeral"
    assert "`/we kudos` does kudos" in shown["text"]
    assert "`/we board` does board" in shown["text"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("bord", "I don't know 'bord'. Did you mean `/we board`?"),
        ("Kudo @ana", "I don't know 'Kudo'. Did you mean `/we kudos`?"),
        ("hlep", "I don't know 'hlep'. Did you mean `/we help`?"),
        ("zzz", "I don't know 'zzz'. `/we help` lists all my words."),
        ("<!here>", "I don't know '&lt;!here&gt;'. `/we help` lists all my words."),
    ],
)
def test_an_unknown_word_gets_the_nearest(app: App, text: str, sentence: str) -> None:
    assert send_command(app, "/we", text) == {"response_type": "ephemeral", "text": sentence}


def test_a_very_long_word_is_shown_in_part(app: App) -> None:
    assert len(send_command(app, "/we", "x" * 9000)["text"]) < 100


def test_it_is_shown_in_slack_to_whoever_typed_it(stage: Stage) -> None:
    reply = stage.ana.command("/we", "bord", channel=stage.general)
    assert reply.error is None
    assert stage.whispered() == ["I don't know 'bord'. Did you mean `/we board`?"]


@pytest.mark.parametrize("names", [["board", "board"], ["help"]])
def test_two_rooms_cannot_offer_the_same_word(app: App, names: list[str]) -> None:
    with pytest.raises(ValueError, match="same word"):
        register(app, lambda: [word(name) for name in names])
