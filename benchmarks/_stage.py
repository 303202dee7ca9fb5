"""The app's surroundings: a sandbox workspace with the people and channels of the traffic."""

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks._traffic import CHANNELS, PEOPLE, WORKSPACE
from slackapp.sandbox import Sandbox
from tests.builders.slack_events import SECRET


@contextmanager
def slack_env(database_url: str) -> Iterator[dict[str, str]]:
    sandbox = Sandbox(signing_secret=SECRET)
    workspace = sandbox.add_workspace(WORKSPACE)
    people = [workspace.add_person(slack_id, name=slack_id) for slack_id in PEOPLE]
    for channel_id in CHANNELS:
        workspace.add_channel(channel_id, channel_id.lower(), members=people, bot_is_member=True)
    token = workspace.install_app(bot_user_id="UBOT")
    with sandbox.serving() as server:
        yield {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": token,
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": database_url,
        }
