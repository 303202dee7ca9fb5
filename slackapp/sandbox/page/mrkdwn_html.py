"""Slack's mrkdwn as HTML; everything people wrote is escaped."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from slackapp.sandbox.page.blocks.dates import written_date
from slackapp.sandbox.page.emoji import emoji_of
from slackapp.sandbox.page.viewer import Viewer
from slackapp.sandbox.world.rich_text import unescaped
from slackapp.sandbox.world.world import Team

_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_TOKEN = re.compile(r"<([^<>]+)>|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")
_STYLES = (
    (re.compile(r"(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w_/:])_([^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"), r"<em>\1</em>"),
    (re.compile(r"(?<![\w~])~([^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])"), r"<del>\1</del>"),
)
_QUOTE = re.compile(r"(?:^(?:&gt;|>) ?[^\n]*\n?)+", re.MULTILINE)
_ONLY_EMOJI = re.compile(r"\s*(?::[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:\s*){1,8}$")
_SAFE = ("http://", "https://", "mailto:")


def html_of(text: str, team: Team, viewer: Viewer | None = None) -> Markup:
    """Quotes first, then code, then links and mentions, then the styles of words.

    For a viewer dates are theirs, channels lead somewhere, and their own name stands out.
    """
    return _Writer(team, viewer).whole(text)


def emoji_html(name: str) -> Markup:
    """`:name:` where nobody knows it."""
    shown = emoji_of(name)
    if shown is None:
        return escape(f":{name}:")
    return Markup(
        '<span class="emoji" role="img" aria-label="{0}" title=":{0}:">{1}</span>'
    ).format(name, shown)


@dataclass(frozen=True)
class _Writer:
    """One text for one reader."""

    team: Team
    viewer: Viewer | None

    def whole(self, text: str) -> Markup:
        if _ONLY_EMOJI.match(text):
            return Markup('<span class="only-emoji">{}</span>').format(self._body(text))
        return _between(_QUOTE, text, lambda found: self._quote(found[0]), self._body)

    def _quote(self, text: str) -> Markup:
        inner = re.sub(r"^(?:&gt;|>) ?", "", text.rstrip("\n"), flags=re.MULTILINE)
        return Markup("<blockquote>{}</blockquote>").format(self._body(inner))

    def _body(self, text: str) -> Markup:
        return _between(_CODE, text, _code, self._styled)

    def _styled(self, text: str) -> Markup:
        """Tokens stay out of the styles' way: each leaves a mark that no text can hold."""
        tokens: list[Markup] = []

        def keep(found: re.Match[str]) -> str:
            tokens.append(self._token(found[1]) if found[1] else emoji_html(found[2]))
            return f"\x00{len(tokens) - 1}\x00"

        shown = str(escape(unescaped(_TOKEN.sub(keep, text.replace("\x00", "")))))
        for pattern, html in _STYLES:
            shown = pattern.sub(html, shown)
        shown = re.sub(r"\x00(\d+)\x00", lambda found: str(tokens[int(found[1])]), shown)
        return Markup(shown.replace("\n", "<br>"))  # noqa: S704 - escaped four lines above

    def _token(self, inner: str) -> Markup:
        target, _, label = inner.partition("|")
        sign, name = target[:1], target[1:]
        if sign == "@":
            person = self.team.people.get(name)
            is_mine = self.viewer is not None and self.viewer.id == name
            return _mention(f"@{person.shown_name if person else label or name}", mine=is_mine)
        if sign == "#":
            return self._channel(name, label)
        return self._special(name, label) if sign == "!" else _link(target, label)

    def _channel(self, channel_id: str, label: str) -> Markup:
        """A private channel's name is for those who are in it."""
        channel = self.team.channels.get(channel_id)
        if channel is None or self.viewer is None:
            return _mention(f"#{channel.name if channel else label or channel_id}")
        if not self.viewer.sees(channel):
            return _mention("private channel")
        html = Markup('<a class="mention" href="{}">#{}</a>')
        return html.format(self.viewer.channel_address(channel), channel.name)

    def _special(self, command: str, label: str) -> Markup:
        kind, *rest = command.split("^")
        if kind == "date" and len(rest) > 1 and rest[0].isdecimal():
            return self._date(int(rest[0]), rest[1], rest[2:], label)
        if kind == "subteam" and rest:
            return self._group(rest[0], label)
        return _mention(unescaped(label) or f"@{command}", mine=True)

    def _group(self, group_id: str, label: str) -> Markup:
        group = self.team.groups.get(group_id)
        if group is None:
            return _mention(unescaped(label) or "@group")
        is_mine = self.viewer is not None and self.viewer.id in group.users
        return _mention(f"@{group.handle}", mine=is_mine)

    def _date(self, seconds: int, pattern: str, link: list[str], label: str) -> Markup:
        if self.viewer is None:
            return escape(unescaped(label))
        now = self.viewer.site.world.clock.now()
        shown = written_date(seconds, unescaped(pattern), self.viewer.zone.key, now)
        return _link(link[0], shown) if link else Markup("<time>{}</time>").format(shown)


def _link(target: str, label: str) -> Markup:
    url, shown = unescaped(target), unescaped(label or target)
    if not url.startswith(_SAFE):
        return escape(shown)
    return Markup('<a href="{}" target="_blank" rel="noreferrer">{}</a>').format(url, shown)


def _code(found: re.Match[str]) -> Markup:
    if found[1] is not None:
        return Markup("<pre>{}</pre>").format(unescaped(found[1].strip("\n")))
    return Markup("<code>{}</code>").format(unescaped(found[2]))


def _mention(name: str, *, mine: bool = False) -> Markup:
    return Markup('<span class="{}">{}</span>').format("mention mine" if mine else "mention", name)


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
