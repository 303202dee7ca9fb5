"""What a decision about a nudge depends on, gathered from all that we know."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import cast

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.nudges.models import NudgeRow
from slackapp.features.nudges.rules.situation import (
    Availability,
    Budget,
    House,
    Place,
    Recipient,
    Situation,
    Way,
    Wish,
)
from slackapp.features.nudges.settings import NudgesSettings
from slackapp.features.nudges.store import nudges
from slackapp.features.nudges.store.places import find_known_channel
from slackapp.vocabulary.nudges import Nudge
from slackapp.vocabulary.people import Audience, Person
from slackapp.workspace.hours import hours_of, workspace_hours
from slackapp.workspace.nudge_kinds import switched_for_all
from slackapp.workspace.people import has_members, people_by_key
from slackapp.workspace.preferences import Preferences, find_preferences
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import why_silent

Offers = Mapping[str, NudgeOffer]
_WEEK = timedelta(days=7)


def nudge_of(row: NudgeRow, person: int | None = None) -> Nudge:
    return Nudge(
        kind=row.kind,
        subject=row.subject,
        person=row.person if person is None else person,
        channel_id=row.channel_id,
        thread_ts=row.thread_ts,
    )


def gather(
    tx: Transaction,
    offer: NudgeOffer,
    row: NudgeRow,
    person: int,
    *,
    availability: Availability | None,
    post_id: str = "",
) -> Situation:
    """`post_id` is the message it would be part of, which does not count against itself."""
    known = people_by_key(tx, [person]).get(person) if person else None
    chosen = find_preferences(tx, person) if person else Preferences()
    audience = _audience(tx, row)
    return Situation(
        now=tx.now,
        wish=Wish(
            way=cast("Way", row.way),
            not_before=row.not_before,
            until=row.until,
            audience=audience,
            asked=bool(person) and _was_asked(tx, row, person),
        ),
        house=_house(tx, offer, row, chosen),
        place=_place(tx, row, chosen),
        person=_recipient(tx, offer, row, known, chosen) if known else None,
        seen_at=row.seen_at if _fits(row, audience) else None,
        availability=availability,
        budget=_budget(tx, offer, row, person, post_id),
    )


def is_switched_on(tx: Transaction, offer: NudgeOffer, chosen: Preferences) -> bool:
    """An admin's word; where none is said, the kind's own default or the person's yes."""
    said = switched_for_all(tx, offer.kind)
    if said is not None:
        return said
    return offer.default_on or chosen.nudges.get(offer.kind) is True


def _house(tx: Transaction, offer: NudgeOffer, row: NudgeRow, chosen: Preferences) -> House:
    settings = load_settings(tx, NudgesSettings)
    needs_people = row.way == "channel"
    return House(
        hours=workspace_hours(tx),
        silence="listening" if (why := why_silent(tx)) == "not_started" else why,
        kind_on=is_switched_on(tx, offer, chosen),
        matter_off=row.channel_id in settings.channels_off,
        enough_people=not needs_people or has_members(tx, at_least=settings.fewest_people),
    )


def _place(tx: Transaction, row: NudgeRow, chosen: Preferences) -> Place | None:
    channel_id = row.channel_id if row.way == "channel" else row.seen_channel_id
    known = find_known_channel(tx, channel_id) if channel_id else None
    if known is None or row.way == "direct_message":
        return None
    return Place(
        app_is_member=known.app_is_member,
        archived=known.archived,
        off=channel_id in load_settings(tx, NudgesSettings).channels_off,
        muted=channel_id in chosen.muted_channels,
    )


def _recipient(
    tx: Transaction, offer: NudgeOffer, row: NudgeRow, known: Person, chosen: Preferences
) -> Recipient:
    wanted = chosen.nudges.get(offer.kind)
    return Recipient(
        hours=hours_of(tx, known.key),
        kind=known.kind if known.slack_id else "unknown",
        active=known.active,
        paused_until=chosen.paused_until,
        wants_kind=wanted is not False,
        wants_messages=chosen.direct_messages,
        mutes_matter=row.channel_id in chosen.muted_channels,
        opted_in=(wanted is True) if offer.opt_in else None,
    )


def _budget(tx: Transaction, offer: NudgeOffer, row: NudgeRow, person: int, post_id: str) -> Budget:
    settings = load_settings(tx, NudgesSettings)
    if row.way == "channel":
        zone = workspace_hours(tx).zone
        asked = nudges.list_kinds_in(tx, row.channel_id, since=tx.now - _WEEK, but=post_id)
        kinds = [(kind, at) for kind, at in asked]
        messages: dict[str, tuple[str, datetime]] = {}
    else:
        zone = hours_of(tx, person).zone
        shown = nudges.list_shown_to(tx, person, since=tx.now - _WEEK, but=post_id)
        kinds = [(kind, at) for _post, _way, kind, at in shown]
        messages = {post: (way, at) for post, way, _kind, at in shown}
    today = tx.now.astimezone(zone).date()
    return Budget(
        messages=tuple(sorted(at for way, at in messages.values() if way == "direct_message")),
        notices_today=sum(
            way == "notice" and at.astimezone(zone).date() == today for way, at in messages.values()
        ),
        kind_today=offer.once_a_day
        and any(k == row.kind and at.astimezone(zone).date() == today for k, at in kinds),
        messages_a_day=settings.messages_a_day,
        messages_a_week=settings.messages_a_week,
        notices_a_day=settings.notices_a_day,
    )


def _audience(tx: Transaction, row: NudgeRow) -> Audience:
    """As it was, or as its channel is now: what became private is shown nowhere else."""
    known = find_known_channel(tx, row.channel_id) if row.channel_id else None
    is_public = row.audience == "public" and (known is None or known.is_public)
    return "public" if is_public else "private"


def _fits(row: NudgeRow, audience: Audience) -> bool:
    return audience == "public" or row.seen_channel_id == row.channel_id


def _was_asked(tx: Transaction, row: NudgeRow, person: int) -> bool:
    return any(
        other.person == person and other.nudge_id != row.nudge_id and other.state in nudges.ASKED
        for other in nudges.list_about(tx, row.kind, row.subject)
    )
