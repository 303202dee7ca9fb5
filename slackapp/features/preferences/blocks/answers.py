"""What `/we pause` and `/we leave` answer, to whoever typed it alone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import actions, button, section
from slackapp.slack.forms import modal
from slackapp.vocabulary import dates
from slackapp.vocabulary.words import _
from slackapp.vocabulary.working_time import UNTIL_I_SAY

Json = dict[str, Any]

RESUME = "preferences.resume"
LEAVE = "preferences.leave"
STAY = "preferences.stay"
COME_BACK = "preferences.come_back"

_LONGEST_WORDS = 40


def paused(until: datetime | None, zone: ZoneInfo) -> Json:
    if until is None:
        return _private(_("I may ask you things again. Thank you."))
    if until == UNTIL_I_SAY:
        said = _("All right. I ask nothing of you until you say so.")
    else:
        said = _("All right. I ask nothing of you until {until}.").format(until=moment(until, zone))
    resume = button(_("Resume"), action_id=RESUME)
    return _private(said, actions([resume]))


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Thu 26 Nov, 14:00, by the clocks of the zone."""
    return dates.moment(at.astimezone(zone))


def no_length_of_time(words: str) -> str:
    return _(
        "I don't know how long '{words}' is. "
        "Try `/we pause 1d`, `/we pause 2w`, or `/we pause off`."
    ).format(words=clip(" ".join(words.split()), _LONGEST_WORDS))


def ask_to_leave() -> Json:
    """Once more in plain words, before it is done."""
    leaving = button(_("Leave me out"), action_id=LEAVE, style="danger")
    staying = button(_("Cancel"), action_id=STAY)
    return _private(what_leaving_does(), actions([leaving, staying]))


def what_leaving_does() -> str:
    """Fits a confirmation: 300 characters."""
    return _(
        "From now on I read and keep nothing by or about you. Nobody can thank you here, you count "
        "nowhere, and I never write to you. What I kept before no longer shows; `/we forget-me` "
        "erases it. I keep your name, to know whom to leave out. You can come back any time."
    )


def left() -> Json:
    said = _("Done. You are left out, and it stays so until you come back.")
    return _private(said, actions([come_back_button()]))


def come_back_button() -> Json:
    return button(_("Come back"), action_id=COME_BACK)


def left_view() -> Json:
    """The same in place of the form."""
    answer = left()
    return modal(_("Preferences"), answer["blocks"], close=_("Done"))


def came_back() -> Json:
    return _private(_("Welcome back. From now on you count again."))


def came_back_view() -> Json:
    return modal(_("Preferences"), came_back()["blocks"], close=_("Done"))


def stayed() -> Json:
    return _private(_("All right, nothing changes."))


def form_not_opened() -> str:
    return _("Slack didn't open the form in time. Please try again.")


def who_are_you() -> str:
    return _("Slack didn't tell me in time who you are. Nothing was changed; please try again.")


def you_are_left_out() -> str:
    return _("You are left out. `/we leave` brings you back.")


def preferences_usage() -> str:
    return _("`/we preferences`: what I may ask you, when, and whether you take part at all")


def preferences_label() -> str:
    return _("Preferences")


def pause_usage() -> str:
    return _("`/we pause [1d|2w|off]`: I ask nothing of you for a while")


def leave_usage() -> str:
    return _("`/we leave`: nothing by or about you is read or kept; the same word brings you back")


def _private(text: str, *blocks: Json) -> Json:
    """`text` is ours and plain."""
    said = section(escape(text))
    return {"response_type": "ephemeral", "text": escape(text), "blocks": [said, *blocks]}
