"""What is said to one person about a board, and to admins."""

from typing import Any

from slackapp.features.leaderboard.rules.shown import Drawing
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import context
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import _, ngettext

Json = dict[str, Any]


def usage() -> str:
    return _("`/we board [this|last] [week|month|quarter|year] [#channel]`: what we gave")


def label() -> str:
    return _("Board")


def board_answer(drawing: Drawing) -> Json:
    """For whoever asked, and nobody else."""
    return _sentence(escape(drawing.text)) | {"blocks": list(drawing.blocks)}


def nothing_yet() -> Json:
    return _sentence(
        _("Nothing to show for that time. A first step: answer one, or thank someone.")
    )


def unknown_period() -> Json:
    return _sentence(
        _(
            "I can show the board of: `this week`, `last week`, `this month`, `last month`, "
            "`this quarter`, `last quarter`, `this year`, `last year`; "
            "and of one public channel: `last month #channel`."
        )
    )


def unknown_channel() -> Json:
    return _sentence(_("I can only show the board of a public channel I know."))


def how_it_counts() -> Json:
    said = _(
        "*How it counts.* An accepted answer counts most, then a useful link, passing on and "
        "crediting a colleague, then thanks with a reason. The second time for the same person in "
        "a week counts half, the third a quarter: so several people helped count more than one "
        "person thanked often. Thanks and sharing have a weekly limit, helping has none. "
        "Somebody you had nothing to do with for 90 days adds a little. "
        "Receiving is never counted. Yours, line by line: `/we me`."
    )
    return _sentence(said)


def shared() -> Json:
    said = _("Shared in this channel.")
    return {"text": said, "blocks": [context(said)]}


def shared_before() -> Json:
    said = _("This board was shared in this channel today.")
    return {"text": said, "blocks": [context(said)]}


def asked_for_by(name: str) -> str:
    return _("Asked for by {name}").format(name=name) if name else _("Asked for in this channel")


def old_button() -> str:
    return _("This button is from an old message and does nothing any more.")


def kept_back(week: Week, givers: int) -> str:
    """For admins, of a board that was not posted; in Slack's markup."""
    return ngettext(
        "The board of week {week}: {count} person gave.",
        "The board of week {week}: {count} people gave.",
        givers,
    ).format(week=week.number, count=givers)


def nothing_posted(week: Week) -> str:
    """To an admin, once."""
    return _(
        "Week {week} had nothing to show, so I posted no board. I stay silent in such weeks and "
        "won't mention it again."
    ).format(week=week.number)


def channel_needed() -> str:
    return _("Choose the board's channel first.")


def _sentence(words: str) -> Json:
    return {"response_type": "ephemeral", "text": words}
