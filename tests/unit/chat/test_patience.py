"""A turn ends at its deadline, or soon after the person stops it."""

import pytest

from lambdas.chat.patience import TURN_SECONDS, TurnDeadlineError, TurnPatience, TurnStoppedError


class Turn:
    """A turn's clock and stop flag."""

    def __init__(self) -> None:
        self.now = 0.0
        self.is_stopped = False
        self.reads = 0
        self.patience = TurnPatience(self.stop_requested, lambda: self.now)

    def stop_requested(self) -> bool:
        self.reads += 1
        return self.is_stopped


def test_a_turn_goes_on_until_its_deadline() -> None:
    turn = Turn()
    turn.now = TURN_SECONDS - 0.1
    turn.patience.check()
    turn.now = TURN_SECONDS
    with pytest.raises(TurnDeadlineError):
        turn.patience.check()


def test_a_stop_is_honoured_within_a_second() -> None:
    turn = Turn()
    turn.patience.check()
    turn.is_stopped = True
    turn.now = 1.0
    with pytest.raises(TurnStoppedError):
        turn.patience.check()


def test_the_flag_is_read_at_most_twice_a_second() -> None:
    turn = Turn()
    for tick in range(100):
        turn.now = tick / 20
        turn.patience.check()
    assert turn.reads <= 10
