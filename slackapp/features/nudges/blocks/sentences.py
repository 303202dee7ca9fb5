"""Every sentence of the frame; what is asked is worded by the room whose matter it is."""

from datetime import datetime

from slackapp.features.nudges.rules.shown import CHANNEL, NOT_NOW, PAUSE, NudgeShown
from slackapp.vocabulary.dates import day_and_month
from slackapp.vocabulary.words import _


def muted(shown: NudgeShown) -> str:
    if shown.muted == NOT_NOW:
        return _("All right, not now.")
    if shown.muted == PAUSE:
        return _("Quiet until {day}.").format(day=_day(shown.paused_until))
    if shown.muted == CHANNEL:
        return _("All right, not in this channel.")
    return _("All right, I won't ask this again.")


def settled() -> str:
    return _("This is settled.")


def stale() -> str:
    return _("This button is from an old message. Here is the current state:")


def old_button() -> str:
    return _("This button is from an old message. Here is the current state: it is settled.")


def not_yours() -> str:
    return _("That was asked of somebody else.")


def who_are_you() -> str:
    return _("I haven't met you yet. Please try again in a minute.")


def channel_switched_off() -> str:
    return _("All right, I won't post such things in this channel any more.")


def channel_switched_on() -> str:
    return _("I'll post here again when there is something.")


def held_back(label: str, count: int) -> str:
    return _("{label}: {count}").format(label=label, count=count)


def for_you() -> str:
    return _("For you")


def nothing_waits() -> str:
    return _("Nothing waits for you.")


def acted_on(acted: int, sent: int) -> str:
    """Shown to admins."""
    return _("nudges acted on: {percent} %").format(percent=round(100 * acted / sent))


def refused(place: str, reason: str) -> str:
    """Told to admins, once a reason and place."""
    if not place:
        return _(
            "Slack doesn't let me send direct messages here ({reason}), so I won't ask people "
            "that way until it does."
        ).format(reason=reason)
    return _(
        "Slack doesn't let me post in <#{place}> ({reason}). What I wanted to ask there is "
        "dropped; once that is mended I go on by myself."
    ).format(place=place, reason=reason)


def _day(moment: datetime | None) -> str:
    """Slack shows it in the reader's own language and zone."""
    if moment is None:
        return ""
    fallback = day_and_month(moment)
    return f"<!date^{int(moment.timestamp())}^{{date_long}}|{fallback}>"
