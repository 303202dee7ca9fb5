"""`/we questions` and `/we find`: questions line by line, with what can be done about each."""

from collections.abc import Iterator

from slackapp.features.questions.blocks.wording import (
    Json,
    age,
    channel_of,
    heading,
    name,
    names,
    private,
)
from slackapp.features.questions.rules.shown import (
    MINE,
    OPEN,
    PAGE,
    Doing,
    Found,
    Listing,
    Picker,
    QuestionShown,
)
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, actions, button, context, section
from slackapp.vocabulary.words import _, ngettext

PRESS = "questions.press"
UNDO = "questions.undo"
PICK = "questions.pick"
ACCEPT = "questions.accept"
UNACCEPT = "questions.unaccept"
TURN_PAGE = "questions.turn_page"
ASK = "questions.open_ask"

_LONGEST_WORDS = 60
_MOST_HELPERS = 8  # beside each other
_OPPOSITE: dict[Doing, Doing] = {
    "claim": "let_go",
    "let_go": "claim",
    "solved": "reopen",
    "withdraw": "reopen",
}


def usage() -> str:
    return _("`/we questions [mine|open|#channel]`: what waits for an answer")


def label() -> str:
    return _("Open questions")


def find_usage() -> str:
    return _("`/we find words`: who was helped with the same before")


def value_of(listing: Listing, question_id: str, extra: str = "") -> str:
    """What comes back with a click: the question and the page it was on."""
    return "|".join([question_id, listing.view, str(listing.offset), extra])


def listing(shown: Listing, note: str = "", undo: tuple[Doing, str] | None = None) -> Json:
    """`note`: what was just done; `undo`: how it is undone, and about which question."""
    blocks: list[Block] = []
    if note:
        blocks.append(_noted(shown, note, undo))
    blocks.append(section(f"*{_title(shown)}*"))
    for question in shown.lines:
        blocks += _question(shown, question)
    if not shown.lines:
        blocks.append(context(_empty(shown)))
    blocks += _footer(shown)
    return private(note or _title(shown), blocks)


def done(doing: Doing) -> str:
    return {
        "claim": _("It's yours. Thank you!"),
        "let_go": _("Let go. Somebody else may take it."),
        "solved": _("Solved by yourself: well done."),
        "still_open": _("It waits again."),
        "withdraw": _("Never mind, it's off the list."),
        "reopen": _("It's open again."),
    }[doing]


def picker(shown: Picker, shown_in: Listing | None = None) -> Json:
    """Who helped? Each has a button, both have one more."""
    page = shown_in or Listing(view=MINE, lines=(), total=0)
    question = shown.question
    head = heading(question, with_asker=False)
    if not shown.helpers:
        said = _("Nobody has answered {question} yet.").format(question=head)
        solved = _doing(page, question, "solved", _("I solved it"))
        return private(_("Nobody has answered yet."), [section(said), actions([solved])])
    asked = _("Who helped you with {question}?").format(question=head)
    blocks = [section(asked), actions(_helpers(page, shown))]
    accepted = [one.name for one in shown.helpers if one.accepted]
    if accepted:
        thanked = _("Accepted: {names}. That's thanks enough, and it counts for them.")
        blocks.append(context(thanked.format(names=names(accepted))))
    return private(_("Who helped?"), blocks)


def found(shown: Found) -> Json:
    """What was helped before."""
    words = escape(clip(shown.words, _LONGEST_WORDS))
    if not shown.lines:
        said = _("I know of nothing like “{words}” yet. Ask, and the next one will find it.")
        blocks = [section(said.format(words=words)), actions([_ask_button()])]
        return private(_("Nothing found yet."), blocks)
    title = _("*Like “{words}”*").format(words=words)
    lines = [_found_line(question) for question in shown.lines]
    return private(
        _("Helped before"), [section("\n".join([title, *lines])), actions([_ask_button()])]
    )


def say_words() -> Json:
    text = _("Which words? For example: `/we find vpn certificate`")
    return private(text, [section(text)])


def found_line(question: QuestionShown) -> str:
    return _found_line(question)


def _found_line(question: QuestionShown) -> str:
    about = [channel_of(question), age(question)]
    if question.answers:
        about.append(_("helped by {names}").format(names=names(question.answers[:3])))
    return f"• {heading(question, with_asker=False)} · {' · '.join(about)}"


def _title(shown: Listing) -> str:
    if shown.view == OPEN:
        words = ngettext("{count} question waits", "{count} questions wait", shown.total)
    elif shown.view == MINE:
        words = ngettext("{count} question of yours", "{count} questions of yours", shown.total)
    else:
        words = ngettext(
            "{count} question waits in #{channel}",
            "{count} questions wait in #{channel}",
            shown.total,
        )
    return words.format(count=shown.total, channel=escape(shown.channel_name))


