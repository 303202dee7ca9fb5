"""How fast `slackapp serve` is ready, how much memory it holds when idle, how fast commands are.

Usage: start.py [ROUNDS]. Every start is a new process; the database has its tables already.
"""

import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks._databases import KINDS, fresh_database
from benchmarks._stage import slack_env
from tests.builders.processes import run, serve

ROUNDS = 5
IDLE_SECONDS = 5  # the directory has been read by then, and the first tick is over
COMMANDS = (("--help",), ("leaderboard", "--help"), ("inbox", "list"), ("leaderboard",))

Row = tuple[str, list[float], str]


@dataclass(frozen=True, slots=True)
class Start:
    """Of one process; wall-clock and processor time until it was ready."""

    seconds: float
    cpu_seconds: float
    megabytes: float


def main(rounds: int) -> None:
    table = Table("what", "median", "least - most")
    for kind in KINDS:
        with fresh_database(kind) as url, slack_env(url) as env, TemporaryDirectory() as folder:
            for name, values, unit in _measure(env, Path(folder), rounds):
                spread = f"{min(values):.2f} - {max(values):.2f}"
                table.add_row(f"{kind}: {name}", f"{median(values):.2f} {unit}", spread)
    Console().print(table)


def _measure(env: dict[str, str], folder: Path, rounds: int) -> list[Row]:
    starts = [_start(env, folder) for _ in range(rounds)]
    rows: list[Row] = [
        ("serve, start to ready", [start.seconds for start in starts], "s"),
        ("serve, processor time until ready", [start.cpu_seconds for start in starts], "s"),
        ("serve, resident when idle", [start.megabytes for start in starts], "MB"),
    ]
    for words in COMMANDS:
        times = [_command(words, env, folder) for _ in range(rounds)]
        rows.append((f"slackapp {' '.join(words)}", times, "s"))
    return rows


def _start(env: dict[str, str], folder: Path) -> Start:
    started = time.monotonic()
    with serve(env, folder) as served:
        seconds, cpu_seconds = time.monotonic() - started, _cpu_seconds(served.process.pid)
        threading.Event().wait(IDLE_SECONDS)
        return Start(seconds, cpu_seconds, _resident_megabytes(served.process.pid))


def _command(words: tuple[str, ...], env: dict[str, str], folder: Path) -> float:
    started = time.monotonic()
    ended = run(*words, env={"LOG_LEVEL": "ERROR", **env}, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    return time.monotonic() - started


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("the kernel does not tell VmRSS")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
