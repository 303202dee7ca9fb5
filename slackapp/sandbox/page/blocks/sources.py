"""What a control stands on, by the name the page gave it."""

from slackapp.sandbox.interactions.element_states import Source
from slackapp.sandbox.interactions.views import View
from slackapp.sandbox.page.viewer import Viewer
from slackapp.sandbox.world.messages import Ephemeral, Message


class SourceGoneError(LookupError):
    """Deleted, dismissed or closed since the page was drawn."""


def source_of(viewer: Viewer, source_id: str) -> Source:
    """`message:C1:ts`, `ephemeral:C1:ts` or `view:V1`, if this person sees it."""
    kind, _, rest = source_id.partition(":")
    channel_id, _, ts = rest.partition(":")
    found: Source | None = None
    if kind == "view":
        found = _view(viewer, rest)
    elif kind == "ephemeral":
        found = _ephemeral(viewer, channel_id, ts)
    elif kind == "message":
        found = _message(viewer, channel_id, ts)
    if found is None:
        raise SourceGoneError(source_id)
    return found


def view_source(view: View) -> str:
    return f"view:{view.id}"


def _view(viewer: Viewer, view_id: str) -> View | None:
    view = viewer.site.floor.views.find(viewer.team, view_id, "")
    return view if view and view.user == viewer.id and view.open else None


def _ephemeral(viewer: Viewer, channel_id: str, ts: str) -> Ephemeral | None:
    channel = viewer.team.channels.get(channel_id)
    shown = viewer.ephemerals(channel) if channel else []
    return next((one for one in shown if one.ts == ts), None)


def _message(viewer: Viewer, channel_id: str, ts: str) -> Message | None:
    channel = viewer.team.channels.get(channel_id)
    return channel.message(ts) if channel and viewer.sees(channel) else None
