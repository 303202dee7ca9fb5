"""The form's nudges as the workspace has switched them: what is ticked is what happens."""

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.preferences.use_cases import list_kinds
from slackapp.workspace.nudge_kinds import NudgeKinds
from slackapp.workspace.preferences import Preferences, save_preferences
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.builders.wishes import CHANNEL, MESSAGE, NOTICE, OFF, OPT_IN, Wishes

ROOMS: tuple[Feature, ...] = (Wishes().room(),)
ANA = 7


def ticked(tx: Transaction) -> dict[str, bool]:
    return {one.kind: one.ticked for one in list_kinds(tx, ANA, ROOMS)}


def test_unsaid_each_kind_is_as_it_is_by_default(database: Database) -> None:
    with transaction(database) as tx:
        shown = ticked(tx)
        assert (shown[NOTICE], shown[OFF], shown[OPT_IN]) == (True, False, False)
        assert CHANNEL not in shown


def test_what_is_on_for_all_is_ticked_and_can_be_unticked(database: Database) -> None:
    with transaction(database) as tx:
        save_settings(tx, NudgeKinds(kinds={OFF: True, OPT_IN: True}))
        shown = ticked(tx)
        assert (shown[OFF], shown[OPT_IN]) == (True, False)
        save_preferences(tx, ANA, Preferences(nudges={OFF: False}))
        assert not ticked(tx)[OFF]
        [kind] = [one for one in list_kinds(tx, ANA, ROOMS) if one.kind == OFF]
        assert kind.by_default


def test_what_is_off_for_all_is_not_offered(database: Database) -> None:
    with transaction(database) as tx:
        save_settings(tx, NudgeKinds(kinds={NOTICE: False}))
        assert NOTICE not in ticked(tx)
        assert ticked(tx)[MESSAGE]
