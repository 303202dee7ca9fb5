"""Every word and shape the room shows: answers to a giver, the public post, the board's part."""

from collections.abc import Callable, Sequence
from typing import Any

from slackapp.features.kudos.rules import (
    KudosGiven,
    KudosNotGiven,
    KudosShown,
    KudosTakenBack,
    Problem,
    Quote,
    SaidThisWeek,
)
from slackapp.reading.mrkdwn import clip, escape
from slackapp.slack.blocks import Block, actions, button, context, section
from slackapp.vocabulary.words import _, ngettext

UNDO_GIVEN = "kudos.undo_given"
GIVE_AGAIN = "kudos.give_again"

_LONGEST_NAME = 40
_LONGEST_TYPED = 4000
_VALUES_ON_A_BOARD = 5

Json = dict[str, Any]


def given(answer: KudosGiven) -> Json:
    """To the giver alone, with [Undo]."""
    sentences = [_what_happens(answer), *_who_is_left_out(answer)]
    if answer.outside:
        sentences.append(
            ngettext(
                "{names} is from outside: your words arrive.",
                "{names} are from outside: your words arrive.",
                len(answer.outside),
            ).format(names=_names(answer.outside))
        )
    text = " ".join(sentences)
    undo = button(_("Undo"), action_id=UNDO_GIVEN, value=answer.source)
    return _private(text, _section(text), actions([undo]))


def not_given(answer: KudosNotGiven) -> Json:
    """What is missing and what was typed, so that nobody types it twice."""
    text = _PROBLEMS[answer.problem](answer)
    blocks = [_section(text)]
    if answer.corrected:
        yes = button(_("Yes"), action_id=GIVE_AGAIN, value=answer.corrected)
        blocks.append(actions([yes]))
    return _private(text, *blocks, *_typed(answer.typed))


def taken_back(answer: KudosTakenBack) -> Json:
    if not answer.typed:
        text = _("Already taken back.")
        return _private(text, _section(text))
    text = _("Taken back.")
    if answer.post_stays:
        text += " " + _("I'm not in this channel, so what I showed here stays to be read.")
    return _private(text, _section(text), *_typed(answer.typed))


def usage(command: str = "/kudos") -> Json:
    text = "\n".join(
        (
            _("*Thank somebody, where everybody sees it*"),
            _("`{command} @ana @bo for staying late so the migration landed #craft`").format(
                command=command
            ),
            _("Name people or a group, say what they did; a #value is up to you."),
            _("In a message or thread: `@ana ++ for …`. Slash commands don't work in threads."),
        )
    )
    return _private(text, _section(text))


def we_kudos_usage() -> str:
    return _("`/we kudos @ana for …`: thank somebody")


def we_thanks_usage() -> str:
    return _("`/we thanks @ana for …`: the same")


def not_found() -> str:
    return _("I can't find these thanks any more; there is nothing to take back.")


def not_yours() -> str:
    return _("Only who gave these thanks can take them back.")


def too_late_to_undo() -> str:
    return _("Too late to undo here: that works for ten minutes.")


def old_button() -> str:
    return _("This button is from an old message. Please type the command again.")


def post(shown: KudosShown) -> tuple[str, list[Block]]:
    """The public words as plain text and blocks; the only place where people are mentioned."""
    people = [f"*<@{slack_id}>*" for slack_id in shown.people]
    parties = [f"*<!subteam^{group_id}>*" for group_id in shown.parties]
    head = _("🤝 {receivers}, from {giver}").format(
        receivers=_joined([*people, *parties]), giver=_name(shown.giver)
    )
    plain = _("🤝 {receivers}, from {giver}").format(
        receivers=_names(shown.names), giver=_name(shown.giver)
    )
    said = "      ".join(part for part in (escape(shown.reason), _hashed(shown.values)) if part)
    text = f"{plain}: {said}" if said else plain
    return text, [_section(f"{head}\n> {said}" if said else head)]


def said_this_week(said: SaidThisWeek) -> list[Block]:
    """The board's part; nothing where nothing was said."""
    blocks = []
    if said.quotes:
        lines = [f"> {escape(_quote(quote))}" for quote in said.quotes]
        blocks.append(_section("\n".join([f"*{_('Said this week')}*", *lines])))
    if said.values:
        blocks.append(context(escape(_most_thanked_for(said.values))))
    return blocks


def said_this_week_text(said: SaidThisWeek) -> str:
    """The same as plain text, not escaped."""
    lines = [_("Said this week"), *map(_quote, said.quotes)] if said.quotes else []
    return "\n".join([*lines, _most_thanked_for(said.values)] if said.values else lines)


