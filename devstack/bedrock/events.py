"""A reply as the events of a ConverseStream answer."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from devstack.bedrock.model.reply import Reply, ToolCall

TEXT_PIECE = 3
INPUT_PIECE = 7
"""Characters of one delta. They are few, so that whoever reads must join them."""


class Event(NamedTuple):
    """A member of the stream's union and its payload."""

    name: str
    payload: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Where in an answer the event stands: "start", "text", "tool_input" or "" for the rest."""
        if self.name == "messageStart":
            return "start"
        if self.name != "contentBlockDelta":
            return ""
        return "text" if "text" in self.payload["delta"] else "tool_input"


def reply_events(reply: Reply, seed: str, stop_reason: str | None = None) -> Iterator[Event]:
    """Every event up to messageStop. `seed` makes the toolUseIds: the same request gives the same ids."""
    yield Event("messageStart", {"role": "assistant"})
    index = 0
    if reply.text:
        yield from text_block(index, reply.text)
        index += 1
    for position, call in enumerate(reply.calls):
        yield from tool_block(index + position, call, tool_use_id(seed, position))
    yield Event("messageStop", {"stopReason": stop_reason or ("tool_use" if reply.calls else "end_turn")})


def text_block(index: int, text: str) -> Iterator[Event]:
    """A text block. It has no contentBlockStart, as in the real service."""
    for piece in pieces(text, TEXT_PIECE):
        yield Event("contentBlockDelta", {"contentBlockIndex": index, "delta": {"text": piece}})
    yield Event("contentBlockStop", {"contentBlockIndex": index})


def tool_block(index: int, call: ToolCall, identifier: str) -> Iterator[Event]:
    """A tool call, its input as fragments of JSON. An empty input is the empty string."""
    start = {"toolUse": {"toolUseId": identifier, "name": call.name}}
    yield Event("contentBlockStart", {"contentBlockIndex": index, "start": start})
    written = json.dumps(call.input, ensure_ascii=False) if call.input else ""
    for piece in ["", *pieces(written, INPUT_PIECE)]:
        yield Event("contentBlockDelta", {"contentBlockIndex": index, "delta": {"toolUse": {"input": piece}}})
    yield Event("contentBlockStop", {"contentBlockIndex": index})


def pieces(text: str, size: int) -> Iterator[str]:
    """A text in pieces of `size` characters."""
    for start in range(0, len(text), size):
        yield text[start : start + size]


def tool_use_id(seed: str, position: int) -> str:
    """An id of the service's form that depends on the request alone."""
    return "tooluse_" + sha256(f"{seed}/{position}".encode()).hexdigest()[:22]


def reply_text(reply: Reply) -> str:
    """Everything that the model wrote, for counting output tokens."""
    return reply.text + "".join(json.dumps(call.input, ensure_ascii=False) + call.name for call in reply.calls)