def _empty(shown: Listing) -> str:
    if shown.view not in {OPEN, MINE} and not shown.channel_name:
        return _("I can't show that channel here.")
    if shown.view == MINE:
        return _("Nothing of yours waits.")
    if not (shown.any_watched and shown.is_watched):
        return _(
            "Nothing waits. I look for questions only in channels marked for it; anywhere else "
            "use ⋯ → Track this question."
        )
    return _("Nothing waits. Everybody was helped.")


def _question(shown: Listing, question: QuestionShown) -> Iterator[Block]:
    yield section(f"{heading(question, with_asker=True)}\n{_about(question)}")
    buttons = [*_buttons(shown, question)]
    if buttons:
        yield actions(buttons)


def _about(question: QuestionShown) -> str:
    about = [channel_of(question), age(question)]
    if not question.by_me:
        about.insert(0, name(question.asker))
    if question.taken_by_me:
        about.append(_("you are on it"))
    elif question.taken_by:
        about.append(_("{name} is on it").format(name=name(question.taken_by)))
    if question.answers:
        about.append(_("answered by {names}").format(names=names(question.answers[:3])))
    if question.state == "expired":
        about.append(_("waited too long"))
    return " · ".join(about)


def _buttons(shown: Listing, question: QuestionShown) -> Iterator[Block]:
    if not question.by_me:
        if question.taken_by_me:
            yield _doing(shown, question, "let_go", _("Let it go"))
        elif not question.taken_by:
            yield _doing(shown, question, "claim", _("I'll take it"))
        return
    if question.answers:
        yield button(_("Who helped?"), action_id=PICK, value=value_of(shown, question.question_id))
    if question.state in {"answered", "expired"}:
        yield _doing(shown, question, "still_open", _("Still open"))
    yield _doing(shown, question, "solved", _("I solved it"))
    yield _doing(shown, question, "withdraw", _("Never mind"))


def _doing(shown: Listing, question: QuestionShown, doing: Doing, words: str) -> Block:
    return button(
        words,
        action_id=f"{PRESS}.{doing}",
        value=value_of(shown, question.question_id),
    )


def _noted(shown: Listing, note: str, undo: tuple[Doing, str] | None) -> Block:
    if undo is None or undo[0] not in _OPPOSITE:
        return section(note)
    doing, question_id = undo
    back = button(
        _("Undo"),
        action_id=f"{UNDO}.{_OPPOSITE[doing]}",
        value=value_of(shown, question_id),
    )
    return section(note, accessory=back)


def _footer(shown: Listing) -> Iterator[Block]:
    buttons = [_ask_button()]
    if shown.offset:
        buttons.append(_page(shown, shown.offset - PAGE, _("Back")))
    if shown.offset + PAGE < shown.total:
        buttons.append(_page(shown, shown.offset + PAGE, _("More")))
    if shown.view != MINE:
        buttons.append(_switch(MINE, _("My questions")))
    else:
        buttons.append(_switch(OPEN, _("All open")))
    yield actions(buttons)


def _page(shown: Listing, offset: int, words: str) -> Block:
    return button(
        words, action_id=f"{TURN_PAGE}.{offset}", value=f"|{shown.view}|{max(offset, 0)}|"
    )


def _switch(view: str, words: str) -> Block:
    return button(words, action_id=f"{TURN_PAGE}.{view}", value=f"|{view}|0|")


def _ask_button() -> Block:
    return button(_("Ask"), action_id=ASK, value="ask")


def _helpers(page: Listing, shown: Picker) -> Iterator[Block]:
    question_id = shown.question.question_id
    several = [one for one in shown.helpers if not one.accepted]
    for one in shown.helpers[:_MOST_HELPERS]:
        words = _("Not {name}") if one.accepted else "{name}"
        yield button(
            words.format(name=clip(one.name, 40)),
            action_id=f"{UNACCEPT if one.accepted else ACCEPT}.{one.key}",
            value=value_of(page, question_id, str(one.key)),
        )
    if 1 < len(several) <= _MOST_HELPERS:
        keys = ",".join(str(one.key) for one in several)
        words = _("Both") if len(several) == 2 else _("All of them")  # noqa: PLR2004  two are both
        yield button(words, action_id=f"{ACCEPT}.all", value=value_of(page, question_id, keys))
    yield _doing(page, shown.question, "solved", _("I solved it"))
