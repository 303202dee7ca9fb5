"""What admins may set about links, in words."""

from slackapp.features.links.settings import LinksSettings
from slackapp.reading.mrkdwn import escape
from slackapp.vocabulary.settings_form import SettingsField
from slackapp.vocabulary.words import _, ngettext

OWNER, SITES = "links.own_sites.person", "links.own_sites.domains"

_MOST_CHANNELS = 50
_LONGEST_LIST = 300


def channel_fields() -> list[SettingsField]:
    return [
        SettingsField(
            name="links.channels_off",
            kind="channels",
            label=_("Shared links are noticed everywhere I am, but not in"),
            unfit=_("Choose channels of this workspace."),
            most=_MOST_CHANNELS,
        ),
        SettingsField(
            name="links.useful",
            kind="names",
            label=_("Emoji that say a link was useful"),
            unfit=_("These are no names of emoji."),
            most=_LONGEST_LIST,
        ),
        SettingsField(
            name="links.reshare_days",
            kind="number",
            label=_("Days the first sharer is remembered"),
            unfit=_("A whole number from 0 to 400."),
        ),
    ]


def channels_state(settings: LinksSettings) -> str:
    off = len(settings.channels_off)
    if not off:
        return _("links everywhere I am")
    return ngettext(
        "links everywhere but in {count}", "links everywhere but in {count}", off
    ).format(count=off)


def site_fields() -> list[SettingsField]:
    return [
        SettingsField(
            name=OWNER,
            kind="person",
            label=_("Own sites of"),
            hint=_("Own work scores nothing for its maker; whoever passes it on scores."),
            unfit=_("Choose whose sites these are."),
        ),
        SettingsField(
            name=SITES,
            kind="names",
            label=_("Their sites"),
            hint=_("Like ana.dev; they take the place of those known. None: none."),
            unfit=_("These are no addresses of sites."),
            most=_LONGEST_LIST,
        ),
    ]


def sites_known(settings: LinksSettings) -> str:
    lines = [
        f"• <@{person}>: {escape(', '.join(domains))}"
        for person, domains in settings.own_sites.items()
        if domains
    ]
    return "\n".join([_("*Own sites*"), *lines]) if lines else ""


def sites_state(settings: LinksSettings) -> str:
    count = sum(1 for domains in settings.own_sites.values() if domains)
    if not count:
        return ""
    return ngettext("own sites of {count} person", "own sites of {count} people", count).format(
        count=count
    )
