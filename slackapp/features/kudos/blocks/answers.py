"""What a giver alone is shown: given, not given, taken back, and how it works."""

from collections.abc import Callable

from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.blocks.wording import (
    Json,
    as_typed,
    name,
    names,
    paragraph,
    private,
)
from slackapp.features.kudos.rules.answers import (
    KudosGiven,
    KudosNotGiven,
    KudosTakenBack,
    Problem,
)
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import actions, button
from slackapp.vocabulary.words import _, ngettext

UNDO_GIVEN = "kudos.undo_given"
EDIT_GIVEN = "kudos.edit_given"
GIVE_AGAIN = "kudos.give_again"
CANCEL = "kudos.cancel"


def given(answer: KudosGiven) -> Json:
    """With [Undo] and [Edit]."""
    said = [_what_happens(answer), *_who_is_left_out(answer)]
    if answer.outside:
        said.append(
            ngettext(
                "{names} is from outside: your words arrive.",
                "{names} are from outside: your words arrive.",
                len(answer.outside),
            ).format(names=names(answer.outside))
        )
    text = " ".join(said)
    undo = button(_("Undo"), action_id=UNDO_GIVEN, value=answer.source)
    edit = button(_("Edit"), action_id=EDIT_GIVEN, value=answer.source)
    return private(text, paragraph(text), actions([undo, edit]))


def not_given(answer: KudosNotGiven) -> Json:
    """What is missing and what was typed, so that nobody types it twice."""
    text = escape(problem_of(answer))
    blocks = [paragraph(text)]
    if answer.again:
        blocks.append(actions(_ways_on(answer)))
    return private(text, *blocks, *as_typed(answer.typed))


def taken_back(answer: KudosTakenBack) -> Json:
    text = _("Taken back.") if answer.typed else _("Already taken back.")
    if answer.post_stays:
        text += " " + _("I can't delete it myself: ⋯ Take back on the post clears the words too.")
    if answer.typed and answer.alone:
        text += " " + _(
            "These were your words to {names} alone. To give them again, open `/kudos` "
            'and choose "{place}".'
        ).format(names=names(answer.alone), place=escape(sentences.only_to_them()))
    return private(text, paragraph(text), *as_typed(answer.typed))


def taken_back_on_post(answer: KudosTakenBack) -> Json:
    """The post itself goes away; an admin who removes it has no words to get back."""
    text = _("Taken back.")
    return private(text, paragraph(text), *as_typed(answer.typed))


def kept() -> Json:
    text = _("All right, nothing was sent.")
    return private(text, paragraph(text))


def form_not_opened(command: str) -> Json:
    """A way on: what the form would have asked for, in one line."""
    text = _("Slack didn't open the form in time. In one line it goes like this:\n{line}").format(
        line=_example(command)
    )
    return private(text, paragraph(text))


def usage(command: str = "/kudos") -> Json:
    text = "\n".join(
        (
            _("*Thank somebody, where everybody sees it*"),
            _example(command),
            _("`{command}` alone opens a form.").format(command=command),
            _("Name people or a group, say what they did; a #value is up to you."),
            _("In a message or thread: `@ana ++ for …`. Slash commands don't work in threads."),
            _("In a thread: ⋯ → Give kudos."),
        )
    )
    return private(text, paragraph(text))


def we_kudos_usage() -> str:
    return _("`/we kudos @ana for …`: thank somebody")


def we_kudos_label() -> str:
    return _("Give kudos")


def we_thanks_usage() -> str:
    return _("`/we thanks [year]`: what you were thanked for; `/we thanks @ana for …` gives")


def problem_of(answer: KudosNotGiven) -> str:
    """As plain text."""
    return _PROBLEMS[answer.problem](answer)


def _example(command: str) -> str:
    return _("`{command} @ana @bo for staying late so the migration landed #craft`").format(
        command=command
    )


def _ways_on(answer: KudosNotGiven) -> list[Json]:
    if answer.problem != "large_group":
        return [button(_("Yes"), action_id=GIVE_AGAIN, value=answer.again)]
    thank_all = _("Thank all {count}").format(count=answer.limit)
    return [
        button(thank_all, action_id=GIVE_AGAIN, value=answer.again, style="primary"),
        button(_("Cancel"), action_id=CANCEL),
    ]


def _what_happens(answer: KudosGiven) -> str:
    shown = names(answer.receivers)
    if answer.shown == "receivers":
        return _("Only {names} will see it. It doesn't count.").format(names=shown)
    if answer.audience == "private":
        done = _("Changed.") if answer.changed else _("Sent.")
        stays = _("It stays in this channel, not on the public board; who isn't here won't see it.")
        return f"{done} {stays}"
    if answer.shown_instead:
        said = _("I'm not in #{channel}. Posted in #{feed} instead.").format(
            channel=name(answer.channel), feed=name(answer.shown_instead)
        )
        return said if answer.counts else f"{said} {_past_the_cap(answer)}"
    if answer.changed:
        return _("Changed. {names} will see it.").format(names=shown)
    if not answer.counts:
        return _("Sent. {past_the_cap}").format(past_the_cap=_past_the_cap(answer))
    return _("{names} will see it.").format(names=shown)


def _past_the_cap(answer: KudosGiven) -> str:
    if not answer.counted_a_week:
        return _("Thanks arrive, they just don't count here.")
    return _("Past {count} a week thanks still arrive, they just don't count.").format(
        count=answer.counted_a_week
    )


def _who_is_left_out(answer: KudosGiven) -> list[str]:
    said = []
    if answer.has_self:
        said.append(_("You yourself are left out."))
    if answer.bots:
        said.append(sentences.bots())
    if answer.gone:
        said.append(escape(sentences.gone(answer.gone)))
    if answer.left_out:
        said.append(escape(sentences.left_out(answer.left_out)))
    return said


_PROBLEMS: dict[Problem, Callable[[KudosNotGiven], str]] = {
    "nobody": lambda _answer: sentences.nobody(),
    "unknown_name": lambda answer: sentences.unknown_name(answer.names[0], answer.suggestion),
    "unreachable": lambda _answer: sentences.unreachable(),
    "too_many": lambda answer: sentences.too_many(answer.limit),
    "large_group": lambda answer: sentences.large_group(answer.limit),
    "self": lambda _answer: sentences.not_oneself(),
    "bots": lambda _answer: sentences.bots(),
    "gone": lambda answer: sentences.gone(answer.names),
    "left_out": lambda answer: sentences.left_out(answer.names),
    "too_short": lambda answer: sentences.too_short(answer.names, answer.limit),
    "outside_alone": lambda answer: sentences.outside_alone(answer.names),
    "no_way_there": lambda _answer: sentences.no_way_there(),
    "not_started": lambda answer: sentences.not_started(answer.names),
    "locked": lambda answer: sentences.locked(answer.names),
}
