"""What Slack makes of names people type, where a command asks for `should_escape`."""

import re

from slackapp.sandbox.world.world import Team

_TYPED = re.compile(r"(?<![\w<])([@#])([\w.-]+)")


def escaped(team: Team, text: str) -> str:
    """`@name` and `#channel` as `<@U…|name>` and `<#C…|channel>`; unknown ones as typed."""

    def replaced(found: re.Match[str]) -> str:
        sign, name = found[1], found[2]
        if sign == "@":
            return _person(team, name) or found[0]
        match = next((ch for ch in team.channels.values() if ch.name == name), None)
        return f"<#{match.id}|{name}>" if match else found[0]

    return _TYPED.sub(replaced, text)


def _person(team: Team, name: str) -> str | None:
    for person in team.people.values():
        if name in {person.username, person.display_name}:
            return f"<@{person.id}|{person.username}>"
    group = next((g for g in team.groups.values() if g.handle == name), None)
    return f"<!subteam^{group.id}|@{group.handle}>" if group else None
