"""What nudges about questions and answers say, and what came of them."""

from collections.abc import Sequence

from slackapp.features.questions.blocks.wording import age, channel_of, heading, name, names
from slackapp.features.questions.rules.shown import AnswerShown, QuestionShown
from slackapp.reading.display_text import clip
from slackapp.vocabulary.nudges import NudgeChoice, NudgeLine
from slackapp.vocabulary.words import _, ngettext

_CLOSED = frozenset({"answered", "helped", "solved"})
_LONGEST_NAME = 30  # on a button

TAKE = "take"
NOT_NOW = "not_now"
NOT_MY_TOPIC = "not_my_topic"
STILL_OPEN = "still_open"
ALL = "all"


def open_questions_label() -> str:
    return _("Each morning, in the channel: questions nobody has answered yet")


def open_questions(*, all_closed: bool, more: int) -> str:
    if all_closed:
        return _("Every one of these has found somebody. Thank you.")
    said = _("*Still open here.* Does one of these ring a bell?")
    if not more:
        return said
    others = ngettext("{count} more waits", "{count} more wait", more).format(count=more)
    return f"{said}\n{others}: `/we questions`"


def open_line(question: QuestionShown) -> NudgeLine:
    """Never who asked, nor who took it."""
    head = heading(question, with_asker=False)
    if question.state in _CLOSED:
        return NudgeLine(markup=f"~{head}~ " + _("✓ answered"))
    if question.state in {"withdrawn", "expired"}:
        return NudgeLine(markup=f"~{head}~")
    if question.state == "claimed":
        return NudgeLine(markup=f"{head} · " + _("somebody is on it"))
    take = NudgeChoice(value=question.question_id, label=_("I'll take it"))
    return NudgeLine(markup=f"{head} · {age(question)}", choice=take)


def thanks_round_label() -> str:
    return _("On Thursdays, in the channel: good answers nobody has thanked yet")


def thanks_round(*, all_thanked: bool) -> str:
    if all_thanked:
        return _("Good answers this week, and every one of them was thanked.")
    return _("*Good answers this week that nobody has thanked yet*")


def unthanked_label() -> str:
    return _("On Thursdays, to me: who helped me and has no thanks from me yet")


def unthanked(answers: int) -> str:
    return ngettext(
        "Somebody helped you this week. A word of thanks?",
        "These people helped you this week. A word of thanks?",
        answers,
    )


def thanks_line(answer: AnswerShown) -> NudgeLine:
    """Never who asked."""
    question = heading(answer.question, with_asker=False, url=answer.url)
    said = _("{name}, on {question}").format(name=name(answer.helper), question=question)
    if answer.thanked:
        return NudgeLine(markup=said + " " + _("✓ thanked"))
    value = f"{answer.question.channel_id}|{answer.ts}"
    return NudgeLine(markup=said, choice=NudgeChoice(value=value, label=_("Say thanks")))


def thanked(helper: str) -> str:
    return _("Thanks recorded. {name} will see it.").format(name=name(helper))


def taken_back() -> str:
    return _("Taken back.")


def can_you_help_label() -> str:
    return _("To me: a question I could help with (only if I said yes to that)")


def can_you_help(question: QuestionShown) -> str:
    said = _("{question} has no answer yet, in {channel}. You have helped with such things before.")
    asked = said.format(question=heading(question, with_asker=False), channel=channel_of(question))
    return asked + "\n" + _("Would you take a look?")


def baton_choices() -> tuple[NudgeChoice, ...]:
    return (
        NudgeChoice(value=TAKE, label=_("I'll take it")),
        NudgeChoice(value=NOT_NOW, label=_("Not now"), is_act=False),
        NudgeChoice(value=NOT_MY_TOPIC, label=_("Not my topic"), is_act=False),
    )


def taken() -> str:
    return _("It's yours for the next eight working hours. Thank you!")


def let_go() -> str:
    return _("Let go. Somebody else may take it.")


def not_now() -> str:
    return _("No problem. I'll ask somebody else.")


def not_my_topic() -> str:
    return _("Good to know. I won't ask you about such questions again.")


def asked_again() -> str:
    return _("Forgotten. You may hear of such questions again.")


def may_i_ask_label() -> str:
    return _("Once, to me: may I be asked to help?")


def may_i_ask(times: int, last: QuestionShown) -> str:
    helped = ngettext(
        "You've helped {count} time here, last with {question}.",
        "You've helped {count} times here, last with {question}.",
        times,
    ).format(count=times, question=heading(last, with_asker=False))
    return helped + "\n" + _("May I ask you when such a question stays open?")


def consent_choices() -> tuple[NudgeChoice, ...]:
    return (
        NudgeChoice(value="1", label=_("Once a week")),
        NudgeChoice(value="3", label=_("Up to 3")),
        NudgeChoice(value="0", label=_("No"), is_act=False),
    )


def consented(times_a_week: int) -> str:
    if not times_a_week:
        return _("Fine, I won't ask.")
    most = ngettext("at most once a week", "at most {count} times a week", times_a_week)
    said = _("Thank you. I'll ask {most}, and you can change it in your preferences.")
    return said.format(most=most.format(count=times_a_week))


def consent_undone() -> str:
    return _("Taken back.")


def did_it_help_label() -> str:
    return _("To me: did the answer to my question help?")


def did_it_help(question: QuestionShown, helpers: Sequence[str]) -> str:
    said = _("{names} answered {question}. Did it help?")
    shown = heading(question, with_asker=False)
    return said.format(names=names(helpers), question=shown)


def help_choices(helpers: Sequence[tuple[int, str]]) -> tuple[NudgeChoice, ...]:
    """Who helped, by key and name; at most four buttons fit."""
    still = NudgeChoice(value=STILL_OPEN, label=_("Still open"))
    if len(helpers) == 1:
        return NudgeChoice(value=str(helpers[0][0]), label=_("Yes, it helped")), still
    each = [
        NudgeChoice(
            value=str(key), label=_("{name} helped").format(name=clip(helper, _LONGEST_NAME))
        )
        for key, helper in helpers[:2]
    ]
    return *each, NudgeChoice(value=ALL, label=_("All of them")), still


def helped(helpers: Sequence[str]) -> str:
    return _("Good. {names} will see it.").format(names=names(helpers))


def still_open() -> str:
    return _("It waits again. I hope the next answer is the one.")
