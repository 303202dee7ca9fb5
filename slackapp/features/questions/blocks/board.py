"""The room's parts of the board: never who asked."""

from collections.abc import Sequence

from slackapp.features.questions.blocks.wording import age, channel_of, heading, name
from slackapp.features.questions.rules.shown import HelpedQuietly, Impact, QuestionShown
from slackapp.slack.blocks import Block, context, section
from slackapp.slack.thanks_button import ThankedFor, thanks_button
from slackapp.vocabulary.words import _, ngettext

MOST_LINES = 3


def still_open(lines: Sequence[QuestionShown]) -> tuple[list[Block], str]:
    """The oldest three."""
    oldest = lines[:MOST_LINES]
    shown = [f"• {heading(one, with_asker=False)} {channel_of(one)}, {age(one)}" for one in oldest]
    text = "\n".join(["*" + _("Still open") + "*", *shown])
    return [section(text)], "\n".join([_("Still open"), *map(_plain_line, oldest)])


def still_waiting(count: int) -> str:
    """In a quiet week."""
    words = ngettext("{count} question still waits.", "{count} questions still wait.", count)
    return words.format(count=count)


def helped_quietly(lines: Sequence[HelpedQuietly]) -> tuple[list[Block], str]:
    """A line each, with a button that opens the form to thank."""
    title = _("Helped quietly")
    said = [_quietly(name(one.helper), _heading(one)) for one in lines]
    said[0] = f"*{title}*\n{said[0]}"
    blocks = [
        section(text, accessory=thanks_button(_("Say thanks"), _thanked_for(line)))
        for text, line in zip(said, lines, strict=True)
    ]
    plain = [f"• {_quietly(one.helper, _plain_title(one.question))}" for one in lines]
    return blocks, "\n".join([title, *plain])


def because_of_last_month(found: Impact) -> tuple[Block, str]:
    people = ngettext("{count} more person", "{count} more people", found.people)
    more = people.format(count=found.people)
    words = _("Because of last month: {answer} helped {people}")
    answer = _("{name}'s answer in {channel}")
    plain = answer.format(name=found.helper, channel=f"#{found.channel_name}")
    shown = answer.format(name=name(found.helper), channel=f"#{name(found.channel_name)}")
    linked = f"<{found.url}|{shown}>" if found.url else shown
    block = context(words.format(answer=linked, people=more))
    return block, words.format(answer=plain, people=more)


def _heading(line: HelpedQuietly) -> str:
    return heading(line.question, with_asker=False, url=line.url)


def _quietly(helper: str, question: str) -> str:
    return _("{name}, on {question}").format(name=helper, question=question)


def _plain_title(question: QuestionShown) -> str:
    return question.title or _("a question in #{channel}").format(channel=question.channel_name)


def _plain_line(question: QuestionShown) -> str:
    title = question.title or _("A question")
    return f"• {title} #{question.channel_name}, {age(question)}"


def _thanked_for(line: HelpedQuietly) -> ThankedFor:
    question = line.question
    thread_ts = question.thread_ts or question.ts
    return ThankedFor(question.channel_id, line.ts, thread_ts, line.helper_id)
