"""The frame around every nudge: text, lines, buttons, the ⋯ menu, and what came of a press."""

from collections.abc import Iterator, Sequence
from typing import Any

from slackapp.features.nudges.blocks import sentences
from slackapp.features.nudges.rules.shown import CHANNEL, NEVER, NOT_NOW, PAUSE, NudgeShown
from slackapp.slack.blocks import Block, actions, button, divider, plain, section
from slackapp.vocabulary.nudges import NudgeAsk, NudgeChoice
from slackapp.vocabulary.words import _

CHOOSE, MORE, UNDO, AGAIN = "nudges.choose", "nudges.more", "nudges.undo", "nudges.again"
_SEPARATOR = "|"

Content = tuple[str, list[Block]]


def message(shown: Sequence[NudgeShown], note: str = "") -> Content:
    """All of a message's nudges; `note` stands above them."""
    blocks: list[Block] = [section(note)] if note else []
    texts = [note] if note else []
    for each in shown:
        if blocks:
            blocks.append(divider())
        blocks.extend(_nudge(each))
        texts.append(_text(each))
    return "\n".join(texts), blocks


def private_line(nudge_id: str, markup: str, undo: str = "") -> Content:
    """Said to whoever pressed in a post that everybody sees."""
    blocks: list[Block] = [section(markup)]
    if undo:
        blocks.append(actions([_button(_("Undo"), UNDO, nudge_id, undo)]))
    return markup, blocks


def channel_switched_off(nudge_id: str) -> Content:
    said = sentences.channel_switched_off()
    back = _button(_("Ask here again"), AGAIN, nudge_id, CHANNEL)
    return said, [section(said), actions([back])]


def read_value(value: str) -> tuple[str, str]:
    """The nudge and the choice a button carries."""
    nudge_id, _sign, choice = value.partition(_SEPARATOR)
    return nudge_id, choice


def home(shown: Sequence[NudgeShown]) -> list[Block]:
    """The same without the ⋯ menu: who looks at Home asked to see it."""
    title = f"*{sentences.for_you()}*"
    if not shown:
        return [section(f"{title}\n{sentences.nothing_waits()}")]
    blocks: list[Block] = [section(title)]
    for each in shown:
        blocks.extend(_nudge(each, with_menu=False))
    return blocks


def _nudge(shown: NudgeShown, *, with_menu: bool = True) -> Iterator[Block]:
    if shown.outcome:
        yield section(shown.outcome)
    if shown.muted:
        yield section(sentences.muted(shown))
        yield actions([_button(_("Ask me again"), AGAIN, shown.nudge_id, shown.muted)])
    if shown.undo:
        yield actions([_button(_("Undo"), UNDO, shown.nudge_id, shown.undo)])
    if shown.is_open and shown.ask is not None:
        yield from _ask(shown, shown.ask, with_menu=with_menu)
    elif not shown.outcome and not shown.muted:
        yield section(sentences.settled())


def _ask(shown: NudgeShown, ask: NudgeAsk, *, with_menu: bool) -> Iterator[Block]:
    yield section(ask.markup)
    number = 0
    for line in ask.lines:
        beside = _choice(shown, line.choice, number) if line.choice else None
        yield section(line.markup, accessory=beside)
        number += 1
    below = [_choice(shown, choice, number + place) for place, choice in enumerate(ask.choices)]
    if with_menu:
        below.append(_menu(shown))
    if below:
        yield actions(below)


def _choice(shown: NudgeShown, choice: NudgeChoice, number: int) -> Block:
    """Each of a message has an action id of its own, as Slack wants it."""
    return _button(choice.label, f"{CHOOSE}.{number}", shown.nudge_id, choice.value)


def _menu(shown: NudgeShown) -> Block:
    if shown.for_all:
        options = [(CHANNEL, _("Not in this channel (admins)"))]
    else:
        options = [(NOT_NOW, _("Not now")), (PAUSE, _("Pause a week"))]
        if shown.channel_id:
            options.append((CHANNEL, _("Not in this channel")))
        options.append((NEVER, _("Never ask this")))
    return {
        "type": "overflow",
        "action_id": MORE,
        "options": [
            {"text": plain(label, 75), "value": f"{shown.nudge_id}{_SEPARATOR}{value}"}
            for value, label in options
        ],
    }


def _button(label: str, action: str, nudge_id: str, value: str) -> dict[str, Any]:
    return button(label, action_id=action, value=f"{nudge_id}{_SEPARATOR}{value}")


def _text(shown: NudgeShown) -> str:
    """For notifications and screen readers: everything but the buttons."""
    said = [shown.outcome] if shown.outcome else []
    if shown.muted:
        said.append(sentences.muted(shown))
    if shown.is_open and shown.ask is not None:
        said.extend([shown.ask.markup, *(line.markup for line in shown.ask.lines)])
    return "\n".join(said) or sentences.settled()
