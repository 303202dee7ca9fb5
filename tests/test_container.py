"""The image's command as Docker would run it: read-only, no capability, user 10001 (row J6)."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.builders.container import UID, Dockerfile, Image
from tests.builders.processes import free_port
from tests.builders.sandbox_env import sandbox_env

DOCKERFILE = Dockerfile.read()
PLACES = ("/", "/app/bin", "/deps", "/etc", "/python", "/usr/bin", "/data", "/tmp")  # noqa: S108  the container's
_WHERE_IT_MAY_WRITE = f"""
import os, sys
def may_write(place):
    try:
        open(os.path.join(place, "probe"), "w").close()
    except OSError:
        return False
    return True
print(os.getuid(), *filter(may_write, {PLACES!r}))
print(*(place for place in {PLACES!r} if not os.statvfs(place).f_flag & os.ST_RDONLY))
print(*(line.split()[1] for line in open("/proc/self/status") if line.startswith("Cap")))
"""


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    return Image.build(tmp_path_factory.mktemp("image"))


@pytest.fixture
def container(image: Image, tmp_path: Path) -> "Container":
    made = Container(image, tmp_path)
    tried = made.run(["true"])
    if tried.returncode:
        pytest.skip(f"this kernel lets nobody make mounts of their own: {tried.stderr.strip()}")
    return made


class Container:
    """Runs what an image holds with the Dockerfile's environment."""

    def __init__(self, image: Image, new_root: Path) -> None:
        self._image = image
        self._outside = image.outside(new_root)

    def run(
        self, words: Sequence[str], env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self._image.command(words, {**DOCKERFILE.env, **(env or {})}),
            env=self._outside,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @contextmanager
    def running(self, env: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
        command = self._image.command(DOCKERFILE.command, {**DOCKERFILE.env, **env})
        with subprocess.Popen(
            command, env=self._outside, text=True, stderr=subprocess.PIPE
        ) as process:
            try:
                yield process
            finally:
                process.kill()


def test_all_but_data_and_tmp_is_closed_to_it_and_it_may_do_nothing_special(
    container: Container,
) -> None:
    told = container.run(["python", "-c", _WHERE_IT_MAY_WRITE])
    assert told.stderr == ""
    who_and_where, not_read_only, capabilities = told.stdout.splitlines()
    assert who_and_where == f"{UID} {not_read_only}" == f"{UID} /data /tmp"
    assert {int(mask, 16) for mask in capabilities.split()} == {0}


def test_it_knows_the_worlds_time_zones_by_itself(container: Container) -> None:
    """Whatever Debian brings or not (F10)."""
    ask = "import zoneinfo; print(zoneinfo.TZPATH, zoneinfo.ZoneInfo('Europe/Berlin'))"
    assert container.run(["python", "-c", ask], {"PYTHONTZPATH": ""}).stdout == "() Europe/Berlin\n"


def test_its_command_serves_and_its_health_check_tells(container: Container) -> None:
    port = str(free_port())
    with sandbox_env("", people=1) as slack:
        env = {**slack, "DATABASE_URL": DOCKERFILE.env["DATABASE_URL"], "PORT": port}
        with container.running({**env, "DRAIN_SECONDS": "0"}) as served:
            _wait_until_ready(served, f"http://127.0.0.1:{port}")
            assert container.run(DOCKERFILE.health_check, {"PORT": port}).returncode == 0
            served.send_signal(getattr(signal, DOCKERFILE.last("STOPSIGNAL")))
            assert served.wait(timeout=60) == 0
    assert container.run(DOCKERFILE.health_check, {"PORT": port}).returncode != 0


def _wait_until_ready(served: subprocess.Popen[str], address: str) -> None:
    pause, deadline = threading.Event(), time.monotonic() + 90
    while not _is_ready(address):
        assert served.poll() is None, served.stderr and served.stderr.read()
        assert time.monotonic() < deadline, "it is not ready"
        pause.wait(0.2)


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
