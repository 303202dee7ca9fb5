"""Which posts a kudos has, and keeping them in step with it."""

from collections.abc import Collection, Iterable, Sequence

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.jobs.queue import enqueue_job
from slackapp.outbox.posts import (
    plan_post,
    plan_refresh,
    plan_removal,
    post_state,
    went_by_response_url,
)
from slackapp.vocabulary.people import Channel, Person
from slackapp.workspace.people import people_by_key

# Kinds of posts: where it was given (or in the feed instead), its copy in the feed, and to one
# receiver alone; then direct messages about it.
GIVEN = "kudos.given"
FED = "kudos.fed"
ALONE = "kudos.alone"
NOTICES = "kudos.notices"
REPORT = "kudos.report"
UNSHOWN = "kudos.unshown"

TELL_ABSENT = "kudos.tell_absent"
ANSWER_INLINE = "kudos.answer_inline"


def plan_posts(
    tx: Transaction,
    thanks: Sequence[Thanks],
    people: Iterable[Person],
    channel: Channel,
    *,
    response_url: str,
    feed: str | None,
) -> None:
    """Where the app is no member, only the giver's own response_url reaches the channel."""
    said = thanks[0]
    if said.shown == "receivers":
        for person in people:
            plan_alone(tx, said.source, person)
        return
    is_here = said.shown == "here"
    plan_post(
        tx,
        post_id=post_id(GIVEN, said.source),
        kind=GIVEN,
        subject=said.source,
        channel_id=channel.channel_id if is_here else feed or channel.channel_id,
        response_url=None if channel.app_is_member or not is_here else response_url,
        thread_ts=said.thread_ts or None if is_here else None,
    )
    if is_here and feed and said.audience == "public" and feed != channel.channel_id:
        kind = FED
        fed = post_id(kind, said.source)
        plan_post(tx, post_id=fed, kind=kind, subject=said.source, channel_id=feed)
    tell_absent(tx, said)


def plan_alone(tx: Transaction, source: str, person: Person) -> None:
    """By direct message, which needs no more than the person's id."""
    alone = post_id(ALONE, source, person.key)
    plan_post(tx, post_id=alone, kind=ALONE, subject=source, channel_id=person.slack_id)


def tell_absent(tx: Transaction, said: Thanks) -> None:
    """Have those told who are not where it shows; what is private stays where it is."""
    if said.audience == "public":
        key = f"{said.source}:{tx.now.isoformat()}"
        enqueue_job(tx, kind=TELL_ABSENT, key=key, payload={"source": said.source})


def tell_giver_unshown(tx: Transaction, source: str) -> None:
    """Once a kudos, however many of its posts Slack refused for good."""
    thanks = [one for one in list_thanks(tx, source) if not one.taken_back]
    for giver in people_by_key(tx, [one.giver for one in thanks]).values():
        told = post_id(UNSHOWN, source)
        plan_post(tx, post_id=told, kind=UNSHOWN, subject=source, channel_id=giver.slack_id)


def is_unshown(tx: Transaction, source: str) -> bool:
    """Whether the post it should have, with a Take back, will never be."""
    return post_state(tx, post_id(GIVEN, source)) == "failed"


def answer_inline(tx: Transaction, channel_id: str, ts: str, at: int) -> None:
    """With a reaction, never a post; by a job, which looks what stands by then."""
    place = {"channel_id": channel_id, "ts": ts}
    enqueue_job(tx, kind=ANSWER_INLINE, key=f"{channel_id}:{ts}:{at}", payload=place)


def refresh_posts(tx: Transaction, thanks: Iterable[Thanks]) -> None:
    """The feed says no more of what became private."""
    said = list(thanks)
    private = {post_id(FED, one.source) for one in said if one.audience == "private"}
    for each in ids_of_posts(said):
        if each in private:
            plan_removal(tx, post_id=each)
        else:
            plan_refresh(tx, post_id=each)


def remove_posts(tx: Transaction, thanks: Iterable[Thanks]) -> None:
    for each in ids_of_posts(thanks):
        plan_removal(tx, post_id=each)


def is_out_of_reach(tx: Transaction, source: str) -> bool:
    """Whether only a click on its post can change it, even if the app was invited since."""
    return went_by_response_url(tx, post_id(GIVEN, source))


def ids_of_posts(thanks: Iterable[Thanks]) -> Collection[str]:
    ids: dict[str, None] = {}
    for one in thanks:
        if one.shown == "receivers":
            ids[post_id(ALONE, one.source, one.receiver)] = None
        else:
            ids |= {post_id(GIVEN, one.source): None, post_id(FED, one.source): None}
    return ids


def post_id(kind: str, source: str, person: int | None = None) -> str:
    return f"{kind}:{source}" if person is None else f"{kind}:{source}:{person}"
