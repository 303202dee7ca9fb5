"""What a post says, made at sending time by the room that planned it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slackapp.database.transaction import Transaction

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostContent:
    """Blocks and their plain-text fallback, as `chat.postMessage` takes them."""

    text: str
    blocks: Sequence[Block] = ()


# Given the subject a room planned the post about; None when there is nothing left to say.
PostRenderer = Callable[[Transaction, str], PostContent | None]

# Given the subject, in the transaction in which its post is given up: nobody will see it.
HearsGivenUp = Callable[[Transaction, str], None]
