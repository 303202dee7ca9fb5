"""The button that opens the form to thank somebody for a message; the room of kudos answers it."""

from typing import NamedTuple

from slackapp.slack.blocks import Block, button

SAY_THANKS = "kudos.say_thanks"


class ThankedFor(NamedTuple):
    """A message and who wrote it, by Slack's ids; `thread_ts` is empty for one that is no reply."""

    channel_id: str
    ts: str
    thread_ts: str
    author_id: str


def thanks_button(label: str, about: ThankedFor) -> Block:
    return button(label, action_id=SAY_THANKS, value="|".join(about))


def read_thanked_for(value: str) -> ThankedFor | None:
    """None where it is no value of this button."""
    parts = value.split("|")
    is_ours = len(parts) == len(ThankedFor._fields) and parts[0] and parts[1] and parts[3]
    return ThankedFor(*parts) if is_ours else None
