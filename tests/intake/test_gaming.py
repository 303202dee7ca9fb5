"""Attempts to earn what was not given score exactly what the rules say, by what Slack sends."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from slackapp.features.kudos.feature import FEATURE as KUDOS
from slackapp.features.kudos.settings import KudosSettings
from slackapp.ledger.giver_weeks import rebuild, refresh_weeks
from slackapp.ledger.history import remember_import
from slackapp.ledger.weeks import giver_week
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import find_people
from slackapp.workspace.settings import save_settings
from tests.builders.slack_events import deleted, edited, message, reaction
from tests.intake.desk import Desk
from tests.ledger.test_recomputed import check_against_the_plain_model

Json = dict[str, Any]

WEEK = Week(2025, 47)
TUESDAY_NOON = 1763467200
WORDS = "<@{who}> ++ for staying late so it landed"
NO_WORDS = "The build is green again."


@pytest.fixture
def gamers(desk: Desk) -> Desk:
    """Five people who know that a connection counts, and a clap that thanks."""
    desk.features = [KUDOS]
    desk.meet("U4", "U5")
    with desk.opened() as tx:
        remember_import(tx, days=30)
        save_settings(tx, KudosSettings(emoji=("clap",)))
    return desk


def _play(desk: Desk, *events: Json) -> None:
    """Twice, as Slack may; what is stored is proved each time."""
    for _ in range(2):
        desk.put(*events)
        desk.read()
        with desk.opened() as tx:
            refresh_weeks(tx)
            assert rebuild(tx) == []
            check_against_the_plain_model(tx)


def _score(desk: Desk, who: str = "U1") -> Decimal:
    with desk.opened() as tx:
        return giver_week(tx, find_people(tx, [who])[who].key, WEEK).score


def _ts(second: int) -> str:
    return f"{TUESDAY_NOON + second}.000100"


def _thanks(by: str, to: str, second: int) -> Json:
    return message(WORDS.format(who=to), user=by, ts=_ts(second))


def test_a_pair_that_thanks_each_other_all_day_earns_less_than_two_and_one_connection(
    gamers: Desk,
) -> None:
    pairs = [("U1", "U2"), ("U2", "U1")] * 10
    _play(gamers, *(_thanks(*pair, second) for second, pair in enumerate(pairs)))
    earned = sum(Decimal(1) / 2**times for times in range(10)) + 1
    assert [_score(gamers, who) for who in ("U1", "U2")] == [earned, earned]


def test_a_ring_of_five_earns_its_halves_and_the_two_next_to_each(gamers: Desk) -> None:
    ring = ["U1", "U2", "U3", "U4", "U5"]
    pairs = [(who, ring[(place + 1) % 5]) for place, who in enumerate(ring)] * 3
    _play(gamers, *(_thanks(*pair, second) for second, pair in enumerate(pairs)))
    assert {_score(gamers, who) for who in ring} == {Decimal("1.75") + 2}


@pytest.mark.parametrize(("toggles", "earned"), [(20, "0"), (21, "1.5")])
def test_a_reaction_toggled_all_day_earns_what_stands(
    gamers: Desk, toggles: int, earned: str
) -> None:
    said = message(NO_WORDS, user="U2", ts=_ts(0))
    claps = [
        reaction("clap", by="U1", to="U2", at=_ts(60 + n), added=n % 2 == 0) for n in range(toggles)
    ]
    _play(gamers, said, *claps)
    assert _score(gamers) == Decimal(earned)


def test_deleting_and_sending_again_earns_one_thanks(gamers: Desk) -> None:
    words = WORDS.format(who="U2")
    for number in range(10):
        sent = _ts(60 * number)
        _play(gamers, message(words, ts=sent), deleted(was=words, at=_ts(60 * number + 9), ts=sent))
        assert _score(gamers) == 0
    _play(gamers, message(words, ts=_ts(900)))
    assert _score(gamers) == 2


@pytest.mark.parametrize(("edits", "earned"), [(10, "2"), (11, "0")])
def test_an_edit_loop_earns_what_the_last_version_says(
    gamers: Desk, edits: int, earned: str
) -> None:
    versions = [WORDS.format(who="U2"), NO_WORDS]
    events = [message(versions[0], ts=_ts(0))]
    for number in range(1, edits + 1):
        now, was = versions[number % 2], versions[(number + 1) % 2]
        edit = edited(now, was=was, at=_ts(60 * number), ts=_ts(0))
        if number > 1:
            edit["previous_message"]["edited"] = {"user": "U1", "ts": _ts(60 * (number - 1))}
        events.append(edit)
    _play(gamers, *events)
    assert _score(gamers) == Decimal(earned)


def test_naming_one_person_after_the_other_in_one_message_earns_one_thanks(gamers: Desk) -> None:
    """Four connections are not met by four edits."""
    names = ["U2", "U3", "U4", "U5"]
    events = [message(WORDS.format(who=names[0]), ts=_ts(0))]
    for number, (was, now) in enumerate(pairwise(names), start=1):
        words = (WORDS.format(who=who) for who in (now, was))
        edit = edited(next(words), was=next(words), at=_ts(60 * number), ts=_ts(0))
        if number > 1:
            edit["previous_message"]["edited"] = {"user": "U1", "ts": _ts(60 * (number - 1))}
        events.append(edit)
    _play(gamers, *events)
    assert _score(gamers) == 2
    assert [_score(gamers, who) for who in names] == [0, 0, 0, 1]


def test_a_thanks_in_words_a_reaction_and_an_edit_at_one_message_are_one(gamers: Desk) -> None:
    """At one place only the highest counts; the same words sent twice are two, and halve."""
    said = message(NO_WORDS, user="U2", ts="1763467200.000100")
    claps = [reaction("clap", by="U1", to="U2", at=_ts(60 + n)) for n in range(5)]
    _play(gamers, said, *claps)
    assert _score(gamers) == Decimal("1.5")
    _play(gamers, _thanks("U1", "U2", 600), _thanks("U1", "U2", 601))
    assert _score(gamers) == Decimal(1) + Decimal("0.5") + Decimal("0.125") + 1


def test_oneself_never_counts_by_any_sign(gamers: Desk) -> None:
    _play(
        gamers,
        _thanks("U1", "U1", 0),
        message("<@U1> <@U1> ++ for <@U1>", ts=_ts(5)),
        edited(WORDS.format(who="U1"), was=NO_WORDS, at=_ts(9), ts=_ts(0)),
        reaction("clap", by="U1", to="U1", at=_ts(60)),
    )
    with gamers.opened() as tx:
        assert check_against_the_plain_model(tx) == 0
    assert _score(gamers) == 0
