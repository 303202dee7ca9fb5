"""Links in talk: who shares which, who finds them useful, who passes a colleague's word on."""

from slackapp.database.transaction import Transaction
from slackapp.features.links.rules.shares import Context, after_version, own_words
from slackapp.features.links.rules.usefulness import EMOJI, REPLY, SEEN, THANKS, permalinks
from slackapp.features.links.settings import LinksSettings
from slackapp.features.links.store import marks, shares
from slackapp.features.links.store.marks import Mark, Promotion
from slackapp.features.links.use_cases.crediting import offer_credit, withdraw_credit
from slackapp.features.links.use_cases.settling import settle_links, settle_promotion
from slackapp.intake import message_index
from slackapp.reading.display_text import clip
from slackapp.reading.links import SharedLink, read_links
from slackapp.reading.mrkdwn import spans, unescape
from slackapp.reading.talk import Author
from slackapp.reading.talk import read_message as read_words
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import micros_of_ts
from slackapp.vocabulary.talk import Message, Reaction, Wording
from slackapp.workspace.channels import find_channel
from slackapp.workspace.people import find_people
from slackapp.workspace.settings import load_settings

LONGEST_TITLE = 150


def read_message(tx: Transaction, message: Message) -> Answer | None:
    """Keep what this version of a message shares; versions may arrive in any order."""
    is_off = message.channel.channel_id in load_settings(tx, LinksSettings).channels_off
    if is_off and not message.deleted:
        return None
    if message.before is not None and not message.deleted:
        _read_wording(tx, message, message.before, superseded=True)
    new = _read_wording(tx, message, message.wording, superseded=message.superseded_at is not None)
    _keep_titles(tx, message)
    _read_promotions(tx, message)
    _read_reply(tx, message)
    return Answer(facts=tuple(offer_credit(tx, message, new)))


def read_reaction(tx: Transaction, reaction: Reaction) -> None:
    """An emoji that says "useful", or that somebody met what was passed on."""
    if not reaction.person.is_heard:
        return
    channel_id, ts = reaction.channel.channel_id, reaction.message_ts
    is_useful = reaction.emoji in load_settings(tx, LinksSettings).useful
    keys = shares.keys_at(tx, channel_id, ts)
    promotions = marks.list_promotions(tx, channel_id, ts)
    is_known = message_index.version_of(tx, channel_id, ts) is not None
    if is_known and not promotions and not (keys and is_useful):
        return
    mark = Mark(
        channel_id=channel_id,
        message_ts=ts,
        person=reaction.person.key,
        sign=f"{EMOJI if is_useful else SEEN}{reaction.emoji}",
        at=reaction.at,
        live=reaction.added,
    )
    if marks.save_mark(tx, mark):
        _settle_at(tx, channel_id, ts, at=reaction.at)


def _read_wording(
    tx: Transaction, message: Message, wording: Wording, *, superseded: bool
) -> list[str]:
    """The links it shares that are live now and were not known."""
    links = read_links(wording.text)
    if not links and wording.at == micros_of_ts(message.ts):
        return []  # the first version has nothing to take back
    known = {} if message.is_new else shares.list_shares(tx, message)
    changed = after_version(
        known,
        [link.key for link in links],
        at=wording.at,
        superseded=superseded,
        context=_context(tx, message.author, wording.text, links),
    )
    shares.add_links(tx, links)
    shares.save_shares(tx, message, changed)
    if known or marks.list_marks(tx, {(message.channel.channel_id, message.ts)}):
        settle_links(tx, changed, at=wording.at)
    withdraw_credit(tx, message, [key for key in known if key in changed and not changed[key].live])
    return [key for key, share in changed.items() if share.live and key not in known]


def _context(tx: Transaction, author: Person, text: str, links: tuple[SharedLink, ...]) -> Context:
    if not links:
        return Context()
    domains = load_settings(tx, LinksSettings).own_sites.get(author.slack_id, ())
    read = read_words(text, author=Author(names=(author.name,), domains=tuple(domains)))
    return Context(whose=read.share or "unclear", words=own_words(text))


