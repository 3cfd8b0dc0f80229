"""What the supervisor asks of a part, at every moment at which it may have to give up."""

import asyncio
from contextlib import suppress

from devstack.parts import Part
from devstack.supervisor import answers

MOST_STEPS = 1_000


async def healthy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    writer.close()


async def swallowed(part: Part, steps: int) -> bool | None:
    """Whether a cancellation after so many steps of the event loop got lost; None where the answer came before it."""
    asking = asyncio.create_task(answers(part))
    for _ in range(steps):
        await asyncio.sleep(0)
    if asking.done():
        return None
    asking.cancel()
    with suppress(asyncio.CancelledError):
        await asking
    return not asking.cancelled()


async def lost_cancellations() -> list[int]:
    """The steps after which a cancellation got lost, of all until the answer is there."""
    async with await asyncio.start_server(healthy, "127.0.0.1", 0) as server:
        part = Part("part", (), {}, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", "")
        lost: list[int] = []
        for steps in range(1, MOST_STEPS):
            outcome = await swallowed(part, steps)
            if outcome is None:
                return lost
            if outcome:
                lost.append(steps)
    raise AssertionError("no answer ever came")


def test_no_cancellation_gets_lost_while_a_part_is_asked() -> None:
    assert asyncio.run(lost_cancellations()) == []
