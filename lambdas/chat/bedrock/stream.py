"""One ConverseStream call: read in a thread of its own, understood event by event."""

import json
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lambdas.chat.bedrock.thinking import ThinkingFilter
from lambdas.chat.protocol import Usage

RawEvents = Iterable[Any]
OpenStream = Callable[[], RawEvents]

MAX_DEPTH = 16
MAX_DIGITS = 20
PLAIN_NUMBER = frozenset("-.0123456789")


@dataclass(frozen=True)
class TextDelta:
    """Words, as they come."""

    text: str


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


StreamOutput = TextDelta | ToolCall | Ended


class BackgroundStream:
    """Reads a stream in a thread, so that whoever waits for it can give up at any moment."""

    def __init__(self, open_stream: OpenStream) -> None:
        self._items: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._open_stream = open_stream
        self._events: RawEvents | None = None
        self._closed = threading.Event()
        threading.Thread(target=self._read, name="bedrock-stream", daemon=True).start()

    def get(self, timeout: float) -> Any | None:
        """The next event, None at the stream's end. Raises queue.Empty after `timeout` s, or the stream's own error."""
        kind, value = self._items.get(timeout=timeout)
        if kind == "error":
            raise value
        return value

    def close(self) -> None:
        """Ends the connection; the reading thread follows."""
        self._closed.set()
        self._close_events()

    def _read(self) -> None:
        try:
            self._events = self._open_stream()
            if self._closed.is_set():
                return  # given up while it was opening: nobody waits for its first event
            for event in self._events:
                if self._closed.is_set():
                    return
                self._items.put(("event", event))
            self._items.put(("end", None))
        except Exception as error:  # noqa: BLE001 (whatever it is, it belongs to the waiting thread)
            self._items.put(("error", error))
        finally:
            self._close_events()

    def _close_events(self) -> None:
        close = getattr(self._events, "close", None)
        if close:
            close()


@dataclass
class StreamParser:
    """Turns raw events into words, tool calls and the end. One per call; it keeps the open block.

    `thinking` drops a model's thoughts from its words, for models that write them there.
    """

    thinking: ThinkingFilter | None = None
    stop_reason: str | None = None
    usage: Usage = field(default_factory=Usage)
    _tool: dict[str, str] | None = None
    _fragments: list[str] = field(default_factory=list)

    def feed(self, event: dict[str, Any]) -> Iterator[StreamOutput]:
        """What an event completes; most complete nothing or one thing."""
        if "contentBlockStart" in event:
            self._start(event["contentBlockStart"])
        elif "contentBlockDelta" in event:
            yield from self._delta(event["contentBlockDelta"]["delta"])
        elif "contentBlockStop" in event:
            yield from self._stop_block()
        elif "messageStop" in event:
            self.stop_reason = event["messageStop"]["stopReason"]
        elif "metadata" in event:
            self.usage = _usage(event["metadata"].get("usage", {}))

    def end(self) -> Ended:
        """The end of the message. Raises EmptyStreamError where none came."""
        if self.stop_reason is None:
            raise EmptyStreamError
        return Ended(self.stop_reason, self.usage)

    def _start(self, start: dict[str, Any]) -> None:
        self._tool = start.get("start", {}).get("toolUse")
        self._fragments = []

    def _delta(self, delta: dict[str, Any]) -> Iterator[StreamOutput]:
        if "text" in delta:
            yield from _text(self.thinking.feed(delta["text"]) if self.thinking else delta["text"])
        elif "toolUse" in delta:
            self._fragments.append(delta["toolUse"]["input"])

    def _stop_block(self) -> Iterator[StreamOutput]:
        if self.thinking:
            yield from _text(self.thinking.end())
            self.thinking = ThinkingFilter()
        if self._tool:
            yield ToolCall(self._tool["toolUseId"], self._tool["name"], _parse_input("".join(self._fragments)))
        self._tool = None


def _text(text: str) -> Iterator[TextDelta]:
    if text:
        yield TextDelta(text)


def _parse_input(text: str) -> dict[str, Any] | None:
    try:
        # An empty input is how the service writes {}.
        parsed = json.loads(
            text or "{}",
            parse_int=lambda number: int(_plain(number)),
            parse_float=lambda number: float(_plain(number)),
            parse_constant=_plain,
        )
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
