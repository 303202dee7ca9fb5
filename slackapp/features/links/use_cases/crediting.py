"""A link shared again: who shares it may credit the colleague who found it first."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from slackapp.database.transaction import Transaction
from slackapp.features.links.blocks import crediting
from slackapp.features.links.rules.crediting import find_reshare, names
from slackapp.features.links.rules.usefulness import Shared
from slackapp.features.links.settings import LinksSettings
from slackapp.features.links.store import shares
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giving import give, live_acts, next_at, take_back
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeDone
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.talk import Message
from slackapp.workspace.people import people_by_key
from slackapp.workspace.settings import load_settings
from slackapp.workspace.workspaces import workspace_zone

CREDIT_THE_SOURCE = "credit_the_source"

_USEFUL_FOR = timedelta(days=1)
_DAY = 86_400_000_000


class Found(NamedTuple):
    """A share of a link, the first one, and who made that."""

    share: Shared
    first: Shared
    finder: Person


def offer_credit(tx: Transaction, message: Message, links: Iterable[str]) -> list[NudgeWanted]:
    """For each of these links new in the message, if it does not name its finder already."""
    if message.imported or message.deleted or not message.author.is_member:
        return []
    channel_id, text = message.channel.channel_id, message.wording.text
    wanted = []
    for key in links:
        found = _find(tx, key, message.author.key, channel_id)
        if found and found.share.message_ts == message.ts and not names(text, found.finder):
            wanted.append(_wanted(tx, message, key))
    return wanted


def ask(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """None where the share or the first one is gone, or the finder is to be named no more."""
    found = _find(tx, nudge.subject, nudge.person, nudge.channel_id)
    if found is None or live_acts(tx, _source(found.share, nudge.subject)):
        return None
    day = datetime_of_micros(found.first.shared_at).astimezone(workspace_zone(tx)).date()
    return crediting.ask(found.finder.name, day)


def act(tx: Transaction, nudge: Nudge, person: int, value: str) -> NudgeDone:
    """Twice is once."""
    if person != nudge.person:
        raise Refusal(crediting.not_yours())
    if value == crediting.NO:
        return NudgeDone(markup=crediting.left())
    tx.lock_workspace()
    found = _find(tx, nudge.subject, person, nudge.channel_id)
    if found is None:
        raise Refusal(crediting.share_gone())
    source = _source(found.share, nudge.subject)
    if not live_acts(tx, source):
        give(tx, source, [Act("credit", person, found.finder.key)], next_at(tx, source))
    return NudgeDone(markup=crediting.credited(found.finder.name), can_undo=True)


def undo(tx: Transaction, nudge: Nudge, person: int, _value: str) -> NudgeDone:
    """Also where whoever found it shares it no more."""
    if person != nudge.person:
        raise Refusal(crediting.not_yours())
    for share, _audience, _live in shares.list_shares_of(tx, nudge.subject):
        if (share.sharer, share.channel_id) == (person, nudge.channel_id):
            source = _source(share, nudge.subject)
            take_back(tx, source, next_at(tx, source))
    return NudgeDone(markup=crediting.undone())


def withdraw_credit(tx: Transaction, message: Message, gone: Iterable[str]) -> None:
    """Of links that are in the message no more."""
    for key in gone:
        source = _source_at(message.channel.channel_id, message.ts, key)
        if live_acts(tx, source):
            take_back(tx, source, next_at(tx, source))


def _find(tx: Transaction, key: str, sharer: int, channel_id: str) -> Found | None:
    public = [
        one
        for one, audience, live in shares.list_shares_of(tx, key)
        if live and audience == "public"
    ]
    within = load_settings(tx, LinksSettings).reshare_days * _DAY
    found = find_reshare(public, sharer, channel_id, within=within)
    if found is None:
        return None
    finder = people_by_key(tx, [found.first.sharer]).get(found.first.sharer)
    if finder is None or not finder.may_be_named:
        return None
    return Found(found.share, found.first, finder)


def _wanted(tx: Transaction, message: Message, key: str) -> NudgeWanted:
    """Once a link: that is what it is about, wherever it is shared."""
    at = datetime_of_micros(message.wording.at)
    return NudgeWanted(
        workspace_id=tx.workspace_id,
        kind=CREDIT_THE_SOURCE,
        subject=key,
        people=(message.author.key,),
        channel_id=message.channel.channel_id,
        thread_ts=message.thread_ts or "",
        not_before=at,
        until=at + _USEFUL_FOR,
        seen_at=at,
    )


def _source(share: Shared, key: str) -> Source:
    return _source_at(share.channel_id, share.message_ts, key)


def _source_at(channel_id: str, ts: str, key: str) -> Source:
    return Source(f"credit:{channel_id}:{ts}:{key}", channel_id, ts, "public")
