"""A few minutes in the community's life, played by its own people through the sandbox."""

from collections import Counter
from collections.abc import Callable

from slackapp.demo.stage import Stage
from slackapp.features.kudos.blocks.answers import UNDO_GIVEN
from slackapp.intake.translation import PEOPLES_SUBTYPES
from slackapp.sandbox import Channel, Person, Role
from slackapp.vocabulary.words import _

_MEMBERS = {Role.MEMBER, Role.ADMIN, Role.OWNER}
_CAST = 4

Say = Callable[[str], None]


def play_live(stage: Stage, channel: Channel, emoji: str, say: Say) -> None:
    """Every way to give, once, and one taken back."""
    cast = _most_talkative(stage, channel)
    if len(cast) < _CAST:
        say(_("Too few people talk in #{channel} to play live.").format(channel=channel.name))
        return
    ana, bo, cy, di = cast
    _thank_by_command(ana, [bo, cy], channel, say)
    post = cy.post(channel, f"<@{ana.id}> ++ for staying calm and sharing what you know #care")
    say(_("{giver} thanks {receiver} inside a message").format(**_names(cy, ana)))
    di.react(post, emoji)
    say(
        _("{giver} thanks {receiver} with :{emoji}:").format(**_names(di, cy), emoji=emoji),
    )
    link = "https://plain-words.example/how-to-thank-somebody"
    bo.post(channel, f"Short and kind, and it made me write to an old teacher: <{link}>")
    say(_("{person} shares a link").format(person=bo.profile.shown_name))
    _thank_and_take_back(di, bo, channel, say)
    stage.settle()


def _thank_by_command(giver: Person, receivers: list[Person], channel: Channel, say: Say) -> None:
    people = " ".join(map(_mention, receivers))
    text = f"{people} for making room for everybody in this talk #care"
    reply = giver.command("/kudos", text, channel=channel)
    names = " ".join(f"@{one.profile.shown_name}" for one in receivers)
    typed = _("{giver} types /kudos {names} for …").format(
        giver=giver.profile.shown_name, names=names
    )
    say(f"{typed}\n    → {reply.text}")


def _thank_and_take_back(giver: Person, receiver: Person, channel: Channel, say: Say) -> None:
    text = f"{_mention(receiver)} for the link, sent to the wrong person"
    reply = giver.command("/kudos", text, channel=channel)
    if reply.shown is not None:
        giver.click(reply.shown, UNDO_GIVEN)
        done = _("{giver} thanks {receiver} by mistake and clicks [Undo]")
        say(f"{done.format(**_names(giver, receiver))}\n    → {reply.text.splitlines()[0]}")


def _most_talkative(stage: Stage, channel: Channel) -> list[Person]:
    posts = Counter(one.user for one in channel.messages if one.subtype in PEOPLES_SUBTYPES)
    people = [stage.workspace.people[person_id] for person_id in channel.members]
    there = [one for one in people if one.profile.role in _MEMBERS and not one.profile.deleted]
    return sorted(there, key=lambda one: (-posts[one.id], one.id))[:_CAST]


def _names(giver: Person, receiver: Person) -> dict[str, str]:
    return {"giver": giver.profile.shown_name, "receiver": receiver.profile.shown_name}


def _mention(person: Person) -> str:
    return f"<@{person.id}|{person.profile.username}>"
