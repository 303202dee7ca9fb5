"""What the composer offers while somebody types `/`, `@` or `#`; emoji are a static file."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from slackapp.sandbox.page.commands import OWN
from slackapp.sandbox.page.message_rows import author_of
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.typed import typable_names
from slackapp.sandbox.page.viewer import Viewer, viewer_of
from slackapp.sandbox.world.channels import Kind

Offer = dict[str, str | int]


class Completions:
    """Each offer: what to type, its name, and words beside it."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def offers(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            lists = {"/": _commands(viewer), "@": _people(viewer), "#": _channels(viewer)}
        return JSONResponse(lists)


def _commands(viewer: Viewer) -> list[Offer]:
    theirs = [
        (one.command, one.usage_hint, one.description) for one in viewer.site.world.app.commands
    ]
    ours = [(command, hint, words) for command, (hint, words) in OWN.items()]
    return [
        {"typed": command, "name": f"{command} {hint}".strip(), "words": words}
        for command, hint, words in [*theirs, *ours]
    ]


def _people(viewer: Viewer) -> list[Offer]:
    """Whoever is still there, groups, and everybody at once."""
    names = typable_names(viewer.team)
    people: list[Offer] = []
    for person in viewer.team.people.values():
        if not person.deleted:
            face = author_of(viewer.team, person.id)
            words = person.real_name if person.real_name != face.name else face.label
            shown: Offer = {"typed": f"@{names[person.id]}", "name": face.name, "words": words}
            people.append(shown | {"initials": face.initials, "tone": face.tone})
    people.sort(key=lambda one: str(one["name"]).lower())
    groups: Sequence[Offer] = [
        {"typed": f"@{one.handle}", "name": f"@{one.handle}", "words": f"{len(one.users)} people"}
        for one in viewer.team.groups.values()
    ]
    here: Offer = {"typed": "@here", "name": "@here", "words": "Everybody who is active"}
    channel: Offer = {"typed": "@channel", "name": "@channel", "words": "Everybody in this channel"}
    return [*people, *groups, here, channel]


def _channels(viewer: Viewer) -> list[Offer]:
    rooms = [one for one in viewer.channels() if one.kind in {Kind.PUBLIC, Kind.PRIVATE}]
    return [
        {"typed": f"#{one.name}", "name": f"#{one.name}", "words": ""}
        for one in sorted(rooms, key=lambda one: one.name)
        if not one.is_archived
    ]
