"""Pages of what belongs to no room: scores, hours, zone and language, admins."""

from collections.abc import Mapping, Sequence
from itertools import chain

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, SettingsPage
from slackapp.features.settings.blocks import own_pages
from slackapp.ledger.preview import preview_score
from slackapp.ledger.score_settings import (
    change_score,
    changed_settings,
    newest_settings,
    next_week,
    settings_of,
)
from slackapp.outbox.content import Block
from slackapp.slack.blocks import section
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.settings_form import Entered, Unfit
from slackapp.workspace.admins import AdminSettings, names_of_admins
from slackapp.workspace.hours import HoursSettings, public_holidays
from slackapp.workspace.languages import LanguageSettings
from slackapp.workspace.people import find_people
from slackapp.workspace.settings import load_settings
from slackapp.workspace.settings_form import as_entered, read_entered, save_entered
from slackapp.workspace.workspaces import set_zone, workspace_zone

_ZONE, _LANGUAGE = "workspace.timezone", "workspace.language"
_OPENS, _CLOSES, _DAYS = "hours.opens", "hours.closes", "hours.days"
_COUNTRY, _REGION = "hours.country", "hours.region"
_SCORE = "score."
_MOST_PREVIEWED = 40


def _score_values(tx: Transaction) -> dict[str, Entered]:
    values = newest_settings(tx).model_dump(mode="json")
    return {f"{_SCORE}{name}": as_entered(value) for name, value in values.items()}


def _score_changes(tx: Transaction, entered: Mapping[str, Entered]) -> dict[str, object]:
    changes: dict[str, object] = {
        name.removeprefix(_SCORE): value for name, value in entered.items()
    }
    unfit = {}
    for name, value in changes.items():
        try:
            changed_settings(tx, {name: value})
        except Refusal:
            unfit[f"{_SCORE}{name}"] = ""
    if unfit:
        raise Unfit(unfit)
    return changes


def _save_scores(tx: Transaction, entered: Mapping[str, Entered]) -> None:
    change_score(tx, _score_changes(tx, entered))


def _scores_state(tx: Transaction) -> str:
    newest, week = newest_settings(tx), next_week(tx)
    is_to_come = newest != settings_of(tx, week.previous())
    return own_pages.scores_state(
        str(newest.answer), str(newest.kudos), str(week) if is_to_come else ""
    )


def _preview_scores(
    tx: Transaction, values: Mapping[str, Entered], _rooms: Sequence[Feature]
) -> Sequence[Block]:
    found = preview_score(tx, _score_changes(tx, values))
    rows = sorted(found.rows, key=lambda row: row.now == row.then)
    shown = [(row.name, row.now, row.then) for row in rows[:_MOST_PREVIEWED]]
    return [section(own_pages.score_preview(shown))]


def _hours_state(tx: Transaction) -> str:
    hours = load_settings(tx, HoursSettings)
    country = "-".join(filter(None, (hours.country, hours.region)))
    return own_pages.hours_state(hours.opens, hours.closes, len(hours.days), country)


def _hour_values(tx: Transaction) -> dict[str, Entered]:
    return read_entered(tx, HoursSettings, [one.name for one in own_pages.hour_fields()])


def _save_hours(tx: Transaction, entered: Mapping[str, Entered]) -> None:
    """What makes no sense together is said where it is mended."""
    upper = {
        name: entered[name].upper()  # type: ignore[union-attr]  # of texts only
        for name in (_COUNTRY, _REGION)
        if isinstance(entered.get(name), str)
    }
    changed = {**entered, **upper}
    wanted = {**_hour_values(tx), **changed}
    opens, closes = wanted[_OPENS], wanted[_CLOSES]
    unfit = {
        name: ""
        for name, is_unfit in (
            (_OPENS, opens is None),
            (_CLOSES, not isinstance(closes, str) or closes <= str(opens)),
            (_DAYS, not wanted[_DAYS]),
            (_COUNTRY, not _has_holidays(wanted[_COUNTRY], None)),
        )
        if is_unfit
    }
    if _COUNTRY not in unfit and not _has_holidays(wanted[_COUNTRY], wanted[_REGION]):
        unfit[_REGION] = ""
    if unfit:
        raise Unfit(unfit)
    save_entered(tx, HoursSettings, changed)


def _has_holidays(country: Entered, region: Entered) -> bool:
    try:
        public_holidays(
            country if isinstance(country, str) else None,
            region if isinstance(region, str) else None,
        )
    except NotImplementedError:
        return False
    return True


def _place_values(tx: Transaction) -> dict[str, Entered]:
    language = load_settings(tx, LanguageSettings).language
    return {_ZONE: workspace_zone(tx).key, _LANGUAGE: language}


def _save_place(tx: Transaction, entered: Mapping[str, Entered]) -> None:
    if _ZONE in entered:
        try:
            set_zone(tx, str(entered[_ZONE] or ""))
        except Refusal as refused:
            raise Unfit({_ZONE: refused.sentence}) from refused
    others = {name: value for name, value in entered.items() if name != _ZONE}
    if others:
        save_entered(tx, LanguageSettings, others)


def _save_admins(tx: Transaction, entered: Mapping[str, Entered]) -> None:
    """Members alone: a guest or somebody of another company may not be named."""
    named = list(chain.from_iterable(one for one in entered.values() if isinstance(one, tuple)))
    known = find_people(tx, named)
    if any(one not in known or not known[one].is_member for one in named):
        raise Unfit(dict.fromkeys(entered, ""))
    save_entered(tx, AdminSettings, entered)


PAGES = (
    SettingsPage(
        page="scores",
        place=10,
        state=_scores_state,
        fields=lambda _tx: own_pages.score_fields(),
        values=_score_values,
        save=_save_scores,
        preview=_preview_scores,
        note=lambda tx: own_pages.holds_from(str(next_week(tx))),
    ),
    SettingsPage(
        page="hours",
        place=10,
        state=_hours_state,
        fields=lambda _tx: own_pages.hour_fields(),
        values=_hour_values,
        save=_save_hours,
    ),
    SettingsPage(
        page="board",
        place=50,
        state=lambda tx: workspace_zone(tx).key,
        fields=lambda _tx: own_pages.place_fields(),
        values=_place_values,
        save=_save_place,
    ),
    SettingsPage(
        page="people",
        place=10,
        state=lambda tx: own_pages.admins_state(list(names_of_admins(tx))),
        fields=lambda _tx: own_pages.admin_fields(),
        values=lambda tx: read_entered(tx, AdminSettings, ["people.admins"]),
        save=_save_admins,
    ),
)
