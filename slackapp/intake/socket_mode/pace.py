"""How long everything about a socket may take."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds; tests are in more of a hurry.

    A silent socket is noticed `ping_every + pong_within` after it fell silent, then opened anew.
    Waits grow from `first_wait` to `longest_wait`, each a quarter more or less: fewer than ten
    URLs asked for in the worst minute, and never more than 25 s until the next try.
    """

    ask_within: float = 10  # for a URL, and then for `hello`
    ping_every: float = 8
    pong_within: float = 8
    first_wait: float = 1
    longest_wait: float = 20
    refused_wait: float = 60  # Slack does not want this token: somebody has to act
    good_after: float = 30  # a socket that lived so long is replaced at once when it breaks
    brief: float = 1  # told to go sooner than this, again and again, it waits longer each time
    overlap: float = 15  # the old socket is heard so long after the new one stands
    answer_within: float = 4  # what is in hand when we end ourselves; Slack waits three
    stalled_after: float = 30  # without an answer to an envelope, or without a turn of the loop
    look_every: float = 1

    def wait(self, failures: int) -> float:
        """Before the next try, after so many in a row that failed."""
        if failures <= 0:
            return 0
        longest = min(self.longest_wait, self.first_wait * 2.0 ** min(failures - 1, 10))
        return longest * random.uniform(0.75, 1.25)  # noqa: S311  replicas are not to come as one


PACE = Pace()
