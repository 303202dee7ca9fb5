"""Questions where nobody waits: our ✓ on answers, who is asked, threads read, posts, the board."""

from collections.abc import Mapping, Sequence
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardSection, TeamFigure, Toolbox, WeekFigures
from slackapp.features.questions.blocks import asking, board, home, listing
from slackapp.features.questions.use_cases.answering import Pressed, draw_picker
from slackapp.features.questions.use_cases.at_home import count_came, list_could_answer
from slackapp.features.questions.use_cases.board import (
    FEWEST_QUESTIONS,
    WeekAnswered,
    find_impact,
    list_helped_quietly,
    read_weeks,
)
from slackapp.features.questions.use_cases.listing import list_still_open
from slackapp.features.questions.use_cases.settling import is_accepted
from slackapp.features.questions.use_cases.showing import show_asked
from slackapp.features.questions.use_cases.tidying import has_due, tidy
from slackapp.features.questions.use_cases.tracking import read_earlier
from slackapp.outbox.content import PostContent
from slackapp.outbox.patience import patiently
from slackapp.slack.blocks import Block
from slackapp.slack.reactions import keep_reaction, settling
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import _, ngettext
from slackapp.workspace.silence import is_started

ACCEPTED_SIGN = "heavy_check_mark"
_MOST_REPLIES = 200


def show_accepted(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Our ✓ is on an answer as long as it is accepted."""
    if not toolbox.read(is_started, workspace_id):
        return
    place = {"channel_id": payload["channel_id"], "ts": payload["ts"]}
    keep_reaction(
        lambda: toolbox.slack(workspace_id),
        lambda: toolbox.read(is_accepted, workspace_id, **place),
        emoji=ACCEPTED_SIGN,
        **place,
    )


def ask_who_helped(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Who put ✅ on their own question has just been there."""
    if not toolbox.read(is_started, workspace_id):
        return
    person_id = payload["person_id"]
    pressed = Pressed(person_id=person_id, question_id=payload["question_id"])
    try:
        shown = toolbox.read(draw_picker, workspace_id, pressed)
    except Refusal:
        return  # it was taken off the list meanwhile
    said = toolbox.with_lines(workspace_id, listing.picker(shown))
    with settling(channel_id=shown.question.channel_id):
        toolbox.slack(workspace_id).chat_postEphemeral(
            channel=shown.question.channel_id,
            user=person_id,
            thread_ts=shown.question.thread_ts or None,
            text=said["text"],
            blocks=said["blocks"],
        )


def read_thread(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """What was said before a question was tracked; no words are kept."""
    channel_id, root_ts = payload["channel_id"], payload["root_ts"]
    posts: list[Mapping[str, Any]] = []
    with settling(channel_id=channel_id, ts=root_ts), patiently():
        answer = toolbox.slack(workspace_id).conversations_replies(
            channel=channel_id, ts=root_ts, limit=_MOST_REPLIES
        )
        posts = answer.get("messages") or []
    people = {str(one["user"]) for one in posts if one.get("user")}
    toolbox.make_known(workspace_id, sorted(people))
    toolbox.run(read_earlier, workspace_id, channel_id=channel_id, posts=posts)


def asked_post(tx: Transaction, question_id: str) -> PostContent | None:
    shown = show_asked(tx, question_id)
    if shown is None:
        return None
    text, blocks = asking.post(shown)
    return PostContent(text=text, blocks=blocks)


def tidy_when_due(toolbox: Toolbox, workspace_id: str) -> None:
    if toolbox.read(has_due, workspace_id):
        toolbox.run(tidy, workspace_id)


def board_figures(tx: Transaction, weeks: Sequence[Week]) -> list[WeekFigures]:
    return [_figures(seen) for seen in read_weeks(tx, weeks)]


def _figures(seen: WeekAnswered) -> list[TeamFigure]:
    """None where too few asked, so that nothing is read into one or two."""
    if seen.asked < FEWEST_QUESTIONS:
        return []
    answered = ngettext("question answered", "questions answered", seen.asked)
    figures = [TeamFigure(name="answered", count=seen.answered, of=seen.asked, words=answered)]
    if seen.first_reply is not None:
        words = _("First reply {count} min")
        figures.append(
            TeamFigure(name="first_reply", count=seen.first_reply, words=words, kind="median")
        )
    if seen.helpers:
        words = ngettext(
            "person who helped was thanked", "people who helped were thanked", seen.helpers
        )
        figures.append(
            TeamFigure(
                name="helpers_thanked",
                count=seen.thanked,
                of=seen.helpers,
                words=words,
                kind="headline",
            )
        )
    return figures


def board_section(tx: Transaction, week: Week) -> BoardSection | None:  # noqa: ARG001  as it stands now
    lines = list_still_open(tx)
    if not lines:
        return None
    blocks, text = board.still_open(lines)
    return BoardSection(blocks=blocks, text=text, when_quiet=board.still_waiting(len(lines)))


def board_quietly(tx: Transaction, week: Week) -> BoardSection | None:
    lines = list_helped_quietly(tx, week)
    if not lines:
        return None
    blocks, text = board.helped_quietly(lines)
    return BoardSection(blocks=blocks, text=text)


def board_impact(tx: Transaction, week: Week) -> BoardSection | None:
    found = find_impact(tx, week)
    if found is None:
        return None
    block, text = board.because_of_last_month(found)
    return BoardSection(blocks=[block], text=text)


def home_could_answer(tx: Transaction, person: int) -> list[Block]:
    return home.could_answer(list_could_answer(tx, person))


def home_came(tx: Transaction, person: int) -> list[Block]:
    return home.came(count_came(tx, person))
