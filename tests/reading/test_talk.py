"""One reading of a message."""

import time

import pytest

from slackapp.reading.talk import Author, read_message


@pytest.mark.parametrize(
    "text",
    [
        "Does anyone know how to renew the VPN certificate?",
        "how can i reset my token",
        "any idea why the build is red",
        "Wie kann ich mein Passwort ändern?",
        "¿alguien sabe cómo reiniciar el servidor?",
        "Quelqu'un sait comment relancer le serveur ?",
        "サーバーを再起動する方法を教えてください。",
        "alguém sabe como reiniciar o servidor?",
    ],
)
def test_people_ask_with_and_without_a_mark_in_many_languages(text: str) -> None:
    assert read_message(text).question


@pytest.mark.parametrize(
    "text",
    [
        "Deployed, all green.",
        "```why does this fail? how do I fix it?```",
        "`what?`",
        "&gt; does anyone know?\nfixed it",
        "see <https://example.com/?q=why>",
        "https://example.com/search?how",
        "2026-11-02 10:00:01 ERROR why? who knows?",
        "Traceback (most recent call last): what is this?",
        "const x = ready ? left : right",
    ],
)
def test_code_quotes_logs_and_addresses_ask_nothing(text: str) -> None:
    assert not read_message(text).question


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("<@U1>: thanks, that was it", ("U1",)),
        ("thanks a lot <@U1> and <@U2>!", ("U1", "U2")),
        ("Great, thank you <@U1|ana>", ("U1",)),
        ("kudos to <@U1> for the slides", ("U1",)),
        ("danke <@U1>", ("U1",)),
        ("merci beaucoup <@U1> !", ("U1",)),
        ("gracias <@U1>", ("U1",)),
        ("obrigado <@U1>", ("U1",)),
        ("<@U1> ありがとうございます", ("U1",)),
        ("I'll try, thx", ()),
        ("thanks for all your help", ()),
        ("I need to look at that first, thanks", ()),
        ("ok, could you also restart it? I'll try the other one, thanks <@U1>", ("U1",)),
    ],
)
def test_thanks_go_to_whom_they_name(text: str, to: tuple[str, ...]) -> None:
    read = read_message(text)
    assert read.gratitude
    assert read.to == to


@pytest.mark.parametrize(
    "text",
    [
        "Where do I find the logs? Thanks!",
        "Can somebody restart the printer? Thanks in advance <@U1>",
        "My laptop won't start, any help would be appreciated",
        "How do I log in? TIA",
        "I'm looking for a good book on Rust. Thanks!",
        "please restart it, thanks",
        "Wo finde ich die Logs? Danke im Voraus",
        "¿alguien sabe dónde está? gracias de antemano",
        "Comment faire ? Merci d'avance",
    ],
)
def test_thanks_before_anything_was_done_credit_nobody(text: str) -> None:
    read = read_message(text)
    assert read.anticipatory
    assert not read.gratitude
    assert read.to == ()


@pytest.mark.parametrize(
    "text",
    [
        "no thanks",
        "thank god it's Friday",
        "the site is slow thanks to the new cache",
        "Happy Thanksgiving",
        "`thanks <@U1>`",
        "&gt; thanks <@U1>",
        "nobody said thank you",
    ],
)
def test_a_thanks_word_alone_is_no_gratitude(text: str) -> None:
    read = read_message(text)
    assert not read.gratitude
    assert not read.anticipatory


def test_thanks_to_all_name_nobody() -> None:
    read = read_message("thanks everyone, see <@U1> for the slides")
    assert read.gratitude
    assert read.to_everyone
    assert read.to == ()


@pytest.mark.parametrize(
    "text", ["that worked", "it works now :tada:", "got it, thanks", "solved it"]
)
def test_words_that_it_worked_are_heard(text: str) -> None:
    assert read_message(text).ack


@pytest.mark.parametrize(
    "text",
    [
        "it works in Chrome but not here",
        "it works now, but not for Bo",
        "does it work now?",
        "it should work now",
        "it never worked",
    ],
)
def test_words_about_working_are_not_taken_for_it(text: str) -> None:
    assert not read_message(text).ack


@pytest.mark.parametrize(
    "text", ["+1", "same here", "me too!", "following", ":eyes:", "lol", "ich auch", ""]
)
def test_a_flippant_reply_says_nothing(text: str) -> None:
    read = read_message(text)
    assert read.flippant
    assert not read.substantive


@pytest.mark.parametrize(
    "text", ["restart the agent", "<https://example.com/guide>", "`make setup`"]
)
def test_a_reply_with_something_in_it_may_be_an_answer(text: str) -> None:
    assert read_message(text).substantive


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("no link here", None),
        ("<https://example.com/a>", "other"),
        ("I wrote <https://example.com/a>", "self"),
        ("here are my slides <https://example.com/a>", "self"),
        ("my friend wrote <https://example.com/a>", "other"),
        ("New event posted! <https://www.meetup.com/some-group/events/1/>", "own_event"),
    ],
)
def test_whose_work_a_link_is(text: str, share: str | None) -> None:
    assert read_message(text).share == share


def test_a_link_with_the_authors_name_or_on_their_domain_is_their_own() -> None:
    text = "<https://github.com/ana-lopez/tool> <https://blog.example.org/a>"
    assert read_message(text).share == "other"
    assert read_message(text, author=Author(names=("Ana Lopez",))).share == "self"
    assert read_message(text, author=Author(domains=("example.org",))).share == "self"


def test_addresses_are_canonical_and_once() -> None:
    text = "<http://www.example.com/a/?utm_source=x&amp;b=1> https://example.com/a?b=1."
    assert read_message(text).urls == ("https://example.com/a?b=1",)


@pytest.mark.parametrize(
    "piece", [",", "!", ", ", "<@U1> ", "ok ", "thanks ", "hi. ", "so very ", "a@"]
)
def test_no_text_takes_long_to_read(piece: str) -> None:
    text = (piece * 40_000)[:40_000]
    began = time.process_time()
    read_message(text)
    assert time.process_time() - began < 2  # some 0.05 s; 3 s where signs are tried over and over
