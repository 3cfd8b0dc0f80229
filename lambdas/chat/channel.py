"""From the turn's thread to the response: events cross into the event loop and leave as server-sent events."""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable

from lambdas.chat.conversation.records import Head, Turn
from lambdas.chat.protocol import PING, Event, Usage, encode, error_event
from lambdas.chat.transcript import Emit
from megaticket.errors import ErrorCode
from megaticket.telemetry import log_defect

HEARTBEAT_SECONDS = 10.0
"""A quiet stream sends a comment this often: CloudFront gives up after 30 s without a byte."""

GATHERING_SECONDS = 0.004
"""Between two writes of a stream: what comes faster leaves together. A model's words come some 20 ms apart."""

END = b""
"""Stands behind a turn's last event."""


class Outbox:
    """A turn's events on their way out: its thread puts them in as they come, the event loop takes all that are there.

    It wakes the loop once for whatever gathers until the loop looks. It never makes the turn wait: for a reader who is
    slow at most the turn's events gather in it, for one who has gone nothing does.
    """

    def __init__(self, turn_id: str, loop: asyncio.AbstractEventLoop) -> None:
        self._turn_id = turn_id
        self._loop = loop
        self._sequence = 0
        self._encoded: deque[bytes] = deque()
        self._filled = asyncio.Event()
        self._is_waking = False
        self._is_closed = False

    def put(self, *events: Event) -> None:
        """Adds events, at least one. For the turn's thread."""
        encoded = encode(self._turn_id, self._sequence + 1, *events)
        self._sequence += len(events)
        self._add(encoded)

    def end(self) -> None:
        """Nothing more comes. For the turn's thread."""
        self._add(END)

    async def take(self, seconds: float) -> list[bytes]:
        """What has gathered, at least one. Raises TimeoutError where nothing came within `seconds`."""
        async with asyncio.timeout(seconds):
            while not (gathered := self._gathered()):
                await self._filled.wait()
                self._filled.clear()
        return gathered

    def close(self) -> None:
        """Nobody reads any more: what is in here, or comes, is dropped."""
        self._is_closed = True
        self._encoded.clear()

    def _gathered(self) -> list[bytes]:
        # Before each look, also the one after a wake: its thread may have called it for what was taken in between. Whoever
        # adds something from here on wakes the loop again.
        self._is_waking = False
        return [self._encoded.popleft() for _ in range(len(self._encoded))]

    def _add(self, encoded: bytes) -> None:
        if self._is_closed:
            return
        self._encoded.append(encoded)
        if self._is_waking:
            return
        self._is_waking = True
        try:
            self._loop.call_soon_threadsafe(self._filled.set)
        except RuntimeError:
            self.close()  # the loop has ended: nobody is reading any more


def stream_turn(
    turn_id: str, run: Callable[[Emit], None], heartbeat_seconds: float = HEARTBEAT_SECONDS
) -> AsyncIterator[bytes]:
    """Runs a turn in a thread of its own, from now on, and gives its events as they come, until `done`.

    A reader who goes away, or never comes, ends this stream and not the turn: its lease is taken already.
    """
    outbox = Outbox(turn_id, asyncio.get_running_loop())

    def work() -> None:
        try:
            run(outbox.put)
        except Exception as defect:  # noqa: BLE001 (the thread has no caller, and would print what may quote somebody)
            log_defect("turn died", defect)
        finally:
            outbox.end()

    threading.Thread(target=work, name=f"turn-{turn_id}", daemon=True).start()
    return _pieces(outbox, heartbeat_seconds)


async def _pieces(outbox: Outbox, heartbeat_seconds: float) -> AsyncIterator[bytes]:
    try:
        while True:
            try:
                events = await outbox.take(heartbeat_seconds)
            except TimeoutError:
                yield PING
                continue
            if piece := b"".join(events):
                yield piece
            if events[-1] == END:
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
    yield encode(turn.turn_id, 1, *stored)
