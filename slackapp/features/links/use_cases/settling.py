"""What links and messages passed on give, from all that is known of them."""

from collections.abc import Iterable

from slackapp.database.transaction import Transaction
from slackapp.features.links.rules.usefulness import link_acts
from slackapp.features.links.store import marks, shares
from slackapp.features.links.store.marks import Promotion
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giving import settle


def settle_links(tx: Transaction, keys: Iterable[str], *, at: int) -> None:
    """`at`: the time of what changed, in microseconds."""
    for key in sorted(keys):
        _settle_link(tx, key, at)


def settle_promotion(tx: Transaction, promotion: Promotion, *, at: int) -> None:
    """It counts once somebody else, its author too, reacts or replies."""
    place = (promotion.channel_id, promotion.message_ts)
    others = [one.at for one in marks.list_marks(tx, {place}) if one.person != promotion.promoter]
    source = Source(
        f"promotion:{promotion.channel_id}:{promotion.message_ts}:{promotion.author}",
        promotion.channel_id,
        promotion.message_ts,
        promotion.audience,
    )
    act = Act("promotion", promotion.promoter, promotion.author)
    settle(tx, source, {act: min(others)} if promotion.live and others else {}, at)


def _settle_link(tx: Transaction, key: str, at: int) -> None:
    """Each sharer's own, in public and in private apart: what is private scores nowhere."""
    found = shares.list_shares_of(tx, key)
    for audience in ("public", "private"):
        here = [(one, live) for one, where, live in found if where == audience]
        places = {(one.channel_id, one.message_ts) for one, _ in here}
        useful = marks.list_useful(tx, places) if places else []
        for sharer in sorted({one.sharer for one, _ in here}):
            theirs = [one for one, live in here if one.sharer == sharer]
            first = min(theirs, key=lambda one: (one.shared_at, one.message_ts))
            source = Source(
                f"link:{key}:{sharer}:{audience}",
                first.channel_id,
                first.message_ts,
                audience,
                about=f"link:{key}:{audience}",
            )
            live = [one for one, is_live in here if is_live and one.sharer == sharer]
            settle(tx, source, link_acts(key, sharer, live, useful), at)
