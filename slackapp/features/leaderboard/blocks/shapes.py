"""Block Kit shapes of the board: names and addresses in them become neither pings nor links."""

from typing import Any

from slackapp.features.leaderboard.rules.shown import Part
from slackapp.reading.mrkdwn import escape

NOTHING = Part((), "")


def section(mrkdwn: str, accessory: dict[str, Any] | None = None) -> dict[str, Any]:
    block: dict[str, Any] = {"type": "section", "text": markup(mrkdwn)}
    return block | ({"accessory": accessory} if accessory else {})


def context(plain: str) -> dict[str, Any]:
    return {"type": "context", "elements": [markup(escape(plain))]}


def markup(text: str) -> dict[str, Any]:
    """`verbatim`: a name like "#general" or an address in it must not become a link."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}
