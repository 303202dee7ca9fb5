"""What can be done with kudos; each function is one transaction's worth."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.features.kudos import blocks, store
from slackapp.features.kudos.rules import (
    KudosGiven,
    KudosNotGiven,
    KudosShown,
    KudosTakenBack,
    Named,
    Order,
    Receivers,
    Said,
    SaidThisWeek,
    Thanks,
    acts_of,
    allowed_values,
    can_thank,
    choose_receivers,
    corrected,
    count_values,
    each_once,
    find_problem,
    is_enough,
    is_of_command,
    may_undo,
    order_of_value,
    people_mentioned,
    pick_quotes,
    said_once,
    typed_again,
    value_of_order,
    within_groups_of,
    write_down,
)
from slackapp.features.kudos.settings import KudosSettings
from slackapp.jobs.queue import enqueue_job
from slackapp.ledger.acts import Act, Source, Stated
from slackapp.ledger.giving import give, live_acts, state, take_back
from slackapp.ledger.weeks import TeamWeek, count_live, team_week, thanking_left
from slackapp.outbox.posts import plan_post, plan_removal
from slackapp.reading.kudos_syntax import Receiver, read_command, read_inline_kudos
from slackapp.reading.mrkdwn import plain_text
from slackapp.reading.people_names import nearest_name
from slackapp.vocabulary.facts import Fact, ThanksGiven
from slackapp.vocabulary.people import Channel, Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime, micros_of_ts
from slackapp.vocabulary.talk import Message, Reaction, Wording
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import find_channel
from slackapp.workspace.groups import group_members
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.people import (
    find_people,
    names_for_suggestion,
    people_by_id,
    people_by_key,
)
from slackapp.workspace.settings import load_settings
from slackapp.workspace.workspaces import workspace_zone

GIVEN = "kudos.given"
ANSWER_INLINE = "kudos.answer_inline"


def give_kudos(
    tx: Transaction, *, order: Order, person_id: str, channel_id: str, response_url: str
) -> KudosGiven | KudosNotGiven:
    """Thank whom the order names; the same order again changes nothing and is answered alike."""
    read = read_command(order.text)
    if read.unknown_names:
        return _did_you_mean(tx, order, read.unknown_names[0])
    typed = _typed(tx, order)
    try:
        giver = people_by_id(tx, [person_id])[person_id]
        receivers = choose_receivers(giver, _named(tx, read.receivers))
    except NotKnownYet:
        return KudosNotGiven(problem="unreachable", typed=typed)
    settings = load_settings(tx, KudosSettings)
    reason, values = read.reason or "", allowed_values(read.values, settings.values)
    problem = find_problem(receivers, reason, settings, typed)
    if problem:
        return problem
    tx.lock_workspace()
    known = store.list_thanks(tx, order.source)
    if known:
        return _given(known, receivers)
    sayings = [Said(one, reason, values) for one in receivers.thanked]
    channel = find_channel(tx, channel_id) or _unseen(channel_id)
    thanks = _record(tx, order.source, giver, channel, sayings)
    _plan_post(tx, order.source, channel, response_url)
    return _given(thanks, receivers, _facts(tx, thanks))


def give_again(
    tx: Transaction, *, value: str, person_id: str, channel_id: str, response_url: str
) -> KudosGiven | KudosNotGiven:
    """[Yes] to "Did you mean Ana Lopez?": the order its button carries."""
    order = order_of_value(value)
    if order is None:
        raise Refusal(blocks.old_button())
    return give_kudos(
        tx, order=order, person_id=person_id, channel_id=channel_id, response_url=response_url
    )


def take_back_given(tx: Transaction, *, source: str, person_id: str) -> KudosTakenBack:
    """[Undo]: takes back what a command gave, its words and its post, for ten minutes."""
    tx.lock_workspace()
    thanks = store.list_thanks(tx, source) if is_of_command(source) else []
    if not thanks:
        raise Refusal(blocks.not_found())
    said, at = thanks[0], micros_of_datetime(tx.now)
    giver = find_people(tx, [person_id]).get(person_id)
    if giver is None or giver.key != said.giver:
        raise Refusal(blocks.not_yours())
    if said.taken_back:
        return KudosTakenBack(typed="", post_stays=False)
    if not may_undo(said.at, at):
        raise Refusal(blocks.too_late_to_undo())
    take_back(tx, Source(source, said.channel_id, None, said.audience), at)
    store.take_back_thanks(tx, source)
    plan_removal(tx, post_id=_post_id(source))
    channel = find_channel(tx, said.channel_id) or _unseen(said.channel_id)
    return KudosTakenBack(typed=_typed_anew(tx, thanks), post_stays=not channel.app_is_member)


def read_message(tx: Transaction, message: Message) -> None:
    """Inline kudos; whatever order a message's versions arrive in, the newest one stands."""
    if _never_thanked(message):
        return
    settings = load_settings(tx, KudosSettings)
    channel, author = message.channel, message.author
    key = f"message:{channel.channel_id}:{message.ts}"
    source = Source(key, channel.channel_id, message.ts, channel.audience)
    sayings = _sayings(tx, author, message.wording, settings)
    now = Stated(message.wording.at, acts_of(author.key, sayings))
    before = _stated(tx, author, message.before, settings)
    change = state(tx, source, now, before, message.superseded_at)
    if message.superseded_at is None:
        worded = [said for said in sayings if said.reason or said.values]
        thanks = write_down(source, author, micros_of_ts(message.ts), worded)
        store.replace_thanks(tx, key, thanks)
    if change.given and not message.imported:
        _answer_inline(tx, channel, message.ts)


