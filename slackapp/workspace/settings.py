"""What people changed about a workspace, a row a setting; the rest is its room's defaults."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self, TypeVar, cast

import structlog
from pydantic import ValidationError
from sqlalchemy import bindparam, select

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.workspace.models import WorkspaceSettingRow

_log = structlog.get_logger(__name__)


class Settings(Protocol):
    """A pydantic model of a room's settings; `name` is the room's ("kudos")."""

    name: ClassVar[str]

    @classmethod
    def model_validate(cls, obj: Any) -> Self: ...  # noqa: ANN401  pydantic's own shape

    def model_dump(self, *, mode: str, exclude_unset: bool) -> dict[str, Any]: ...


_ROW = Base.metadata.tables[WorkspaceSettingRow.__tablename__].c
_OF_WORKSPACE = select(_ROW.name, _ROW.value).where(_ROW.workspace_id == bindparam("workspace_id"))
S = TypeVar("S", bound=Settings)


def load_settings(tx: Transaction, model: type[S]) -> S:
    """The room's settings: this transaction's overrides, then what is stored, then defaults.

    They are looked up once a transaction. A stored value that no longer fits is logged and its
    default used; an override that does not fit raises pydantic's ValidationError, since whoever
    gave it is there to be told.
    """
    known = cast("dict[type[S], S]", tx.memo.setdefault(_memo_key(model), {}))
    if model not in known:
        known[model] = _load(tx, model)
    return known[model]


def _load(tx: Transaction, model: type[S]) -> S:
    stored = _of_room(_all_stored(tx), model.name)
    overrides = _of_room(tx.settings_overrides, model.name)
    try:
        return model.model_validate(stored | overrides)
    except ValidationError as error:
        unfit = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]}
    unfit = (unfit & stored.keys()) or set(stored)
    for field in sorted(unfit):
        _log.warning("setting.unfit", workspace_id=tx.workspace_id, setting=f"{model.name}.{field}")
    return model.model_validate(_without(stored, unfit) | overrides)


def save_settings(tx: Transaction, settings: Settings) -> None:
    """Store the fields that were set on the model; the others keep following their defaults."""
    tx.memo.pop(_memo_key(settings), None)
    tx.memo.pop(WorkspaceSettingRow, None)
    values = settings.model_dump(mode="json", exclude_unset=True)
    rows = [
        {"workspace_id": tx.workspace_id, "name": f"{settings.name}.{field}", "value": value}
        for field, value in values.items()
    ]
    insert_or_update(tx.session, WorkspaceSettingRow, rows, update=("value",))


def change_one_setting(tx: Transaction, model: type[S], field: str, value: object) -> None:
    """As typed; pydantic's ValidationError where it does not fit, or not with what is stored."""
    change_settings(tx, model, {field: value})


def change_settings(tx: Transaction, model: type[S], changes: Mapping[str, object]) -> None:
    """The same for several at once."""
    stored = _of_room(_all_stored(tx), model.name)
    save_settings(tx, model.model_validate({**stored, **changes}))


def _memo_key(room: Settings | type[Settings]) -> tuple[str, str]:
    return ("settings", room.name)


def _all_stored(tx: Transaction) -> Mapping[str, object]:
    """Every room's, looked up once a transaction: whoever asks one room asks others."""
    if WorkspaceSettingRow not in tx.memo:
        rows = tx.session.execute(_OF_WORKSPACE, {"workspace_id": tx.workspace_id})
        tx.memo[WorkspaceSettingRow] = {name: value for name, value in rows}  # noqa: C416  of a Row
    return cast("Mapping[str, object]", tx.memo[WorkspaceSettingRow])


def _of_room(values: Mapping[str, object], room: str) -> dict[str, object]:
    return {
        name.removeprefix(f"{room}."): value
        for name, value in values.items()
        if name.startswith(f"{room}.")
    }


def _without(values: dict[str, object], names: set[str]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name not in names}
