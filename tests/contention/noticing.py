"""Who notices that a part of a condition is missing: the scenarios, one after the other."""

from functools import cache

from megaticket.booking.payments import PaymentLostError
from megaticket.booking.service import ContendedError, HoldLostError
from tests.contention.requests import Control, builder_of, conditions_of, controls
from tests.contention.scenarios import SCENARIOS, Scenario
from tests.contention.world import World

NOTICED = (AssertionError, PaymentLostError, ContendedError, HoldLostError)
"""A scenario's or checker's judgement, or booking's own alarm. Anything else is a defect of the scenario."""


@cache
def sent_in(name: str) -> frozenset[tuple[str, str, str]]:
    """The conditions that a scenario comes upon: (builder, write, condition)."""
    world = World()
    SCENARIOS[name](world)
    return frozenset(
        condition for transaction in world.sent for condition in conditions_of(builder_of(transaction), transaction)
    )


def complaint(play: Scenario, world: World) -> str | None:
    """What is wrong with a scenario's end in this world; None where nothing is."""
    try:
        play(world)
    except NOTICED as error:
        return (str(error).splitlines() or [type(error).__name__])[0]
    return None


@cache
def found_by(control: Control) -> str | None:
    """The first scenario that notices the missing part."""
    condition = control.builder, control.write, control.condition
    meeting = (name for name in SCENARIOS if condition in sent_in(name))
    return next((name for name in meeting if complaint(SCENARIOS[name], World(control.weaken))), None)


def table() -> str:
    """Every control, and who finds it."""
    lines = [
        f"{control.builder:13} | {control.write:15} | {control.removed} | {found_by(control) or 'NOBODY'}"
        for control in controls()
    ]
    found = sum(found_by(control) is not None for control in controls())
    return "\n".join(
        ["builder       | write           | left out | found by", *lines, f"{found} of {len(lines)} found"]
    )
