"""Kudos as their posts show them, at the moment they are worded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.additions import Addition
from slackapp.features.kudos.rules.shown import (
    CreditShown,
    KudosShown,
    KudosUnshown,
    NoticeShown,
    ReportShown,
)
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.features.kudos.store.additions import list_additions
from slackapp.features.kudos.store.notices import list_sources
from slackapp.features.kudos.store.preferences import list_untold
from slackapp.features.kudos.store.reports import find_report
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.audience import as_seen_now
from slackapp.features.kudos.use_cases.names import in_names, names_of, shown_in, typed_anew
from slackapp.features.kudos.use_cases.posts import ALONE, is_out_of_reach, post_id
from slackapp.outbox.posts import post_state
from slackapp.vocabulary.people import Person
from slackapp.workspace.people import people_by_key


def show_kudos(tx: Transaction, source: str) -> KudosShown | None:
    """None once it is taken back."""
    known = as_seen_now(tx, list_thanks(tx, source))
    thanks = [one for one in known if not one.taken_back]
    if not thanks:
        return None
    additions = list_additions(tx, source)
    people = people_by_key(tx, _everybody(thanks, additions))
    said = thanks[0]
    alone = [people[one.receiver] for one in thanks if not one.party]
    return KudosShown(
        source=source,
        giver=people[said.giver].name,
        people=tuple(person.slack_id for person in alone),
        parties=tuple(dict.fromkeys(one.party for one in thanks if one.party)),
        names=tuple(people[one.receiver].name for one in thanks),
        reason=in_names(tx, said.reason),
        values=said.values,
        joined=_joined(additions, people),
        credits=_credits(tx, additions, people),
        shown=said.shown,
        channel_id=shown_in(tx, said),
        audience=said.audience,
    )


def show_out_of_reach(tx: Transaction, source: str) -> KudosShown | None:
    """A kudos whose post only a click on it can change; None of any other."""
    return show_kudos(tx, source) if is_out_of_reach(tx, source) else None


def show_unshown(tx: Transaction, source: str) -> KudosUnshown | None:
    """For its giver; None once it is taken back."""
    kudos = show_kudos(tx, source)
    if kudos is None:
        return None
    thanks = list_thanks(tx, source)
    alone = [one for one in thanks if one.shown == "receivers" and _is_refused(tx, one)]
    return KudosUnshown(kudos=kudos, unreached=names_of(tx, alone), typed=typed_anew(tx, thanks))


def _is_refused(tx: Transaction, alone: Thanks) -> bool:
    return post_state(tx, post_id(ALONE, alone.source, alone.receiver)) == "failed"


def show_notices(tx: Transaction, subject: str) -> Sequence[NoticeShown]:
    """What a person is told of one hour, as it came; not what is gone or private by now."""
    receiver, hour = map(int, subject.split(":"))
    if people_by_key(tx, [receiver])[receiver].kind == "left_out" or list_untold(tx, [receiver]):
        return []
    shown = []
    for source in list_sources(tx, receiver=receiver, hour=hour):
        kudos = show_kudos(tx, source)
        if kudos is not None and kudos.audience == "public":
            credit = _credit_to(tx, source, receiver)
            at = credit.at if credit else list_thanks(tx, source)[0].at
            shown.append((at, source, _notice(tx, kudos, credit)))
    return [notice for _, _, notice in sorted(shown, key=itemgetter(0, 1))]


def show_report(tx: Transaction, source: str) -> ReportShown | None:
    """Private words stay where they were said, also before admins."""
    reported = find_report(tx, source)
    if reported is None:
        return None
    people = people_by_key(tx, [reported.settled_by])
    kudos = show_kudos(tx, source)
    if kudos and kudos.audience == "private":
        kudos = replace(kudos, reason="", values=(), credits=())
    return ReportShown(
        source=source,
        kudos=kudos,
        settled=reported.settled,
        settled_by="".join(person.name for person in people.values()),
        post_stays=reported.settled == "removed" and is_out_of_reach(tx, source),
    )


def _everybody(thanks: Iterable[Thanks], additions: Iterable[Addition]) -> set[int]:
    said = {key for one in thanks for key in (one.giver, one.receiver)}
    return said | {key for one in additions for key in (one.giver, one.receiver)}


def _joined(additions: Iterable[Addition], people: Mapping[int, Person]) -> tuple[str, ...]:
    givers = [one.giver for one in additions if one.kind == "acknowledgement"]
    return tuple(people[giver].name for giver in dict.fromkeys(givers))


def _credits(
    tx: Transaction, additions: Iterable[Addition], people: Mapping[int, Person]
) -> tuple[CreditShown, ...]:
    passed = [one for one in additions if one.kind == "credit"]
    grouped = groupby(passed, key=lambda one: (one.at, one.giver, one.reason))
    return tuple(
        CreditShown(
            giver=people[giver].name,
            receivers=tuple(people[one.receiver].name for one in ones),
            reason=in_names(tx, reason),
        )
        for (_, giver, reason), ones in grouped
    )


def _credit_to(tx: Transaction, source: str, receiver: int) -> Addition | None:
    """What the receiver was credited with first, if with anything."""
    credit = [one for one in list_additions(tx, source) if one.kind == "credit"]
    return next((one for one in credit if one.receiver == receiver), None)


def _notice(tx: Transaction, kudos: KudosShown, credit: Addition | None) -> NoticeShown:
    if credit is None:
        return NoticeShown(kudos=kudos)
    return NoticeShown(
        kudos=kudos, credited_by=people_by_key(tx, [credit.giver])[credit.giver].name
    )
