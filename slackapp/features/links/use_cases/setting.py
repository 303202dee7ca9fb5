"""What admins may set about links: where they are noticed, and whose work is whose."""

from collections.abc import Mapping

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import SettingsPage
from slackapp.features.links.blocks import setting
from slackapp.features.links.blocks.setting import OWNER, SITES
from slackapp.features.links.settings import LinksSettings
from slackapp.vocabulary.settings_form import Entered, Unfit
from slackapp.workspace.settings import load_settings
from slackapp.workspace.settings_form import save_entered


def _sites(_tx: Transaction) -> dict[str, Entered]:
    """The two inputs are always empty at first: they are about whoever is chosen."""
    return {OWNER: None, SITES: ()}


def _save_sites(tx: Transaction, entered: Mapping[str, Entered]) -> None:
    person, domains = entered.get(OWNER), entered.get(SITES, ())
    if not isinstance(person, str) or not isinstance(domains, tuple):
        raise Unfit({OWNER: ""})
    if any(len(one) > 253 or " " in one or "." not in one for one in domains):  # noqa: PLR2004  a name in the DNS
        raise Unfit({SITES: ""})
    known = dict(load_settings(tx, LinksSettings).own_sites)
    known[person] = domains
    sites = {one: list(names) for one, names in known.items() if names}
    save_entered(tx, LinksSettings, {"links.own_sites": sites})  # type: ignore[dict-item]  # as JSON


def _logged_sites(tx: Transaction) -> dict[str, object]:
    sites = load_settings(tx, LinksSettings).own_sites
    return {"links.own_sites": {person: list(names) for person, names in sites.items()}}


PAGES = (
    SettingsPage.stored(
        LinksSettings,
        page="channels",
        place=20,
        fields=setting.channel_fields,
        state=setting.channels_state,
    ),
    SettingsPage(
        page="people",
        place=30,
        state=lambda tx: setting.sites_state(load_settings(tx, LinksSettings)),
        fields=lambda _tx: setting.site_fields(),
        values=_sites,
        save=_save_sites,
        note=lambda tx: setting.sites_known(load_settings(tx, LinksSettings)),
        logged=_logged_sites,
    ),
)
