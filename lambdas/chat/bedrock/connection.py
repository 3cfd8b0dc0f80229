"""Bedrock's event stream, read in a thread of its own, so that whoever waits for it can give up at any moment."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from botocore.eventstream import EventStream


class RawEvents(Protocol):
    """The raw events of one call. One thread reads and closes them; any other may interrupt it."""

    def __iter__(self) -> Iterator[Any]: ...

    def interrupt(self) -> None:
        """Ends a read that is under way. The reading thread meets the end of the connection, or goes on to close it."""

    def close(self) -> None:
        """Gives the connection back, or ends it where the answer is not over."""


OpenStream = Callable[[], RawEvents]


class ModelStream:
    """botocore's events of one call."""

    def __init__(self, events: "EventStream[Any]") -> None:
        self._events = events

    def __iter__(self) -> Iterator[Any]:
        return iter(self._events)

    def interrupt(self) -> None:
        """Shuts the socket for reading.

        `EventStream.close` would wait for the very read that is to end, since that holds the buffer to be closed: for as
        long as the model is silent. botocore keeps the connection to itself, hence the private attribute.
        """
        with suppress(ValueError, RuntimeError, OSError):  # it has just ended by itself
            self._events._raw_stream.shutdown()  # type: ignore[attr-defined]  # noqa: SLF001

    def close(self) -> None:
        """Closes the connection. For the thread that reads."""
        self._events.close()


@dataclass(frozen=True)
class _Over:
    """The end of a stream, or what ended it."""

    error: Exception | None = None


class BackgroundStream:
    """The events of one call, as a thread of their own reads them: at most one answer gathers in here."""

    def __init__(self, open_stream: OpenStream) -> None:
        self._open_stream = open_stream
        self._gathered: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._events: RawEvents | None = None
        self._closed = threading.Event()
        threading.Thread(target=self._read, name="bedrock-stream", daemon=True).start()

    def batches(self, tick_seconds: float) -> Iterator[list[Any]]:
        """The events that have gathered since the last look, in order, and nothing after each silent tick.

        Ends with the stream, or raises its error.
        """
        over = None
        while over is None:
            events = self._take(tick_seconds)
            if events and isinstance(events[-1], _Over):
                over = events.pop()
            if events or over is None:
                yield events
        if over.error:
            raise over.error

    def close(self) -> None:
        """Ends the reading. A request that has no answer yet, not even its head, ends with the socket's timeout."""
        self._closed.set()
        if self._events is not None:
            self._events.interrupt()

    def _read(self) -> None:
        error = None
        try:
            with closing(self._open_stream()) as events:
                self._events = events
                self._pass_on(events)
        except Exception as raised:  # noqa: BLE001 (whatever it is, it belongs to the waiting thread)
            error = raised
        self._gathered.put(_Over(error))

    def _pass_on(self, events: RawEvents) -> None:
        if self._closed.is_set():
            return  # given up while it was opening: nobody waits for its first event
        for event in events:
            self._gathered.put(event)
            if self._closed.is_set():
                return

    def _take(self, seconds: float) -> list[Any]:
        try:
            first = self._gathered.get(timeout=seconds)
        except queue.Empty:
            return []
        return [first, *(self._gathered.get_nowait() for _ in range(self._gathered.qsize()))]
