"""What somebody was thanked for, on both databases."""

from datetime import UTC, datetime

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks.home import you_got
from slackapp.features.kudos.rules.received import LINES
from slackapp.features.kudos.rules.shown import Received, ReceivedLately
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.joining import join_thanks
from slackapp.features.kudos.use_cases.reading import read_reaction
from slackapp.features.kudos.use_cases.received import read_received, read_this_week
from slackapp.features.kudos.use_cases.undoing import undo
from slackapp.workspace.people import find_people, hide_name, leave_out
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    LONG_AGO,
    REASON,
    SOURCE,
    form,
    given,
    later,
    open_workspace,
    reaction,
)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def read(tx: Transaction, *, by: str = "UANA", year: int | None = None) -> Received:
    return read_received(tx, person_id=by, year=year)


def test_a_year_counts_every_thanks_and_shows_the_words(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> <@WBO> {REASON} with <@UGUS> #craft")
        join_thanks(tx, source=SOURCE, person_id="UGUS")
        read_reaction(tx, reaction(tx, by="WBO"))
        shown = read(tx)

    assert (shown.year, shown.times, shown.people, shown.more, shown.hidden) == (2026, 3, 3, 0, 0)
    (line,) = shown.lines
    assert (line.giver, line.values, line.alone) == ("Cy", ("craft",), False)
    assert line.reason == f"{REASON} with @Gus"


def test_words_of_private_channels_stay_there_and_words_to_oneself_are_shown(
    database: Database,
) -> None:
    with transaction(database) as tx:
        give_form(tx, view_id="V1", form=form(channel_id="G1"), person_id="UCY")
        alone = form(shown="receivers", reason="listened to me all afternoon")
        give_form(tx, view_id="V2", form=alone, person_id="WBO")
        shown = read(tx)

    assert (shown.times, shown.people, shown.hidden) == (2, 2, 1)
    assert [(one.reason, one.alone) for one in shown.lines] == [
        ("listened to me all afternoon", True)
    ]


def test_what_is_taken_back_is_not_received(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
        undo(tx, source=SOURCE, person_id="UCY")
        assert read(tx).times == 0


def test_a_year_ends_at_the_workspace_s_midnight(database: Database) -> None:
    with transaction(database) as tx:
        record = WorkspaceRecord(
            name="Acme",
            bot_user_id="UBOT",
            bot_id="BBOT",
            app_id="A1",
            timezone="Pacific/Auckland",
            recording_since=LONG_AGO,
        )
        save_workspace(tx, record)
    for view, hour in (("V1", 10), ("V2", 11)):
        at = datetime(2026, 12, 31, hour, 30, tzinfo=UTC)
        with transaction(database, now=at) as tx:
            give_form(tx, view_id=view, form=form(), person_id="UCY")
    with transaction(database, now=at) as tx:
        assert read(tx).year == 2027
        assert read(tx).times == read(tx, year=2026).times == 1
        assert read(tx).lines[0].at.day == 1
        assert read(tx, year=2025).times == 0


def test_the_newest_words_come_first_and_the_rest_is_counted(database: Database) -> None:
    for number in range(LINES + 2):
        with transaction(database, now=later(number)) as tx:
            words = form(reason=f"{REASON} {number}")
            give_form(tx, view_id=f"V{number}", form=words, person_id="UCY")
    with transaction(database) as tx:
        shown = read(tx)

    assert (shown.times, len(shown.lines), shown.more) == (LINES + 2, LINES, 2)
    assert shown.lines[0].reason.endswith(str(LINES + 1))


def test_nobody_sees_what_another_received(database: Database) -> None:
    open_workspace(database, workspace_id="T2")
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
        assert read(tx, by="WBO").times == read(tx, by="UNEW").times == 0
    with transaction(database, workspace_id="T2") as tx:
        assert read(tx).times == 0


def lately(tx: Transaction) -> ReceivedLately:
    return read_this_week(tx, find_people(tx, ["UANA"])["UANA"].key)


def test_this_week_tells_how_many_thanked_and_the_newest_words(database: Database) -> None:
    with transaction(database) as tx:
        assert lately(tx) == ReceivedLately(people=0)
        assert you_got(lately(tx)) == []
        given(tx, f"<@UANA> {REASON}")
        read_reaction(tx, reaction(tx, by="WBO"))
        assert lately(tx) == ReceivedLately(people=2, reason=REASON, giver="Cy")
        [block] = you_got(lately(tx))
        words = f"*You got*\nThanks from 2 people, “{REASON}” (Cy)"
        assert block["text"]["text"] == words


def test_this_week_quotes_no_private_words_and_names_nobody_who_hides(database: Database) -> None:
    with transaction(database) as tx:
        give_form(tx, view_id="V1", form=form(channel_id="G1"), person_id="UCY")
        assert lately(tx) == ReceivedLately(people=1)
        given(tx, f"<@UANA> {REASON}")
        cy = find_people(tx, ["UCY"])["UCY"].key
        hide_name(tx, cy, hides_name=True)
        assert lately(tx) == ReceivedLately(people=1, reason=REASON)
        leave_out(tx, cy, left_out=True)
        assert lately(tx) == ReceivedLately(people=0)
