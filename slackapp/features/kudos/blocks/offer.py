"""Thanks that could become kudos: the question, and what came of it."""

from collections.abc import Sequence

from slackapp.features.kudos.blocks.wording import names
from slackapp.vocabulary.nudges import NudgeAsk, NudgeChoice
from slackapp.vocabulary.words import _

YES, NO = "yes", "no"


def label() -> str:
    return _("When I thank somebody: make it kudos?")


def ask(receivers: Sequence[str]) -> NudgeAsk:
    question = _("Shall your thanks to *{names}* count as kudos?").format(names=names(receivers))
    return NudgeAsk(
        markup=question,
        choices=(
            NudgeChoice(value=YES, label=_("Make it kudos")),
            NudgeChoice(value=NO, label=_("No"), is_act=False),
        ),
    )


def recorded(receivers: Sequence[str]) -> str:
    return _("Thanks recorded. {names} will see it.").format(names=names(receivers))


def left_as_words() -> str:
    return _("Fine, your words say it all.")


def undone() -> str:
    return _("Undone. Your words stay as they are.")


def words_changed() -> str:
    return _("That message was changed or deleted meanwhile, so there is nothing to count.")
