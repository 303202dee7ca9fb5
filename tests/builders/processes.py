"""`slackapp` as operators run it: a process of its own, with an environment of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from slackapp.cli.place import open_toolbox
from slackapp.workspace.silence import start

COMMAND = (sys.executable, "-m", "slackapp")
_DIE_AT = """
import os, signal, sys
from pkgutil import resolve_name
from slackapp.cli.main import main

module, _, path = sys.argv.pop(1).partition(":")
owner, _, function = path.rpartition(".")
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
setattr(resolve_name(f"{module}:{owner}"), function, die)
main()
"""


@dataclass
class Served:
    """A running `slackapp serve`."""

    process: subprocess.Popen[bytes]
    address: str

    @property
    def events_url(self) -> str:
        return f"{self.address}/slack/events"

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> tuple[int, float]:
        """Exit code and seconds after SIGTERM."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20), time.monotonic() - started


def run(*arguments: str, env: Mapping[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command to its end, in a folder without a `.env`."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=clean_env(env),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def serve(
    env: Mapping[str, str], cwd: Path, *, dies_at: str | None = None, module: str = "slackapp"
) -> Iterator[Served]:
    """`slackapp serve` once it is ready; killed at the end if it still runs.

    With `dies_at` it kills itself with -9 where it would call that function ("module:Class.name").
    `module` is run in its place where tests bring a room of their own. The operator has started the
    workspace T1 before anybody installs it.
    """
    with open_toolbox(env["DATABASE_URL"], tables="migrated") as (_database, toolbox):
        toolbox.run(start, "T1", by=None)
    usual = (sys.executable, "-m", module)
    command = (sys.executable, "-c", _DIE_AT, dies_at) if dies_at else usual
    port = free_port()
    process = subprocess.Popen(
        [*command, "serve"],
        env=clean_env({"DRAIN_SECONDS": "0", **env, "PORT": str(port), "LOG_LEVEL": "WARNING"}),
        cwd=cwd,
    )
    served = Served(process, f"http://127.0.0.1:{port}")
    try:
        _wait_until_ready(served)
        yield served
    finally:
        if process.poll() is None:
            served.kill()


def clean_env(env: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without our own variables, and these.

    Bytecode is kept, as where operators run it: compiling all that a process imports takes 2 s.
    """
    left_out = ("SLACK_", "DATABASE_URL", "HOST", "PORT", "LOG_", "DRAIN_", "PYTHONDONTWRITE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return {**kept, **env}


def _wait_until_ready(served: Served) -> None:
    pause, deadline = threading.Event(), time.monotonic() + 90
    while not _is_ready(served.address):
        assert served.process.poll() is None, "slackapp serve has ended"
        assert time.monotonic() < deadline, "slackapp serve is not ready"
        pause.wait(0.1)


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=2).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
