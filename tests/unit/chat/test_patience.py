"""A turn ends at its deadline, or soon after the person stops it."""

import threading

import pytest
from botocore.exceptions import ClientError

from lambdas.chat.patience import TURN_SECONDS, TurnDeadlineError, TurnPatience, TurnStoppedError

DEADLINE_SECONDS = 20
UNAVAILABLE = ClientError({"Error": {"Code": "InternalServerError", "Message": "no"}}, "GetItem")


class Turn:
    """A turn's clock and stop flag. A read waits while `hanging`."""

    def __init__(self) -> None:
        self.now = 0.0
        self.is_stopped = False
        self.fault: Exception | None = None
        self.reads = 0
        self.was_read = threading.Event()
        self.table_answers = threading.Event()
        self.table_answers.set()
        self.patience = TurnPatience(self.stop_requested, lambda: self.now)

    def stop_requested(self) -> bool:
        self.reads += 1
        self.table_answers.wait(DEADLINE_SECONDS)
        self.was_read.set()
        if self.fault:
            raise self.fault
        return self.is_stopped

    def check_at(self, now: float) -> None:
        self.now = now
        self.patience.check()

    def check_until_read(self, now: float) -> None:
        """Checks, and waits for the read that it began."""
        self.was_read.clear()
        self.check_at(now)
        assert self.was_read.wait(DEADLINE_SECONDS)
        with self.patience._reading:
            pass


def test_a_turn_goes_on_until_its_deadline() -> None:
    turn = Turn()
    turn.check_at(TURN_SECONDS - 0.1)
    with pytest.raises(TurnDeadlineError):
        turn.check_at(TURN_SECONDS)


def test_what_takes_longer_than_is_left_is_not_begun() -> None:
    turn = Turn()
    turn.now = TURN_SECONDS - 10
    turn.patience.check(9)
    with pytest.raises(TurnDeadlineError):
        turn.patience.check(11)


def test_a_stop_is_honoured_within_a_second() -> None:
    turn = Turn()
    turn.check_until_read(0.5)
    turn.is_stopped = True
    turn.check_until_read(1.0)
    with pytest.raises(TurnStoppedError):
        turn.check_at(1.1)


def test_the_flag_is_read_at_most_twice_a_second() -> None:
    turn = Turn()
    for tick in range(1, 101):
        turn.check_at(tick / 20)
        with turn.patience._reading:
            pass
    assert turn.reads <= 10


def test_a_slow_table_delays_no_word_and_is_asked_once_at_a_time() -> None:
    turn = Turn()
    turn.table_answers.clear()
    for tick in range(1, 101):
        turn.check_at(tick / 20)
    assert turn.reads <= 1
    turn.table_answers.set()


def test_a_flag_that_cannot_be_read_does_not_end_the_turn() -> None:
    turn = Turn()
    turn.fault = UNAVAILABLE
    turn.check_until_read(1.0)
    turn.check_at(1.1)
    turn.fault, turn.is_stopped = None, True
    turn.check_until_read(2.0)
    with pytest.raises(TurnStoppedError):
        turn.check_at(2.1)
