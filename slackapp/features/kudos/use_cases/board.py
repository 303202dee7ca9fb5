"""What the board and an import show of kudos."""

from collections import Counter

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.board import Quote, pick_quotes, rank_values
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store.thanks import count_public_values, list_public_thanks
from slackapp.features.kudos.use_cases.audience import as_seen_now, public_channels
from slackapp.ledger.weeks import count_live
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import people_by_key
from slackapp.workspace.settings import load_settings
from slackapp.workspace.workspaces import workspace_zone

# For three quotes; a large workspace says thousands a week.
_LOOKED_AT = 500


def count_kudos(tx: Transaction) -> dict[str, int]:
    """All kudos that count, under the name an import shows."""
    return {"kudos": count_live(tx, "kudos")}


def list_quotes(tx: Transaction, week: Week) -> tuple[Quote, ...]:
    """What the board quotes of a week's public words."""
    begin, end = week.micros(workspace_zone(tx))
    said = as_seen_now(tx, list_public_thanks(tx, begin, end, newest=_LOOKED_AT))
    thanks = [one for one in said if one.audience == "public"]
    people = people_by_key(tx, {key for one in thanks for key in (one.giver, one.receiver)})
    minimum = load_settings(tx, KudosSettings).minimum_reason
    return pick_quotes(thanks, people, minimum)


def list_values(tx: Transaction, week: Week) -> tuple[tuple[str, int], ...]:
    """What people were thanked for, most first."""
    begin, end = week.micros(workspace_zone(tx))
    return rank_values(_count_values(tx, begin, end))


def _count_values(tx: Transaction, begin: int, end: int) -> Counter[str]:
    """Of what was said where everybody may still see it."""
    counted = count_public_values(tx, begin, end)
    public = public_channels(tx, {channel_id for _, channel_id, _ in counted})
    values: Counter[str] = Counter()
    for value, channel_id, count in counted:
        if channel_id in public:
            values[value] += count
    return values
