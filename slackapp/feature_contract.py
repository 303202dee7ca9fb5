"""All a room may offer the app and all it may use, on one page.

Push: a use case returns facts; `Toolbox.run` hands them to the rooms that asked, in the same
transaction. Pull: a room makes offers in its `FEATURE`; a composing room or `app.py` collects them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

from pydantic import BaseModel
from slack_bolt import App
from slack_sdk import WebClient

from slackapp.database.transaction import Transaction
from slackapp.outbox.content import Block, HearsGivenUp, PostRenderer
from slackapp.slack.we_command import WeWord
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.facts import Answer, Fact, NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeChoice, NudgeDone, NudgeLine
from slackapp.vocabulary.settings_form import Entered, PageName, SettingsField
from slackapp.vocabulary.talk import HomeOpened, Message, Reaction
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.admins import Admin
from slackapp.workspace.settings import Settings, load_settings
from slackapp.workspace.settings_form import read_entered, save_entered

__all__ = [
    "BoardOffer",
    "BoardSection",
    "Feature",
    "HomeCard",
    "MirrorLine",
    "Nudge",
    "NudgeAsk",
    "NudgeChoice",
    "NudgeDone",
    "NudgeLine",
    "NudgeOffer",
    "NudgeWay",
    "PersonalData",
    "PreferenceField",
    "SettingsPage",
    "TeamFigure",
    "Toolbox",
    "WeekFigures",
    "announce",
]

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=Settings)

PersonalData = Mapping[str, Sequence[Mapping[str, object]]]
NudgeWay = Literal["channel", "notice", "direct_message"]


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

    def admit(self, workspace_id: str, person_id: str) -> Admin:
        """Ask Slack whether somebody is an admin right now; a Refusal where not, or no answer.

        For listeners, before any use case that takes an `Admin`.
        """
        ...

    def push_modal(self, workspace_id: str, trigger_id: str, view: Mapping[str, Any]) -> bool:
        """Show this on top of the form that somebody clicked in; False where Slack refuses."""
        ...

    def change_modal(self, workspace_id: str, view_id: str, view: Mapping[str, Any]) -> bool:
        """Show this in place of a form that somebody clicked in; False where Slack refuses."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigure:
    """One of the team's numbers of a week; `words` is the label for this count ("people gave").

    words: may be a sentence with {count} in it. of: out of how many, where it is a share. A
    "median" is not added up over weeks; a share that is the "headline" stands above all figures.
    """

    name: str
    count: int
    words: str
    of: int | None = None
    kind: Literal["count", "median", "headline"] = "count"


