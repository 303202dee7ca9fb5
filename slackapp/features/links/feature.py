"""The door plate of links: what is shared, who found it useful, what is worth reading."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import (
    BoardOffer,
    BoardSection,
    Feature,
    MirrorLine,
    NudgeOffer,
    TeamFigure,
    WeekFigures,
)
from slackapp.features.links.blocks import board
from slackapp.features.links.blocks import crediting as crediting_words
from slackapp.features.links.listeners import links as listeners
from slackapp.features.links.settings import LinksSettings
from slackapp.features.links.store import privacy
from slackapp.features.links.use_cases import crediting, listing, setting, sharing
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import _, ngettext


def _figures(tx: Transaction, weeks: Sequence[Week]) -> Sequence[WeekFigures]:
    return [[_figure(count)] for count in listing.count_links_by_week(tx, weeks)]


def _figure(count: int) -> TeamFigure:
    words = ngettext("link shared", "links shared", count)
    return TeamFigure(name="links", count=count, words=words)


def _section(tx: Transaction, week: Week) -> BoardSection | None:
    links = listing.find_worth_reading(tx, week)
    if not links:
        return None
    return BoardSection(
        blocks=board.worth_reading_blocks(links), text=board.worth_reading_text(links)
    )


def _counts(tx: Transaction) -> dict[str, int]:
    return {"links": listing.count_shared_links(tx)}


def _mirror(tx: Transaction, person: int, since: int) -> Sequence[MirrorLine]:
    shared, made = listing.count_shared_and_made(tx, person, since=since)
    return [MirrorLine(label=_("Shared : made"), one=shared, other=made)]


FEATURE = Feature(
    name="links",
    reads_message=sharing.read_message,
    reads_reaction=sharing.read_reaction,
    register_listeners=listeners.register,
    we_words=(listeners.we_links,),
    settings=LinksSettings,
    settings_pages=setting.PAGES,
    counts=_counts,
    mirror=_mirror,
    boards=(BoardOffer(place=60, figures=_figures, section=_section),),
    nudges=(
        NudgeOffer(
            kind=crediting.CREDIT_THE_SOURCE,
            way="notice",
            label=crediting_words.label,
            ask=crediting.ask,
            act=crediting.act,
            undo=crediting.undo,
        ),
    ),
    export_person=privacy.export_person,
    forget_person=privacy.forget_person,
    erase_before=privacy.erase_before,
)
