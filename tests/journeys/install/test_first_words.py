"""Who installs the app by OAuth is written to, and nobody else."""

import pytest

from tests.journeys.install.estate import Estate

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def written_to(estate: Estate, team_id: str) -> list[str]:
    """Whom the app has written a direct message."""
    bot = estate.workspace(team_id).team.bot_user_id
    people = estate.workspace(team_id).people
    return [
        one for one in sorted(people) if one != bot and people[one].direct_messages(bot).messages
    ]


def test_the_installer_of_each_workspace_is_written_to_and_nobody_else(estate: Estate) -> None:
    estate.add("T1", "T2")
    estate.wait_until(lambda: written_to(estate, "T1") == ["U1"])
    estate.wait_until(lambda: written_to(estate, "T2") == ["U1"])
