"""Which kinds of nudges a workspace has switched on or off for all."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from slackapp.database.transaction import Transaction
from slackapp.workspace.settings import load_settings

_SWITCH = {"on": True, "off": False}


class NudgeKinds(BaseModel):
    """kinds: switched on or off by an admin; unsaid is the kind's own default.

    They are typed as `talk=on,credit_the_source=off`; nothing is every kind's own default.
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "nudges"

    kinds: Mapping[str, bool] = Field(default_factory=dict)

    @field_validator("kinds", mode="before")
    @classmethod
    def _as_typed(cls, said: object) -> object:
        if said is None:
            return {}
        return _read(said) if isinstance(said, str) else said


def switched_for_all(tx: Transaction, kind: str) -> bool | None:
    """None where no admin said anything about it."""
    return load_settings(tx, NudgeKinds).kinds.get(kind)


def _read(text: str) -> dict[str, bool]:
    switches = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        kind, _, switch = (each.strip() for each in part.partition("="))
        if not kind or switch not in _SWITCH:
            raise ValueError("kinds are switched as in talk=on,credit_the_source=off")
        switches[kind] = _SWITCH[switch]
    return switches
