"""A small town lived by the real app: no rule of etiquette is broken.

One test lives on PostgreSQL, the other on SQLite; what differs between them is proven where it is.
"""

from pathlib import Path

import pytest
from rich.console import Console

from slackapp.demo.simulation import play
from slackapp.demo.simulation.life import Life
from slackapp.demo.simulation.play import Simulated, SimulateOptions
from slackapp.features.nudges.rules import decide
from slackapp.features.nudges.rules.situation import Situation
from tests.builders.patience import wait_longer

pytestmark = pytest.mark.timeout(400)  # a few seconds alone on a machine


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    wait_longer(monkeypatch)


def simulated(folder: Path, url: str | None = None, *, people: int, weeks: int) -> Simulated:
    options = SimulateOptions(people=people, weeks=weeks, seed=1, compare=False, database_url=url)
    return play.simulate(options, folder, Console(quiet=True))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_small_town_is_nudged_politely(database_url: str, tmp_path: Path) -> None:
    lived = simulated(tmp_path, database_url, people=15, weeks=2)
    assert lived.violations == []
    shown = {kind for kind, (count, _acted) in lived.nudged.kinds.items() if count}
    assert {"open_questions", "did_it_help", "make_it_kudos"} <= shown
    assert lived.nudged.nudges >= 5
    assert lived.nudged.most <= 5
    assert 0 < lived.nudged.helped <= lived.nudged.questions


def test_without_its_rules_it_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People thank at all hours, and nothing that only has to wait for its time waits any more."""

    def impatient(_situation: Situation) -> list[object]:
        return []

    monkeypatch.setattr(Life, "_chat", vars(Life)["_thank"])
    monkeypatch.setattr(decide, "_waits", impatient)
    lived = simulated(tmp_path, people=15, weeks=1)
    broken = {one.rule for one in lived.violations}
    assert {"hours", "kudos offered once a day"} <= broken
