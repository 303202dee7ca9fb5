"""Whom and what we have not met yet, and asking Slack about one of them."""

from collections.abc import Iterable


class NotKnownYet(Exception):  # noqa: N818  a state of our knowledge, not a fault
    """These ids are in no table of ours: look them up at Slack, then try again.

    U… and W… are people, C…, G… and D… channels, S… user groups.
    """

    def __init__(self, slack_ids: Iterable[str]) -> None:
        self.slack_ids = frozenset(slack_ids)
        super().__init__(f"not known yet: {', '.join(sorted(self.slack_ids))}")
