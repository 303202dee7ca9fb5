"""What links offer the app: they read messages, and tell the board what is worth reading."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer, BoardSection, Feature, TeamFigure
from slackapp.features.links import blocks, use_cases
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import ngettext


def _figures(tx: Transaction, week: Week) -> Sequence[TeamFigure]:
    count = use_cases.count_week_links(tx, week)
    words = ngettext("link shared", "links shared", count)
    return [TeamFigure(name="links", count=count, words=words)]


def _section(tx: Transaction, week: Week) -> BoardSection | None:
    links = use_cases.find_worth_reading(tx, week)
    if not links:
        return None
    return BoardSection(
        blocks=blocks.worth_reading_blocks(links), text=blocks.worth_reading_text(links)
    )


def _counts(tx: Transaction) -> dict[str, int]:
    return {"links": use_cases.count_shared_links(tx)}


FEATURE = Feature(
    name="links",
    reads_message=use_cases.read_message,
    counts=_counts,
    board=BoardOffer(place=60, figures=_figures, section=_section),
)
