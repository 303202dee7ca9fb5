"""A receipt as whoever it is about reads it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from slackapp.features.receipts.blocks.reasons import deed, points, pot_name, why
from slackapp.features.receipts.rules import LineShown, ReceiptShown
from slackapp.ledger.receipts import LinePot
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, actions, button, context, link, section
from slackapp.slack.forms import modal
from slackapp.vocabulary.dates import day_and_month
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import _, ngettext

Json = dict[str, Any]

SHOW = "receipts.show"
WRONG = "receipts.something_wrong"
_POTS: tuple[LinePot, ...] = ("helping", "sharing", "thanking", "connections")
_SECTION = 2_800
_ROOM = 9_000  # of all lines together; Slack refuses 13,200 and more in a message
_TYPED_SHOWN = 40


def receipt(shown: ReceiptShown) -> Json:
    if shown.left_out:
        return _private(_("You are left out, so nothing of you is counted. `/we leave` ends it."))
    head = _head(shown)
    if not shown.lines:
        nothing = _("Nothing yet. A first step: answer a question, or thank someone.")
        return _private(head, section(nothing), _buttons(shown))
    notes = [] if shown.scores else [context(_guests_note())]
    return _private(head, *notes, *_sections(shown), _buttons(shown))


def receipt_view(said: Mapping[str, Any]) -> Block:
    return modal(_("We, not me"), said["blocks"], close=_("Done"))


def no_week(typed: str) -> str:
    return _(
        "I don't know the week '{typed}'. Try `/we me`, `/we me last`, or `/we me 2026-W46`."
    ).format(typed=clip(" ".join(typed.split()), _TYPED_SHOWN))


def still_to_come(week: Week) -> str:
    return _("Week {number} of {year} is still to come.").format(number=week.number, year=week.year)


def usage() -> str:
    return _("`/we me [last|2026-W46]`: your week, a line for each thing you gave")


def label() -> str:
    return _("My week")


def _head(shown: ReceiptShown) -> str:
    total = sum((line.points for line in shown.lines), Decimal(0))
    return _("Your week {number} of {year}: {points}").format(
        number=shown.week.number, year=shown.week.year, points=points(total)
    )


def _guests_note() -> str:
    return _("Guests and people from outside don't score here. What you give arrives all the same.")


def _sections(shown: ReceiptShown) -> Iterator[Block]:
    left, unshown = _ROOM, shown.more
    for pot in _POTS:
        lines = shown.of(pot)
        fitting = _that_fit([line_markup(line) for line in lines], left)
        left -= sum(map(len, fitting))
        unshown += len(lines) - len(fitting)
        if lines:
            total = sum((line.points for line in lines), Decimal(0))
            yield from _paragraphs(f"*{pot_name(pot)} {points(total)}*", fitting)
    if unshown:
        more = ngettext("and {count} more line", "and {count} more lines", unshown)
        yield context(more.format(count=unshown))


def _that_fit(lines: Sequence[str], room: int) -> list[str]:
    fitting: list[str] = []
    for line in lines:
        room -= len(line)
        if room < 0:
            break
        fitting.append(line)
    return fitting


def _paragraphs(head: str, lines: Sequence[str]) -> Iterator[Block]:
    """As few sections as their limit allows."""
    said = head
    for line in lines:
        if len(said) + len(line) + 1 > _SECTION:
            yield _verbatim(said)
            said = line
        else:
            said = f"{said}\n{line}"
    yield _verbatim(said)


def _verbatim(markup: str) -> Block:
    """Plain words in it stay plain: Slack links only what we marked."""
    block = section(markup)
    return {**block, "text": {**block["text"], "verbatim": True}}


def _buttons(shown: ReceiptShown) -> Block:
    last = button(_("Last week"), action_id=f"{SHOW}.last", value="last")
    this = button(_("This week"), action_id=f"{SHOW}.this", value="this")
    wrong = button(_("Something wrong?"), action_id=WRONG, value=str(shown.week))
    return actions([last, wrong] if shown.is_this_week else [last, this, wrong])


def line_markup(line: LineShown) -> str:
    day = day_and_month(line.at)
    place = link(line.url, day) if line.url else day
    said = f"• {points(line.points)} · {escape(deed(line.kind, line.names))} · {place}"
    reasons = ", ".join(escape(why(line, factor)) for factor in line.factors)
    return f"{said} · _{reasons}_" if reasons else said


def plain_line(line: LineShown) -> str:
    return f"{day_and_month(line.at)} · {deed(line.kind, line.names)} · {points(line.points)}"


def _private(text: str, *blocks: Block) -> Json:
    """To whoever asked, alone; `text` is ours."""
    head = section(f"*{text}*") if blocks else section(text)
    return {"response_type": "ephemeral", "text": text, "blocks": [head, *blocks]}
