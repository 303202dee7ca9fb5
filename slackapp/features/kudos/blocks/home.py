"""The room's part of the Home tab: what somebody got this week. Pure."""

from slackapp.features.kudos.blocks.wording import name
from slackapp.features.kudos.rules.shown import ReceivedLately
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, section
from slackapp.vocabulary.words import _, ngettext

_LONGEST_SHOWN = 100


def you_got(shown: ReceivedLately) -> list[Block]:
    if not shown.people:
        return []
    people = ngettext("Thanks from {count} person", "Thanks from {count} people", shown.people)
    said = people.format(count=shown.people)
    if shown.reason:
        words = _("“{words}” ({name})") if shown.giver else _("“{words}”")
        reason = escape(clip(" ".join(shown.reason.split()), _LONGEST_SHOWN))
        said = f"{said}, {words.format(words=reason, name=name(shown.giver))}"
    return [section("*" + _("You got") + f"*\n{said}")]
