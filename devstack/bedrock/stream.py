"""Sending an answer: its pace, and the faults that strike in the middle of it."""

from asyncio import sleep
from collections.abc import AsyncIterator, Mapping, Sequence
from time import monotonic
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from devstack.bedrock.events import Event
from devstack.bedrock.eventstream import MEDIA_TYPE, encode_event, encode_exception
from devstack.bedrock.faults import Fault

PIECE_BYTES = 16 * 1024
"""Of an answer without a pace. botocore copies what is left of a piece at each message: far larger ones slow it down."""


class ConnectionCutError(Exception):
    """The connection is to be closed without an end of the response."""


class EventStreamResponse(Response):
    """A chunked response that a ConnectionCutError leaves unfinished: the server then closes the connection."""

    media_type = MEDIA_TYPE

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        super().__init__()
        del self.headers["content-length"]
        self.chunks = chunks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send the head together with the first chunk, then each chunk as it comes."""
        head = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        started = False
        try:
            async for chunk in self.chunks:
                if not started:
                    await send(head)
                    started = True
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        except ConnectionCutError:
            if not started:
                await send(head)
            return
        await send({"type": "http.response.body", "body": b""})


async def encoded(
    events: Sequence[Event], usage: Mapping[str, Any], pace: float, fault: Fault | None
) -> AsyncIterator[bytes]:
    """The messages of an answer, `pace` seconds before each delta, struck by a fault on the way.

    Raises:
        ConnectionCutError: for the fault "cut".
    """
    started = monotonic()
    strikes_at = strike_position(events, fault) if fault else -1
    before = events[:strikes_at] if strikes_at >= 0 else events
    async for piece in paced(before, pace):
        yield piece
    if fault and strikes_at >= 0:
        if fault.kind == "cut":
            raise ConnectionCutError
        if fault.kind == "exception":
            yield encode_exception(fault.name, "The model stream ended with an error.")
            return
        await sleep(fault.seconds)
        async for piece in paced(events[strikes_at:], pace):
            yield piece
    latency = {"latencyMs": round((monotonic() - started) * 1000)}
    yield encode_event("metadata", {"usage": usage, "metrics": latency})


async def paced(events: Sequence[Event], pace: float) -> AsyncIterator[bytes]:
    """Each message by itself where there is a pace; else all of them in large pieces, which cost the server little."""
    if not pace:
        whole = b"".join(encode_event(*event) for event in events)
        for start in range(0, len(whole), PIECE_BYTES):
            yield whole[start : start + PIECE_BYTES]
        return
    for event in events:
        if event.name == "contentBlockDelta":
            await sleep(pace)
        yield encode_event(*event)


def strike_position(events: Sequence[Event], fault: Fault) -> int:
    """The index of the event before which a fault strikes, -1 for a fault that does not strike in the stream.

    "text" and "tool_input" strike in the middle of these deltas, after at least one of them.
    """
    if fault.kind not in {"cut", "exception", "stall"}:
        return -1
    if fault.at in {"start", "first_content"}:
        return int(fault.at == "first_content")
    deltas = [index for index, event in enumerate(events) if event.place == fault.at]
    return deltas[len(deltas) // 2] if len(deltas) > 1 else deltas[0] + 1
