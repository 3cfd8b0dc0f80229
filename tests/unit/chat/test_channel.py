"""A turn in its thread, read in an event loop."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator

import pytest

from lambdas.chat.channel import replay, stream_turn
from lambdas.chat.conversation.records import Head, Turn
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.protocol import PING, Event, Usage
from lambdas.chat.transcript import Emit

MANY = 1_000
TEXT = Event("text", {"delta": "말"})
HEAD = Head(conversation_id="c1", user_id="alice", turn_count=3, state=ConversationState(), step="GREETING")


async def collect(stream: AsyncIterator[bytes]) -> list[str]:
    """The events, however many of them left together."""
    whole = b"".join([piece async for piece in stream]).decode()
    assert whole.endswith("\n\n")
    return whole.removesuffix("\n\n").split("\n\n")


def names(frames: list[str]) -> list[str]:
    return [line.removeprefix("event: ") for frame in frames for line in frame.split("\n") if "event:" in line]


def test_events_leave_in_order_and_numbered() -> None:
    def run(emit: Emit) -> None:
        for number in range(5):
            emit(Event("text", {"delta": str(number)}))

    async def read() -> list[str]:
        return await collect(stream_turn("T1", run))

    frames = asyncio.run(read())
    assert [frame.split("\n")[0] for frame in frames] == [f"id: T1:{number}" for number in range(1, 6)]
    assert [f'"{number}"' in frames[number] for number in range(5)] == [True] * 5


def test_a_quiet_stream_pings() -> None:
    async def read() -> list[bytes]:
        released = threading.Event()

        def run(emit: Emit) -> None:
            released.wait(10)
            emit(Event("done", {}))

        read: list[bytes] = []
        async for event in stream_turn("T1", run, heartbeat_seconds=0.01):
            read.append(event)
            if len(read) == 2:
                released.set()
        return read

    frames = asyncio.run(read())
    assert frames[:2] == [PING, PING]
    # A comment takes no number: the events' ids have no gap.
    assert frames[-1].startswith(b"id: T1:1\nevent: done")


def test_a_turn_outlives_its_reader() -> None:
    released, ended = threading.Event(), threading.Event()

    def run(emit: Emit) -> None:
        emit(Event("start", {}))
        released.wait(10)
        emit(Event("done", {}))
        ended.set()

    async def read_one() -> None:
        async for _ in stream_turn("T1", run):
            return

    asyncio.run(read_one())
    released.set()
    assert ended.wait(10)


def test_a_turn_runs_even_if_nobody_ever_reads() -> None:
    ended = threading.Event()

    async def take() -> None:
        stream_turn("T1", lambda _emit: ended.set())

    asyncio.run(take())
    assert ended.wait(10)


def test_what_gathers_while_nobody_looks_leaves_in_one_piece() -> None:
    ended = threading.Event()

    def run(emit: Emit) -> None:
        for number in range(MANY):
            emit(Event("text", {"delta": str(number)}))
        ended.set()

    async def read() -> list[bytes]:
        stream = stream_turn("T1", run)
        assert ended.wait(10), "a reader who does not come must not hold the turn up"
        return [piece async for piece in stream if piece]

    (piece,) = asyncio.run(read())
    ids = [line for line in piece.decode().split("\n") if line.startswith("id: ")]
    assert ids == [f"id: T1:{number}" for number in range(1, MANY + 1)]


def test_a_turn_that_dies_ends_its_stream_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    secret = "what somebody said"

    def run(_emit: Emit) -> None:
        raise RuntimeError(secret)

    async def read() -> list[bytes]:
        return [piece async for piece in stream_turn("T1", run)]

    assert asyncio.run(read()) == []
    written = capfd.readouterr()
    assert secret not in written.out + written.err


def test_a_reader_who_goes_away_closes_the_outbox() -> None:
    emits: list[Emit] = []
    gone = threading.Event()

    def run(emit: Emit) -> None:
        emits.append(emit)
        emit(TEXT)
        gone.wait(10)

    async def read_one() -> list[bytes]:
        stream = stream_turn("T1", run)
        async for _ in stream:
            break
        await stream.aclose()  # type: ignore[attr-defined]
        emits[0](TEXT)
        gone.set()
        return [piece async for piece in stream]

    assert asyncio.run(read_one()) == []
    outbox = emits[0].__self__  # type: ignore[attr-defined]
    with pytest.raises(TimeoutError):
        asyncio.run(outbox.take(0.01))


def test_a_replay_sends_what_is_stored() -> None:
    stored = ({"name": "start", "data": {}}, {"name": "text", "data": {"delta": "a"}}, {"name": "done", "data": {}})
    turn = Turn(number=3, status="completed", user_text="?", events=stored)
    frames = asyncio.run(collect(replay(HEAD, turn)))
    assert names(frames) == ["start", "text", "done"]
    assert frames[0].startswith("id: T000003:1\n")


def test_the_replay_of_a_turn_that_died_ends_with_an_error() -> None:
    turn = Turn(number=3, status="running", user_text="?")
    frames = asyncio.run(collect(replay(HEAD, turn)))
    assert names(frames) == ["start", "error", "done"]
    assert '"conversationId":"c1","turnId":"T000003"' in frames[0]
    assert "TURN_DEADLINE" in frames[1]
    assert json.loads(frames[2].split("data: ")[1]) == {
        "step": "GREETING",
        "model": None,
        "isFallback": False,
        "stopReason": "error",
        "usage": Usage().as_json(),
    }
