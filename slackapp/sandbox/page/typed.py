"""What people type into the composer, and what Slack keeps of it; and back, to edit it."""

import re
from collections import Counter

from slackapp.sandbox.page.emoji import named, with_emoji
from slackapp.sandbox.world.people import Profile
from slackapp.sandbox.world.rich_text import unescaped
from slackapp.sandbox.world.world import Team

_NAME = r"[\w.-]*\w"
_CODE = r"(?P<code>```.*?```|`[^`\n]+`)"
_OUTSIDE_CODE = re.compile(rf"{_CODE}|[^`]+", re.DOTALL)
_PARTS = re.compile(
    rf"{_CODE}"
    r"|(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?'\")\]])"
    rf"|(?<![\w/@#])(?P<sign>[@#])(?P<name>{_NAME})",
    re.DOTALL,
)
_KEPT = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_EVERYBODY = {"here", "channel", "everyone"}


def kept(text: str, team: Team) -> str:
    """Names as ids, addresses as links, emoji by name, the rest escaped; code stays as typed."""
    parts: list[str] = []
    end = 0
    for found in _PARTS.finditer(text):
        parts += [_plain(text[end : found.start()]), _kept_part(found, team)]
        end = found.end()
    return "".join([*parts, _plain(text[end:])])


def typed(text: str, team: Team) -> str:
    """The same words as somebody would type them."""
    shown = _OUTSIDE_CODE.sub(lambda found: found["code"] or with_emoji(found[0]), text)
    return unescaped(_KEPT.sub(lambda found: _typed_part(found, team), shown))


def typable_names(team: Team) -> dict[str, str]:
    """What to type after `@`, by person id: the name shown if it is one word and theirs alone."""
    shown = Counter(one.display_name.lower() for one in team.people.values())
    taken = {one.username.lower() for one in team.people.values()}
    taken |= {group.handle.lower() for group in team.groups.values()} | _EVERYBODY

    def name(person: Profile) -> str:
        plain = person.display_name
        is_own = shown[plain.lower()] == 1 and plain.lower() not in taken - {person.username}
        return plain if is_own and re.fullmatch(_NAME, plain) else person.username

    return {person.id: name(person) for person in team.people.values()}


def _kept_part(found: re.Match[str], team: Team) -> str:
    if found["code"]:
        return _escaped(found["code"])
    if found["url"]:
        return f"<{_escaped(found['url'])}>"
    return _named(found["sign"], found["name"], team) or _plain(found[0])


def _named(sign: str, name: str, team: Team) -> str | None:
    if sign == "#":
        channel = next((one for one in team.channels.values() if one.name == name), None)
        return f"<#{channel.id}|{channel.name}>" if channel else None
    if name in _EVERYBODY:
        return f"<!{name}>"
    wanted = name.lower()
    for person_id, typable in typable_names(team).items():
        if wanted == typable.lower():
            return f"<@{person_id}>"
    group = next((one for one in team.groups.values() if one.handle.lower() == wanted), None)
    return f"<!subteam^{group.id}|@{group.handle}>" if group else None


def _typed_part(found: re.Match[str], team: Team) -> str:
    target, label = found[1], found[2] or ""
    if target.startswith("@") and target[1:] in team.people:
        return f"@{typable_names(team)[target[1:]]}"
    if target.startswith("#") and target[1:] in team.channels:
        return f"#{team.channels[target[1:]].name}"
    if target.startswith("!"):
        return label if target.startswith("!subteam") else f"@{target[1:]}"
    return target


def _plain(text: str) -> str:
    return _escaped(named(text))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
