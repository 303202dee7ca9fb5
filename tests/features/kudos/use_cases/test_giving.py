"""Giving by command and by the form, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from slackapp.database.engines import Database
from slackapp.features.kudos.rules.answers import KudosGiven, KudosNotGiven, Problem
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store.thanks import list_public_thanks, list_thanks
from slackapp.features.kudos.use_cases.giving import give_again
from slackapp.ledger.models import ActTurnRow
from slackapp.ledger.score_settings import change_score
from slackapp.ledger.weeks import giver_weeks
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.facts import ThanksGiven
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    NOON,
    REASON,
    give,
    given,
    known,
    later,
    live,
    not_given,
    open_workspace,
    thanked,
)

SOURCE = "command:1.2.abc"


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def test_a_command_thanks_everybody_it_names(database: Database) -> None:
    with transaction(database) as tx:
        answer = given(tx, f"<@UANA|ana> <@WBO> for {REASON} #Craft")

    assert answer.receivers == ("Ana", "Bo")
    with transaction(database) as tx:
        assert thanked(tx) == {("Cy", "Ana", False), ("Cy", "Bo", False)}
        written = list_thanks(tx, SOURCE)
        assert [(one.reason, one.values) for one in written] == [(REASON, ("craft",))] * 2


def test_the_fact_is_told_to_other_rooms(database: Database) -> None:
    with transaction(database) as tx:
        fact = given(tx, f"<@UANA> {REASON}").facts[0]
        cy, ana = known(tx, "UCY").key, known(tx, "UANA").key

    assert isinstance(fact, ThanksGiven)
    assert (fact.workspace_id, fact.giver, fact.receivers) == ("T1", cy, (ana,))


def test_the_same_command_again_is_one_act_one_post_and_the_same_answer(
    database: Database,
) -> None:
    with transaction(database) as tx:
        first = give(tx, f"<@UANA> {REASON}")
    with transaction(database, now=later(1)) as tx:
        again = give(tx, f"<@UANA> {REASON}")
        assert len(live(tx)) == len(list_posts(tx)) == 1

    assert isinstance(first, KudosGiven)
    assert isinstance(again, KudosGiven)
    assert (again.source, again.receivers, again.counts) == (
        first.source,
        first.receivers,
        first.counts,
    )
    assert again.facts == ()


def test_twenty_parallel_deliveries_are_one_act(database: Database) -> None:
    def deliver(_: int) -> KudosGiven | KudosNotGiven:
        with transaction(database) as tx:
            return give(tx, f"<@UANA> <@WBO> {REASON}")

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(deliver, range(20)))

    assert sum(bool(answer.facts) for answer in answers) == 1
    with transaction(database) as tx:
        turns = select(func.count()).where(ActTurnRow.workspace_id == "T1")
        assert tx.session.scalar(turns) == 2
        assert len(list_posts(tx)) == 1


def test_five_parallel_commands_more_than_the_cap_still_know_the_cap(database: Database) -> None:
    def deliver(number: int) -> KudosGiven | KudosNotGiven:
        with transaction(database) as tx:
            return give(tx, f"<@UP{number}> {REASON}", trigger=f"{number}")

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(deliver, range(10)))

    counted = [answer for answer in answers if isinstance(answer, KudosGiven) and answer.counts]
    assert len(counted) == 5


def test_past_five_a_week_the_answer_says_so_again_and_again(database: Database) -> None:
    with transaction(database) as tx:
        for number in range(5):
            assert isinstance(give(tx, f"<@UP{number}> {REASON}", trigger=f"{number}"), KudosGiven)
        sixth = given(tx, f"<@UANA> {REASON}")
        repeated = given(tx, f"<@UANA> {REASON}")

    assert not sixth.counts
    assert not repeated.counts
    assert sixth.counted_a_week == repeated.counted_a_week == 5


def test_past_the_workspaces_own_cap_the_answer_tells_that_one(database: Database) -> None:
    with transaction(database, now=NOON - timedelta(days=7)) as tx:
        change_score(tx, {"thanking_cap": 3, "kudos": 2})
    with transaction(database) as tx:
        said = [give(tx, f"<@UP{number}> {REASON}", trigger=f"{number}") for number in range(3)]

    answers = [one for one in said if isinstance(one, KudosGiven)]
    assert [one.counts for one in answers] == [True, True, False]
    assert {one.counted_a_week for one in answers} == {2}


def test_a_group_is_one_act_shared_by_its_people(database: Database) -> None:
    with transaction(database) as tx:
        answer = given(tx, f"<!subteam^SOPS|@ops> {REASON}")
        assert sorted(answer.receivers) == ["Ana", "Bo"]
        assert {one.act.party for one in live(tx)} == {"SOPS"}
        weeks = {week.person: week for week in giver_weeks(tx, Week(2026, 47))}
        assert weeks[known(tx, "UCY").key].thanking == 1


def test_guests_and_outside_people_can_be_thanked_and_can_thank(database: Database) -> None:
    with transaction(database) as tx:
        assert given(tx, f"<@UDANA> <@UGUS> {REASON}").outside == ("Dana",)
        assert isinstance(give(tx, f"<@UANA> {REASON}", by="UGUS", trigger="2"), KudosGiven)
        assert thanked(tx) == {
            ("Cy", "Dana", False),
            ("Cy", "Gus", False),
            ("Gus", "Ana", False),
        }


def test_who_cannot_be_thanked_is_left_out_when_others_remain(database: Database) -> None:
    with transaction(database) as tx:
        answer = given(tx, f"<@UCY> <@UROBO> <@ULEA> <@UANA> {REASON}")
        assert thanked(tx) == {("Cy", "Ana", False)}

    assert (answer.has_self, answer.bots, answer.gone) == (True, ("Robo",), ("Lea",))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"<@UCY> {REASON}", "self"),
        (f"<@UROBO> {REASON}", "bots"),
        (f"<@ULEA> {REASON}", "gone"),
        (f"<@UNOBODY|zed> {REASON}", "gone"),
        (REASON, "nobody"),
        ("<@UANA> thx", "too_short"),
        ("<@UANA>", "too_short"),
        (" ".join(f"<@UP{number}>" for number in range(11)) + f" {REASON}", "too_many"),
        (f"<!subteam^SALL> {REASON}", "large_group"),
        (f"@anna <@WBO> {REASON}", "unknown_name"),
        (f"<!channel> {REASON}", "unknown_name"),
        (f"<@UNEW> {REASON}", "unreachable"),
        (f"<!subteam^SNEW> {REASON}", "unreachable"),
    ],
)
def test_what_cannot_be_done_changes_nothing_and_keeps_the_input(
    database: Database, text: str, problem: Problem
) -> None:
    with transaction(database) as tx:
        answer = not_given(tx, text)
        assert live(tx) == []
        assert list_posts(tx) == []

    assert answer.problem == problem
    assert answer.typed.startswith("/kudos ")


def test_the_kept_input_reads_as_typed(database: Database) -> None:
    with transaction(database) as tx:
        assert not_given(tx, "<@UANA> thx").typed == "/kudos @Ana thx"


def test_yes_to_a_suggested_name_gives_once_however_often_it_is_pressed(
    database: Database,
) -> None:
    with transaction(database) as tx:
        question = not_given(tx, f"@anna {REASON}")
        assert (question.names, question.suggestion) == (("anna",), "Ana")
        for _ in range(2):
            answer = give_again(
                tx,
                value=question.again,
                person_id="UCY",
                channel_id="C1",
                response_url="https://hooks.slack.example/actions/1",
            )
            assert isinstance(answer, KudosGiven)
        assert thanked(tx) == {("Cy", "Ana", False)}


def test_a_name_like_nobody_s_brings_no_suggestion(database: Database) -> None:
    with transaction(database) as tx:
        answer = not_given(tx, f"@zzyzx {REASON}")

    assert (answer.suggestion, answer.again) == ("", "")


def test_yes_on_a_button_of_another_version_is_refused(database: Database) -> None:
    with transaction(database) as tx, pytest.raises(Refusal):
        give_again(tx, value="{}", person_id="UCY", channel_id="C1", response_url="")


@pytest.mark.parametrize("channel", ["G1", "D9"])
def test_what_is_said_in_private_stays_private_and_scores_nothing(
    database: Database, channel: str
) -> None:
    with transaction(database) as tx:
        assert given(tx, f"<@UANA> {REASON}", channel=channel).audience == "private"
        assert [one.audience for one in live(tx)] == ["private"]
        assert giver_weeks(tx, Week(2026, 47)) == []
        assert list_public_thanks(tx, 0, 2**60) == []


@pytest.mark.parametrize(("channel", "by_url"), [("C1", False), ("C2", True), ("D9", True)])
def test_where_the_app_is_no_member_the_command_s_own_url_carries_the_post(
    database: Database, channel: str, *, by_url: bool
) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}", channel=channel)
        (post,) = list_posts(tx)
        assert (post.channel_id, post.subject) == (channel, SOURCE)
        assert (post.response_url is not None) is by_url


def test_values_the_workspace_does_not_have_are_dropped(database: Database) -> None:
    with transaction(database) as tx:
        save_settings(tx, KudosSettings(values=("craft",)))
        given(tx, f"<@UANA> {REASON} #craft #speed")
        assert list_thanks(tx, SOURCE)[0].values == ("craft",)


def test_a_long_reason_is_kept_short_and_whole_signs(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, "<@UANA> for boo " + "<!channel> & \u202eboo " * 150)
        reason = list_thanks(tx, SOURCE)[0].reason

    assert len(reason) <= 301
    assert "<!channel>" not in reason
    assert "\u202e" not in reason
