"""Days and times in the reader's language. Slack words its own `<!date^…>`, but not everywhere."""

from datetime import date, datetime

from slackapp.vocabulary.words import _


def weekday(day: date) -> str:
    """Read "Tuesday"."""
    return weekdays()[day.weekday()]


def weekdays() -> tuple[str, ...]:
    """From Monday on."""
    return (
        *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday")),
        *(_("Friday"), _("Saturday"), _("Sunday")),
    )


def day_and_month(day: date) -> str:
    """Read "3 Nov"."""
    return _("{day} {month}").format(day=day.day, month=_month(day))


def moment(local: datetime) -> str:
    """Read "Thu 26 Nov, 14:00"; by the clocks of the zone it is in."""
    days = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return _("{weekday} {day} {month}, {time}").format(
        weekday=days[local.weekday()],
        day=local.day,
        month=_month(local),
        time=f"{local:%H:%M}",
    )


def _month(day: date) -> str:
    months = (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )
    return months[day.month - 1]
