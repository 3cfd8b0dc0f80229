"""Faults that a test or a person asks for, by request: the product cannot tell that they are ordered."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import count
from typing import Any

KINDS = frozenset(
    [
        "throttle",
        "error",
        "unavailable",
        "validation",
        "stall",
        "cut",
        "empty",
        "exception",
        "invent_seat",
        "bad_tool_json",
        "slow",
        "say",
    ]
)
PLACES = frozenset({"start", "first_content", "text", "tool_input"})
SPOKEN = frozenset({"text", "answer"})
"""The places of an answer in words alone."""
ERRORS = {
    "throttle": ("ThrottlingException", "Too many requests, please wait before trying again."),
    "error": (
        "InternalServerException",
        "The system encountered an unexpected error during processing. Try your request again.",
    ),
    "unavailable": ("ServiceUnavailableException", "Bedrock is unable to process your request."),
    "validation": ("ValidationException", "The model returned the following errors: invalid request."),
}
"""Kinds that answer an error before any stream: its type and message."""
ERROR_TYPE_OF_STATUS = {
    400: "ValidationException",
    403: "AccessDeniedException",
    404: "ResourceNotFoundException",
    408: "ModelTimeoutException",
    424: "ModelErrorException",
    429: "ThrottlingException",
    503: "ServiceUnavailableException",
}


@dataclass(frozen=True)
class Fault:
    """One ordered fault.

    It takes the next `times` requests whose model id holds `model` and whose last user text holds `match`. A fault in the
    middle of a stream waits for an answer that has the place `at`. With a `text` the model says that, whole and whatever
    its limit, in the place of its own answer; the kind "say" does nothing else.
    """

    kind: str
    at: str = "first_content"
    model: str = ""
    match: str = ""
    times: int = 1
    seconds: float = 1.0
    status: int | None = None
    name: str = "modelStreamErrorException"
    text: str = ""
    id: int = 0

    @property
    def error_type(self) -> str:
        """The error that this fault answers, for kinds in ERRORS."""
        default = ERRORS[self.kind][0]
        return default if self.status is None else ERROR_TYPE_OF_STATUS.get(self.status, "InternalServerException")

    def applies(self, model_id: str, user_text: str, places: frozenset[str]) -> bool:
        """Whether this fault is for a request that would be answered with these places."""
        return self.model in model_id and self.match in user_text and self.needs <= (SPOKEN if self.text else places)

    @property
    def needs(self) -> frozenset[str]:
        """The places that an answer must have for this fault to take it."""
        if self.kind in {"stall", "cut", "exception"}:
            return frozenset({self.at}) - {"start", "first_content"}
        return frozenset({"invent_seat": {"answer"}, "bad_tool_json": {"tool_input"}}.get(self.kind, set()))


def parse_fault(data: Mapping[str, Any]) -> Fault:
    """A fault from JSON. Raises ValueError with the reason."""
    unknown = data.keys() - {item.name for item in fields(Fault)} | (data.keys() & {"id"})
    if unknown:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    if data.get("kind") not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(sorted(KINDS))}")
    if data.get("at", "start") not in PLACES:
        raise ValueError(f"at must be one of {', '.join(sorted(PLACES))}")
    text = data.get("text", "")
    if not isinstance(text, str) or (data["kind"] == "say" and not text):
        raise ValueError("text must be words, and say needs it")
    return Fault(**data)


class FaultBook:
    """The faults that wait, oldest first."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self._ids = count(1)

    def add(self, fault: Fault) -> Fault:
        """Keep a fault; the same with its id."""
        kept = replace(fault, id=next(self._ids))
        self.waiting.append(kept)
        return kept

    def take(self, model_id: str, user_text: str, places: frozenset[str]) -> Fault | None:
        """The oldest fault for this request; it has one time less afterwards."""
        for index, fault in enumerate(self.waiting):
            if fault.applies(model_id, user_text, places):
                self.waiting[index : index + 1] = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                return fault
        return None

    def clear(self) -> None:
        """Forget every fault."""
        self.waiting.clear()
