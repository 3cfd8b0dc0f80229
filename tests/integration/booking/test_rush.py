"""A rush on one section, with real transactions."""

import pytest

from benchmarks.booking import booking_of
from benchmarks.database import database
from benchmarks.houses import catalogue
from benchmarks.rush import EVEN, run_rush


@pytest.mark.slow
def test_two_hundred_pairs_at_once_fill_the_four_hundred_seats() -> None:
    with database() as client:
        rush = run_rush(client, "00000001", 200, EVEN, drawn=True)
        taken = booking_of(client, catalogue(400)).taken("PF900-00000001-1900", "1F-1")

    assert rush.seated == 200
    assert len(taken) == 400
