"""Log lines hold no secret and no words of people, ours and the libraries' alike."""

import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any, Literal

import pytest
import structlog
from dbos._logger import init_logger
from slack_sdk.web import base_client
from uvicorn.config import LOGGING_CONFIG

from slackapp.observability.logs import hide_secrets, place_of, set_up_logs
from slackapp.vocabulary.slack_time import micros_of_ts

QUIETER = {"slack_bolt", "slack_sdk"}
LIBRARIES = ("uvicorn", "uvicorn.error", "slack_bolt", "slack_sdk", "dbos", "bolt:listener")


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """Logging belongs to the whole process: put it back."""
    loggers = [logging.getLogger(name) for name in (None, *LIBRARIES, "uvicorn.access")]
    before = [(each, each.handlers[:], each.level, each.propagate) for each in loggers]
    yield
    for logger, handlers, level, propagate in before:
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)
    structlog.reset_defaults()


Capture = pytest.CaptureFixture[str]


def lines(capture: Capture) -> list[dict[str, Any]]:
    shown = capture.readouterr()
    assert shown.out == ""
    return [json.loads(line) for line in shown.err.splitlines()]


def set_up(log_format: Literal["text", "json"] = "json", level: str = "INFO") -> None:
    set_up_logs(level=level, log_format=log_format)


def test_a_line_is_a_phrase_and_fields(capsys: Capture) -> None:
    set_up()
    structlog.get_logger("slackapp.tea").info("tea.poured", cups=2, person=7)
    line = lines(capsys)[0]
    assert (line["event"], line["cups"], line["person"]) == ("tea.poured", 2, 7)
    assert (line["level"], line["logger"]) == ("info", "slackapp.tea")
    assert line["timestamp"].endswith("Z")


def test_text_is_for_reading(capsys: Capture) -> None:
    set_up("text")
    structlog.get_logger("slackapp.tea").info("tea.poured", cups=2)
    shown = capsys.readouterr().err
    assert "tea.poured" in shown
    assert "cups=2" in shown


def test_what_is_below_the_level_is_not_written(capsys: Capture) -> None:
    set_up(level="WARNING")
    structlog.get_logger("slackapp.tea").info("tea.poured")
    structlog.get_logger("slackapp.tea").warning("tea.cold")
    assert [line["event"] for line in lines(capsys)] == ["tea.cold"]


def test_bolt_speaks_from_errors_on(capsys: Capture) -> None:
    set_up(level="DEBUG")
    logging.getLogger("slack_bolt.App").warning("you set a variable we read ourselves")
    logging.getLogger("slack_bolt.App").error("it hurts")
    assert [line["event"] for line in lines(capsys)] == ["it hurts"]


def test_the_sdk_does_not_quote_answers_it_cannot_read(capsys: Capture) -> None:
    """It logs them at ERROR, after "Failed to decode Slack API response"."""
    set_up(level="DEBUG")
    logging.getLogger(base_client.__name__).error("Failed to decode: what people wrote")
    assert lines(capsys) == []


@pytest.mark.parametrize(
    "library", [name for name in LIBRARIES if name not in {"slack_bolt", "slack_sdk"}]
)
def test_libraries_speak_from_warnings_on_and_in_our_form(capsys: Capture, library: str) -> None:
    set_up(level="DEBUG")
    logging.getLogger(library).setLevel(logging.DEBUG)
    logging.getLogger(library).info("chatter")
    logging.getLogger(f"{library}.part").warning("it hurts %s", "here")
    written = lines(capsys)
    assert [(line["event"], line["level"]) for line in written] == [("it hurts here", "warning")]


def test_uvicorns_own_handlers_are_taken_over(capsys: Capture) -> None:
    logging.config.dictConfig(LOGGING_CONFIG)
    set_up()
    logging.getLogger("uvicorn.access").warning("it hurts")
    logging.getLogger("uvicorn.error").warning("it hurts")
    assert [line["event"] for line in lines(capsys)] == ["it hurts", "it hurts"]


def test_dbos_finds_a_handler_and_adds_none(capsys: Capture) -> None:
    set_up()
    init_logger()
    logging.getLogger("dbos").warning("it hurts")
    assert [line["event"] for line in lines(capsys)] == ["it hurts"]


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-1234567890-AbCdEf",
        "xoxp-1-2-3",
        "xoxe.xoxp-1-Mi0yLTE",
        "xapp-1-A111-222-abc",
        "Authorization: Bearer abc.def-ghi",
        "https://hooks.slack.com/commands/T1/1/abc",
    ],
)
def test_tokens_are_hidden_wherever_they_stand(capsys: Capture, secret: str) -> None:
    set_up()
    log = structlog.get_logger("slackapp.tea")
    log.info("tea.poured", where=f"with {secret}, hot", inside={"deep": [secret, (secret,)]})
    log.info("in the phrase: %s", secret)
    logging.getLogger("uvicorn").warning("a library said %s", secret)
    logging.getLogger("uvicorn").warning("a library said %s", ValueError(secret))
    written = capsys.readouterr().err
    assert written.count("\n") == 4
    assert (
        secret.rsplit(" ", maxsplit=1)[-1].removeprefix("https://hooks.slack.com/") not in written
    )
    assert written.count("[hidden]") == 6


@pytest.mark.parametrize(
    "name", ["authorization", "Authorization", "bot_token", "signing_secret", "response_url"]
)
def test_fields_named_like_secrets_are_hidden(name: str) -> None:
    shown = hide_secrets(None, "info", {name: "abc", "headers": {name: "abc"}})
    assert shown == {name: "[hidden]", "headers": {name: "[hidden]"}}


def test_an_error_is_written_by_kind_and_place_without_its_words(capsys: Capture) -> None:
    set_up()
    try:
        micros_of_ts("what somebody wrote")
    except ValueError as error:
        place = place_of(error)
        structlog.get_logger("slackapp.tea").exception("tea.spilt")
        structlog.get_logger("slackapp.tea").error("tea.spilt", exc_info=error)
        logging.getLogger("dbos").exception("it failed")
    written = lines(capsys)
    assert place.startswith("vocabulary/slack_time.py:")
    assert {(line["error"], line["place"]) for line in written} == {("ValueError", place)}
    assert "wrote" not in str(written)
    assert "Traceback" not in str(written)


def test_the_place_of_a_strangers_error_is_outside() -> None:
    assert place_of(ValueError()) == "outside"


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize(
    "hostile",
    [
        "tea\n2026-01-01 00:00:00 [error    ] forged.line",
        "tea\r\nforged.line",
        "\x1b[2J\x1b[31mforged",
        "tea\u2028forged.line",
        "tea\x9b31mforged",
        "\u202eegrof",
    ],
)
def test_no_value_forges_a_line_or_moves_the_cursor(
    capsys: Capture, hostile: str, log_format: Literal["text", "json"]
) -> None:
    set_up(log_format)
    log = structlog.get_logger("slackapp.tea")
    log.info("tea.poured", who=hostile, inside={"deep": [hostile], hostile: 1})
    log.info(hostile)
    logging.getLogger("uvicorn").warning("a library said %s", hostile)
    written = capsys.readouterr().err
    assert written.count("\n") == len(written.splitlines()) == 3
    assert not set(written) & set("\x1b\x9b\r\u2028\u202e")
