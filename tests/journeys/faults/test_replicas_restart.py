"""Replicas on one PostgreSQL: restarted one after the other, and nobody outside notices."""

from pathlib import Path

import pytest

from tests.builders.load import count_doubled, count_given, thanked_messages, wait_until_read
from tests.builders.replicas import replicas
from tests.builders.sandbox_env import sandbox_env
from tests.builders.steady_load import PEOPLE, SteadyLoad

only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@only_postgresql
def test_a_rolling_restart_under_load_fails_no_request(tmp_path: Path, database_url: str) -> None:
    """`benchmarks/rolling_restart.py` does the same for longer."""
    with (
        sandbox_env(database_url, people=PEOPLE) as env,
        replicas(env | {"DRAIN_SECONDS": "6"}, tmp_path, count=2) as running,
    ):
        load = SteadyLoad(running.url, per_second=50, with_commands=True)
        with load.running():
            running.restart(0)
            running.restart(1)
        wait_until_read(database_url)
    assert set(load.answers) == {"200"}
    assert thanked_messages(database_url) >= load.events
    assert count_given(database_url) == len(load.events) + load.commands
    assert count_doubled(database_url) == 0
