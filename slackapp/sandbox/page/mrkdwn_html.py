"""Slack's mrkdwn as HTML; everything people wrote is escaped."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from slackapp.sandbox.rich_text import unescaped
from slackapp.sandbox.world import Team

_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_TOKEN = re.compile(r"<([^<>]+)>")
_STYLES = (
    (re.compile(r"(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w_/:])_([^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"), r"<em>\1</em>"),
    (re.compile(r"(?<![\w~])~([^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])"), r"<del>\1</del>"),
)
_QUOTE = re.compile(r"(?:^(?:&gt;|>) ?[^\n]*\n?)+", re.MULTILINE)
_SAFE = ("http://", "https://", "mailto:")


def html_of(text: str, team: Team, viewer: "object | None" = None) -> Markup:
    """Quotes first, then code, then links and mentions, then the styles of words."""
    return _between(_QUOTE, text, lambda found: _quote(found[0], team), lambda t: _body(t, team))


def _quote(text: str, team: Team) -> Markup:
    inner = re.sub(r"^(?:&gt;|>) ?", "", text.rstrip("\n"), flags=re.MULTILINE)
    return Markup("<blockquote>{}</blockquote>").format(_body(inner, team))


def _body(text: str, team: Team) -> Markup:
    return _between(_CODE, text, _code, lambda rest: _styled(rest, team))


def _code(found: re.Match[str]) -> Markup:
    if found[1] is not None:
        return Markup("<pre>{}</pre>").format(unescaped(found[1].strip("\n")))
    return Markup("<code>{}</code>").format(unescaped(found[2]))


def _styled(text: str, team: Team) -> Markup:
    """Tokens stay out of the styles' way: each leaves a mark that no text can hold."""
    tokens: list[Markup] = []

    def keep(found: re.Match[str]) -> str:
        tokens.append(_token(found[1], team))
        return f"\x00{len(tokens) - 1}\x00"

    shown = str(escape(unescaped(_TOKEN.sub(keep, text.replace("\x00", "")))))
    for pattern, html in _STYLES:
        shown = pattern.sub(html, shown)
    shown = re.sub(r"\x00(\d+)\x00", lambda found: str(tokens[int(found[1])]), shown)
    return Markup(shown.replace("\n", "<br>"))  # noqa: S704 - escaped three lines above


def _token(inner: str, team: Team) -> Markup:
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        person = team.people.get(target[1:])
        return _mention(f"@{person.shown_name if person else label or target[1:]}")
    if target.startswith("#"):
        channel = team.channels.get(target[1:])
        return _mention(f"#{channel.name if channel else label or target[1:]}")
    if target.startswith("!"):
        return _mention(unescaped(label) or f"@{target[1:]}")
    url, shown = unescaped(target), unescaped(label or target)
    if not url.startswith(_SAFE):
        return escape(shown)
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, shown)


def _mention(name: str) -> Markup:
    return Markup('<span class="mention">{}</span>').format(name)


def _between(
    pattern: re.Pattern[str],
    text: str,
    inside: Callable[[re.Match[str]], Markup],
    outside: Callable[[str], Markup],
) -> Markup:
    parts: list[Markup] = []
    end = 0
    for found in pattern.finditer(text):
        parts += [outside(text[end : found.start()]), inside(found)]
        end = found.end()
    return Markup("").join([*parts, outside(text[end:])])
