"""What admins may set about kudos, in words."""

from slackapp.features.kudos.settings import KudosSettings
from slackapp.vocabulary.settings_form import SettingsField
from slackapp.vocabulary.words import _, ngettext

_MOST_PEOPLE = 50
_LONGEST_LIST = 1000


def thanks_fields() -> list[SettingsField]:
    return [
        SettingsField(
            name="kudos.feed",
            kind="channel",
            label=_("Feed"),
            hint=_("This channel shows every public kudos, beside where it was given."),
            unfit=_("Choose a channel of this workspace."),
        ),
        SettingsField(
            name="kudos.emoji",
            kind="names",
            label=_("Emoji that thank"),
            hint=_("As a reaction, it is a kudos without words. Names without colons: handshake."),
            unfit=_("These are no names of emoji."),
        ),
        SettingsField(
            name="kudos.values",
            kind="names",
            label=_("Values"),
            hint=_("People choose one of them for a kudos. None: any #value will do."),
            unfit=_("At most a hundred, each of 50 letters or fewer."),
            most=_LONGEST_LIST,
        ),
        SettingsField(
            name="kudos.minimum_reason",
            kind="number",
            label=_("Shortest reason, in letters"),
            unfit=_("A whole number from 0 to 150."),
        ),
        SettingsField(
            name="kudos.max_receivers",
            kind="number",
            label=_("Most people in one kudos"),
            unfit=_("A whole number from 1 to 100."),
        ),
    ]


def thanks_state(settings: KudosSettings) -> str:
    feed = _("feed {channel}").format(channel=f"<#{settings.feed}>") if settings.feed else ""
    emoji = " ".join(f":{name}:" for name in settings.emoji)
    values = len(settings.values)
    counted = ngettext("{count} value", "{count} values", values).format(count=values)
    reason = _("reasons of {count} letters").format(count=settings.minimum_reason)
    return " · ".join(filter(None, [feed, emoji, counted if values else "", reason]))


def private_rule() -> str:
    return _("A kudos given in a private channel stays there and scores nowhere.")


def channel_fields() -> list[SettingsField]:
    return [
        SettingsField(
            name="kudos.channels_off",
            kind="channels",
            label=_("Thanks are noticed everywhere I am, but not in"),
            unfit=_("Choose channels of this workspace."),
            most=_MOST_PEOPLE,
        )
    ]


def channels_state(settings: KudosSettings) -> str:
    off = len(settings.channels_off)
    if not off:
        return _("thanks everywhere I am")
    return ngettext(
        "thanks everywhere but in {count}", "thanks everywhere but in {count}", off
    ).format(count=off)


def people_fields() -> list[SettingsField]:
    return [
        SettingsField(
            name="kudos.locked",
            kind="people",
            label=_("Their kudos are not taken"),
            hint=_("Whoever is named here is told to ask an admin."),
            unfit=_("Choose people of this workspace."),
            most=_MOST_PEOPLE,
        )
    ]


def people_state(settings: KudosSettings) -> str:
    locked = len(settings.locked)
    if not locked:
        return ""
    return ngettext("{count} may not give", "{count} may not give", locked).format(count=locked)
