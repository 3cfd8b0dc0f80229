"""What the chat reads and writes on the wire: request bodies and server-sent events."""

import json
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from megaticket.base import Record
from megaticket.errors import ERRORS, ErrorCode

MAX_MESSAGE_LENGTH = 2000
MAX_BODY_BYTES = 32 * 1024

Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,128}$")]


class Selection(Record):
    """Seats that the person picked on the page's map."""

    schedule_id: Token
    seat_ids: Annotated[tuple[Token, ...], Field(min_length=1, max_length=20)]


class ChatRequest(Record):
    """The body of `POST /chat`. `confirm` is the id of the proposal that the person agrees to by its button."""

    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    conversation_id: Token | None = None
    client_message_id: Token | None = None
    confirm: Token | None = None
    selection: Selection | None = None


class StopRequest(Record):
    """The body of `POST /conversations/{id}/stop`."""

    turn_id: Token


@dataclass(frozen=True)
class Event:
    """One server-sent event of a turn."""

    name: Literal["start", "text", "reset", "tool", "action", "error", "done"]
    data: dict[str, Any]


@dataclass(frozen=True)
class Usage:
    """Tokens of a turn, summed over its model calls; cache reads and writes are not in `input_tokens`."""

    input_tokens: int = 0
    output_tokens: int = 0
    total_tokens: int = 0
    cache_read_input_tokens: int = 0
    cache_write_input_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.total_tokens + other.total_tokens,
            self.cache_read_input_tokens + other.cache_read_input_tokens,
            self.cache_write_input_tokens + other.cache_write_input_tokens,
        )

    def as_json(self) -> dict[str, int]:
        """The contract's field names."""
        return {
            "inputTokens": self.input_tokens,
            "outputTokens": self.output_tokens,
            "totalTokens": self.total_tokens,
            "cacheReadInputTokens": self.cache_read_input_tokens,
            "cacheWriteInputTokens": self.cache_write_input_tokens,
        }


@dataclass(frozen=True)
class Action:
    """What the page draws: a hold, a proposal, buttons."""

    type: str
    data: dict[str, Any] = field(default_factory=dict)

    def as_json(self, action_id: str) -> dict[str, Any]:
        """The data of an `action` event."""
        return {"actionId": action_id, "type": self.type, "data": self.data}


@dataclass(frozen=True)
class Choice:
    """A button: what it shows, and what it says when pressed."""

    label: str
    message: str
    confirm: str | None = None

    def as_json(self) -> dict[str, str]:
        """An item of the CHOICES action."""
        confirm = {"confirm": self.confirm} if self.confirm else {}
        return {"label": self.label, "message": self.message, **confirm}


def error_event(code: ErrorCode, message: str | None = None) -> Event:
    """The `error` event of a code, in the table's words unless others are given."""
    info = ERRORS[code]
    return Event("error", {"code": code.value, "message": message or info.message, "retryable": info.retryable})


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(turn_id: str, sequence: int, *events: Event) -> bytes:
    """Events in the form of `text/event-stream`, numbered from `sequence` on.

    JSON holds no raw line break, so one data line is enough.
    """
    return "".join(
        f"id: {turn_id}:{number}\nevent: {event.name}\ndata: {_data(event)}\n\n"
        for number, event in enumerate(events, sequence)
    ).encode()


def _data(event: Event) -> str:
    # Words are nearly every event, and json writes a text by itself in a tenth of the time that a dictionary takes.
    if event.name == "text":
        return f'{{"delta":{_JSON.encode(event.data["delta"])}}}'
    return _JSON.encode(event.data)


PING = b": ping\n\n"
