"""The room's part of the Home tab: what somebody could answer, and who came to them. Pure."""

from collections.abc import Iterator, Sequence

from slackapp.features.questions.blocks.wording import age, channel_of, heading, name
from slackapp.features.questions.rules.shown import Came, QuestionShown
from slackapp.slack.blocks import Block, actions, button, section
from slackapp.vocabulary.words import _, ngettext

TAKE = "questions.home_take"
NOT_MY_TOPIC = "questions.home_not_my_topic"


def could_answer(lines: Sequence[QuestionShown]) -> list[Block]:
    if not lines:
        return []
    return [
        section("*" + _("You could answer") + "*"),
        *(block for one in lines for block in _line(one)),
    ]


def came(shown: Came) -> list[Block]:
    """Nothing while nobody came: it is to gladden."""
    if not shown.came:
        return []
    asked = ngettext("You asked once", "You asked {count} times", shown.asked)
    people = ngettext("{count} person came", "{count} people came", shown.came)
    words = _("{asked}, {people}.")
    never = ""
    if shown.never_helped:
        words = _("{asked}, {people}; {never}.")
        never = ngettext(
            "{count} of them you had never helped",
            "{count} of them you had never helped",
            shown.never_helped,
        ).format(count=shown.never_helped)
    said = words.format(
        asked=asked.format(count=shown.asked), people=people.format(count=shown.came), never=never
    )
    return [section(said)]


def _line(question: QuestionShown) -> Iterator[Block]:
    about = [channel_of(question), age(question)]
    if question.asker:
        about.insert(0, name(question.asker))
    yield section(f"{heading(question, with_asker=True)}\n{' · '.join(about)}")
    choices = ((TAKE, _("I'll take it")), (NOT_MY_TOPIC, _("Not my topic")))
    yield actions(
        button(
            label,
            action_id=f"{action}.{question.question_id}",
            value=question.question_id,
        )
        for action, label in choices
    )
