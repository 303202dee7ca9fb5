"""What members choose about kudos, in the preferences form."""

from collections.abc import Mapping
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import choosing
from slackapp.features.kudos.store.preferences import find_preference, save_preference
from slackapp.features.kudos.use_cases.notices import save_notices
from slackapp.slack.blocks import Block
from slackapp.workspace.people import people_by_key


def draw_choices(tx: Transaction, person: int) -> Block:
    chosen = find_preference(tx, person)
    return choosing.choices(reactions=chosen.reactions, notices=chosen.notices)


def save_choices(tx: Transaction, person: int, state: Mapping[str, Any]) -> None:
    ticked = {each["value"] for each in state.get("selected_options") or ()}
    save_preference(tx, person, reactions=choosing.REACTIONS in ticked)
    for somebody in people_by_key(tx, [person]).values():
        save_notices(tx, somebody, wanted=choosing.NOTICES in ticked)
