"""Share a board that somebody looks at with the channel they are in."""

from collections.abc import Sequence
from dataclasses import dataclass

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.blocks import answers
from slackapp.features.leaderboard.blocks.board import draw_board
from slackapp.features.leaderboard.blocks.shapes import context
from slackapp.features.leaderboard.rules.periods import Wanted, find_wanted
from slackapp.features.leaderboard.rules.shown import Drawing
from slackapp.features.leaderboard.use_cases.showing import compose_wanted
from slackapp.outbox.content import PostContent
from slackapp.outbox.posts import plan_post
from slackapp.reading.mrkdwn import escape
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import speaking
from slackapp.workspace.channels import find_channel
from slackapp.workspace.languages import words_for_all
from slackapp.workspace.people import find_people
from slackapp.workspace.silence import must_be_started
from slackapp.workspace.workspaces import workspace_zone

SHARED_POST = "leaderboard.shared"


@dataclass(frozen=True, kw_only=True)
class BoardShared(Answer):
    """newly: just now, and not by an earlier click of today."""

    newly: bool


def share_board(
    tx: Transaction,
    *,
    value: str,
    channel_id: str,
    person_id: str,
    response_url: str,
    offers: Sequence[BoardOffer],
) -> BoardShared:
    """As things stand now, once a day in a channel, whoever asks."""
    wanted = find_wanted(value)
    if wanted is None or not channel_id:
        raise Refusal(answers.old_button())
    must_be_started(tx)
    tx.lock_workspace()
    today = tx.now.astimezone(workspace_zone(tx)).date()
    share_id = f"{channel_id}/{today}/{wanted}"
    if store.is_shared(tx, share_id):
        return BoardShared(newly=False)
    drawing = _for_all(tx, wanted, offers, person_id)
    if drawing is None:
        raise Refusal(answers.old_button())
    store.add_share(tx, share_id, drawing.blocks, drawing.text)
    channel = find_channel(tx, channel_id)
    is_member = channel is not None and channel.app_is_member
    plan_post(
        tx,
        post_id=f"{SHARED_POST}:{share_id}",
        kind=SHARED_POST,
        subject=share_id,
        channel_id=channel_id,
        response_url=None if is_member else response_url,
    )
    return BoardShared(newly=True)


def word_shared(tx: Transaction, share_id: str) -> PostContent | None:
    """As it stood when it was shared."""
    found = store.find_share(tx, share_id)
    return None if found is None else PostContent(text=escape(found[1]), blocks=found[0])


def _for_all(
    tx: Transaction, wanted: Wanted, offers: Sequence[BoardOffer], person_id: str
) -> Drawing | None:
    """In the workspace's language, whatever whoever shares it speaks."""
    with speaking(words_for_all(tx)):
        board = compose_wanted(tx, wanted, offers)
        if board is None or board.is_empty:
            return None
        return _signed(draw_board(board), _name_of(tx, person_id))


def _signed(drawing: Drawing, name: str) -> Drawing:
    said = answers.asked_for_by(name)
    return Drawing([*drawing.blocks, context(said)], f"{drawing.text}\n\n{said}")


def _name_of(tx: Transaction, person_id: str) -> str:
    person = find_people(tx, [person_id]).get(person_id)
    return person.name if person is not None and person.may_be_named else ""
