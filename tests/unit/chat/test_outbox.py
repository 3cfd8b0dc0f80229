"""Events of a turn's thread, taken by an event loop that is woken once for what gathers."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from lambdas.chat.channel import Outbox
from lambdas.chat.protocol import Event, encode

MANY = 1_000
TEXT = Event("text", {"delta": "말"})


class Wakes:
    """An event loop that only counts how often it is woken, until it has ended."""

    def __init__(self) -> None:
        self.count = 0
        self.has_ended = False

    def call_soon_threadsafe(self, _callback: Callable[[], None]) -> None:
        if self.has_ended:
            raise RuntimeError("Event loop is closed")
        self.count += 1


def outbox_on(loop: Any) -> Outbox:
    return Outbox("T1", loop)


def test_the_loop_is_woken_once_for_what_gathers() -> None:
    wakes = Wakes()
    outbox = outbox_on(wakes)
    for turns in (1, 2):
        for _ in range(MANY):
            outbox.put(TEXT)
        assert wakes.count == turns
        assert len(asyncio.run(outbox.take(10))) == MANY


def test_a_wake_with_nothing_new_is_no_event() -> None:
    async def take_twice() -> list[bytes]:
        outbox = Outbox("T1", asyncio.get_running_loop())
        outbox.put(TEXT)
        taken = await outbox.take(10)
        with pytest.raises(TimeoutError):
            await outbox.take(0.01)
        return taken

    assert asyncio.run(take_twice()) == [encode("T1", 1, TEXT)]


class Switching(Outbox):
    """Between a put's look whether the loop is being woken and its waking it, the loop takes what is there."""

    taken: list[bytes]

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.taken = []
        self._flag = False
        super().__init__("T1", loop)

    @property
    def _is_waking(self) -> bool:
        before = self._flag
        if not self.taken:
            with pytest.raises(StopIteration) as returned:
                self.take(10).send(None)  # nothing to wait for: it comes to its end at once
            self.taken = returned.value.value
        return before

    @_is_waking.setter
    def _is_waking(self, value: bool) -> None:
        self._flag = value


def test_an_event_that_is_taken_while_it_is_put_leaves_the_next_ones_awake() -> None:
    async def read() -> list[list[bytes]]:
        outbox = Switching(asyncio.get_running_loop())
        outbox.put(TEXT)
        waiting = asyncio.create_task(outbox.take(2))
        for _ in range(3):
            await asyncio.sleep(0)  # the wake for what is taken already comes, and finds nothing
        outbox.put(TEXT)
        return [outbox.taken, await waiting]

    assert asyncio.run(read()) == [[encode("T1", 1, TEXT)], [encode("T1", 2, TEXT)]]


@pytest.mark.parametrize("how", ["closed", "loop ended"])
def test_nothing_gathers_for_a_reader_who_has_gone(how: str) -> None:
    wakes = Wakes()
    outbox = outbox_on(wakes)
    if how == "closed":
        outbox.close()
    wakes.has_ended = True
    for _ in range(MANY):
        outbox.put(TEXT)
    with pytest.raises(TimeoutError):
        asyncio.run(outbox.take(0.01))
