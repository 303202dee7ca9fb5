"""What the form shows when it opens, on both databases."""

from dataclasses import replace

import pytest

from slackapp.database.engines import Database
from slackapp.features.kudos.rules.answers import KudosGiven
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.forms import draw_form, draw_form_about
from slackapp.features.kudos.use_cases.giving import give_again, give_form
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    REASON,
    TS,
    form,
    live,
    not_given,
    open_workspace,
)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def test_too_few_words_fill_the_form_with_what_was_typed(database: Database) -> None:
    with transaction(database) as tx:
        save_settings(tx, KudosSettings(values=("craft",)))
        answer = not_given(tx, "<@UANA> <!subteam^SOPS|@ops> with <@WBO> #craft")
        assert answer.form is not None
        drawn = draw_form(tx, form=answer.form, names=answer.names)

    assert (answer.form.people, answer.form.groups) == (("UANA",), ("SOPS",))
    assert (answer.form.reason, answer.form.value) == ("with @Bo", "craft")
    assert drawn.groups == (("SOPS", 5),)
    assert (drawn.values, drawn.minimum, drawn.has_feed) == (("craft",), 15, False)


def test_no_value_typed_is_lost_on_the_way_to_the_form(database: Database) -> None:
    with transaction(database) as tx:
        save_settings(tx, KudosSettings(values=("craft", "patience")))
        answer = not_given(tx, "<@UANA> thx #speed #craft #patience")
        assert answer.form is not None

    assert (answer.form.reason, answer.form.value) == ("thx #speed #patience", "craft")


def test_a_large_group_is_thanked_once_it_is_confirmed(database: Database) -> None:
    with transaction(database) as tx:
        asked = not_given(tx, f"<!subteam^SALL> {REASON}")
        assert (asked.problem, asked.limit, asked.form) == ("large_group", 11, None)
        assert live(tx) == []
        answer = give_again(
            tx, value=asked.again, person_id="UCY", channel_id="C1", response_url=""
        )
        assert isinstance(answer, KudosGiven)
        assert len(live(tx)) == 11


def test_a_large_group_too_long_for_a_button_is_confirmed_by_the_form(
    database: Database,
) -> None:
    with transaction(database) as tx:
        asked = not_given(tx, f"<!subteam^SALL> {REASON} {'x' * 2000}")
        assert asked.again == ""
        assert asked.form is not None
        answer = give_form(tx, view_id="V1", form=asked.form, person_id="UCY")
        assert isinstance(answer, KudosGiven)


@pytest.mark.parametrize(
    ("author", "people"),
    [("UANA", ("UANA",)), ("UCY", ()), ("UROBO", ()), ("UNEW", ()), ("", ())],
)
def test_the_author_of_a_message_is_filled_in_where_they_can_be_thanked(
    database: Database, author: str, people: tuple[str, ...]
) -> None:
    about = replace(form(people=()), message_ts=TS, thread_ts=TS, response_url="u")
    with transaction(database) as tx:
        drawn = draw_form_about(tx, form=about, author_id=author, person_id="UCY").form

    assert drawn.people == people
    assert (drawn.message_ts, drawn.thread_ts, drawn.response_url) == (TS, TS, "u")


@pytest.mark.parametrize(
    ("channel", "message_ts", "has_feed"),
    [("C1", "", True), ("C7", "", False), ("G1", "", True), ("G1", TS, False), ("C1", TS, True)],
)
def test_the_feed_is_offered_where_it_is_not_here_nor_for_private_messages(
    database: Database, channel: str, message_ts: str, *, has_feed: bool
) -> None:
    with transaction(database) as tx:
        save_settings(tx, KudosSettings(feed="C7"))
        about = form(channel_id=channel, message_ts=message_ts)
        assert not draw_form(tx, form=about).has_feed  # the app is not in it yet
        save_channels(tx, [ChannelRecord(channel_id="C7", name="kudos", app_is_member=True)])
    with transaction(database) as tx:
        assert draw_form(tx, form=about).has_feed is has_feed


def test_values_typed_and_picked_are_kept_once(database: Database) -> None:
    with transaction(database) as tx:
        answer = give_form(
            tx, view_id="V1", form=form(reason=f"{REASON} #speed", value="speed"), person_id="UCY"
        )
        assert isinstance(answer, KudosGiven)
        (written,) = list_thanks(tx, "form:V1")
        assert (written.reason, written.values) == (REASON, ("speed",))


def test_markup_typed_into_the_form_stays_words(database: Database) -> None:
    with transaction(database) as tx:
        words = "<!channel> and <@WBO> stayed late"
        give_form(tx, view_id="V1", form=form(reason=words), person_id="UCY")
        (written,) = list_thanks(tx, "form:V1")
        assert "<" not in written.reason
