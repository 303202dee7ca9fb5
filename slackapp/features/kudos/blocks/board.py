"""The room's part of the board."""

from collections.abc import Sequence

from slackapp.features.kudos.blocks.wording import paragraph, plain_name, plain_names
from slackapp.features.kudos.rules.board import Quote
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, context
from slackapp.vocabulary.words import _

_VALUES_ON_A_BOARD = 5


def said_this_week(quotes: Sequence[Quote]) -> Block:
    lines = [f"> {escape(_quote(quote))}" for quote in quotes]
    return paragraph("\n".join(["*" + _("Said this week") + "*", *lines]))


def said_this_week_text(quotes: Sequence[Quote]) -> str:
    """The same as plain text, not escaped."""
    return "\n".join([_("Said this week"), *map(_quote, quotes)])


def most_thanked_for(values: Sequence[tuple[str, int]]) -> Block:
    return context(escape(most_thanked_for_text(values)))


def most_thanked_for_text(values: Sequence[tuple[str, int]]) -> str:
    counted = ", ".join(f"{value} {count}" for value, count in values[:_VALUES_ON_A_BOARD])
    return _("Most thanked for: {values}").format(values=counted)


def _quote(said: Quote) -> str:
    return _('"{reason}" {receivers}, from {giver}').format(
        reason=said.reason, receivers=plain_names(said.receivers), giver=plain_name(said.giver)
    )
