"""What a member chose for themselves: pause, direct messages, nudges, hours."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.workspace.models import PreferenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Unsaid is the default. nudges: a kind switched on or off. opens, closes: "09:00".

    paused_until: UNTIL_I_SAY where no time was said. muted_channels: where no nudge is shown to
    this person. days: of the week, Monday is 0.
    """

    paused_until: datetime | None = None
    direct_messages: bool = True
    nudges: Mapping[str, bool] = field(default_factory=dict)
    muted_channels: Collection[str] = ()
    opens: str | None = None
    closes: str | None = None
    days: Collection[int] | None = None

    def paused(self, now: datetime) -> datetime | None:
        """Until when, while the pause lasts."""
        until = self.paused_until
        return until if until is not None and until > now else None


_COLUMNS = tuple(Preferences.__dataclass_fields__)


def find_preferences(tx: Transaction, person: int) -> Preferences:
    """By our key of the person; looked up once a transaction."""
    known = _known(tx)
    if person not in known:
        prepare_preferences(tx, [person])
    return known[person]


def prepare_preferences(tx: Transaction, people: Collection[int]) -> None:
    """Look these up at once, so that asking for each costs nothing."""
    known = _known(tx)
    wanted = set(people) - known.keys()
    query = select(PreferenceRow).where(
        PreferenceRow.workspace_id == tx.workspace_id, PreferenceRow.person.in_(wanted)
    )
    known.update(dict.fromkeys(wanted, Preferences()))
    rows = tx.session.scalars(query.execution_options(populate_existing=True))
    known.update((row.person, _preferences(row)) for row in rows)


def change_preferences(tx: Transaction, person: int, **changes: Any) -> Preferences:  # noqa: ANN401  as Preferences takes them
    """Only these: two buttons pressed at once lose nothing of each other."""
    tx.lock_workspace()
    _known(tx).pop(person, None)
    changed = replace(find_preferences(tx, person), **changes)
    save_preferences(tx, person, changed)
    return changed


def save_preferences(tx: Transaction, person: int, preferences: Preferences) -> None:
    row = {
        "workspace_id": tx.workspace_id,
        "person": person,
        "paused_until": preferences.paused_until,
        "direct_messages": preferences.direct_messages,
        "nudges": dict(preferences.nudges),
        "muted_channels": sorted(preferences.muted_channels),
        "opens": preferences.opens,
        "closes": preferences.closes,
        "days": None if preferences.days is None else sorted(preferences.days),
    }
    insert_or_update(tx.session, PreferenceRow, [row], update=_COLUMNS)
    _known(tx)[person] = preferences


def _known(tx: Transaction) -> dict[int, Preferences]:
    return cast("dict[int, Preferences]", tx.memo.setdefault(PreferenceRow, {}))


def _preferences(row: PreferenceRow) -> Preferences:
    return Preferences(**{name: getattr(row, name) for name in _COLUMNS})
