"""What people are told when something cannot be done."""

from slackapp.vocabulary.words import _, ngettext


def who_are_you() -> str:
    return _("I haven't met you or this channel yet. Please try again in a minute.")


def you_are_left_out() -> str:
    return _("You asked to be left out, so I keep nothing of this. `/we leave` brings you back.")


def they_are_left_out() -> str:
    return _("Whoever wrote this asked to be left out of this.")


def only_the_asker() -> str:
    return _("Only who asked can say that.")


def own_question() -> str:
    return _("That's your own question. If you found the answer, press [I solved it].")


def own_answer() -> str:
    return _("That's your own answer. Who it helped can say so.")


def own_answer_thanked() -> str:
    return _("That's your own answer. Others may thank you for it.")


def not_yours() -> str:
    return _("That was asked of somebody else.")


def already_taken(name: str) -> str:
    if not name:
        return _("Somebody is on it already.")
    return _("{name} is on it already.").format(name=name)


def already_settled() -> str:
    return _("Already settled.")


def old_button() -> str:
    return _("This button is from an old message. `/we questions` shows what is open.")


def old_form() -> str:
    return _("This form is from an old version of me. Please open it again.")


def not_in_channel() -> str:
    return _("I'm not in that channel. Invite me there first.")


def not_by_a_person() -> str:
    return _("An app wrote that. Pick a question of a person.")


def no_question_here() -> str:
    return _("I know no question here. “This helped” goes on a reply in a question's thread.")


def topics_too_long(most: int) -> str:
    return ngettext(
        "That's a lot. {most} letter is the most.",
        "That's a lot. {most} letters are the most.",
        most,
    ).format(most=most)


def say_what() -> str:
    return _("What would you like to know?")


def form_not_opened() -> str:
    return _("Slack didn't open the form in time. Please try again.")