def thanks_figure(count: int) -> str:
    return ngettext("thanks given", "thanks given", count)


def thanked_figure(count: int) -> str:
    return ngettext("person thanked", "people thanked", count)


def _what_happens(answer: KudosGiven) -> str:
    if answer.audience == "private":
        return _("Sent. It stays here, not on the public board.")
    if not answer.counts:
        return _("Sent. Past five a week thanks still arrive, they just don't count.")
    return _("{names} will see it.").format(names=_names(answer.receivers))


def _who_is_left_out(answer: KudosGiven) -> list[str]:
    sentences = []
    if answer.has_self:
        sentences.append(_("You yourself are left out."))
    if answer.bots:
        sentences.append(_bots())
    if answer.gone:
        sentences.append(_gone(answer.gone))
    return sentences


def _bots() -> str:
    return _("Bots don't need thanks, but the person behind may.")


def _gone(names: Sequence[str]) -> str:
    """Who Slack does not know has no name."""
    names = [name for name in names if name]
    if not names:
        return _("Slack doesn't know whom you mean, so your words would not arrive.")
    return ngettext(
        "{names} is no longer here, so your words would not arrive.",
        "{names} are no longer here, so your words would not arrive.",
        len(names),
    ).format(names=_names(names))


def _unknown_name(answer: KudosNotGiven) -> str:
    name = _name("@" + answer.names[0])
    if not answer.suggestion:
        return _("I don't know {name}. Pick people from the list Slack shows after @.").format(
            name=name
        )
    return _("I don't know {name}. Did you mean {suggestion}?").format(
        name=name, suggestion=_name(answer.suggestion)
    )


def _too_short(answer: KudosNotGiven) -> str:
    return ngettext(
        "Say a little more: what did {names} do? {limit} letter is enough.",
        "Say a little more: what did {names} do? {limit} letters are enough.",
        answer.limit,
    ).format(names=_names(answer.names), limit=answer.limit)


def _too_many(answer: KudosNotGiven) -> str:
    return ngettext(
        "That's more than {limit} person. Name the one you mean.",
        "That's more than {limit} people at once. Name those you mean, up to {limit}.",
        answer.limit,
    ).format(limit=answer.limit)


_PROBLEMS: dict[Problem, Callable[[KudosNotGiven], str]] = {
    "nobody": lambda _answer: _("Whom do you thank? Name people with @, then what they did."),
    "unknown_name": _unknown_name,
    "unreachable": lambda _answer: _(
        "Slack didn't tell me in time who that is. Nothing was sent; please try again."
    ),
    "too_many": _too_many,
    "self": lambda _answer: _("That's you. Thank someone else, or pass credit on."),
    "bots": lambda _answer: _bots(),
    "gone": lambda answer: _gone(answer.names),
    "too_short": _too_short,
}


def _typed(typed: str) -> list[Block]:
    """What the person typed, literally and to be copied."""
    if not typed:
        return []
    text = {"type": "text", "text": clip(typed, _LONGEST_TYPED)}
    preformatted = {"type": "rich_text_preformatted", "elements": [text]}
    return [{"type": "rich_text", "elements": [preformatted]}]


def _quote(said: Quote) -> str:
    return _('"{reason}" {receivers}, from {giver}').format(
        reason=said.reason, receivers=_plain_names(said.receivers), giver=_plain_name(said.giver)
    )


def _most_thanked_for(values: Sequence[tuple[str, int]]) -> str:
    counted = ", ".join(f"{value} {count}" for value, count in values[:_VALUES_ON_A_BOARD])
    return _("Most thanked for: {values}").format(values=counted)


def _names(names: Sequence[str]) -> str:
    """As markup: no name can ping."""
    return escape(_plain_names(names))


def _plain_names(names: Sequence[str]) -> str:
    return _joined([_plain_name(name) for name in names])


def _name(name: str) -> str:
    return escape(_plain_name(name))


def _plain_name(name: str) -> str:
    return clip(name, _LONGEST_NAME) or _("somebody")


def _joined(parts: Sequence[str]) -> str:
    """Read "Ana, Bo and Cy"."""
    if len(parts) < 2:  # noqa: PLR2004  a list needs two
        return "".join(parts)
    return _("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])


def _hashed(values: Sequence[str]) -> str:
    return " ".join(f"#{escape(value)}" for value in values)


def _private(text: str, *blocks: Block) -> Json:
    return {"response_type": "ephemeral", "text": text, "blocks": list(blocks)}


def _section(markup: str) -> Block:
    """Plain words in it stay plain: Slack links only what we marked."""
    block = section(markup)
    return {**block, "text": {**block["text"], "verbatim": True}}
