"""The public words of a kudos, its copies, and the direct messages about it."""

from collections.abc import Sequence

from slackapp.features.kudos.blocks.wording import (
    Json,
    hashed,
    joined,
    name,
    names,
    paragraph,
    plain_name,
    that_fit,
)
from slackapp.features.kudos.rules.shown import (
    CreditShown,
    KudosShown,
    NoticeShown,
    ReportShown,
)
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, actions, button, context
from slackapp.slack.forms import option, overflow
from slackapp.vocabulary.words import _, ngettext

JOIN = "kudos.join"
MORE = "kudos.more"
TAKE_BACK, PASS_ON, REPORT = "take_back", "pass_on", "report"
STOP_NOTICES = "kudos.stop_notices"
ALLOW_NOTICES = "kudos.allow_notices"
REMOVE_REPORTED = "kudos.remove_reported"
KEEP_REPORTED = "kudos.keep_reported"

_NAMES_JOINED = 5
_NOTICES_SHOWN = 20

Post = tuple[str, list[Block]]


def post(shown: KudosShown) -> Post:
    """Plain text and blocks; the only place where people are mentioned."""
    people = [
        f"*<@{slack_id}>*" if slack_id else f"*{name(slack_id)}*" for slack_id in shown.people
    ]
    parties = [f"*<!subteam^{group_id}>*" for group_id in shown.parties]
    return _post(shown, joined([*people, *parties]))


def copy(shown: KudosShown) -> Post:
    """The same in the feed: nobody is pinged twice."""
    return _post(shown, f"*{names(shown.names)}*")


def alone(shown: KudosShown) -> Post:
    """To a receiver, and nobody else."""
    head = _("🤝 {giver} thanks you").format(giver=name(shown.giver))
    if len(shown.names) > 1:
        head = _("🤝 {giver} thanks {receivers}").format(
            giver=name(shown.giver), receivers=names(shown.names)
        )
    said = _said(shown)
    hint = _("Only you see this; it is on no board.")
    if len(shown.names) > 1:
        hint = _("Only those named see this; it is on no board.")
    menu = overflow([_reporting(shown)], action_id=MORE)
    blocks = [paragraph(f"{head}\n> {said}"), context(hint), actions([menu])]
    return f"{head}: {said}", blocks


def notices(shown: Sequence[NoticeShown]) -> Post:
    """One direct message for an hour's thanks."""
    count = len(shown)
    head = _("This hour, for you:")
    lines = that_fit([_notice(one) for one in shown[:_NOTICES_SHOWN]])
    if count > len(lines):
        lines.append(_("and {count} more: `/we thanks`").format(count=count - len(lines)))
    stop = button(_("Stop these messages"), action_id=STOP_NOTICES)
    return f"{head}\n" + "\n".join(lines), [
        paragraph(head),
        *(paragraph(line) for line in lines),
        actions([stop]),
    ]


def notices_stopped() -> Json:
    text = _("All right, I won't tell you like this. Your thanks are in `/we thanks`.")
    again = button(_("Tell me again"), action_id=ALLOW_NOTICES)
    return {"text": text, "blocks": [paragraph(text), actions([again])]}


def notices_allowed() -> Json:
    text = _("I'll tell you when somebody thanks you where you are not, at most once an hour.")
    return {"text": text, "blocks": [paragraph(text)]}


def report(shown: ReportShown) -> Post:
    """To an admin: the words where they are public, and what can be done."""
    head = _("Somebody asks you to look at these thanks:")
    blocks = [paragraph(head)]
    text = head
    if shown.kudos is not None:
        said = _("{receivers}, from {giver}").format(
            receivers=names(shown.kudos.names), giver=name(shown.kudos.giver)
        )
        text = f"{head} {said}"
        blocks += _reported(shown.kudos, f"*{said}*")
    ending = escape(how_it_ended(shown))
    if shown.post_stays:
        ending += " " + _("I can't delete the post myself: ⋯ Take back on it clears it.")
    if ending:
        return f"{text} {ending}", [*blocks, context(ending)]
    remove = button(_("Remove them"), action_id=REMOVE_REPORTED, value=shown.source, style="danger")
    keep = button(_("Let them stand"), action_id=KEEP_REPORTED, value=shown.source)
    return text, [*blocks, actions([remove, keep])]


def _reported(kudos: KudosShown, head: str) -> list[Block]:
    """Words of a private place are not shown elsewhere, only who and where."""
    if kudos.audience == "private":
        place = where(kudos)
        stays = _("Said in {place}, which is private: the words stay there.").format(place=place)
        return [paragraph(head), context(stays)]
    words = f"{head}\n> {_said(kudos)}"
    passed_on = that_fit([*map(_credited, kudos.credits)], beside=words)
    return [paragraph(words), *(context(line) for line in passed_on)]


def where(kudos: KudosShown) -> str:
    if kudos.shown == "receivers" or kudos.channel_id.startswith("D"):
        return _("a direct message")
    return f"<#{kudos.channel_id}>"


def how_it_ended(shown: ReportShown) -> str:
    """As plain text; empty while an admin may still decide."""
    match shown.settled:
        case "removed":
            return _("Removed by {name}.").format(name=plain_name(shown.settled_by))
        case "kept":
            return _("{name} let them stand.").format(name=plain_name(shown.settled_by))
    return "" if shown.kudos else _("They were taken back meanwhile.")


def _post(shown: KudosShown, receivers: str) -> Post:
    head = _("🤝 {receivers}, from {giver}").format(receivers=receivers, giver=name(shown.giver))
    plain = _("🤝 {receivers}, from {giver}").format(
        receivers=names(shown.names), giver=name(shown.giver)
    )
    said = _said(shown)
    text = f"{plain}: {said}" if said else plain
    words = f"{head}\n> {said}" if said else head
    added = that_fit([*map(_credited, shown.credits), *_joined(shown)], beside=words)
    return text, [
        paragraph(words),
        *(context(line) for line in added),
        actions([button(_("Add my thanks"), action_id=JOIN, value=shown.source), _menu(shown)]),
    ]


def _menu(shown: KudosShown) -> Block:
    return overflow(
        [
            option(_("Take back"), f"{TAKE_BACK}:{shown.source}"),
            option(_("Pass credit on"), f"{PASS_ON}:{shown.source}"),
            _reporting(shown),
        ],
        action_id=MORE,
    )


def _reporting(shown: KudosShown) -> Block:
    return option(_("Report to admins"), f"{REPORT}:{shown.source}")


def _said(shown: KudosShown) -> str:
    return "      ".join(part for part in (escape(shown.reason), hashed(shown.values)) if part)


def _joined(shown: KudosShown) -> list[str]:
    if not shown.joined:
        return []
    return [
        ngettext("{names} adds thanks", "{names} add thanks", len(shown.joined)).format(
            names=names(shown.joined, _NAMES_JOINED)
        )
    ]


def _credited(credit: CreditShown) -> str:
    line = _("{giver} passes credit on to {receivers}").format(
        giver=name(credit.giver), receivers=names(credit.receivers)
    )
    return f"{line}: {escape(credit.reason)}" if credit.reason else line


def _notice(notice: NoticeShown) -> str:
    kudos = notice.kudos
    where = f"<#{kudos.channel_id}>"
    if notice.credited_by:
        head = _("{giver} passed {first}'s thanks on to you in {channel}").format(
            giver=name(notice.credited_by), channel=where, first=name(kudos.giver)
        )
    else:
        head = _("{giver} in {channel}").format(giver=name(kudos.giver), channel=where)
    return f"*{head}*\n> {_said(kudos)}"
