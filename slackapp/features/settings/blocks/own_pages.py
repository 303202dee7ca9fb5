"""Inputs of settings that belong to no room: scores, hours, the zone, the language, admins."""

from decimal import Decimal

from slackapp.ledger.acts import ACT_KINDS
from slackapp.reading.mrkdwn import escape
from slackapp.vocabulary.dates import weekdays
from slackapp.vocabulary.settings_form import SettingsField
from slackapp.vocabulary.words import _, languages, ngettext

_MOST_ADMINS = 50


def score_fields() -> list[SettingsField]:
    labels = {
        "answer": _("An accepted answer"),
        "helped_me_too": _("“This helped me too”"),
        "link": _("A useful link"),
        "promotion": _("Passing a colleague's word on"),
        "credit": _("Giving credit"),
        "kudos": _("A kudos with a reason"),
        "acknowledgement": _("Words of thanks"),
        "helping_cap": _("Helping: most a week"),
        "sharing_cap": _("Sharing: most a week"),
        "thanking_cap": _("Thanking: most a week"),
    }
    halves = _("A number from 0 to 100 in halves, like 1.5.")
    order = [*ACT_KINDS, "helping_cap", "sharing_cap", "thanking_cap"]
    shown = [
        SettingsField(name=f"score.{one}", kind="number", label=labels[one], unfit=halves)
        for one in order
    ]
    connections = SettingsField(
        name="score.connections_cap",
        kind="number",
        label=_("New connections: most a week"),
        unfit=_("A whole number from 0 to 100."),
    )
    return [*shown, connections]


def scores_state(answer: str, kudos: str, week: str) -> str:
    said = _("answer {answer} · kudos {kudos}").format(answer=answer, kudos=kudos)
    if not week:
        return said
    return _("{scores} · from {week} on").format(scores=said, week=escape(week))


def holds_from(week: str) -> str:
    return _("A change holds from {week} on; weeks until then keep what they had.").format(
        week=escape(week)
    )


def score_preview(rows: list[tuple[str, Decimal, Decimal]]) -> str:
    unnamed = _("somebody")
    lines = [
        f"• {escape(name) or unnamed}: {_number(now)} → {_number(then)}" for name, now, then in rows
    ]
    return "\n".join(lines) or _("Nobody scored last week.")


def hour_fields() -> list[SettingsField]:
    return [
        SettingsField(name="hours.opens", kind="time", label=_("We work from"), unfit=_when()),
        SettingsField(
            name="hours.closes",
            kind="time",
            label=_("We work until"),
            unfit=_("This has to be later than the beginning."),
        ),
        SettingsField(
            name="hours.days",
            kind="choices",
            label=_("We work on"),
            options=[(str(day), name) for day, name in enumerate(weekdays())],
            unfit=_("Choose at least one day."),
        ),
        SettingsField(
            name="hours.country",
            kind="text",
            label=_("Public holidays of"),
            hint=_("Two letters, like DE or JP. None: no holidays."),
            unfit=_("I know no public holidays of this country and region."),
            most=2,
        ),
        SettingsField(
            name="hours.region",
            kind="text",
            label=_("Region"),
            hint=_("Where holidays differ, like BY for Bavaria."),
            unfit=_("I know no public holidays of this country and region."),
            most=10,
        ),
    ]


def hours_state(opens: str, closes: str, days: int, country: str) -> str:
    said = ngettext(
        "{opens} to {closes}, {count} day a week", "{opens} to {closes}, {count} days a week", days
    ).format(opens=opens, closes=closes, count=days)
    holidays = _("holidays of {country}").format(country=country) if country else _("no holidays")
    return f"{said} · {holidays}"


def place_fields() -> list[SettingsField]:
    names = {"en": _("English"), "de": _("German"), "ja": _("Japanese")}
    return [
        SettingsField(
            name="workspace.timezone",
            kind="text",
            label=_("Time zone"),
            hint=_("Like Europe/Berlin."),
            most=64,
        ),
        SettingsField(
            name="workspace.language",
            kind="choice",
            label=_("What everybody sees is in"),
            hint=_("What one person sees is in the language of their own Slack."),
            options=[(one, names.get(one, one)) for one in sorted(languages())],
            unfit=_("Choose a language."),
        ),
    ]


def admin_fields() -> list[SettingsField]:
    return [
        SettingsField(
            name="people.admins",
            kind="people",
            label=_("Admins besides Slack's own"),
            hint=_("They may do all that Slack's admins and owners may do here."),
            unfit=_("Choose members of this workspace; guests and others can't be."),
            most=_MOST_ADMINS,
        )
    ]


def admins_state(names: list[str]) -> str:
    return _("admins: {names}").format(names=escape(", ".join(names) or _("none")))


def _when() -> str:
    return _("Choose a time.")


def _number(score: Decimal) -> str:
    """As the board writes it; stored ones carry nine digits."""
    return format(score.normalize(), "f")
