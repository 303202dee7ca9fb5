"""The environment of an app installed in a sandbox workspace."""

from collections.abc import Iterator
from contextlib import contextmanager

from slackapp.sandbox import Sandbox
from tests.builders.slack_events import SECRET


@contextmanager
def sandbox_env(database_url: str, *, people: int = 3) -> Iterator[dict[str, str]]:
    """People U1, U2… in #general (C1) of T1; the sandbox answers for the length of the block.

    It has no rate limits: hundreds of reactions at once would wait for minutes, as in Slack.
    """
    sandbox = Sandbox(signing_secret=SECRET, rate_limits=False)
    workspace = sandbox.add_workspace("T1")
    members = [workspace.add_person(f"U{n}", name=f"Person {n}") for n in range(1, people + 1)]
    workspace.add_channel("C1", "general", members=members, bot_is_member=True)
    token = workspace.install_app(bot_user_id="UBOT")
    with sandbox.serving() as server:
        yield {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": token,
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": database_url,
        }
