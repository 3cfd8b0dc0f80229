"""Hundreds of stories of two people, four seats and a bad day, each checked against the table of states."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.booking_model.machine import BookingMachine

COMMON = settings(derandomize=True, database=None, suppress_health_check=list(HealthCheck), print_blob=False)


def test_bookings_follow_the_table_of_states() -> None:
    run_state_machine_as_test(BookingMachine, settings=settings(COMMON, max_examples=100, stateful_step_count=30))


@pytest.mark.slow
def test_bookings_follow_the_table_of_states_for_long() -> None:
    run_state_machine_as_test(BookingMachine, settings=settings(COMMON, max_examples=500, stateful_step_count=50))