def read_reaction(tx: Transaction, reaction: Reaction) -> None:
    """The chosen emoji on somebody's message; taking it off counts for one since unchosen too."""
    giver, receiver, channel = reaction.person, reaction.author, reaction.channel
    is_chosen = reaction.emoji in load_settings(tx, KudosSettings).emoji
    if not can_thank(giver, receiver) or not (is_chosen or not reaction.added):
        return
    ts = reaction.message_ts
    key = f"reaction:{channel.channel_id}:{ts}:{giver.key}:{reaction.emoji}"
    source = Source(key, channel.channel_id, ts, channel.audience)
    acts = [Act("kudos", giver.key, receiver.key, bare=True)]
    if not reaction.added:
        take_back(tx, source, reaction.at, acts if is_chosen else None)
    elif reaction.imported and live_acts(tx, source):
        return  # heard live: its own time is better than the message's, all an export knows
    elif give(tx, source, acts, reaction.at) and not reaction.imported:
        _answer_inline(tx, channel, ts)


def show_given(tx: Transaction, source: str) -> KudosShown | None:
    """A kudos as its post shows it; None once it is taken back."""
    thanks = [one for one in store.list_thanks(tx, source) if not one.taken_back]
    if not thanks:
        return None
    people = people_by_key(tx, {thanks[0].giver, *(one.receiver for one in thanks)})
    alone = [people[one.receiver] for one in thanks if not one.party]
    return KudosShown(
        giver=people[thanks[0].giver].name,
        people=tuple(person.slack_id for person in alone),
        parties=tuple(dict.fromkeys(one.party for one in thanks if one.party)),
        names=tuple(people[one.receiver].name for one in thanks),
        reason=_in_names(tx, thanks[0].reason),
        values=thanks[0].values,
    )


def count_kudos(tx: Transaction) -> dict[str, int]:
    """All kudos that count, under the name an import shows."""
    return {"kudos": count_live(tx, "kudos")}


def count_week(tx: Transaction, week: Week) -> TeamWeek:
    return team_week(tx, week)


def read_week(tx: Transaction, week: Week) -> SaidThisWeek:
    """What the board quotes of a week's public words, and what people were thanked for."""
    thanks = store.list_public_thanks(tx, *week.micros(workspace_zone(tx)))
    people = people_by_key(tx, {key for one in thanks for key in (one.giver, one.receiver)})
    minimum = load_settings(tx, KudosSettings).minimum_reason
    return SaidThisWeek(quotes=pick_quotes(thanks, people, minimum), values=count_values(thanks))


def _did_you_mean(tx: Transaction, order: Order, name: str) -> KudosNotGiven:
    meant = nearest_name(name, names_for_suggestion(tx))
    return KudosNotGiven(
        problem="unknown_name",
        typed=_typed(tx, order),
        names=(name,),
        suggestion=meant.name if meant else "",
        corrected=value_of_order(corrected(order, name, meant.slack_id)) if meant else "",
    )


def _named(tx: Transaction, receivers: Sequence[Receiver]) -> list[Named]:
    """Everybody meant, each person of a group by name of the group."""
    ids = [receiver.slack_id for receiver in receivers if receiver.kind == "person"]
    people = people_by_id(tx, ids)
    groups = [receiver.slack_id for receiver in receivers if receiver.kind == "group"]
    of_groups = [Named(one, group) for group in groups for one in group_members(tx, group)]
    return [Named(people[slack_id]) for slack_id in ids] + of_groups


