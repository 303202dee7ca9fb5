"""A room's stored settings as the inputs of a form hold them, and back."""

from collections.abc import Collection, Mapping

from pydantic import ValidationError

from slackapp.database.transaction import Transaction
from slackapp.vocabulary.settings_form import Entered, Unfit
from slackapp.workspace.setting_changes import dump_settings
from slackapp.workspace.settings import Settings, change_settings


def read_entered(
    tx: Transaction, model: type[Settings], names: Collection[str]
) -> dict[str, Entered]:
    """By full name."""
    stored = dump_settings(tx, model)
    return {name: as_entered(stored[name]) for name in names}


def as_entered(value: object) -> Entered:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    return str(value)


def save_entered(tx: Transaction, model: type[Settings], entered: Mapping[str, Entered]) -> None:
    """What is given, by full name; Unfit names what cannot be."""
    prefix = f"{model.name}."
    changes = {name.removeprefix(prefix): value for name, value in entered.items()}
    try:
        change_settings(tx, model, changes)
    except ValidationError as error:
        unfit = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]}
        raise Unfit({f"{prefix}{one}": "" for one in unfit or changes}) from error
