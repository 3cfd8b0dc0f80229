"""The raw events of one ConverseStream call, understood: words, tool calls, an end."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lambdas.chat.bedrock.thinking import ThinkingFilter
from lambdas.chat.protocol import Usage

MAX_DEPTH = 16
MAX_DIGITS = 20
PLAIN_NUMBER = frozenset("-.0123456789")


@dataclass(frozen=True)
class TextDeltas:
    """Words that have come since the last look, in the pieces in which the model sent them.

    A model that is faster than we are is heard in many pieces at once, and whoever looks into its words looks once.
    """

    pieces: Sequence[str]

    @property
    def text(self) -> str:
        """The words together."""
        return "".join(self.pieces)


@dataclass(frozen=True)
class ToolCall:
    """A tool call whose input is complete. `input` is None where the model wrote broken JSON or no object."""

    tool_use_id: str
    name: str
    input: dict[str, Any] | None


@dataclass(frozen=True)
class Ended:
    """The message's end."""

    stop_reason: str
    usage: Usage


class EmptyStreamError(Exception):
    """The stream ended without a message's end."""


@dataclass(frozen=True)
class Progress:
    """Content that holds nothing for the person yet: a thought, a part of a tool's input."""


StreamOutput = TextDeltas | ToolCall | Ended
Heard = str | ToolCall | Progress
"""What one event says; words are a piece of text."""

PROGRESS = Progress()


@dataclass
class StreamParser:
    """Turns raw events into words, tool calls and the end. One per call; it keeps the open block.

    `thinking` drops a model's thoughts from its words, for models that write them there. `usage` is what the service says
    the call has used; None until it has.
    """

    thinking: ThinkingFilter | None = None
    stop_reason: str | None = None
    usage: Usage | None = None
    _tool: dict[str, str] | None = None
    _fragments: list[str] = field(default_factory=list)

    def feed(self, events: Iterable[Any]) -> Iterator[Heard]:
        """What events say, as they come."""
        for event in events:
            if "contentBlockDelta" not in event:
                yield from self._mark(event)
                continue
            delta = event["contentBlockDelta"]["delta"]
            if "toolUse" in delta:
                self._fragments.append(delta["toolUse"]["input"])
            text = _whole(delta.get("text", ""))
            if text and self.thinking:
                text = self.thinking.feed(text)
            if text:
                yield text
            elif any(delta.values()):
                yield PROGRESS

    def end(self) -> Ended:
        """The end of the message. Raises EmptyStreamError where none came."""
        if self.stop_reason is None:
            raise EmptyStreamError
        return Ended(self.stop_reason, self.usage or Usage())

    def _mark(self, event: dict[str, Any]) -> Iterator[Heard]:
        """An event between the deltas."""
        if "contentBlockStart" in event:
            use = event["contentBlockStart"].get("start", {}).get("toolUse")
            self._tool = {"toolUseId": _whole(use["toolUseId"]), "name": _whole(use["name"])} if use else None
            self._fragments = []
            yield PROGRESS
        elif "contentBlockStop" in event:
            yield from self._stop_block()
        elif "messageStop" in event:
            if self._tool:
                # Cut off: it is answered as broken, and never runs.
                yield ToolCall(self._tool["toolUseId"], self._tool["name"], None)
            self.stop_reason = event["messageStop"]["stopReason"]
        elif usage := event.get("metadata", {}).get("usage"):
            self.usage = _usage(usage)

    def _stop_block(self) -> Iterator[Heard]:
        if self.thinking and (kept := self.thinking.end()):
            yield kept
        if self.thinking:
            self.thinking = ThinkingFilter()
        if self._tool:
            yield ToolCall(self._tool["toolUseId"], self._tool["name"], _parse_input("".join(self._fragments)))
        self._tool = None


def _whole(text: str) -> str:
    """A text that can be sent and stored: half a character (a lone surrogate) is replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _parse_input(text: str) -> dict[str, Any] | None:
    try:
        # An empty input is how the service writes {}.
        parsed = json.loads(
            text or "{}",
            parse_int=lambda number: int(_plain(number)),
            parse_float=lambda number: float(_plain(number)),
            parse_constant=_plain,
        )
        # Half a character, written as an escape, can be neither sent nor stored.
        json.dumps(parsed, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) and not _is_deeper(parsed, MAX_DEPTH) else None


def _is_deeper(value: Any, levels: int) -> bool:
    """Whether a value nests deeper than a table can store (32 levels, some of them ours); no tool takes such input."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inner)


def _plain(number: str) -> str:
    """A number that a table can store, so that a model's slip cannot keep the turn from being saved.

    Raises ValueError for NaN, infinities, exponents and endless digits; no tool takes them.
    """
    if len(number) > MAX_DIGITS or not PLAIN_NUMBER.issuperset(number):
        raise ValueError(number)
    return number


def _usage(usage: dict[str, int]) -> Usage:
    return Usage(
        usage.get("inputTokens", 0),
        usage.get("outputTokens", 0),
        usage.get("totalTokens", 0),
        usage.get("cacheReadInputTokens", 0),
        usage.get("cacheWriteInputTokens", 0),
    )
