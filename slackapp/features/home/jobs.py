"""The Home tab is drawn by a job; the tick ends the time of listening."""

from collections.abc import Mapping
from typing import Any

import structlog

from slackapp.feature_contract import Toolbox
from slackapp.features.home import blocks, use_cases
from slackapp.outbox.patience import patiently
from slackapp.workspace.silence import find_listened

_log = structlog.get_logger(__name__)


def publish(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """As it stands now; whoever asked for it earlier sees the same."""
    shown = toolbox.read(
        use_cases.show_home, workspace_id, person=payload["person"], rooms=toolbox.features
    )
    if shown is None:
        return
    view = toolbox.with_lines(workspace_id, blocks.home_view(shown))
    with patiently():
        toolbox.slack(workspace_id).views_publish(user_id=shown.person_id, view=view)


def report_listened(toolbox: Toolbox, workspace_id: str) -> None:
    if toolbox.read(find_listened, workspace_id) is None:
        return
    told = toolbox.run(use_cases.report_listened, workspace_id)
    if told is not None:
        _log.info("home.listened", workspace_id=workspace_id, admins=told.admins)
