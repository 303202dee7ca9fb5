"""What admins may set about nudges, in words."""

from collections.abc import Sequence

from slackapp.vocabulary.settings_form import SettingsField
from slackapp.vocabulary.words import _, ngettext

KINDS = "nudges.kinds"

_MOST_CHANNELS = 50


def fields(kinds: Sequence[tuple[str, str]]) -> list[SettingsField]:
    return [
        SettingsField(
            name=KINDS,
            kind="choices",
            label=_("What I may ask"),
            hint=_("Everybody can switch each of them off for themselves, too."),
            options=kinds,
            unfit=_("Choose among these."),
        ),
        SettingsField(
            name="nudges.channels_off",
            kind="channels",
            label=_("I ask nothing in or about"),
            unfit=_("Choose channels of this workspace."),
            most=_MOST_CHANNELS,
        ),
        SettingsField(
            name="nudges.messages_a_day",
            kind="number",
            label=_("Direct messages to a person, a day"),
            unfit=_("A whole number from 0 to 3."),
        ),
        SettingsField(
            name="nudges.messages_a_week",
            kind="number",
            label=_("Direct messages to a person, a week"),
            unfit=_("A whole number from 0 to 10."),
        ),
        SettingsField(
            name="nudges.notices_a_day",
            kind="number",
            label=_("Notices a person sees in channels, a day"),
            unfit=_("A whole number from 0 to 10."),
        ),
        SettingsField(
            name="nudges.fewest_people",
            kind="number",
            label=_("No posts for everybody under so many members"),
            unfit=_("A whole number from 1 to 50."),
        ),
        SettingsField(
            name="nudges.most_in_one",
            kind="number",
            label=_("Most nudges in one message"),
            unfit=_("A whole number from 1 to 5."),
        ),
    ]


def state(on: int, of: int, acted: str) -> str:
    said = _("{count} of {all} kinds on").format(count=on, all=of)
    return f"{said} · {acted}" if acted else said


def previewed(lines: Sequence[tuple[str, int]]) -> str:
    """Label and count."""
    told = [f"• {label}: {count}" for label, count in lines if count]
    total = sum(count for _label, count in lines)
    head = ngettext(
        "*Last week I would have asked {count} time.*",
        "*Last week I would have asked {count} times.*",
        total,
    ).format(count=total)
    return "\n".join([head, *told])


def what_it_counts() -> str:
    return _("Of all that came up in the last seven days, whoever it would have been for.")