def _record(
    tx: Transaction, key: str, giver: Person, channel: Channel, sayings: Sequence[Said]
) -> list[Thanks]:
    at = micros_of_datetime(tx.now)
    source = Source(key, channel.channel_id, None, channel.audience)
    counts = thanking_left(tx, giver.key, at) > 0
    thanks = write_down(source, giver, at, sayings, counts=counts)
    store.add_thanks(tx, thanks)
    give(tx, source, acts_of(giver.key, sayings), at)
    return thanks


def _plan_post(tx: Transaction, source: str, channel: Channel, response_url: str) -> None:
    """Where the app is no member, only the command's own response_url reaches the channel."""
    plan_post(
        tx,
        post_id=_post_id(source),
        kind=GIVEN,
        subject=source,
        channel_id=channel.channel_id,
        response_url=None if channel.app_is_member else response_url,
    )


def _facts(tx: Transaction, thanks: Sequence[Thanks]) -> tuple[Fact, ...]:
    receivers = tuple(one.receiver for one in thanks)
    said = thanks[0]
    fact = ThanksGiven(
        workspace_id=tx.workspace_id, giver=said.giver, receivers=receivers, at=said.at
    )
    return (fact,)


def _given(
    thanks: Sequence[Thanks], receivers: Receivers, facts: tuple[Fact, ...] = ()
) -> KudosGiven:
    thanked = [one.person for one in receivers.thanked]
    return KudosGiven(
        facts=facts,
        source=thanks[0].source,
        receivers=tuple(person.name for person in thanked),
        outside=tuple(person.name for person in thanked if person.kind == "outside"),
        has_self=receivers.has_self,
        bots=tuple(person.name for person in receivers.bots),
        gone=tuple(person.name for person in receivers.gone),
        audience=thanks[0].audience,
        counts=thanks[0].counts,
    )


def _never_thanked(message: Message) -> bool:
    """A message as it was first posted, without kudos; most are."""
    is_first = message.before is None and message.wording.at == micros_of_ts(message.ts)
    return is_first and not read_inline_kudos(message.wording.text)


def _stated(
    tx: Transaction, giver: Person, wording: Wording | None, settings: KudosSettings
) -> Stated | None:
    if wording is None:
        return None
    return Stated(wording.at, acts_of(giver.key, _sayings(tx, giver, wording, settings)))


def _sayings(
    tx: Transaction, giver: Person, wording: Wording, settings: KudosSettings
) -> tuple[Said, ...]:
    """Whom a message thanks for what; each kudos of it may have words of its own."""
    sayings: list[Said] = []
    for kudos in read_inline_kudos(wording.text):
        if kudos.emoji is not None and kudos.emoji not in settings.emoji:
            continue
        reason, values = kudos.reason or "", allowed_values(kudos.values, settings.values)
        bare = not is_enough(reason, settings.minimum_reason)
        named = within_groups_of(settings.max_receivers, _named(tx, kudos.receivers))
        thanked = (one for one in each_once(named) if can_thank(giver, one.person))
        sayings.extend(Said(one, reason, values, bare) for one in thanked)
    return said_once(sayings)[: settings.max_receivers]


def _answer_inline(tx: Transaction, channel: Channel, ts: str) -> None:
    """With a reaction, never a post; by a job, once a message."""
    place = {"channel_id": channel.channel_id, "ts": ts}
    enqueue_job(tx, kind=ANSWER_INLINE, key=f"{channel.channel_id}:{ts}", payload=place)


def _typed(tx: Transaction, order: Order) -> str:
    return typed_again(order, _names(tx, order.text))


def _typed_anew(tx: Transaction, thanks: Sequence[Thanks]) -> str:
    """A command that would give the same again."""
    people = people_by_key(tx, [one.receiver for one in thanks])
    who = [f"@{people[one.receiver].name}" for one in thanks]
    values = [f"#{value}" for value in thanks[0].values]
    return " ".join(["/kudos", *who, _in_names(tx, thanks[0].reason), *values])


def _in_names(tx: Transaction, reason: str) -> str:
    return plain_text(reason, _names(tx, reason))


def _names(tx: Transaction, text: str) -> dict[str, str]:
    people = find_people(tx, people_mentioned(text))
    return {slack_id: person.name for slack_id, person in people.items() if person.name}


def _unseen(channel_id: str) -> Channel:
    """A place Slack does not show us is nobody else's business."""
    return Channel(channel_id=channel_id, name="", audience="private")


def _post_id(source: str) -> str:
    return f"{GIVEN}:{source}"
