"""Trouble on demand: what the Web API does wrong, and how often."""

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, NotRequired, TypedDict, Unpack

Moment = Literal["before", "after"]


@dataclass
class Fault:
    """One kind of trouble for a method (`*` is every one), `times` times (None is always).

    `response_url` and `upload` count as methods. What it does, before or after the call is done:
    `drop` closes the connection, `hang` never answers and leaves it open. Or it answers: `error`
    is Slack's own, with status 200 unless `status` says otherwise, or any `body`; nothing was
    done then, unless `accepted`. `delay` is in seconds. `channel` and `person` narrow it down.
    """

    method: str
    times: int | None = 1
    delay: float = 0
    drop: Moment | None = None
    hang: Moment | None = None
    error: str | None = None
    status: int | None = None
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    accepted: bool = False
    channel: str | None = None
    person: str | None = None
    number: int = 0
    fired: int = 0

    @property
    def is_spent(self) -> bool:
        return self.times is not None and self.fired >= self.times

    @property
    def answers(self) -> bool:
        return self.error is not None or self.status is not None or self.body is not None

    @property
    def sentence(self) -> str:
        """What it is, to read in a list."""
        where = [f"in {self.channel}"] if self.channel else []
        whom = [f"for {self.person}"] if self.person else []
        method = "every method" if self.method == "*" else self.method
        often = (
            "always" if self.times is None else "once" if self.times == 1 else f"{self.times} times"
        )
        return f"{' '.join([method, *where, *whom])}: {', '.join(self._doings())} ({often})"

    def _doings(self) -> list[str]:
        done = "after it was done" if self.accepted else "with nothing done"
        words = [f"{self.delay:g} s late"] if self.delay else []
        words += [f"cut off {self.drop} it is done"] if self.drop else []
        words += [f"left hanging {self.hang} it is done"] if self.hang else []
        if self.answers:
            body = "a body of its own" if self.body is not None else self.error or "internal_error"
            words.append(f"answers {self.status or 200} {body} {done}")
        return words


class FaultFields(TypedDict):
    """The arguments of `Faults.add`, the same as those of `Fault`."""

    method: str
    times: NotRequired[int | None]
    delay: NotRequired[float]
    drop: NotRequired[Moment]
    hang: NotRequired[Moment]
    error: NotRequired[str]
    status: NotRequired[int]
    body: NotRequired[bytes]
    headers: NotRequired[Mapping[str, str]]
    accepted: NotRequired[bool]
    channel: NotRequired[str]
    person: NotRequired[str]


class Faults:
    """The switchboard: first come first served, each listed until it is taken out."""

    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._last = 0
        self._lock = threading.Lock()

    def add(self, **fields: Unpack[FaultFields]) -> Fault:
        """The fields are those of `Fault`; `method` must be among them."""
        with self._lock:
            self._last += 1
            fault = Fault(**fields, number=self._last)
            self._faults[fault.number] = fault
        return fault

    def all(self) -> list[Fault]:
        """Also those spent, so that one can see how often each fired."""
        with self._lock:
            return list(self._faults.values())

    def remove(self, number: int) -> None:
        with self._lock:
            self._faults.pop(number, None)

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def take(self, method: str, channel: str = "", people: Collection[str] = ()) -> Fault | None:
        """The first fault for this call, if any; it has fired then."""
        with self._lock:
            for fault in self._faults.values():
                if not fault.is_spent and _meets(fault, method, channel, people):
                    fault.fired += 1
                    return fault
        return None


def _meets(fault: Fault, method: str, channel: str, people: Collection[str]) -> bool:
    return (
        fault.method in {method, "*"}
        and fault.channel in {None, channel}
        and (fault.person is None or fault.person in people)
    )
