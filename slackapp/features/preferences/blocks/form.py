"""The preferences form."""

from collections.abc import Iterable, Sequence

from slackapp.features.preferences.blocks.answers import LEAVE, moment, what_leaving_does
from slackapp.features.preferences.rules import KEEP, NO, OPEN_END, FormShown, Kind
from slackapp.slack.blocks import Block, button, divider, section
from slackapp.slack.forms import (
    checkboxes,
    confirmation,
    input_field,
    modal,
    option,
    radio_buttons,
    time_picker,
)
from slackapp.vocabulary.dates import weekdays
from slackapp.vocabulary.words import _
from slackapp.vocabulary.working_time import UNTIL_I_SAY

FORM = "preferences.form"
PAUSE, DIRECT_MESSAGES, KINDS = "pause", "direct_messages", "kinds"
OPENS, CLOSES, DAYS, NAME = "opens", "closes", "days", "name"
YES, HIDE = "yes", "hide"

_MOST_BOXES = 10  # https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element


def preferences_form(shown: FormShown) -> Block:
    return modal(
        _("Preferences"),
        [
            _pause(shown),
            _direct_messages(shown),
            *_kinds(shown.kinds),
            *_hours(shown),
            *map(dict, shown.fields),
            _name(shown),
            divider(),
            _leave(),
        ],
        callback_id=FORM,
        submit=_("Save"),
        close=_("Cancel"),
    )


def bad_hours() -> str:
    return _("This has to be later than the beginning; empty both for the workspace's hours.")


def _pause(shown: FormShown) -> Block:
    until = shown.paused_until
    options = [option(_("No"), NO)]
    if until is not None and until != UNTIL_I_SAY:
        options.append(option(_("Until {until}").format(until=moment(until, shown.zone)), KEEP))
    options += [
        option(_("A day from now"), "1d"),
        option(_("A week from now"), "1w"),
        option(_("Until I say"), OPEN_END),
    ]
    chosen = NO if until is None else OPEN_END if until == UNTIL_I_SAY else KEEP
    hint = _("I ask nothing of you meanwhile. Thanks from others still reach you.")
    return input_field(
        _("Pause"), radio_buttons(options, action_id=PAUSE, chosen=chosen), hint=hint
    )


def _direct_messages(shown: FormShown) -> Block:
    options = [option(_("Yes, a few"), YES), option(_("None"), NO)]
    chosen = YES if shown.direct_messages else NO
    return input_field(
        _("Direct messages"),
        radio_buttons(options, action_id=DIRECT_MESSAGES, chosen=chosen),
        hint=_("At most one a day and three a week."),
    )


def _kinds(kinds: Sequence[Kind]) -> Iterable[Block]:
    """A list of boxes for each ten kinds: Slack takes no more in one."""
    for start in range(0, len(kinds), _MOST_BOXES):
        some = kinds[start : start + _MOST_BOXES]
        boxes = checkboxes(
            [option(each.label, each.kind) for each in some],
            action_id=f"{KINDS}.{start}",
            chosen=[each.kind for each in some if each.ticked],
        )
        yield input_field(_("Nudges"), boxes, optional=True)


def _hours(shown: FormShown) -> Iterable[Block]:
    hours = shown.hours
    zone = _("By the clock of your Slack profile: {zone}.").format(zone=shown.zone.key)
    opens = time_picker(action_id=OPENS, chosen=hours.opens)
    yield input_field(_("I work from"), opens, hint=zone, optional=True)
    yield input_field(
        _("I work until"), time_picker(action_id=CLOSES, chosen=hours.closes), optional=True
    )
    boxes = checkboxes(
        [option(name, str(day)) for day, name in enumerate(weekdays())],
        action_id=DAYS,
        chosen=[str(day) for day in sorted(hours.days)],
    )
    yield input_field(_("I work on"), boxes, hint=_("None: as the whole workspace."), optional=True)


def _name(shown: FormShown) -> Block:
    boxes = checkboxes(
        [option(_("Count what I give, but leave my name off"), HIDE)],
        action_id=NAME,
        chosen=[HIDE] if shown.hides_name else [],
    )
    return input_field(_("Boards and lists"), boxes, optional=True)


def _leave() -> Block:
    confirm = confirmation(
        _("Leave you out?"),
        what_leaving_does(),
        confirm=_("Leave me out"),
        deny=_("Cancel"),
        style="danger",
    )
    leave = button(_("Leave me out"), action_id=LEAVE, style="danger", confirm=confirm)
    return section(
        _("*Leave me out*\nNothing by or about you is read or kept, and it stays so."),
        accessory=leave,
    )
