"""The first greeting waits until Slack has said who is who."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient

from slackapp.feature_contract import Toolbox
from slackapp.features.settings.use_cases.first_run import plan_greetings
from slackapp.jobs.runner import Later
from slackapp.vocabulary.people import Person
from slackapp.workspace.admins import is_admin, list_admins
from slackapp.workspace.lookup import ask
from slackapp.workspace.silence import is_started
from slackapp.workspace.sync import make_known

_LOOK_AGAIN = timedelta(minutes=1)
_MOST_ASKED_ABOUT = 20


def greet(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Whoever installed it; where nobody knows, or they may not start it, the owner or admins."""
    if toolbox.read(is_started, workspace_id):
        return
    slack, installer = toolbox.slack(workspace_id), payload["installer"]
    to = [installer] if installer else []
    if installer:
        make_known(slack, [installer], workspace_id=workspace_id, run=toolbox.run)
    if not installer or not toolbox.read(is_admin, workspace_id, installer):
        admins = toolbox.read(list_admins, workspace_id)
        if not admins:
            raise Later(_LOOK_AGAIN, "no_admin_known_yet")
        to += _owner(slack, admins) or [admin.slack_id for admin in admins]
    toolbox.run(plan_greetings, workspace_id, people_ids=to)


def _owner(slack: WebClient, admins: list[Person]) -> list[str]:
    """The primary owner, whom Slack names to who asks about them."""
    for admin in admins[:_MOST_ASKED_ABOUT]:
        user = ask(slack.users_info, _wait, user=admin.slack_id).get("user") or {}
        if user.get("is_primary_owner") is True:
            return [admin.slack_id]
    return []


def _wait(seconds: float) -> None:
    raise Later(timedelta(seconds=seconds), "rate_limited")