def _keep_titles(tx: Transaction, message: Message) -> None:
    """From Slack's own previews: nothing is ever fetched."""
    for preview in message.previews:
        for link in read_links(f"<{preview.url}>"):
            title = clip(" ".join(unescape(preview.title).split()), LONGEST_TITLE)
            if title:
                shares.save_title(tx, link.key, title)


def _read_promotions(tx: Transaction, message: Message) -> None:
    """A colleague's message passed on by its permalink, with their name."""
    if message.superseded_at is not None:
        return
    channel_id, ts = message.channel.channel_id, message.ts
    known = [] if message.is_new else marks.list_promotions(tx, channel_id, ts)
    authors = _passed_on(tx, message) if "/archives/" in message.wording.text else set()
    said = [*authors, *(one.author for one in known if one.author not in authors)]
    promotions = [
        Promotion(
            channel_id=channel_id,
            message_ts=ts,
            author=author,
            promoter=message.author.key,
            audience=message.channel.audience,
            live=author in authors,
            turn=message.wording.at,
        )
        for author in said
    ]
    marks.save_promotions(tx, promotions)
    for promotion in promotions:
        settle_promotion(tx, promotion, at=message.wording.at)


def _passed_on(tx: Transaction, message: Message) -> set[int]:
    """Authors named in it whose public messages it links to."""
    text = message.wording.text
    mentioned = {span.target for span in spans(text) if span.kind == "mention"}
    named = {person.key for person in find_people(tx, mentioned).values()}
    authors = set()
    for channel_id, ts in permalinks(text):
        author = message_index.author_of(tx, channel_id, ts)
        channel = find_channel(tx, channel_id)
        if author is None or channel is None or channel.audience != "public":
            continue
        is_named = author.key in named or (author.name and author.name in text)
        if is_named and author.is_heard and author.key != message.author.key:
            authors.add(author.key)
    return authors


def _read_reply(tx: Transaction, message: Message) -> None:
    """Thanks in the thread of a link; any reply to what was passed on."""
    root_ts, channel_id = message.thread_ts, message.channel.channel_id
    if root_ts is None or message.superseded_at is not None or message.thread_left_out:
        return
    is_known = message_index.version_of(tx, channel_id, root_ts) is not None
    keys = shares.keys_at(tx, channel_id, root_ts)
    promotions = marks.list_promotions(tx, channel_id, root_ts)
    thanks = bool(keys or not is_known) and _thanks_for_the_link(tx, message)
    if is_known and not promotions and not thanks and (message.is_new or not keys):
        return  # what it replies to shares nothing, or gets no thanks for it
    person, at = message.author.key, message.wording.at
    for kind, is_said in ((THANKS, thanks), (REPLY, not thanks)):
        live, sign = is_said and not message.deleted, f"{kind}{message.ts}"
        if live or marks.find_mark(tx, channel_id, root_ts, person, sign):
            marks.save_mark(
                tx,
                Mark(
                    channel_id=channel_id,
                    message_ts=root_ts,
                    person=person,
                    sign=sign,
                    at=at,
                    live=live,
                ),
            )
    _settle_at(tx, channel_id, root_ts, at=at)


def _thanks_for_the_link(tx: Transaction, message: Message) -> bool:
    """Thanks to whoever shared it, or to nobody by name."""
    read = read_words(message.wording.text)
    if not read.gratitude:
        return False
    root = message_index.author_of(tx, message.channel.channel_id, message.thread_ts or "")
    return not read.to or (root is not None and root.slack_id in read.to)


def _settle_at(tx: Transaction, channel_id: str, ts: str, *, at: int) -> None:
    settle_links(tx, shares.keys_at(tx, channel_id, ts), at=at)
    for promotion in marks.list_promotions(tx, channel_id, ts):
        settle_promotion(tx, promotion, at=at)
