"""What admins may set about the board, in words."""

from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.vocabulary.dates import weekdays
from slackapp.vocabulary.settings_form import SettingsField
from slackapp.vocabulary.words import _

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GOALS = (70, 80, 90, 95, 100)
_LONGEST_CAUSE = 120
NO_GOAL = "none"


def fields(settings: LeaderboardSettings) -> list[SettingsField]:
    return [
        SettingsField(
            name="leaderboard.channel",
            kind="channel",
            label=_("Channel"),
            hint=_("Invite me there, too. None: no board is posted."),
            unfit=_("Choose a channel of this workspace."),
        ),
        SettingsField(
            name="leaderboard.weekday",
            kind="choice",
            label=_("Day"),
            options=list(zip(_DAYS, weekdays(), strict=True)),
            unfit=_("Choose a day."),
        ),
        SettingsField(
            name="leaderboard.time", kind="time", label=_("Time"), unfit=_("Choose a time.")
        ),
        SettingsField(
            name="leaderboard.order",
            kind="choice",
            label=_("Who gave most"),
            options=orders(),
            unfit=_("Choose an order."),
        ),
        SettingsField(
            name="leaderboard.cause",
            kind="text",
            label=_("Our cause"),
            hint=_("Heads the board: nobody waits a day for help."),
            unfit=_("At most 120 letters."),
            most=_LONGEST_CAUSE,
        ),
        SettingsField(
            name="leaderboard.goal",
            kind="choice",
            label=_("Team goal"),
            options=_goals(settings.goal),
            unfit=_("Choose a goal."),
        ),
        SettingsField(
            name="leaderboard.picture_on_home",
            kind="switch",
            label=_("The trend as a picture on Home"),
            hint=_("Where whoever runs the app has allowed me files."),
        ),
    ]


def orders() -> list[tuple[str, str]]:
    return [
        ("top_five", _("Top five in order")),
        ("alphabetical", _("In alphabetical order")),
        ("with_scores", _("In order, with scores")),
        ("team_only", _("The team only, nobody by name")),
    ]


def state(settings: LeaderboardSettings) -> str:
    if settings.channel is None:
        return _("no channel yet, so none is posted")
    day = dict(zip(_DAYS, weekdays(), strict=True))[settings.weekday]
    return _("{channel}, {day} {time} · {order}").format(
        channel=f"<#{settings.channel}>",
        day=day,
        time=settings.time,
        order=dict(orders())[settings.order],
    )


def not_made_yet() -> str:
    return _("Nothing happened last week, so no board would be posted.")


def _goals(chosen: str | None) -> list[tuple[str, str]]:
    """And the one that is set, whatever it is."""
    offered = [f"{name}={percent}" for name in ("answered", "thanked") for percent in _GOALS]
    more = [chosen] if chosen and chosen not in offered else []
    return [(NO_GOAL, _("None")), *((goal, _goal(goal)) for goal in [*offered, *more])]


def _goal(goal: str) -> str:
    name, _sign, percent = goal.partition("=")
    words = (
        _("Questions answered: {percent} %")
        if name == "answered"
        else _("Helpers thanked: {percent} %")
    )
    return words.format(percent=percent)
