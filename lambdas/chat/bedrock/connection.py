"""Bedrock's event stream, read in a thread of its own, so that whoever waits for it can give up at any moment."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

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
Output = TypeVar("Output")
Understand = Callable[[Iterable[Any]], Iterator[Output]]
"""What raw events say, as they come."""


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


class BackgroundStream(Generic[Output]):
    """One call, as a thread of its own reads and understands it: at most one answer gathers in here.

    The same thread does both, since raw events are large: taken apart on the spot they are gone before they cool down.
    """

    def __init__(self, open_stream: OpenStream, understand: Understand[Output]) -> None:
        self._open_stream = open_stream
        self._understand = understand
        self._gathered: queue.SimpleQueue[Output | _Over] = queue.SimpleQueue()
        self._events: RawEvents | None = None
        self._closed = threading.Event()
        threading.Thread(target=self._read, name="bedrock-stream", daemon=True).start()

    def batches(self, tick_seconds: float) -> Iterator[list[Output]]:
        """What has gathered since the last look, in order; nothing after a silent tick or at the end.

        Ends with the stream, or raises its error.
        """
        over = None
        while over is None:
            outputs, over = self._take(tick_seconds)
            yield outputs
        if over.error:
            raise over.error

    def close(self) -> None:
        """Ends the reading. A request that has no answer yet, not even its head, ends with the socket's timeout."""
        self._closed.set()
        if self._events is not None:
            self._events.interrupt()

    def _read(self) -> None:
        try:
            with closing(self._open_stream()) as events:
                self._events = events
                self._pass_on(events)
        except Exception as error:  # noqa: BLE001 (whatever it is, it belongs to the waiting thread)
            self._gathered.put(_Over(error))
        else:
            self._gathered.put(_Over())

    def _pass_on(self, events: RawEvents) -> None:
        if self._closed.is_set():
            return  # given up while it was opening: nobody waits for its first event
        for output in self._understand(events):
            self._gathered.put(output)
            if self._closed.is_set():
                return

    def _take(self, seconds: float) -> tuple[list[Output], _Over | None]:
        """What has gathered, and the end where it is there."""
        outputs: list[Output] = []
        try:
            item = self._gathered.get(timeout=seconds)
            while not isinstance(item, _Over):
                outputs.append(item)
                item = self._gathered.get_nowait()
        except queue.Empty:
            return outputs, None
        return outputs, item
