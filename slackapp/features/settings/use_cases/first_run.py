"""The first run: who is greeted, what the three choices say, and [Start]."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.settings.blocks import first_run
from slackapp.features.settings.blocks.first_run import (
    BEGIN,
    BOARD_CHANNEL,
    BOARD_DAY,
    BOARD_ORDER,
    NOW,
    QUESTIONS,
)
from slackapp.features.settings.rules import entered_of
from slackapp.features.settings.use_cases.hub import LISTENS_FOR
from slackapp.features.settings.use_cases.pages import (
    NotSaved,
    Page,
    States,
    find_page,
    save_values,
)
from slackapp.jobs.queue import enqueue_job
from slackapp.outbox.content import PostContent
from slackapp.outbox.posts import list_posts, plan_post, post_state
from slackapp.vocabulary.facts import Answer, AppInstalled, HomeChanged
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.admins import Admin, is_admin, names_of_admins
from slackapp.workspace.installation_store import find_standing
from slackapp.workspace.silence import await_start, is_started, start

GREET = "settings.greet"
GREETING = "settings.greeting"

_ASKED = (QUESTIONS, BOARD_CHANNEL, BOARD_DAY, BOARD_ORDER)


@dataclass(frozen=True, kw_only=True)
class Started(Answer):
    """listens: it posts nothing by itself yet. newly: just now."""

    listens: bool
    newly: bool


def hear_installed(tx: Transaction, installed: AppInstalled) -> None:
    """A workspace that is new is silent until somebody starts it, and one person is asked to.

    Also where the app had gone before it could ask.
    """
    is_new = not installed.again and await_start(tx)
    if is_new or not (is_started(tx) or _has_asked(tx)):
        who = installed.installer
        enqueue_job(tx, kind=GREET, key=f"{who}:{tx.now.isoformat()}", payload={"installer": who})


def plan_greetings(tx: Transaction, *, people_ids: Sequence[str]) -> None:
    """One direct message each, however often this is done."""
    for person_id in people_ids:
        post_id = f"{GREETING}:{person_id}"
        if post_state(tx, post_id) == "dropped" and (standing := find_standing(tx)):
            post_id = f"{post_id}:{standing.installed_at.isoformat()}"
        plan_post(
            tx,
            post_id=post_id,
            kind=GREETING,
            subject=person_id,
            channel_id=person_id,
            before_start=True,
        )


def word_greeting(tx: Transaction, subject: str, rooms: Sequence[Feature]) -> PostContent | None:
    """Nothing any more where it was started meanwhile."""
    if is_started(tx):
        return None
    found = _choices(rooms)
    fields = {one.name: one for one in found.fields(tx)}
    starters = () if is_admin(tx, subject) else names_of_admins(tx)
    text, blocks = first_run.greeting(fields, found.values(tx), starters)
    return PostContent(text=text, blocks=blocks)


def start_as_chosen(
    tx: Transaction, *, by: Admin, states: States, rooms: Sequence[Feature]
) -> Started:
    """The three choices are saved and it begins, once; a Refusal where one cannot be."""
    tx.lock_workspace()
    listens = _begin(states) != NOW
    if is_started(tx):
        return Started(listens=listens, newly=False)
    found = _choices(rooms)
    values = found.values(tx)
    changed = {
        one.name: entered
        for one in found.fields(tx)
        if one.name in _ASKED and one.name in states
        if (entered := entered_of(one, states[one.name])) != values[one.name]
    }
    try:
        save_values(tx, by=by.person.key, found=found, changed=changed)
    except NotSaved as refused:
        raise Refusal(first_run.not_startable(list(refused.errors.values()))) from refused
    start(tx, by=by.person.key, listen_until=tx.now + LISTENS_FOR if listens else None)
    fact = HomeChanged(workspace_id=tx.workspace_id, person=by.person.key)
    return Started(listens=listens, newly=True, facts=(fact,))


def _has_asked(tx: Transaction) -> bool:
    posts = list_posts(tx, "planned", "sending", "sent", "unknown")
    return any(post.kind == GREETING for post in posts)


def _choices(rooms: Sequence[Feature]) -> Page:
    parts = (*find_page(rooms, "channels").parts, *find_page(rooms, "board").parts)
    return Page("channels", parts)


def _begin(states: States) -> str:
    picked: Mapping[str, str] = states.get(BEGIN, {}).get("selected_option") or {}
    return picked.get("value", "")
