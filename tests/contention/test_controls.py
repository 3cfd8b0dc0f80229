"""Negative controls: no part of any condition can be left out without somebody noticing."""

from collections.abc import Callable
from functools import cache

import pytest

from megaticket.booking.payments import PaymentLostError
from megaticket.booking.service import ContendedError, HoldLostError
from tests.contention.requests import MOMENTS, Control, builder_of, builders, conditions, conditions_of, controls
from tests.contention.scenarios import SCENARIOS
from tests.contention.world import World

NOTICED = (AssertionError, PaymentLostError, ContendedError, HoldLostError)
"""A scenario's or checker's judgement, or booking's own alarm."""


@cache
def _sent_in(name: str) -> frozenset[tuple[str, str, str]]:
    world = World()
    SCENARIOS[name](world)
    return frozenset(
        condition for transaction in world.sent for condition in conditions_of(builder_of(transaction), transaction)
    )


def found_by(control: Control) -> str | None:
    """The first scenario that notices that the part is missing, and how it says so."""
    for name, play in SCENARIOS.items():
        if (control.builder, control.write, control.condition) in _sent_in(name):
            said = _complaint(play, World(control.weaken))
            if said:
                return f"{name}: {said}"
    return None


def _complaint(play: Callable[[World], None], world: World) -> str | None:
    try:
        play(world)
    except NOTICED as error:
        return (str(error).splitlines() or [type(error).__name__])[0]
    return None


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_scenario_ends_well_with_every_condition_in_place(name: str) -> None:
    SCENARIOS[name](World())


@pytest.mark.parametrize("name", builders())
def test_each_request_is_known_by_what_it_writes(name: str) -> None:
    assert {builder_of(builders()[name](moment)) for moment in MOMENTS} == {name}


def test_every_condition_that_is_ever_sent_is_among_the_controls() -> None:
    sent = frozenset().union(*map(_sent_in, SCENARIOS))

    assert sent == set(conditions())


def test_no_part_of_a_condition_can_be_left_out_unnoticed(capsys: pytest.CaptureFixture[str]) -> None:
    found = {control: found_by(control) for control in controls()}

    with capsys.disabled():
        print(f"\n{len(found)} negative controls")  # noqa: T201
        for control, how in found.items():
            print(f"{control.builder:13} | {control.write:15} | - {control.removed} | {how or 'NOBODY'}"[:240])  # noqa: T201
    assert [control for control, how in found.items() if how is None] == []
