"""What people are told when something cannot be done: what happened, what to do.

Plain text: whoever shows it in markup escapes it, and errors of a form are plain anyway.
"""

from collections.abc import Sequence

from slackapp.features.kudos.blocks.wording import plain_name, plain_names
from slackapp.vocabulary.words import _, ngettext


def not_found() -> str:
    return _("I can't find these thanks any more.")


def not_yours() -> str:
    return _("Only whoever gave these thanks can do that.")


def too_late_to_undo() -> str:
    return _("Too late to undo here. Use ⋯ Take back on the post.")


def too_late_to_edit() -> str:
    return _("Too late to edit here. Use ⋯ Take back on the post and give it anew.")


def too_long_to_edit() -> str:
    return _("With names spelled out these words are too long for the form. Undo and give it anew.")


def old_button() -> str:
    return _("This button is from an old message, so I don't know any more what it was about.")


def old_form() -> str:
    return _("This form is from an older version of me. Please open it again.")


def were_taken_back() -> str:
    return _("These thanks were taken back.")


def your_own_thanks() -> str:
    return _("You gave these thanks yourself.")


def not_oneself() -> str:
    return _("That's you. Thank someone else, or pass credit on.")


def not_oneself_credited() -> str:
    return _("That's you. Name who did it with you.")


def who_are_you() -> str:
    return _("Slack didn't tell me in time who you are. Nothing was changed; please try again.")


def unreachable() -> str:
    return _("Slack didn't tell me in time who that is. Nothing was sent; please try again.")


def no_way_there() -> str:
    return _("I'm not in this channel, so I can't post there. Invite me, or type it as /kudos.")


def not_started(admins: Sequence[str]) -> str:
    if not admins:
        return _("I haven't been started here yet, so nothing was sent. An admin can start me.")
    return _(
        "I haven't been started here yet, so nothing was sent. They can start me: {names}."
    ).format(names=plain_names(admins))


def locked(admins: Sequence[str]) -> str:
    if not admins:
        return _("Your kudos are switched off here. Please ask an admin.")
    return _("Your kudos are switched off here. Please ask an admin: {names}.").format(
        names=plain_names(admins)
    )


def only_to_them() -> str:
    return _("Only to them (a direct message, uncounted)")


def outside_alone(people: Sequence[str]) -> str:
    return ngettext(
        "{names} is from another company, where a direct message of mine may never arrive. "
        "Choose another place to show it, or leave {names} out.",
        "{names} are from another company, where a direct message of mine may never arrive. "
        "Choose another place to show it, or leave them out.",
        len(people),
    ).format(names=plain_names(people))


def only_thanked_pass_on() -> str:
    return _("Only people thanked here can pass credit on.")


def already_in_chain(person: str) -> str:
    return _("{name} is named here already, so credit would run in a circle.").format(
        name=plain_name(person)
    )


def no_admins() -> str:
    return _("Slack has told me of no admin here, so I can't pass it on. Please ask one directly.")


def your_own_words(others: Sequence[str]) -> str:
    return _("These are your own words, so another admin decides: {names}.").format(
        names=plain_names(others)
    )


def already_settled(how: str) -> str:
    return _("Already settled: {how}").format(how=how)


def nobody() -> str:
    return _("Who is it for? Name people with @, then say what they did.")


def bots() -> str:
    return _("Bots don't need thanks, but the person behind may.")


def gone(people: Sequence[str]) -> str:
    """Who Slack does not know has no name."""
    people = [person for person in people if person]
    if not people:
        return _("Slack doesn't know whom you mean, so your words would not arrive.")
    return ngettext(
        "{names} is no longer here, so your words would not arrive.",
        "{names} are no longer here, so your words would not arrive.",
        len(people),
    ).format(names=plain_names(people))


def left_out(people: Sequence[str]) -> str:
    return ngettext(
        "{names} asked to be left out of this. Your words still arrive if you write yourself.",
        "{names} asked to be left out of this. Your words still arrive if you write yourself.",
        len(people),
    ).format(names=plain_names(people))


def you_are_left_out() -> str:
    return _("You asked to be left out, so I keep nothing of this. `/we leave` brings you back.")


def unknown_name(typed: str, suggestion: str) -> str:
    shown = plain_name("@" + typed)
    if not suggestion:
        return _("I don't know {name}. Pick people from the list Slack shows after @.").format(
            name=shown
        )
    return _("I don't know {name}. Did you mean {suggestion}?").format(
        name=shown, suggestion=plain_name(suggestion)
    )


def too_short(people: Sequence[str], limit: int) -> str:
    return ngettext(
        "Say a little more: what did {names} do? {limit} letter is enough.",
        "Say a little more: what did {names} do? {limit} letters are enough.",
        limit,
    ).format(names=plain_names(people), limit=limit)


def too_many(limit: int) -> str:
    return ngettext(
        "That's more than {limit} person. Name the one you mean.",
        "That's more than {limit} people at once. Name those you mean, up to {limit}.",
        limit,
    ).format(limit=limit)


def large_group(count: int) -> str:
    return ngettext(
        "That's {count} person. Shall they be thanked?",
        "That's {count} people. Shall they all be thanked? It counts as one act.",
        count,
    ).format(count=count)
