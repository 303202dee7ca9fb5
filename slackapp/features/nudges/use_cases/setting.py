"""What admins may set about nudges, with what last week's would have been."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, SettingsPage
from slackapp.features.nudges.blocks import sentences, setting
from slackapp.features.nudges.blocks.setting import KINDS
from slackapp.features.nudges.settings import NudgesSettings
from slackapp.features.nudges.store.nudges import count_by_place
from slackapp.features.nudges.use_cases.explaining import count_effects
from slackapp.features.nudges.use_cases.situations import Offers
from slackapp.outbox.content import Block
from slackapp.slack.blocks import context, section
from slackapp.vocabulary.settings_form import Entered, SettingsField
from slackapp.workspace.settings import load_settings
from slackapp.workspace.settings_form import read_entered, save_entered

_LOOKED_BACK = timedelta(days=7)
_CHANNELS_OFF = f"{NudgesSettings.name}.channels_off"


def settings_page(offers: Offers) -> SettingsPage:
    return SettingsPage(
        page="nudges",
        place=10,
        state=partial(_state, offers=offers),
        fields=lambda _tx: _fields(offers),
        values=partial(_values, offers=offers),
        save=partial(_save, offers=offers),
        preview=partial(_preview, offers=offers),
    )


def _fields(offers: Offers) -> list[SettingsField]:
    return setting.fields([(kind, offer.label()) for kind, offer in offers.items()])


def _state(tx: Transaction, offers: Offers) -> str:
    effects = count_effects(tx)
    sent, acted = sum(one.sent for one in effects), sum(one.acted for one in effects)
    said = sentences.acted_on(acted, sent) if sent else ""
    return setting.state(len(_on(tx, offers)), len(offers), said)


def _on(tx: Transaction, offers: Offers) -> tuple[str, ...]:
    said = load_settings(tx, NudgesSettings).kinds
    return tuple(kind for kind, offer in offers.items() if said.get(kind, offer.default_on))


def _values(tx: Transaction, offers: Offers) -> dict[str, Entered]:
    names = [one.name for one in _fields(offers) if one.name != KINDS]
    return {KINDS: _on(tx, offers), **read_entered(tx, NudgesSettings, names)}


def _save(tx: Transaction, entered: Mapping[str, Entered], offers: Offers) -> None:
    """A kind that is as its room would have it stays unsaid."""
    changed: dict[str, Entered] = dict(entered)
    if KINDS in changed:
        ticked = changed.pop(KINDS)
        on = set(ticked) if isinstance(ticked, tuple) else set()
        said = {
            kind: kind in on for kind, offer in offers.items() if (kind in on) != offer.default_on
        }
        changed[KINDS] = said  # type: ignore[assignment]  # as JSON has it
    save_entered(tx, NudgesSettings, changed)


def _preview(
    tx: Transaction, values: Mapping[str, Entered], _rooms: Sequence[Feature], offers: Offers
) -> Sequence[Block]:
    """What was sent and what a kind or channel switched off kept back, under these values."""
    on, channels_off = set(_several(values[KINDS])), set(_several(values[_CHANNELS_OFF]))
    counted: Counter[str] = Counter()
    for kind, channel_id, count in count_by_place(tx, since=tx.now - _LOOKED_BACK):
        if kind in on and channel_id not in channels_off:
            counted[kind] += count
    lines = [(offer.label(), counted[kind]) for kind, offer in offers.items()]
    return [section(setting.previewed(lines)), context(setting.what_it_counts())]


def _several(entered: Entered) -> tuple[str, ...]:
    return entered if isinstance(entered, tuple) else ()
