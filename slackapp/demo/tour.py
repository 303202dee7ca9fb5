"""What the demo asks its visitor to try, in two minutes."""

from slackapp.demo.leaderboard_week import board_is_due
from slackapp.demo.stage import Stage
from slackapp.features.questions.blocks.asking import ASK_FORM
from slackapp.sandbox import Channel
from slackapp.sandbox.world.tour import Step
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import _


def tour_of(stage: Stage, channel: Channel, week: Week) -> list[Step]:
    """Thank somebody, ask something, see it counted, see the week's board."""
    began = stage.sandbox.clock.now_us()
    due = board_is_due(week)
    receiver = _somebody(stage, channel)
    return [
        Step(
            title=_("Thank somebody"),
            words=_("Kudos say what for. Send this line, or write your own."),
            button=_("Put a kudos into the box"),
            typed=f"/kudos @{receiver} " + _("for keeping calm when everything was on fire"),
            channel_id=channel.id,
            is_done=lambda: _was_posted(channel, since=began),
        ),
        Step(
            title=_("Ask a question"),
            words=_("It stays on a list until somebody has helped, and that counts as giving."),
            button=_("Ask for help"),
            typed="/we ask",
            channel_id=channel.id,
            is_done=lambda: _was_heard(stage, "view_submission", ASK_FORM, since=began),
        ),
        Step(
            title=_("See it counted"),
            words=_("Anybody may look at the board at any time; only they see it."),
            button=_("Ask for the board"),
            typed="/we board",
            channel_id=channel.id,
            is_done=lambda: _was_heard(stage, "command", "/we board", since=began),
        ),
        Step(
            title=_("Jump to Monday, 9:00"),
            words=_("Then the week's board is posted for everybody."),
            button=_("Jump to Monday"),
            moment=due,
            channel_id=channel.id,
            is_done=lambda: stage.sandbox.clock.now() >= due,
        ),
    ]


def _somebody(stage: Stage, channel: Channel) -> str:
    """Whom to thank: not the first, since that is who the page begins as."""
    there = [stage.workspace.people[one].profile for one in channel.members]
    people = [one for one in there if not (one.deleted or one.is_bot)]
    return people[min(1, len(people) - 1)].username if people else "somebody"


def _was_posted(channel: Channel, *, since: int) -> bool:
    return any(one.is_by_app for one in channel.between(since, _END_OF_TIME))


def _was_heard(stage: Stage, kind: str, title: str, *, since: int) -> bool:
    """Whether the app was sent this."""
    sent = (one for one in stage.sandbox.world.traffic.all() if one.kind == kind)
    return any(one.title == title and micros_of_datetime(one.at) >= since for one in sent)


_END_OF_TIME = 10**17
