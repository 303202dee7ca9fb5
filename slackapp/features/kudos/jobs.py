"""Kudos where nobody waits: what posts and boards show, reactions of ours, who is told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk import WebClient

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardSection, Toolbox
from slackapp.features.kudos.blocks import additions, board, home, post, unshown
from slackapp.features.kudos.blocks.wording import Json
from slackapp.features.kudos.use_cases.board import list_quotes, list_values
from slackapp.features.kudos.use_cases.notices import list_to_tell, tell_absent
from slackapp.features.kudos.use_cases.reactions import show_counted
from slackapp.features.kudos.use_cases.reading import has_live_kudos
from slackapp.features.kudos.use_cases.received import read_this_week
from slackapp.features.kudos.use_cases.showing import (
    show_kudos,
    show_notices,
    show_report,
    show_unshown,
)
from slackapp.outbox.content import Block, PostContent
from slackapp.outbox.patience import patiently
from slackapp.slack.reactions import keep_reaction, settling
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.silence import is_started

INLINE_ANSWER = "seedling"

_MEMBERS_A_PAGE = 1000


def answer_inline(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Our reaction on a message is there as long as kudos stand on it."""
    if not toolbox.read(is_started, workspace_id):
        return
    place = {"channel_id": payload["channel_id"], "ts": payload["ts"]}
    keep_reaction(
        lambda: toolbox.slack(workspace_id),
        lambda: toolbox.read(has_live_kudos, workspace_id, **place),
        emoji=INLINE_ANSWER,
        **place,
    )


def explain_reaction(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Tell somebody that their reaction counted; they have just reacted, so they are there."""
    counted = toolbox.read(show_counted, workspace_id, **payload)
    if counted is None or not toolbox.read(is_started, workspace_id):
        return
    slack, said = toolbox.slack(workspace_id), additions.reaction_counted(counted)
    _whisper(slack, counted.channel_id, counted.thread_ts, counted.person_id, said)


def explain_groups(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Tell an author that groups of this size are not thanked by a message."""
    if not toolbox.read(is_started, workspace_id):
        return
    said = additions.groups_not_thanked(payload["groups"], payload["limit"])
    slack = toolbox.slack(workspace_id)
    _whisper(slack, payload["channel_id"], payload["thread_ts"], payload["person_id"], said)


def tell_those_absent(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Ask Slack who of the receivers is where it shows; the others get a direct message."""
    to_tell = toolbox.read(list_to_tell, workspace_id, source=payload["source"])
    if to_tell is None:
        return
    absent = set(to_tell.people_ids)
    with settling(channel_id=to_tell.channel_id), patiently():
        for members in _members(toolbox.slack(workspace_id), to_tell.channel_id):
            absent -= members
            if not absent:
                return
    toolbox.run(tell_absent, workspace_id, source=payload["source"], people_ids=absent)


def given_post(tx: Transaction, source: str) -> PostContent | None:
    shown = show_kudos(tx, source)
    return _content(*post.post(shown)) if shown else None


def fed_post(tx: Transaction, source: str) -> PostContent | None:
    """Only what is public is said anew in the feed."""
    shown = show_kudos(tx, source)
    return _content(*post.copy(shown)) if shown and shown.audience == "public" else None


def alone_post(tx: Transaction, source: str) -> PostContent | None:
    shown = show_kudos(tx, source)
    return _content(*post.alone(shown)) if shown else None


def notices_post(tx: Transaction, subject: str) -> PostContent | None:
    shown = show_notices(tx, subject)
    return _content(*post.notices(shown)) if shown else None


def report_post(tx: Transaction, source: str) -> PostContent | None:
    shown = show_report(tx, source)
    return _content(*post.report(shown)) if shown else None


def unshown_post(tx: Transaction, source: str) -> PostContent | None:
    shown = show_unshown(tx, source)
    return _content(*unshown.unshown(shown)) if shown else None


def board_values(tx: Transaction, week: Week) -> BoardSection | None:
    values = list_values(tx, week)
    if not values:
        return None
    return BoardSection(
        blocks=[board.most_thanked_for(values)], text=board.most_thanked_for_text(values)
    )


def board_quotes(tx: Transaction, week: Week) -> BoardSection | None:
    quotes = list_quotes(tx, week)
    if not quotes:
        return None
    return BoardSection(
        blocks=[board.said_this_week(quotes)], text=board.said_this_week_text(quotes)
    )


def you_got(tx: Transaction, person: int) -> Sequence[Block]:
    return home.you_got(read_this_week(tx, person))


def _whisper(
    slack: WebClient, channel_id: str, thread_ts: str | None, person_id: str, said: Json
) -> None:
    """To somebody who has just been there: whoever left needs it no more."""
    with settling(channel_id=channel_id):
        slack.chat_postEphemeral(
            channel=channel_id,
            thread_ts=thread_ts,
            user=person_id,
            text=said["text"],
            blocks=said["blocks"],
        )


def _members(slack: WebClient, channel_id: str) -> Iterator[set[str]]:
    for page in slack.conversations_members(channel=channel_id, limit=_MEMBERS_A_PAGE):
        yield set(page.get("members") or ())


def _content(text: str, blocks: Sequence[Block]) -> PostContent:
    return PostContent(text=text, blocks=blocks)
