"""Trouble on demand: what the Web API does wrong, and how often."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NotRequired, TypedDict, Unpack

Drop = Literal["before", "after"]


@dataclass
class Fault:
    """One kind of trouble for a method (`*` is every one), `times` times (None is always).

    `drop="before"` closes the connection with nothing done, `"after"` once it is done.
    `error` is Slack's own, with status 200 unless `status` says otherwise; `delay` is in seconds.
    """

    method: str
    times: int | None = 1
    delay: float = 0
    drop: Drop | None = None
    error: str | None = None
    status: int | None = None
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    channel: str | None = None

    @property
    def answers(self) -> bool:
        return self.error is not None or self.status is not None or self.body is not None


class FaultFields(TypedDict):
    """The arguments of `Faults.add`, the same as those of `Fault`."""

    method: str
    times: NotRequired[int | None]
    delay: NotRequired[float]
    drop: NotRequired[Drop]
    error: NotRequired[str]
    status: NotRequired[int]
    body: NotRequired[bytes]
    headers: NotRequired[Mapping[str, str]]
    channel: NotRequired[str]


class Faults:
    """The faults still to come, first come first served."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, **fields: Unpack[FaultFields]) -> Fault:
        """The fields are those of `Fault`; `method` must be among them."""
        fault = Fault(**fields)
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def take(self, method: str, channel: str) -> Fault | None:
        with self._lock:
            for fault in self._faults:
                if fault.method in {method, "*"} and fault.channel in {None, channel}:
                    self._use_up(fault)
                    return fault
        return None

    def _use_up(self, fault: Fault) -> None:
        if fault.times is None:
            return
        fault.times -= 1
        if fault.times <= 0:
            self._faults.remove(fault)
