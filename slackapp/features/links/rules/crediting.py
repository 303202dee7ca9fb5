"""Whether somebody who passed a link on could mention who found it first. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from slackapp.features.links.rules.usefulness import Shared
from slackapp.reading.mrkdwn import spans
from slackapp.vocabulary.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Reshared:
    """A share of a link, and the first one of it, by somebody else."""

    share: Shared
    first: Shared


def find_reshare(
    public: Sequence[Shared], sharer: int, channel_id: str, *, within: int
) -> Reshared | None:
    """The sharer's first in a channel, if a colleague was earlier by less than `within`.

    public: the live shares that everybody may see. `within`: microseconds.
    """
    in_order = sorted(public, key=lambda one: (one.shared_at, one.message_ts))
    theirs = [one for one in in_order if one.sharer == sharer]
    here = next((one for one in theirs if one.channel_id == channel_id), None)
    if here is None:
        return None
    earlier = [one for one in in_order if here.shared_at - within <= one.shared_at < here.shared_at]
    if not earlier or earlier[0].sharer == sharer:
        return None
    return Reshared(share=here, first=earlier[0])


def names(text: str, person: Person) -> bool:
    """Whether a message mentions somebody, or has their name in it."""
    if any(span.kind == "mention" and span.target == person.slack_id for span in spans(text)):
        return True
    name = rf"(?<!\w){re.escape(person.name)}(?!\w)"
    words = " ".join(span.text for span in spans(text) if span.kind == "text")
    return bool(person.name) and re.search(name, words, re.IGNORECASE) is not None
