"""The room's part of the board."""

from collections.abc import Sequence

from slackapp.features.kudos.blocks.wording import paragraph, plain_name, plain_names
from slackapp.features.kudos.rules.board import Quote, SaidThisWeek
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, context
from slackapp.vocabulary.words import _

_VALUES_ON_A_BOARD = 5


def said_this_week(said: SaidThisWeek) -> list[Block]:
    """Nothing where nothing was said."""
    blocks = []
    if said.quotes:
        lines = [f"> {escape(_quote(quote))}" for quote in said.quotes]
        blocks.append(paragraph("\n".join([f"*{_('Said this week')}*", *lines])))
    if said.values:
        blocks.append(context(escape(_most_thanked_for(said.values))))
    return blocks


def said_this_week_text(said: SaidThisWeek) -> str:
    """The same as plain text, not escaped."""
    lines = [_("Said this week"), *map(_quote, said.quotes)] if said.quotes else []
    return "\n".join([*lines, _most_thanked_for(said.values)] if said.values else lines)


def _quote(said: Quote) -> str:
    return _('"{reason}" {receivers}, from {giver}').format(
        reason=said.reason, receivers=plain_names(said.receivers), giver=plain_name(said.giver)
    )


def _most_thanked_for(values: Sequence[tuple[str, int]]) -> str:
    counted = ", ".join(f"{value} {count}" for value, count in values[:_VALUES_ON_A_BOARD])
    return _("Most thanked for: {values}").format(values=counted)
