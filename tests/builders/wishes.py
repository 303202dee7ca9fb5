"""A room of the tests' own that wants people asked, a kind for each way a nudge can go."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, NudgeOffer
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeChoice, NudgeDone, NudgeLine
from slackapp.vocabulary.refusals import Refusal

CHANNEL, NOTICE, MESSAGE = "wish_channel", "wish_notice", "wish_message"
DAILY, OPT_IN, OFF = "wish_daily", "wish_opt_in", "wish_off"


@dataclass
class Wishes:
    """What is wanted, which matters are settled, and all that the room was told."""

    wanted: list[NudgeWanted] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    acted: list[tuple[str, int, str]] = field(default_factory=list)
    undone: list[tuple[str, int, str]] = field(default_factory=list)
    sent: list[tuple[str, int]] = field(default_factory=list)
    declined: list[tuple[str, int]] = field(default_factory=list)

    def want(
        self,
        kind: str,
        subject: str,
        *people: int,
        now: datetime,
        **more: Any,  # noqa: ANN401
    ) -> NudgeWanted:
        """For a week from now unless told otherwise; the next tick finds it."""
        given = {"not_before": now, "until": now + timedelta(days=7), **more}
        wanted = NudgeWanted(
            workspace_id=given.pop("workspace_id", "T1"),
            kind=kind,
            subject=subject,
            people=people,
            **given,
        )
        self.wanted.append(wanted)
        return wanted

    def room(self) -> Feature:
        return Feature(name="wishes", nudges=self.offers())

    def offers(self) -> tuple[NudgeOffer, ...]:
        return (
            self._offer(CHANNEL, way="channel"),
            self._offer(NOTICE, way="notice", on_home=True),
            self._offer(MESSAGE, way="direct_message"),
            self._offer(DAILY, way="notice", once_a_day=True),
            self._offer(OPT_IN, way="direct_message", opt_in=True),
            self._offer(OFF, way="direct_message", default_on=False),
        )

    def find(self, kind: str, tx: Transaction) -> Iterator[NudgeWanted]:
        return (
            one for one in self.wanted if one.kind == kind and one.workspace_id == tx.workspace_id
        )

    def ask(self, _tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
        if nudge.subject in self.broken:
            raise RuntimeError
        if nudge.subject in self.settled:
            return None
        choices = (
            NudgeChoice(value="yes", label="Yes"),
            NudgeChoice(value="no", label="Rather not", is_act=False),
        )
        words = self.words.get(nudge.subject, f"Would you, about {nudge.subject}?")
        if nudge.kind != CHANNEL:
            return NudgeAsk(markup=words, choices=choices)
        beside = NudgeChoice(value="thank", label="Say thanks")
        return NudgeAsk(markup=words, lines=(NudgeLine(markup="Eva, on bills", choice=beside),))

    def act(self, _tx: Transaction, nudge: Nudge, person: int, value: str) -> NudgeDone:
        if nudge.subject in self.refused:
            raise Refusal("That cannot be.")
        self.acted.append((nudge.subject, person, value))
        if value == "no":
            return NudgeDone(markup="All right.")
        return NudgeDone(markup=f"Done, about {nudge.subject}.", can_undo=True)

    def undo(self, _tx: Transaction, nudge: Nudge, person: int, value: str) -> NudgeDone:
        self.undone.append((nudge.subject, person, value))
        return NudgeDone(markup="Taken back.")

    def _offer(self, kind: str, **more: Any) -> NudgeOffer:  # noqa: ANN401  as NudgeOffer takes it
        return NudgeOffer(
            kind=kind,
            label=lambda: kind,
            ask=self.ask,
            act=self.act,
            undo=self.undo,
            find=lambda tx: self.find(kind, tx),
            hears_sent=lambda _tx, nudge: self.sent.append((nudge.subject, nudge.person)),
            hears_declined=lambda _tx, nudge, person: self.declined.append((nudge.subject, person)),
            **more,
        )
