"""All a room may offer the app and all it may use, on one page.

Push: a use case returns facts; `Toolbox.run` hands them to the rooms that asked, in the same
transaction. Pull: a room makes offers in its `FEATURE`; a composing room or `app.py` collects them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

from pydantic import BaseModel
from slack_bolt import App
from slack_sdk import WebClient

from slackapp.database.transaction import Transaction
from slackapp.outbox.content import Block, HearsGivenUp, PostRenderer
from slackapp.slack.we_command import WeWord
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.facts import Answer, Fact
from slackapp.vocabulary.talk import Message, Reaction
from slackapp.vocabulary.weeks import Week

P = ParamSpec("P")
R = TypeVar("R")


class Toolbox(Protocol):
    """What a room's edges work with; `toolbox.py` is one."""

    clock: Clock
    features: Sequence["Feature"]

    def run(
        self,
        use_case: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """One writing transaction; the answer's facts are heard before the commit."""
        ...

    def read(
        self,
        query: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """The same for a use case that changes nothing."""
        ...

    def with_settings(self, overrides: Mapping[str, object]) -> "Toolbox":
        """The same, with these settings ("kudos.emoji") in place of the stored ones."""
        ...

    def slack(self, workspace_id: str) -> WebClient:
        """For jobs only, outside any transaction."""
        ...

    def make_known(self, workspace_id: str, slack_ids: Sequence[str]) -> None:
        """Look up people (U…, W…), channels (C…, G…, D…) and groups (S…) we have not met, at Slack.

        For listeners, before their use case; what Slack does not answer in time stays unknown.
        """
        ...

    def with_lines(self, workspace_id: str, shown: R) -> R:
        """An answer whose placeholders (`slack/lines.py`) are filled in, as far as time allows.

        For listeners, after their use case; jobs' posts are filled in by the outbox.
        """
        ...

    def open_modal(self, workspace_id: str, trigger_id: str, view: Mapping[str, Any]) -> bool:
        """Show a form to whoever clicked or typed, within 3 s of it; False where Slack refuses.

        For listeners, before they write anything.
        """
        ...

    def change_modal(self, workspace_id: str, view_id: str, view: Mapping[str, Any]) -> bool:
        """Show this in place of a form that somebody clicked in; False where Slack refuses."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigure:
    """One of the team's numbers of a week; `words` is the label for this count ("people gave").

    of: out of how many, where it is a share. A "median" is not added up over weeks; a share that
    is the "headline" stands above all figures.
    """

    name: str
    count: int
    words: str
    of: int | None = None
    kind: Literal["count", "median", "headline"] = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSection:
    """A room's part of the board: blocks in Slack's shape and the same as plain text."""

    blocks: Sequence[Block]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOffer:
    """What a room shows on the board about a week; lower `place` stands higher."""

    place: int
    figures: Callable[[Transaction, Week], Sequence[TeamFigure]] | None = None
    section: Callable[[Transaction, Week], BoardSection | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A room's door plate: everything it offers the app."""

    name: str
    reads_message: Callable[[Transaction, Message], Answer | None] | None = None
    reads_reaction: Callable[[Transaction, Reaction], None] | None = None
    hears: Mapping[type[Fact], Callable[[Transaction, Any], None]] = field(default_factory=dict)
    register_listeners: Callable[[App, Toolbox], None] | None = None
    we_words: Sequence[Callable[[Toolbox], WeWord]] = ()
    posts: Mapping[str, PostRenderer] = field(default_factory=dict)
    posts_given_up: Mapping[str, HearsGivenUp] = field(default_factory=dict)
    jobs: Mapping[str, Callable[[Toolbox, str, Mapping[str, Any]], None]] = field(
        default_factory=dict
    )
    on_tick: Callable[[Toolbox, str], None] | None = None
    settings: type[BaseModel] | None = None
    board: BoardOffer | None = None
    counts: Callable[[Transaction], Mapping[str, int]] | None = None


def announce(tx: Transaction, facts: Sequence[Fact], features: Sequence[Feature]) -> None:
    """Hand facts to the rooms that asked, in the same transaction."""
    for fact in facts:
        for feature in features:
            if hearer := feature.hears.get(type(fact)):
                hearer(tx, fact)
