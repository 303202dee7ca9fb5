"""How far each person has read each channel."""

from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.messages import Message

END_OF_TIME = 10**17


class ReadMarks:
    """In microseconds; what was there before anybody came counts as read."""

    def __init__(self) -> None:
        self._marks: dict[tuple[str, str, str], int] = {}

    def mark(self, channel: Channel, person_id: str) -> int:
        read = self._marks.get((channel.team_id, channel.id, person_id), 0)
        return max(read, channel.loaded_until)

    def read(self, channel: Channel, person_id: str) -> None:
        """Up to the newest message."""
        newest = channel.newest
        if newest:
            self._marks[channel.team_id, channel.id, person_id] = newest.micros

    def unread(self, channel: Channel, person_id: str) -> list[Message]:
        """Top-level messages by others, oldest first; nobody waits for "has joined"."""
        since = channel.between(self.mark(channel, person_id) + 1, END_OF_TIME)
        return [one for one in since if one.user != person_id and one.subtype not in _NOTICES]


_NOTICES = {"channel_join", "channel_leave", "group_join", "group_leave"}
