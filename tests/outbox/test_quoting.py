"""Which lines may be read into a post: those of public channels alone."""

from slackapp.database.engines import Database
from slackapp.outbox.quoting import quotable
from slackapp.slack.lines import Place, line_of
from slackapp.workspace.channels import ChannelRecord, save_channels
from tests.builders.databases import transaction


def test_a_placeholder_opens_no_private_and_no_unknown_channel(database: Database) -> None:
    open_one, closed, unknown, shared = (
        Place(channel, "1795000000.000100") for channel in ("C1", "G1", "C9", "C2")
    )
    with transaction(database) as tx:
        save_channels(
            tx,
            [
                ChannelRecord(channel_id="C1", name="general"),
                ChannelRecord(channel_id="G1", name="quiet", kind="private"),
                ChannelRecord(channel_id="C2", name="shared", external=True),
            ],
        )
        shown = [line_of(place, "a question") for place in (open_one, closed, unknown, shared)]
        assert quotable(tx, shown) == {open_one}
