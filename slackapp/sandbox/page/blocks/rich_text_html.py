"""Slack's rich_text blocks as HTML; everything in them is escaped."""

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape

from slackapp.sandbox.page.blocks.dates import written_date
from slackapp.sandbox.page.mrkdwn_html import emoji_html, html_of
from slackapp.sandbox.page.viewer import Viewer

Json = dict[str, Any]
SAFE = ("http://", "https://", "mailto:")
_STYLES = {
    "bold": Markup("<strong>{}</strong>"),
    "italic": Markup("<em>{}</em>"),
    "strike": Markup("<del>{}</del>"),
    "underline": Markup("<u>{}</u>"),
    "highlight": Markup("<mark>{}</mark>"),
    "code": Markup("<code>{}</code>"),
}


def rich_text_html(block: Json, viewer: Viewer) -> Markup:
    return _joined(_part(part, viewer) for part in block["elements"])


def _part(part: Json, viewer: Viewer) -> Markup:
    kind = part["type"]
    if kind == "rich_text_list":
        return _list(part, viewer)
    inside = _joined(_element(one, viewer) for one in part["elements"])
    if kind == "rich_text_quote":
        return Markup("<blockquote>{}</blockquote>").format(inside)
    if kind == "rich_text_preformatted":
        return Markup("<pre>{}</pre>").format(inside)
    return Markup("<div>{}</div>").format(inside)


def _list(part: Json, viewer: Viewer) -> Markup:
    """Slack writes a nested list as a sibling with an `indent`."""
    items = _joined(Markup("<li>{}</li>").format(_part(one, viewer)) for one in part["elements"])
    indent = f"indent-{int(part.get('indent', 0))}"
    if part.get("style") == "ordered":
        start = int(part.get("offset", 0)) + 1
        return Markup('<ol class="{}" start="{}">{}</ol>').format(indent, start, items)
    return Markup('<ul class="{}">{}</ul>').format(indent, items)


def _element(one: Json, viewer: Viewer) -> Markup:
    draw = _ELEMENTS.get(one["type"])
    shown = draw(one, viewer) if draw else escape(one.get("text", ""))
    style = one.get("style") or {}
    for name, html in _STYLES.items():
        if style.get(name):
            shown = html.format(shown)
    return shown


def _text(one: Json, _viewer: Viewer) -> Markup:
    return Markup("<br>").join(one["text"].split("\n"))


def _link(one: Json, _viewer: Viewer) -> Markup:
    shown = one.get("text") or one["url"]
    return linked(one["url"], escape(shown))


def linked(url: str, shown: Markup) -> Markup:
    """A link, or only its words where the address is none to follow from a page."""
    if not url.startswith(SAFE):
        return shown
    html = Markup('<a href="{}" target="_blank" rel="noreferrer">{}</a>')
    return html.format(url, shown)


def _date(one: Json, viewer: Viewer) -> Markup:
    now = viewer.site.world.clock.now()
    shown = written_date(int(one["timestamp"]), one["format"], viewer.zone.key, now)
    return linked(one.get("url", ""), escape(shown))


def _color(one: Json, _viewer: Viewer) -> Markup:
    swatch = Markup(
        '<svg class="swatch" viewBox="0 0 1 1" aria-hidden="true">'
        '<rect width="1" height="1" fill="{}"/></svg>'
    ).format(one["value"])
    return swatch + escape(one["value"])


def _token(before: str, field: str) -> Callable[[Json, Viewer], Markup]:
    """Mentions look as they do in mrkdwn."""
    return lambda one, viewer: html_of(f"{before}{one[field]}>", viewer.team, viewer)


def _emoji(one: Json, _viewer: Viewer) -> Markup:
    tone = f"::skin-tone-{one['skin_tone']}" if one.get("skin_tone") else ""
    return emoji_html(one["name"] + tone)


_ELEMENTS: dict[str, Callable[[Json, Viewer], Markup]] = {
    "text": _text,
    "link": _link,
    "date": _date,
    "color": _color,
    "user": _token("<@", "user_id"),
    "channel": _token("<#", "channel_id"),
    "usergroup": _token("<!subteam^", "usergroup_id"),
    "broadcast": _token("<!", "range"),
    "emoji": _emoji,
    "team": lambda _one, viewer: escape(viewer.team.name),
}


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
