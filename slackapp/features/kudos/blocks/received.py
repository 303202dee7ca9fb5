"""`/we thanks`: what somebody was thanked for."""

from slackapp.features.kudos.blocks.wording import Json, hashed, name, paragraph, private, that_fit
from slackapp.features.kudos.rules.shown import Received, ReceivedLine
from slackapp.reading.mrkdwn import clip, escape
from slackapp.slack.blocks import context
from slackapp.vocabulary.dates import day_and_month
from slackapp.vocabulary.words import _, ngettext

_LONGEST_SHOWN = 140


def received(shown: Received) -> Json:
    """The year in one line, then the newest words; never compared with anybody."""
    if not shown.times:
        return _nothing(shown.year)
    head = _head(shown)
    lines = that_fit([_line(line) for line in shown.lines])
    blocks = [paragraph(f"*{head}*"), *(paragraph(line) for line in lines)]
    rest = _rest(shown, len(lines))
    if rest:
        blocks.append(context(rest))
    return private(head, *blocks)


def no_year(typed: str) -> Json:
    text = _(
        "'{typed}' isn't a year. `/we thanks 2025` shows what you were thanked for in 2025, "
        "`/we thanks @ana for …` thanks Ana."
    ).format(typed=escape(clip(typed, 40)))
    return private(text, paragraph(text))


def _nothing(year: int) -> Json:
    text = _("Nothing yet in {year}. A first step: thank someone, or answer a question.").format(
        year=year
    )
    return private(text, paragraph(text))


def _head(shown: Received) -> str:
    times = ngettext(
        "You were thanked once in {year}",
        "You were thanked {times} times in {year}",
        shown.times,
    ).format(times=shown.times, year=shown.year)
    people = ngettext("by one person", "by {people} people", shown.people).format(
        people=shown.people
    )
    return f"{times}, {people}"


def _line(line: ReceivedLine) -> str:
    said = " ".join(
        part for part in (escape(clip(line.reason, _LONGEST_SHOWN)), hashed(line.values)) if part
    )
    only = " " + _("(only to you)") if line.alone else ""
    return f"> {said}\n{name(line.giver)}, {day_and_month(line.at)}{only}"


def _rest(shown: Received, lines: int) -> str:
    parts = []
    more = shown.more + len(shown.lines) - lines
    if more:
        parts.append(_("and {count} more with words").format(count=more))
    if shown.hidden:
        parts.append(
            _("{count} in private channels, where the words stay").format(count=shown.hidden)
        )
    return " · ".join(parts)
