"""Who looks at the workspace, from the page's address, and what they may see."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.exceptions import HTTPException
from starlette.requests import Request

from slackapp.sandbox.acts.channel_changes import ChannelChanges
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.person import Person
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Ephemeral, Message
from slackapp.sandbox.world.people import Profile, Role
from slackapp.sandbox.world.world import Team, World


@dataclass(frozen=True)
class Viewer:
    """One person of a workspace in front of the page."""

    site: Site
    team: Team
    person: Person

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def address(self) -> str:
        return f"/{self.team.domain}/as/{self.id}"

    @property
    def zone(self) -> ZoneInfo:
        """Theirs; UTC where an export names none that exists."""
        try:
            return ZoneInfo(self.person.profile.tz)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    def sees(self, channel: Channel) -> bool:
        """Public channels unless a guest; the others where they are in."""
        is_open = channel.kind is Kind.PUBLIC and not is_guest(self.person.profile)
        return is_open or self.id in channel.members

    def as_another(self, person: Profile) -> "Viewer":
        return Viewer(self.site, self.team, Person(person, self.team, self.site.floor))

    def channels(self) -> list[Channel]:
        return [channel for channel in self.team.channels.values() if self.sees(channel)]

    def channel(self, channel_id: str) -> Channel:
        channel = self.team.channels.get(channel_id)
        if channel is None or not self.sees(channel):
            raise HTTPException(404)
        return channel

    def message(self, channel_id: str, ts: str) -> Message:
        message = self.channel(channel_id).message(ts)
        if message is None:
            raise HTTPException(404)
        return message

    def ephemerals(self, channel: Channel) -> list[Ephemeral]:
        """Only visible to this person."""
        return [
            one
            for one in self.team.ephemerals
            if one.to == self.id and one.channel_id == channel.id and not one.deleted
        ]

    def create_channel(self, name: str) -> Channel:
        """A public one, with this person in it; the app is told."""
        world, floor = self.site.world, self.site.floor
        with world.lock:
            created = world.clock.seconds()
            channel = Channel(world.new_id("C"), name, self.team.id, created, creator=self.id)
            channel.members[self.id] = None
            self.team.channels[channel.id] = channel
        ChannelChanges(world, floor.acts).created(self.team, channel)
        return channel

    def channel_address(self, channel: Channel) -> str:
        return f"{self.address}/archives/{channel.id}"


def viewer_of(site: Site, request: Request) -> Viewer:
    """From `/{domain}/as/{person}/…`; 404 for whom nobody can be."""
    team = team_of(site.world, request)
    person = team.people.get(request.path_params["person"])
    if person is None or not can_be_acted(person):
        raise HTTPException(404)
    return Viewer(site, team, Person(person, team, site.floor))


def team_of(world: World, request: Request) -> Team:
    domain = request.path_params["domain"]
    for team in world.teams.values():
        if team.domain == domain:
            return team
    raise HTTPException(404)


def first_viewer(site: Site, team: Team, channel: Channel | None = None) -> Viewer:
    """Somebody to begin as: in the channel if one is named; 404 in an empty workspace."""
    for person in sorted(team.people.values(), key=is_guest):
        viewer = Viewer(site, team, Person(person, team, site.floor))
        if can_be_acted(person) and (channel is None or viewer.sees(channel)):
            return viewer
    raise HTTPException(404)


def can_be_acted(person: Profile) -> bool:
    return not person.deleted and not person.is_bot and person.role is not Role.STRANGER


def is_guest(person: Profile) -> bool:
    return person.role in {Role.GUEST, Role.SINGLE_CHANNEL_GUEST}
