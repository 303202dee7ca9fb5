"""Give, edit, join, pass on, react and undo each, in any order: the ledger says what is left."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.additions import value_of_credit
from slackapp.features.kudos.rules.reactions import ReactionDone, value_of_done
from slackapp.features.kudos.use_cases.credit import pass_on, undo_pass_on
from slackapp.features.kudos.use_cases.editing import edit_kudos
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.joining import join_thanks, undo_joined
from slackapp.features.kudos.use_cases.reactions import (
    allow_reactions,
    refuse_reactions,
    undo_reaction,
)
from slackapp.features.kudos.use_cases.reading import read_reaction
from slackapp.features.kudos.use_cases.undoing import take_back_post, undo
from slackapp.ledger.weeks import giver_weeks
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.weeks import Week
from tests.builders.admins import as_admin
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    NOON,
    TS,
    form,
    known,
    open_workspace,
    reaction,
    stands,
)

GIVER = "Cy"
IDS = {"Ana": "UANA", "Bo": "WBO", "Cy": "UCY", "Gus": "UGUS", "Person 1": "UP1"}
NAMES = st.sampled_from(sorted(IDS))
PEOPLE = st.lists(st.sampled_from(["Ana", "Bo", "Gus"]), min_size=1, max_size=3, unique=True)
ABOUT = {"message_ts": TS, "thread_ts": TS}  # where Cy's reaction for Ana is too
AHEAD = 30 * 60 * 1_000_000
WEEK = Week(2026, 47)


@dataclass
class Said:
    """A kudos as the model keeps it."""

    receivers: set[str]
    joined: set[tuple[str, str]] = field(default_factory=set)
    credit: set[tuple[str, str]] = field(default_factory=set)

    @property
    def may_pass_on(self) -> set[str]:
        return self.receivers | {to for _, to in self.credit}

    def settle(self) -> None:
        """Credit reaches as far as somebody thanked begins it."""
        reached, before = set(self.receivers), set[str]()
        while reached != before:
            before = set(reached)
            reached |= {to for by, to in self.credit if by in reached}
        self.credit = {(by, to) for by, to in self.credit if by in reached}
        self.joined = {(by, to) for by, to in self.joined if to in self.receivers}

    def acts(self) -> set[tuple[str, str, str]]:
        thanked = {("acknowledgement", by, to) for by, to in self.joined}
        thanked |= {("kudos", GIVER, to) for to in self.receivers}
        passed = {("credit", by, to) for by, to in self.credit}
        higher = {(by, to) for _, by, to in passed}
        return passed | {act for act in thanked if act[1:] not in higher}


class Thanking(RuleBasedStateMachine):
    """Beside one database, a model that knows nothing of turns, places and times."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "slackapp.sqlite3"
        copy(self.template, path)
        self.database = Database(f"sqlite:///{path}")
        open_workspace(self.database)
        self.minute = 0
        self.number = 0
        self.said: Said | None = None
        self.is_on = self.counts = False
        self.allows = True
        self.button = self.done = ""
        self.runs = self.refused_run = 0

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    @contextmanager
    def a_moment_later(self) -> Iterator[Transaction]:
        self.minute += 1
        now = NOON + timedelta(seconds=self.minute)
        with transaction(self.database, now=now) as tx:
            yield tx

    @property
    def source(self) -> str:
        return f"form:V{self.number}"

    @precondition(lambda self: self.said is None)
    @rule(people=PEOPLE)
    def give(self, people: list[str]) -> None:
        self.number += 1
        filled = form(people=tuple(IDS[name] for name in people), **ABOUT)
        with self.a_moment_later() as tx:
            for _ in range(2):
                give_form(tx, view_id=f"V{self.number}", form=filled, person_id=IDS[GIVER])
        self.said = Said(set(people))

    @precondition(lambda self: self.said is not None)
    @rule(people=PEOPLE)
    def edit(self, people: list[str]) -> None:
        filled = form(people=tuple(IDS[name] for name in people), editing=self.source)
        with self.a_moment_later() as tx:
            edit_kudos(tx, form=filled, person_id=IDS[GIVER])
        assert self.said is not None
        self.said.receivers = set(people)
        self.said.settle()

    @precondition(lambda self: self.said is not None)
    @rule(by=NAMES)
    def join(self, by: str) -> None:
        assert self.said is not None
        fits = by != GIVER and bool(self.said.receivers - {by})
        with self.a_moment_later() as tx, refused_unless(fits=fits):
            join_thanks(tx, source=self.source, person_id=IDS[by])
        if fits:
            self.said.joined |= {(by, to) for to in self.said.receivers - {by}}

    @precondition(lambda self: self.said is not None)
    @rule(by=NAMES)
    def undo_join(self, by: str) -> None:
        with self.a_moment_later() as tx:
            undo_joined(tx, source=self.source, person_id=IDS[by])
        assert self.said is not None
        self.said.joined = {each for each in self.said.joined if each[0] != by}

    @precondition(lambda self: self.said is not None)
    @rule(by=NAMES, to=NAMES)
    def credit(self, by: str, to: str) -> None:
        said = self.said
        assert said is not None
        is_new = (by, to) not in said.credit
        fits = by in said.may_pass_on and (to not in said.may_pass_on | {GIVER} or not is_new)
        with self.a_moment_later() as tx, refused_unless(fits=fits):
            pass_on(tx, source=self.source, person_id=IDS[by], people_ids=[IDS[to]], reason="")
        if fits:
            said.credit.add((by, to))

    @precondition(lambda self: self.said is not None)
    @rule(by=NAMES)
    def undo_credit(self, by: str) -> None:
        with self.a_moment_later() as tx:
            value = value_of_credit(self.source, IDS.values())
            undo_pass_on(tx, value=value, person_id=IDS[by])
        assert self.said is not None
        self.said.credit = {each for each in self.said.credit if each[0] != by}
        self.said.settle()

    @precondition(lambda self: self.said is not None)
    @rule(by_admin=st.booleans())
    def take_back(self, *, by_admin: bool) -> None:
        with self.a_moment_later() as tx:
            if by_admin:
                take_back_post(tx, source=self.source, person_id="UVERA", by=as_admin(tx, "UVERA"))
            else:
                undo(tx, source=self.source, person_id=IDS[GIVER])
        self.said = None

    @rule()
    def react_or_unreact(self) -> None:
        """Slack's clock is ahead of ours; each press finds the message told of twice."""
        self.is_on = not self.is_on
        with self.a_moment_later() as tx:
            at = micros_of_datetime(tx.now) + AHEAD
            for _ in range(2):
                read_reaction(tx, replace(reaction(tx, added=self.is_on), at=at))
        self.runs += self.is_on
        self.counts = self.is_on and self.allows
        if not self.button:
            done = ReactionDone(
                channel_id="C1", ts=TS, emoji="handshake", receiver_id="UANA", at=at
            )
            self.button, self.done = "explained", value_of_done(done)

    @precondition(lambda self: self.button == "explained")
    @rule(for_ever=st.booleans())
    def undo_reacted(self, *, for_ever: bool) -> None:
        with self.a_moment_later() as tx:
            for _ in range(2):
                press = refuse_reactions if for_ever else undo_reaction
                answer = press(tx, done=self.done, person_id=IDS[GIVER])
        self.refused_run = self.runs if self.counts else 1
        self.counts = False
        self.button = "settled"
        if for_ever:
            self.allows, self.button, self.done = False, "refused", answer

    @precondition(lambda self: self.button == "refused")
    @rule()
    def allow_reacted(self) -> None:
        with self.a_moment_later() as tx:
            for _ in range(2):
                allow_reactions(tx, done=self.done, person_id=IDS[GIVER])
        self.counts = self.is_on and self.refused_run == self.runs
        self.allows, self.button = True, "settled"

    @invariant()
    def the_ledger_is_the_model(self) -> None:
        acts = self.said.acts() if self.said else set()
        acts |= {("kudos", GIVER, "Ana")} if self.counts else set()
        with transaction(self.database, now=NOON) as tx:
            assert stands(tx) == acts
            names = {known(tx, IDS[name]).key: name for name in IDS}
            gave = {names[week.person] for week in giver_weeks(tx, WEEK) if week.given}
        assert gave == {by for _, by, _ in acts if by != "Gus"}, "guests score nothing"


def test_whatever_is_done_and_undone_the_ledger_says_what_is_left(sqlite_template: Path) -> None:
    class FromTemplate(Thanking):
        template = sqlite_template

    run_state_machine_as_test(
        FromTemplate,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@contextmanager
def refused_unless(*, fits: bool) -> Iterator[None]:
    if fits:
        yield
        return
    with pytest.raises(Refusal):
        yield
