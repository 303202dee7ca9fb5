"""A real community's scores, worked out once more from the export by a plain model."""

from pathlib import Path

import pytest

from slackapp.workspace.workspaces import workspace_zone
from tests.features.history_import.conftest import Archive
from tests.ledger.test_recomputed import check_against_the_plain_model

DATA = Path(__file__).parents[4] / "shared/data"


def test_every_week_of_everybody_scores_as_the_plain_model_says(archive: Archive) -> None:
    path = DATA / "slack_export_houston.zip"
    if not path.is_file():
        pytest.skip("needs ../shared/data/slack_export_houston.zip beside the repository")
    archive.read(path, emoji=("+1", "heart", "tada"))
    zone = archive.toolbox.read(workspace_zone, "T1").key
    checked = archive.toolbox.run(check_against_the_plain_model, "T1", zone)
    assert checked > 20
