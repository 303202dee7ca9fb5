"""What people are shown of nudges, and what they may press, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from slackapp.vocabulary.nudges import NudgeAsk, NudgeChoice

# What the ⋯ menu of every nudge offers; kept as the choice, marked so that no room's is like it.
NOT_NOW, PAUSE, CHANNEL, NEVER = "~not_now", "~pause", "~channel", "~never"
MUTES = (NOT_NOW, PAUSE, CHANNEL, NEVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeShown:
    """A nudge as it stands. ask: None where there is nothing to ask any more.

    outcome: what came of a press, in Slack's markup; undo: the choice that can be taken back.
    muted: what was picked in the ⋯ menu; paused_until goes with PAUSE.
    for_all: everybody sees it, so only admins may mute it. channel_id: its matter's, may be empty.
    """

    nudge_id: str
    ask: NudgeAsk | None
    channel_id: str = ""
    for_all: bool = False
    outcome: str = ""
    answered: bool = False
    undo: str = ""
    muted: str = ""
    paused_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is asked: what is answered stays answered, but a list goes on."""
        if self.ask is None or self.muted:
            return False
        return not self.answered or bool(self.ask.lines)


def find_choice(ask: NudgeAsk | None, value: str) -> NudgeChoice | None:
    """The button with this value, as it would be drawn now."""
    if ask is None:
        return None
    beside = [line.choice for line in ask.lines if line.choice is not None]
    return next((one for one in (*ask.choices, *beside) if one.value == value), None)
