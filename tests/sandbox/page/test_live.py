"""An open window is told where to look, and nothing that is not for its person."""

import http.client
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from slackapp.sandbox import Sandbox
from tests.sandbox.page.blocks.browsing import Window
from tests.sandbox.stage import Stage


class Stream:
    """The names told so far, read as they are needed."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self._answer = answer
        self.first = answer.readline().decode().strip()

    def until(self, name: str) -> list[str]:
        """Every name up to this one, but those of the drawer that shows the traffic."""
        told: list[str] = []
        while name not in told[-1:]:
            line = self._answer.readline().decode()
            assert line, f"the stream ended after {told}"
            if line.startswith("event: "):
                told.append(line.removeprefix("event: ").strip())
        return [one for one in told if one != "log"]

    def rest(self) -> bytes:
        return self._answer.read()


@contextmanager
def listening(address: str) -> Iterator[Stream]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
    connection.request("GET", f"{parts.path}/live")
    answer = connection.getresponse()
    try:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield Stream(answer)
    finally:
        connection.close()


def test_a_message_is_told_to_everybody_who_may_see_it(stage: Stage) -> None:
    with listening(Window(stage, "U2").address) as stream:
        stage.ana.post(stage.general, "hello")

        assert stream.first.startswith("retry:")
        assert stream.until("sidebar") == ["channel-C1", "sidebar"]


def test_what_happens_in_a_private_channel_is_told_to_its_members_only(stage: Stage) -> None:
    leads = stage.workspace.add_channel("C2", "leads", members=[stage.ana], kind="private_channel")
    with listening(Window(stage, "U1").address) as ana, listening(Window(stage, "U2").address) as b:
        stage.ana.post(leads, "psst")
        stage.ana.post(stage.general, "hello")

        assert "channel-C2" in ana.until("channel-C1")
        assert "channel-C2" not in b.until("channel-C1")


def test_a_private_notice_is_told_to_its_person_only(stage: Stage) -> None:
    with listening(Window(stage, "U1").address) as ana, listening(Window(stage, "U2").address) as b:
        stage.client.chat_postEphemeral(channel="C1", user="U1", text="psst")

        assert ana.until("channel-C1") == ["channel-C1"]
        stage.client.views_publish(user_id="U2", view={"type": "home", "blocks": []})
        assert b.until("home") == ["home"]


def test_what_happens_at_once_is_told_once(stage: Stage) -> None:
    with stage.sandbox.world.changes.listening("T1", "U1", lambda: None) as take:
        for number in range(50):
            stage.ana.post(stage.general, f"number {number}")

        assert sorted(take() or ()) == ["channel-C1", "log", "sidebar"]
        assert take() == []


def test_a_server_that_stops_ends_its_streams(stage: Stage) -> None:
    with stage.sandbox.world.changes.listening("T1", "U1", lambda: None) as take:
        stage.sandbox.world.changes.close()
        assert take() is None
    sandbox = Sandbox()
    sandbox.add_workspace("T1", domain="acme").add_person("U1", name="Ana Lopez")
    with ExitStack() as after:
        with sandbox.serving() as server:
            stream = after.enter_context(listening(f"{server.url}/acme/as/U1"))

        assert b"event" not in stream.rest()


def test_a_sandbox_served_again_streams_again() -> None:
    sandbox = Sandbox()
    ana = sandbox.add_workspace("T1", domain="acme").add_person("U1", name="Ana Lopez")
    with sandbox.serving():
        pass
    with sandbox.serving() as server, listening(f"{server.url}/acme/as/U1") as stream:
        ana.change(real_name="Ana L.")

        assert stream.until("sidebar") == ["sidebar"]


def test_a_window_that_closed_is_forgotten(stage: Stage) -> None:
    changes = stage.sandbox.world.changes
    with changes.listening("T1", "U1", lambda: None) as take:
        pass

    changes.tell("T1", "sidebar")

    assert take() == []
