"""Faults that a test or a person orders for the next calls. The shop cannot tell that they are ordered."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

CALLS = ("confirm", "lookup", "cancel")
KINDS = ("decline", "error_500", "unavailable", "slow", "lost_answer", "answer_twice", "reset_before")


@dataclass(frozen=True)
class Fault:
    """One ordered fault, for the next `times` calls of its kind.

    `decline` is for confirm alone. `slow` waits `seconds` and then does what was asked; `lost_answer` does it and resets
    the connection; `answer_twice` does it a second time and answers with that; `error_500`, `unavailable` and
    `reset_before` do nothing.
    """

    call: str
    kind: str
    times: int = 1
    seconds: float = 1.0


def parse_fault(data: object) -> Fault:
    """A fault from JSON. Raises ValueError with the reason."""
    if not isinstance(data, Mapping):
        raise ValueError("a fault is a JSON object")  # noqa: TRY004 - the caller answers every reason alike
    if unknown := data.keys() - {item.name for item in fields(Fault)}:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    _require(data.get("call") in CALLS, f"call must be one of {', '.join(CALLS)}")
    _require(data.get("kind") in KINDS, f"kind must be one of {', '.join(KINDS)}")
    _require(data["kind"] != "decline" or data["call"] == "confirm", "only confirm can be declined")
    _require(_is_number(data.get("times", 1), int) and data.get("times", 1) >= 1, "times must be a whole number from 1")
    seconds: Any = data.get("seconds", 1.0)
    _require(_is_number(seconds, int, float) and seconds >= 0, "seconds must be a number from 0")
    return Fault(**data)


class FaultBook:
    """The faults that wait, oldest first. Safe to share between threads."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()

    @property
    def waiting(self) -> list[Fault]:
        """A copy."""
        with self._lock:
            return [*self._waiting]

    def add(self, fault: Fault) -> None:
        """Keeps a fault behind those that wait."""
        with self._lock:
            self._waiting.append(fault)

    def take(self, call: str) -> Fault | None:
        """The oldest fault for a call; it has one time less afterwards."""
        with self._lock:
            for index, fault in enumerate(self._waiting):
                if fault.call == call:
                    left = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                    self._waiting[index : index + 1] = left
                    return fault
        return None

    def clear(self) -> None:
        """Forgets every fault."""
        with self._lock:
            self._waiting.clear()


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)


def _is_number(value: object, *kinds: type) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool)
