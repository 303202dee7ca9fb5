"""The Home tab is drawn by a job; the tick ends the time of listening."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.feature_contract import Toolbox
from slackapp.features.home import blocks
from slackapp.features.home.use_cases import showing, telling
from slackapp.outbox.patience import patiently
from slackapp.slack.blocks import Block
from slackapp.workspace.silence import find_listened

_log = structlog.get_logger(__name__)
_TRIES = 3
_REFUSED_VIEW = {"invalid_arguments", "invalid_blocks"}


def publish(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """As it stands now; whoever asked for it earlier sees the same.

    Where another job published in between, maybe something newer, it is drawn anew; in the end
    without asking, so that a hash we missed holds nobody up.
    """
    person: int = payload["person"]
    for tries_left in reversed(range(_TRIES)):
        shown = toolbox.read(showing.show_home, workspace_id, person=person, rooms=toolbox.features)
        if shown is None:
            return
        view = toolbox.with_lines(workspace_id, blocks.home_view(shown))
        replaces = shown.known_hash if tries_left else ""
        view_hash = _publish(toolbox.slack(workspace_id), shown.person_id, view, replaces)
        if view_hash is not None:
            toolbox.run(showing.keep_hash, workspace_id, person=person, view_hash=view_hash)
            return


def _publish(slack: WebClient, person_id: str, view: Block, replaces: str) -> str | None:
    """The published view's hash; None where `replaces` is not what the person sees any more.

    Whether Slack shows somebody a picture is for it to say: where not, words stand in its place.
    """
    try:
        with patiently():
            answer = slack.views_publish(user_id=person_id, view=view, hash=replaces or None)
    except SlackApiError as error:
        refused = error.response.get("error")
        if replaces and refused == "hash_conflict":
            return None
        worded = blocks.without_pictures(view)
        if refused in _REFUSED_VIEW and worded != view:
            return _publish(slack, person_id, worded, replaces)
        raise
    view_hash: str = (answer.get("view") or {}).get("hash") or ""
    return view_hash


def report_listened(toolbox: Toolbox, workspace_id: str) -> None:
    if toolbox.read(find_listened, workspace_id) is None:
        return
    told = toolbox.run(telling.report_listened, workspace_id)
    if told is not None:
        _log.info("home.listened", workspace_id=workspace_id, admins=told.admins)
