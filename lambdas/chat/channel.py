"""From the turn's thread to the response: events cross into the event loop and leave as server-sent events."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable

from lambdas.chat.conversation.records import Head, Turn
from lambdas.chat.protocol import PING, Event, Usage, encode, error_event
from lambdas.chat.transcript import Emit
from megaticket.errors import ErrorCode

HEARTBEAT_SECONDS = 10.0
"""A quiet stream sends a comment this often: CloudFront gives up after 30 s without a byte."""


def stream_turn(
    turn_id: str, run: Callable[[Emit], None], heartbeat_seconds: float = HEARTBEAT_SECONDS
) -> AsyncIterator[bytes]:
    """Runs a turn in a thread of its own, from now on, and gives its events as they come, until `done`.

    A reader who goes away, or never comes, ends this stream and not the turn: its lease is taken already.
    """
    loop = asyncio.get_running_loop()
    events: asyncio.Queue[Event | None] = asyncio.Queue()

    def emit(event: Event | None) -> None:
        try:
            loop.call_soon_threadsafe(events.put_nowait, event)
        except RuntimeError:
            return  # the loop has ended: nobody is reading any more

    def work() -> None:
        try:
            run(emit)
        finally:
            emit(None)

    threading.Thread(target=work, name=f"turn-{turn_id}", daemon=True).start()
    return _encoded(turn_id, events, heartbeat_seconds)


async def _encoded(turn_id: str, events: asyncio.Queue[Event | None], heartbeat_seconds: float) -> AsyncIterator[bytes]:
    sequence = 0
    while (event := await _next(events, heartbeat_seconds)) is not None:
        if isinstance(event, bytes):
            yield event
            continue
        sequence += 1
        yield encode(turn_id, sequence, event)


async def _next(events: asyncio.Queue[Event | None], heartbeat_seconds: float) -> Event | bytes | None:
    """The next event, or a heartbeat when none came in time."""
    try:
        return await asyncio.wait_for(events.get(), heartbeat_seconds)
    except TimeoutError:
        return PING


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
