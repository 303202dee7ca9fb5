"""`score.*`: what contributions weigh in a workspace, from a week on; those before keep theirs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, NamedTuple, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import bindparam, delete, select, update

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.ledger.acts import ACT_KINDS
from slackapp.ledger.models import GiverWeekRow, GiverYearRow, ScorePolicyRow
from slackapp.ledger.policy import ScorePolicy
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import _
from slackapp.workspace.workspaces import workspace_zone

_MOST = 100
_HALF = Decimal("0.5")


def _plainly(value: Decimal) -> Decimal:
    """As it is shown: 2 for 2.0 and 2e0, 1.5 for 1.50."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.quantize(_HALF)


_Halves = Annotated[Decimal, Field(ge=0, le=_MOST, multiple_of=_HALF), AfterValidator(_plainly)]


class ScoreSettings(BaseModel):
    """A weight for each kind of act, and caps: points a pot, new connections a week."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "score"

    answer: _Halves = Decimal(3)
    helped_me_too: _Halves = Decimal(1)
    link: _Halves = Decimal(2)
    promotion: _Halves = Decimal(2)
    credit: _Halves = Decimal(2)
    kudos: _Halves = Decimal(1)
    acknowledgement: _Halves = _HALF
    helping_cap: _Halves | None = None
    sharing_cap: _Halves = Decimal(8)
    thanking_cap: _Halves = Decimal(5)
    connections_cap: int = Field(default=3, ge=0, le=_MOST)

    def policy(self) -> ScorePolicy:
        caps = {"sharing": self.sharing_cap, "thanking": self.thanking_cap}
        helping = {} if self.helping_cap is None else {"helping": self.helping_cap}
        return ScorePolicy(
            weights={kind: getattr(self, kind) for kind in ACT_KINDS},
            caps=caps | helping,  # type: ignore[arg-type]  # pots by name
            connections_cap=self.connections_cap,
        )


class Version(NamedTuple):
    """What holds from a week on ("2026-W47"), until the next version's."""

    from_week: str
    settings: ScoreSettings
    policy: ScorePolicy


_ROW = Base.metadata.tables[ScorePolicyRow.__tablename__].c
_VERSIONS = (
    select(_ROW.from_week, _ROW.settings)
    .where(_ROW.workspace_id == bindparam("workspace_id"))
    .order_by(_ROW.from_week.desc())
)
_FIRST = Version("", ScoreSettings(), ScoreSettings().policy())


def policy_of(tx: Transaction, week: Week) -> ScorePolicy:
    """What the week is scored by, whenever it is computed."""
    return _version_of(tx, week).policy


def settings_of(tx: Transaction, week: Week) -> ScoreSettings:
    return _version_of(tx, week).settings


def next_week(tx: Transaction) -> Week:
    """The first week that a change made now is about."""
    return Week.of(tx.now, workspace_zone(tx)).next()


def newest_settings(tx: Transaction) -> ScoreSettings:
    """What holds once every change made so far does."""
    return _versions(tx)[0].settings


def changed_settings(tx: Transaction, changes: Mapping[str, object]) -> ScoreSettings:
    """The newest ones with these changes; a Refusal says what does not fit."""
    known = newest_settings(tx).model_dump()
    for name in changes.keys() - known.keys():
        raise Refusal(_no_such(name, known))
    try:
        return ScoreSettings.model_validate(known | dict(changes))
    except ValidationError as error:
        raise Refusal(_unfit(str(error.errors()[0]["loc"][0]))) from error


def change_score(tx: Transaction, changes: Mapping[str, object]) -> Week:
    """From the next week on, which it returns; weeks that have begun keep what they had.

    What a clock that ran ahead made hold from a later week on gives way.
    """
    tx.lock_workspace()
    settings, first = changed_settings(tx, changes), next_week(tx)
    later = ScorePolicyRow.from_week > str(first)
    mine = ScorePolicyRow.workspace_id == tx.workspace_id
    tx.session.execute(delete(ScorePolicyRow).where(mine, later))
    version = {
        "workspace_id": tx.workspace_id,
        "from_week": str(first),
        "settings": settings.model_dump(mode="json"),
        "changed_at": tx.now,
    }
    insert_or_update(tx.session, ScorePolicyRow, [version], update=("settings", "changed_at"))
    tx.memo.pop(ScorePolicyRow, None)
    _mark_from(tx, first)
    return first


def _mark_from(tx: Transaction, week: Week) -> None:
    """Where somebody's clock was ahead, something of that week may be stored already."""
    stored = update(GiverWeekRow).where(
        GiverWeekRow.workspace_id == tx.workspace_id, GiverWeekRow.week >= str(week)
    )
    tx.session.execute(stored.values(dirty=True))
    years = update(GiverYearRow).where(
        GiverYearRow.workspace_id == tx.workspace_id, GiverYearRow.year >= week.year
    )
    tx.session.execute(years.values(dirty=True))


def _version_of(tx: Transaction, week: Week) -> Version:
    name = str(week)
    return next(one for one in _versions(tx) if one.from_week <= name)


def _versions(tx: Transaction) -> list[Version]:
    """Newest first, looked up once a transaction; before them all came the defaults."""
    if ScorePolicyRow not in tx.memo:
        rows = tx.session.execute(_VERSIONS, {"workspace_id": tx.workspace_id})
        found = [_version(from_week, stored) for from_week, stored in rows]
        tx.memo[ScorePolicyRow] = [*found, _FIRST]
    return cast("list[Version]", tx.memo[ScorePolicyRow])


def _version(from_week: str, stored: Mapping[str, object]) -> Version:
    settings = ScoreSettings.model_validate(stored)
    return Version(from_week, settings, settings.policy())


def _no_such(name: str, known: Mapping[str, object]) -> str:
    return _("There is no score.{name}. There are: {names}.").format(
        name=name, names=", ".join(known)
    )


def _unfit(name: str) -> str:
    if name == "connections_cap":
        return _("score.{name} is a whole number from 0 to {most}.").format(name=name, most=_MOST)
    return _("score.{name} is a number from 0 to {most} in halves, like 1.5.").format(
        name=name, most=_MOST
    )
