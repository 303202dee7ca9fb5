"""Somebody invited the app into a channel: one public line, and to them what it notices there."""

from collections.abc import Mapping, Sequence
from functools import partial

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.settings.blocks import first_run
from slackapp.features.settings.blocks.first_run import KINDS, QUESTIONS
from slackapp.features.settings.use_cases.pages import find_page, save_values
from slackapp.outbox.content import PostContent
from slackapp.outbox.posts import plan_post, post_state
from slackapp.vocabulary.facts import AppInvited
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.settings_form import Entered
from slackapp.workspace.channels import is_external
from slackapp.workspace.people import find_people
from slackapp.workspace.silence import why_silent

INVITED = "settings.invited"
CHOOSE = "settings.choose"

Noticed = Mapping[str, bool]


def hear_invited(tx: Transaction, invited: AppInvited) -> None:
    """Once a channel, however often it comes and goes; never where other companies read along."""
    if why_silent(tx) in {"not_started", "paused"} or is_external(tx, invited.channel_id):
        return
    subject = f"{invited.channel_id}:{invited.inviter}"
    channel_id = invited.channel_id
    post_id = f"{INVITED}:{channel_id}"
    plan_post(tx, post_id=post_id, kind=INVITED, subject=subject, channel_id=channel_id)
    if _inviter(tx, invited.inviter) is not None:
        plan_post(
            tx,
            post_id=f"{CHOOSE}:{subject}",
            kind=CHOOSE,
            subject=subject,
            channel_id=channel_id,
            ephemeral_to=invited.inviter,
        )


def word_invited(tx: Transaction, subject: str) -> PostContent:
    """Who did is named without a ping."""
    _channel_id, _sign, inviter_id = subject.partition(":")
    inviter = _inviter(tx, inviter_id)
    name = inviter.name if inviter is not None and inviter.may_be_named else ""
    text, blocks = first_run.invited(name)
    return PostContent(text=text, blocks=blocks)


def word_choice(tx: Transaction, subject: str, rooms: Sequence[Feature]) -> PostContent:
    channel_id, _sign, inviter_id = subject.partition(":")
    text, blocks = first_run.choose(channel_id, inviter_id, _noticed(tx, channel_id, rooms))
    return PostContent(text=text, blocks=blocks)


def choose_noticed(
    tx: Transaction, *, value: str, person_id: str, rooms: Sequence[Feature]
) -> tuple[str, str]:
    """As a button says ("C1:U1:links:off"), by who invited; the subject of what is said anew."""
    channel_id, inviter_id, kind, switch = (*value.split(":"), "", "", "", "")[:4]
    person = _inviter(tx, person_id)
    was_asked = post_state(tx, f"{CHOOSE}:{channel_id}:{inviter_id}") is not None
    is_theirs = inviter_id == person_id and was_asked
    if person is None or not is_theirs or kind not in {*KINDS, "all"}:
        raise Refusal(first_run.not_your_choice())
    tx.lock_workspace()
    found = find_page(rooms, "channels")
    values = found.values(tx)
    changed = {
        KINDS[one]: _switched(values[KINDS[one]], channel_id, kind=one, on=switch == "on")
        for one in (KINDS if kind == "all" else [kind])
    }
    save_values(tx, by=person.key, found=found, changed=changed)
    return channel_id, inviter_id


def _inviter(tx: Transaction, slack_id: str) -> Person | None:
    """A member; a guest or somebody of another company chooses nothing for others."""
    person = find_people(tx, [slack_id]).get(slack_id) if slack_id else None
    return person if person is not None and person.is_member else None


def _noticed(tx: Transaction, channel_id: str, rooms: Sequence[Feature]) -> Noticed:
    values = find_page(rooms, "channels").values(tx)
    listed = partial(_is_listed, values, channel_id)
    return {kind: listed(name) is (name == QUESTIONS) for kind, name in KINDS.items()}


def _is_listed(values: Mapping[str, Entered], channel_id: str, name: str) -> bool:
    value = values[name]
    return isinstance(value, tuple) and channel_id in value


def _switched(value: Entered, channel_id: str, *, kind: str, on: bool) -> Entered:
    others = [one for one in value if one != channel_id] if isinstance(value, tuple) else []
    is_listed = on is (KINDS[kind] == QUESTIONS)
    return (*others, channel_id) if is_listed else tuple(others)
