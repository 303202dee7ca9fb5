"""What was public is not any more once its channel was made private, on both databases."""

from collections.abc import Callable

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.jobs import fed_post, given_post, notices_post
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store.notices import list_told
from slackapp.features.kudos.use_cases.board import list_quotes, list_values
from slackapp.features.kudos.use_cases.credit import pass_on
from slackapp.features.kudos.use_cases.editing import edit_kudos
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.joining import join_thanks
from slackapp.features.kudos.use_cases.notices import list_to_tell, tell_absent
from slackapp.features.kudos.use_cases.received import read_received
from slackapp.outbox.models import Post
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import ChannelRecord, save_channels, set_kind
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    REASON,
    SOURCE,
    form,
    give,
    given,
    known,
    later,
    live,
    open_workspace,
)

SECRET = "because the merger went well"


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    """Cy thanked two in #general and so in the feed; then #general was made private."""
    open_workspace(database)
    with transaction(database) as tx:
        save_channels(tx, [ChannelRecord(channel_id="CFEED", name="feed", app_is_member=True)])
        save_settings(tx, KudosSettings(feed="CFEED"))
    with transaction(database) as tx:
        given(tx, f"<@UANA> <@UP1> {REASON}")
        _copy(tx).state = "sent"
        tell_absent(tx, source=SOURCE, people_ids=["UANA"])
        assert fed_post(tx, SOURCE)
        assert list_to_tell(tx, source=SOURCE)
        assert list_quotes(tx, Week(2026, 47))
        set_kind(tx, "C1", kind="private")


def _copy(tx: Transaction) -> Post:
    (copy,) = [post for post in list_posts(tx) if post.kind == "kudos.fed"]
    return copy


def _edit(tx: Transaction) -> object:
    return edit_kudos(tx, form=form(reason=SECRET, editing=SOURCE), person_id="UCY")


def _pass_on(tx: Transaction) -> object:
    return pass_on(tx, source=SOURCE, person_id="UANA", people_ids=["WBO"], reason=SECRET)


def _join(tx: Transaction) -> object:
    return join_thanks(tx, source=SOURCE, person_id="WBO")


@pytest.mark.parametrize("change", [_edit, _pass_on, _join])
def test_what_is_said_there_since_stays_there(
    database: Database, change: Callable[[Transaction], object]
) -> None:
    with transaction(database, now=later(1)) as tx:
        before = {one.beginning for one in live(tx)}
        change(tx)
        acts = live(tx)
        new = [one for one in acts if change is _edit or one.beginning not in before]
        assert {one.audience for one in new} == {"private"}
        assert _copy(tx).remove_requested
        assert fed_post(tx, SOURCE) is None
        assert given_post(tx, SOURCE) is not None
        assert known(tx, "WBO").key not in list_told(tx, SOURCE)


def test_nobody_is_told_of_it_elsewhere_any_more(database: Database) -> None:
    with transaction(database, now=later(1)) as tx:
        (notice,) = [post for post in list_posts(tx) if post.kind == "kudos.notices"]
        assert notices_post(tx, notice.subject) is None
        assert list_to_tell(tx, source=SOURCE) is None


def test_the_board_quotes_it_no_more(database: Database) -> None:
    with transaction(database) as tx:
        assert list_quotes(tx, Week(2026, 47)) == ()


def test_the_board_counts_its_values_no_more_but_those_said_elsewhere(database: Database) -> None:
    with transaction(database) as tx:
        set_kind(tx, "C1", kind="public")
        give(tx, f"<@UANA> <@WBO> {REASON} #craft", trigger="2")
        give(tx, f"<@UANA> {REASON} #craft", trigger="3", channel="C2")
        assert list_values(tx, Week(2026, 47)) == (("craft", 3),)
        set_kind(tx, "C1", kind="private")
        assert list_values(tx, Week(2026, 47)) == (("craft", 1),)


def test_who_was_thanked_there_reads_the_words_there(database: Database) -> None:
    with transaction(database) as tx:
        give(tx, f"<@UANA> {REASON}", trigger="3", channel="C2")
        give_form(tx, view_id="V1", form=form(shown="receivers"), person_id="UCY")
        shown = read_received(tx, person_id="UANA", year=None)

    assert (shown.times, len(shown.lines), shown.hidden) == (3, 2, 1)


def test_who_was_found_absent_meanwhile_is_not_told(database: Database) -> None:
    with transaction(database) as tx:
        set_kind(tx, "C1", kind="public")
        edit_kudos(tx, form=form(people=("UANA", "WBO"), editing=SOURCE), person_id="UCY")
        set_kind(tx, "C1", kind="private")
        tell_absent(tx, source=SOURCE, people_ids=["UANA", "WBO"])
        assert list_told(tx, SOURCE) == {known(tx, "UANA").key}
