"""What members chose, on both databases."""

from dataclasses import replace

from slackapp.database.engines import Database
from slackapp.features.kudos.rules.thanks import Preference
from slackapp.features.kudos.store.preferences import find_preference, save_preference
from tests.builders.databases import transaction

ANA = 1


def test_a_choice_leaves_the_others_as_somebody_else_wrote_them_meanwhile(
    database: Database,
) -> None:
    with transaction(database) as reader:
        assert find_preference(reader, ANA) == Preference()
        save_preference(replace(reader, memo={}), ANA, notices=False)  # a click, before it commits
        save_preference(reader, ANA, reaction_explained=True)
    with transaction(database) as tx:
        assert find_preference(tx, ANA) == Preference(notices=False, reaction_explained=True)


def test_a_choice_holds_in_its_own_transaction_too(database: Database) -> None:
    with transaction(database) as tx:
        for wanted in (False, True, False):
            save_preference(tx, ANA, reactions=wanted)
            assert find_preference(tx, ANA) == Preference(reactions=wanted)
    with transaction(database) as tx:
        assert find_preference(tx, ANA) == Preference(reactions=False)
