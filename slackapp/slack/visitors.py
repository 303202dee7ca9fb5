"""Who does not belong to the workspace, or only to some of its channels, and what they may use.

People of another company (Slack Connect) see what the app posts where they are, and use nothing
of it. Guests use it too, but for what is gathered from channels they cannot enter.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from slack_bolt import BoltContext, BoltResponse

from slackapp.slack.blocks import HOME_BUTTON, WORD_BUTTON
from slackapp.slack.requests import WE_COMMAND
from slackapp.vocabulary.people import PersonKind
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _

# Of somebody (team id, user id); None for whom we never met.
KindOf = Callable[[str, str], PersonKind | None]


class Visitors:
    """Asked before any listener; `closed_to_guests` are words of `/we`, `meet` asks Slack."""

    def __init__(
        self,
        kind_of: KindOf,
        closed_to_guests: Callable[[], Collection[str]],
        meet: Callable[[str, str], None],
    ) -> None:
        self._kind_of = kind_of
        self._closed_to_guests = closed_to_guests
        self._meet = meet

    def middleware(
        self, body: dict[str, Any], context: BoltContext, next_: Callable[[], BoltResponse]
    ) -> BoltResponse:
        workspace_id, person_id = context.team_id or "", context.user_id or ""
        kind = self._kind_of(workspace_id, person_id)
        if kind == "outside" or (kind is None and _is_of_another(body, workspace_id)):
            raise Refusal(
                _("I work for another company. You see what I post here; only its people use me.")
            )
        if kind != "member" and _word(body) in self._closed_to_guests():
            self._must_be_member(workspace_id, person_id)
        return next_()

    def _must_be_member(self, workspace_id: str, person_id: str) -> None:
        """Also whom we never met: a guest may be quicker than the news of their coming."""
        self._meet(workspace_id, person_id)
        if self._kind_of(workspace_id, person_id) != "member":
            raise Refusal(
                _("This gathers what was said in many channels. It is for full members alone.")
            )


def _is_of_another(body: Mapping[str, Any], workspace_id: str) -> bool:
    """Of somebody we never met Slack's own word counts; sister workspaces share an organisation."""
    user = body.get("user")
    team_id = user.get("team_id") if isinstance(user, Mapping) else body.get("user_team_id")
    if not team_id or team_id == workspace_id:
        return False
    enterprise = body.get("enterprise")
    return not (isinstance(enterprise, Mapping) and enterprise.get("id") == team_id)


def _word(body: Mapping[str, Any]) -> str:
    """The word of `/we` that is typed or pressed; empty for everything else."""
    if body.get("command") == WE_COMMAND:
        return _first(body.get("text"))
    actions = body.get("actions")
    pressed = actions[0] if isinstance(actions, list) and actions else {}
    of = str(pressed.get("action_id")).rpartition(".")[0]
    return _first(pressed.get("value")) if of in {WORD_BUTTON, HOME_BUTTON} else ""


def _first(said: object) -> str:
    return next(iter(str(said or "").casefold().split()), "")
