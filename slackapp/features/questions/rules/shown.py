"""Questions as people see them: names and places, no keys."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from slackapp.features.questions.rules.facts import State

# What a list shows: open ones everywhere, one's own, or a channel's (its id).
View = str
OPEN: View = "open"
MINE: View = "mine"
PAGE = 5

Doing = Literal["claim", "let_go", "solved", "still_open", "withdraw", "reopen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """A question in a list; `url` leads to it, empty where Slack has not told our address.

    days: since it was asked. answers: people who answered. by_me: who looks at it asked it;
    taken_by: who took it, empty if nobody; taken_by_me.
    """

    question_id: str
    channel_id: str
    channel_name: str
    ts: str
    thread_ts: str
    url: str
    title: str
    asker: str
    asked_on: date
    days: int
    state: State
    answers: tuple[str, ...] = ()
    by_me: bool = False
    taken_by: str = ""
    taken_by_me: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of questions; `channel_name` where it is one channel's, which may not be watched."""

    view: View
    lines: tuple[QuestionShown, ...]
    total: int
    offset: int = 0
    channel_name: str = ""
    is_watched: bool = True
    any_watched: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperShown:
    """Somebody who answered, whose answer may be accepted."""

    key: int
    name: str
    accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picker:
    """Who helped with a question? Its asker is asked."""

    question: QuestionShown
    helpers: tuple[HelperShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What "This helped" did: whose answer, for whom, and whether it was accepted."""

    channel_id: str
    ts: str
    helper: str
    accepted: bool
    others: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Earlier questions that were helped, most like first."""

    words: str
    lines: tuple[QuestionShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedShown:
    """A question of `/we ask` as its post shows it; `helpers` gave accepted answers."""

    question_id: str
    asker: str
    title: str
    details: str
    state: State
    taken_by: str = ""
    helpers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShown:
    """Somebody's answer in a list; `url` leads to it."""

    question: QuestionShown
    ts: str
    url: str
    helper: str
    thanked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpedQuietly:
    """An answer whose helper (a name and Slack's id) nobody has thanked; `ts` and `url` are its."""

    question: QuestionShown
    ts: str
    url: str
    helper: str
    helper_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How often somebody asked, how many came to help, and whom of them they had never helped."""

    asked: int
    came: int
    never_helped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """An answer given before this week that helped so many people in it."""

    helper: str
    channel_name: str
    url: str
    people: int
