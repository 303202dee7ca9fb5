"""A link that a colleague found first: the question, and what came of it."""

from datetime import date

from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.vocabulary.dates import day_and_month
from slackapp.vocabulary.nudges import NudgeAsk, NudgeChoice
from slackapp.vocabulary.words import _

YES, NO = "yes", "no"
_LONGEST_NAME = 40


def label() -> str:
    return _("When I share what a colleague found: mention them?")


def ask(first: str, found_on: date) -> NudgeAsk:
    question = _("*{name}* found this on {day}, good taste. Mention them?")
    return NudgeAsk(
        markup=question.format(name=_name(first), day=day_and_month(found_on)),
        choices=(
            NudgeChoice(
                value=YES, label=_("Credit {name}").format(name=clip(first, _LONGEST_NAME))
            ),
            NudgeChoice(value=NO, label=_("No need"), is_act=False),
        ),
    )


def credited(first: str) -> str:
    return _("Credit recorded. {name} finds it in `/we thanks`.").format(name=_name(first))


def left() -> str:
    return _("Fine, a good find either way.")


def undone() -> str:
    return _("Undone, nobody is credited.")


def share_gone() -> str:
    return _("That link is no longer shared there, so there is nothing to credit.")


def not_yours() -> str:
    return _("Only whoever shared the link can do that.")


def _name(person: str) -> str:
    return escape(clip(person, _LONGEST_NAME))