WeekFigures = Sequence[TeamFigure]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSection:
    """A room's part of the board: blocks in Slack's shape and the same as plain text.

    when_quiet: said in a quiet week beside what little happened ("2 questions still wait").
    """

    blocks: Sequence[Block]
    text: str
    when_quiet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOffer:
    """What a room shows on the board; lower `place` stands higher.

    Under 20 it stands above who gave most. figures: the room's own of each of some weeks in a row,
    read at once: a year's board asks for 53. section: about one week.
    """

    place: int
    figures: Callable[[Transaction, Sequence[Week]], Sequence[WeekFigures]] | None = None
    section: Callable[[Transaction, Week], BoardSection | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeOffer:
    """A kind of nudge that a room owns; whether, to whom, when and how is decided elsewhere.

    way: "channel" is a post for everybody there; "notice" is seen by one person, where they were
    just active; "direct_message" is theirs alone. label: its name among the preferences.
    find: what could be nudged now, asked at every tick, so it costs little where there is nothing;
    a room may also return `NudgeWanted` as a fact. ask: what to say now, None once the matter is
    settled. act, undo: a button pressed by somebody (our key), as often as they like; a Refusal
    is said to them. hears_sent: it was shown. hears_declined: it was answered with a no, in its ⋯
    menu or by a choice that is no act (which is acted on first).
    opt_in: only for those who asked for it. on_home: also among the person's own on Home.
    """

    kind: str
    way: NudgeWay
    label: Callable[[], str]
    ask: Callable[[Transaction, Nudge], NudgeAsk | None]
    act: Callable[[Transaction, Nudge, int, str], NudgeDone]
    undo: Callable[[Transaction, Nudge, int, str], NudgeDone] | None = None
    find: Callable[[Transaction], Iterable[NudgeWanted]] | None = None
    hears_sent: Callable[[Transaction, Nudge], None] | None = None
    hears_declined: Callable[[Transaction, Nudge, int], None] | None = None
    default_on: bool = True
    opt_in: bool = False
    on_home: bool = False
    once_a_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceField:
    """An input of a room in the preferences form; `name` is its block id ("questions.topics").

    draw: the input as it stands for somebody (our key). save: what Slack says was chosen in it, the
    element's state; a Refusal stands at the field.
    """

    name: str
    draw: Callable[[Transaction, int], Block]
    save: Callable[[Transaction, int, Mapping[str, Any]], None]


PreviewsLastWeek = Callable[
    [Transaction, Mapping[str, Entered], "Sequence[Feature]"], Sequence[Block]
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """A room's part of a page of the settings form; lower `place` stands higher on it.

    state: how it stands, a few words of the page's one line, "" for nothing to tell. fields: its
    inputs, in the language of who asks. values: what stands in each now, by its name. save: only
    what was changed, Unfit where some of it cannot be. preview: last week under all the values.
    sample: the same, invented. note: Slack's markup under the inputs. logged: what the log of
    changes compares, where that is not `values`.
    """

    page: PageName
    place: int
    state: Callable[[Transaction], str]
    fields: Callable[[Transaction], Sequence[SettingsField]]
    values: Callable[[Transaction], Mapping[str, Entered]]
    save: Callable[[Transaction, Mapping[str, Entered]], None]
    preview: PreviewsLastWeek | None = None
    sample: Callable[[], Sequence[Block]] | None = None
    note: Callable[[Transaction], str] | None = None
    logged: Callable[[Transaction], Mapping[str, object]] | None = None

    @classmethod
    def stored(
        cls,
        model: type[S],
        *,
        page: PageName,
        place: int,
        fields: Callable[[], Sequence[SettingsField]],
        state: Callable[[S], str] = lambda _settings: "",
        **more: Any,  # noqa: ANN401  the other parts of a page
    ) -> "SettingsPage":
        """Of settings that are stored as they are entered."""
        return cls(
            page=page,
            place=place,
            fields=lambda _tx: fields(),
            state=lambda tx: state(load_settings(tx, model)),
            values=lambda tx: read_entered(tx, model, [one.name for one in fields()]),
            save=lambda tx, entered: save_entered(tx, model, entered),
            **more,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCard:
    """A room's part of somebody's Home tab (by our key); lower `place` stands higher.

    `for_guests` is false where it gathers from channels that guests cannot enter.
    """

    place: int
    draw: Callable[[Transaction, int], Sequence[Block]]
    for_guests: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorLine:
    """One proportion of what somebody did themselves, for their eyes alone: "Shared : made"."""

    label: str
    one: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A room's door plate: everything it offers the app.

    mirror: proportions of somebody (our key) from a time on (microseconds), made when they ask.
    tells_admins: how the room fares, in a few words for admins, "" for nothing to tell.
    would_have_posted: what it kept to itself between two times, because it was told to listen
    first: a line each in Slack's markup, for the admins.
    export_person: all the room keeps about somebody (our key), by table, as JSON would have it.
    forget_person: removes their words and whatever names them, while their key still leads to
    them; totals stay right. erase_before: takes words, links and the like out of what is older,
    at most so many rows a time; returns how many it changed, 0 once nothing is left to erase.
    """

    name: str
    reads_message: Callable[[Transaction, Message], Answer | None] | None = None
    reads_reaction: Callable[[Transaction, Reaction], Answer | None] | None = None
    reads_home_opened: Callable[[Transaction, HomeOpened], Answer | None] | None = None
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
    settings_pages: Sequence[SettingsPage] = ()
    boards: Sequence[BoardOffer] = ()
    nudges: Sequence[NudgeOffer] = ()
    preferences: Sequence[PreferenceField] = ()
    home_cards: Sequence[HomeCard] = ()
    mirror: Callable[[Transaction, int, int], Sequence[MirrorLine]] | None = None
    tells_admins: Callable[[Transaction], str] | None = None
    counts: Callable[[Transaction], Mapping[str, int]] | None = None
    would_have_posted: Callable[[Transaction, datetime, datetime], Sequence[str]] | None = None
    export_person: Callable[[Transaction, int], PersonalData] | None = None
    forget_person: Callable[[Transaction, int], Answer | None] | None = None
    erase_before: Callable[[Transaction, datetime, int], int] | None = None


def announce(tx: Transaction, facts: Sequence[Fact], features: Sequence[Feature]) -> None:
    """Hand facts to the rooms that asked, in the same transaction."""
    for fact in facts:
        for feature in features:
            if hearer := feature.hears.get(type(fact)):
                hearer(tx, fact)
