"""`slackapp demo` as a visitor meets it, in a process of its own."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.demo.conftest import COMMAND, clean_env

_ADDRESS = re.compile(r"http://\S+/archives/\S+")


@contextmanager
def demo_running(folder: Path) -> Iterator[str]:
    """The address it prints for its visitor."""
    with subprocess.Popen(
        [*COMMAND, "--no-open"],
        env=clean_env(folder, {}),
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield _printed_address(process)
        finally:
            process.terminate()  # it takes its folder with it


def _printed_address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if (found := _ADDRESS.search(line)) is not None:
            return found[0]
    raise AssertionError(f"the demo did not come up:\n{said}")
