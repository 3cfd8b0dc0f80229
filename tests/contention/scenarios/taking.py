"""Who may take a seat, and who may hold anew: every day, in recovery, and after its grace.

What is taken was Alice's: Bob takes her seat with a new hold, or exchanges seats for it; or Alice herself wants another
seat, which her limit allows or not.
"""

from collections.abc import Callable
from functools import partial
from itertools import product

from megaticket.booking.models import Hold
from megaticket.errors import ErrorCode
from megaticket.regions import RegionControl
from tests.contention.requests import SEOUL
from tests.contention.scenarios.registry import register
from tests.contention.world import Outcome, World, ok, refused

TOKYO = RegionControl("ap-northeast-1")
GRACE, LATER = "within the grace", "after the grace"
PHASES = ("every day", GRACE, LATER)
IN_GRACE_SECONDS, AFTER_GRACE_SECONDS = 500, 1000


def by_hold(world: World) -> Outcome:
    return world.hold("bob", "1-1", request="anew")


def by_replace(world: World) -> Outcome:
    return world.replace(world.held("bob", "2-8"), "1-1")


def by_the_same_person(world: World) -> Outcome:
    return world.hold("alice", "1-5", request="anew")


TAKERS = (by_hold, by_replace, by_the_same_person)


def _begin(world: World, phase: str) -> None:
    """Nothing was held when Seoul was lost."""
    if phase != "every day":
        world.fail_over()
        world.time.pass_by(AFTER_GRACE_SECONDS if phase == LATER else 60)


def free(world: World, phase: str, take: Callable[[World], Outcome]) -> None:
    _begin(world, phase)
    ok(take(world))
    world.sound()


def given_back(world: World, phase: str, take: Callable[[World], Outcome]) -> None:
    _begin(world, phase)
    ok(world.release(world.held("alice", "1-1")))
    ok(take(world))
    world.sound()


def alive(world: World, phase: str, take: Callable[[World], Outcome]) -> None:
    _begin(world, phase)
    alice = world.held("alice", "1-1")
    refused(take(world), ErrorCode.SEAT_TAKEN, ErrorCode.HOLD_EXISTS)
    assert world.owner("1-1") == alice.hold_id
    world.sound()


def ended(world: World, phase: str, take: Callable[[World], Outcome]) -> None:
    _begin(world, phase)
    world.held("alice", "1-1")
    world.time.pass_by(606)
    ok(take(world))
    world.sound()


def bought_long_ago(world: World, phase: str, take: Callable[[World], Outcome]) -> None:
    alice = world.bought("alice", "1-1", "1-2", "1-3", "1-4")
    world.time.pass_by(7200)
    _begin(world, phase)
    refused(take(world), ErrorCode.SEAT_TAKEN, ErrorCode.LIMIT_EXCEEDED)
    assert world.owner("1-1") == alice.hold_id
    world.sound()


def bought_some(world: World, phase: str, take: Callable[[World], Outcome]) -> None:
    _begin(world, phase)
    world.bought("alice", "2-1", "2-2", "2-3")
    ok(take(world))
    world.sound()


for story, phase, taker in product((free, given_back, alive, ended, bought_long_ago, bought_some), PHASES, TAKERS):
    name = f"{story.__name__} {phase}, taken {taker.__name__}".replace("_", " ")
    register(name, partial(story, phase=phase, take=taker))


def of_the_lost_region(world: World, paying: bool) -> None:
    """Alive when Seoul was lost: rescued."""
    _make(world, paying)
    world.time.pass_by(300)
    world.fail_over()


def of_this_region(world: World, paying: bool) -> None:
    """From an earlier time when Tokyo was the one that wrote."""
    world.control = TOKYO
    of_the_lost_region(world, paying)


def made_after_the_loss(world: World, paying: bool) -> None:
    """By a Seoul that nobody could reach any more."""
    world.fail_over()
    recovery, world.control = world.control, SEOUL
    world.time.pass_by(1)
    _make(world, paying)
    world.time.pass_by(200)
    world.control = recovery


def ended_before_the_loss(world: World, paying: bool) -> None:
    _make(world, paying)
    world.time.pass_by(800)
    world.fail_over()


def _make(world: World, paying: bool) -> Hold:
    alice = world.held("alice", "1-1")
    return ok(world.start(alice)) if paying else alice


def recovered(
    world: World,
    past: Callable[[World, bool], None],
    phase: str,
    paying: bool,
    take: Callable[[World], Outcome],
    free_to_take: bool,
) -> None:
    past(world, paying)
    world.time.pass_by(AFTER_GRACE_SECONDS if phase == LATER else IN_GRACE_SECONDS)
    outcome = take(world)
    if free_to_take:
        ok(outcome)
    else:
        refused(outcome, ErrorCode.SEAT_TAKEN, ErrorCode.HOLD_EXISTS)
    world.sound()


PASTS = (of_the_lost_region, of_this_region, made_after_the_loss, ended_before_the_loss)
for past, phase, paying, taker in product(PASTS, (GRACE, LATER), (False, True), TAKERS):
    # A rescued hold waits for the grace; a seat that may have been paid for, until the provider was asked.
    rescued = past is of_the_lost_region and (phase == GRACE or (paying and taker is not by_the_same_person))
    name = f"{past.__name__} {phase}, {'paying' if paying else 'unpaid'}, taken {taker.__name__}".replace("_", " ")
    register(name, partial(recovered, past=past, phase=phase, paying=paying, take=taker, free_to_take=not rescued))
