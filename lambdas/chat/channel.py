"""From the turn's thread to the response: events cross into the event loop and leave as server-sent events."""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable

from lambdas.chat.conversation.records import Head, Turn
from lambdas.chat.protocol import PING, Event, Usage, encode, error_event
from lambdas.chat.transcript import Emit
from megaticket.errors import ErrorCode

HEARTBEAT_SECONDS = 10.0
"""A quiet stream sends a comment this often: CloudFront gives up after 30 s without a byte."""

GATHERING_SECONDS = 0.004
"""Between two writes of a stream: what comes faster leaves together. A model's words come some 20 ms apart."""


class Outbox:
    """Events on their way out: the turn's thread puts them in one by one, the event loop takes all that are there.

    It wakes the loop once for whatever gathers until the loop looks. It never makes the turn wait: a reader who is slow
    leaves at most the turn's events in it, one who has gone none.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._events: deque[Event | None] = deque()
        self._filled = asyncio.Event()
        self._is_waking = False
        self._is_closed = False

    def put(self, event: Event | None) -> None:
        """Adds an event, None as the end. For the turn's thread."""
        if self._is_closed:
            return
        self._events.append(event)
        if self._is_waking:
            return
        self._is_waking = True
        try:
            self._loop.call_soon_threadsafe(self._filled.set)
        except RuntimeError:
            self.close()  # the loop has ended: nobody is reading any more

    async def take(self, seconds: float) -> list[Event | None]:
        """What has gathered, at least one. Raises TimeoutError where nothing came within `seconds`."""
        async with asyncio.timeout(seconds):
            while not self._events:
                await self._filled.wait()
                self._filled.clear()
        # Before the look: whoever puts an event in from here on wakes the loop again.
        self._is_waking = False
        return [self._events.popleft() for _ in range(len(self._events))]

    def close(self) -> None:
        """Nobody reads any more: what is in here, or comes, is dropped."""
        self._is_closed = True
        self._events.clear()


def stream_turn(
    turn_id: str, run: Callable[[Emit], None], heartbeat_seconds: float = HEARTBEAT_SECONDS
) -> AsyncIterator[bytes]:
    """Runs a turn in a thread of its own, from now on, and gives its events as they come, until `done`.

    A reader who goes away, or never comes, ends this stream and not the turn: its lease is taken already.
    """
    outbox = Outbox(asyncio.get_running_loop())

    def work() -> None:
        try:
            run(outbox.put)
        finally:
            outbox.put(None)

    threading.Thread(target=work, name=f"turn-{turn_id}", daemon=True).start()
    return _encoded(turn_id, outbox, heartbeat_seconds)


async def _encoded(turn_id: str, outbox: Outbox, heartbeat_seconds: float) -> AsyncIterator[bytes]:
    sequence = 0
    try:
        while True:
            try:
                events = await outbox.take(heartbeat_seconds)
            except TimeoutError:
                yield PING
                continue
            sent = [event for event in events if event is not None]
            yield b"".join(encode(turn_id, number, event) for number, event in enumerate(sent, sequence + 1))
            sequence += len(sent)
            if events[-1] is None:
                return
            await asyncio.sleep(GATHERING_SECONDS)
    finally:
        outbox.close()


async def replay(head: Head, turn: Turn) -> AsyncIterator[bytes]:
    """The events of a turn that has run before; one that died on the way ends with an error."""
    start = Event("start", {"conversationId": head.conversation_id, "turnId": turn.turn_id})
    stored = [Event(event["name"], event["data"]) for event in turn.events] or [start]
    if stored[-1].name != "done":
        usage = Usage().as_json()
        died = {"step": head.step, "model": None, "isFallback": False, "stopReason": "error", "usage": usage}
        stored += [error_event(ErrorCode.TURN_DEADLINE), Event("done", died)]
    for sequence, event in enumerate(stored, start=1):
        yield encode(turn.turn_id, sequence, event)
