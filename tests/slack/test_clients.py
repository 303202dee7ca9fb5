"""How long a listener may wait for Slack."""

import inspect
import socket
from time import monotonic

from slack_bolt import App

from slackapp.app import register_listeners
from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.slack.clients import whisper
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import SettableClock


def test_words_through_a_response_url_that_never_answers_are_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = monotonic()
        assert not whisper(f"http://127.0.0.1:{silent.getsockname()[1]}/", "hello")
    assert monotonic() - started < 20  # two seconds; Bolt's own `respond` would wait thirty


def test_no_listener_uses_bolts_ways_to_answer_that_wait_thirty_seconds(
    database: Database, clock: SettableClock
) -> None:
    queue = DurableClient(database)
    app = App(signing_secret="x", token_verification_enabled=False, token="xoxb-x")
    register_listeners(app, AppToolbox(database, clock, queue, FEATURES))
    functions = [listener.ack_function for listener in app._listeners]  # noqa: SLF001  no other way
    assert len(functions) > 5
    for function in functions:
        assert not {"respond", "say", "client"} & set(inspect.signature(function).parameters)
    queue.close()
