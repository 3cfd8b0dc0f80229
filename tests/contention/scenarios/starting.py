"""Going to pay: what is to be paid for is claimed before the person sees the provider's page."""

from megaticket.booking.models import HoldState
from megaticket.errors import ErrorCode
from tests.contention.scenarios.registry import scenario
from tests.contention.world import World, ok, refused


@scenario
def a_released_hold_does_not_come_back_to_be_paid(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.before("start", lambda: ok(world.release(hold)))
    refused(world.start(hold), ErrorCode.HOLD_NOT_FOUND)
    assert world.owner("1-1") is None
    world.sound()


@scenario
def a_start_that_comes_late_leaves_the_next_owners_seat(world: World) -> None:
    hold = world.held("alice", "1-1", "1-2")
    world.time.pass_by(599)

    def meanwhile() -> None:
        world.time.pass_by(10)
        world.held("bob", "1-1")

    world.before("start", meanwhile)
    refused(world.start(hold), ErrorCode.HOLD_EXPIRED)
    world.sound()


@scenario
def a_start_that_comes_late_leaves_the_persons_next_hold(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.time.pass_by(599)

    def meanwhile() -> None:
        world.time.pass_by(3)
        world.held("alice", "1-5", request="anew")

    world.before("start", meanwhile)
    refused(world.start(hold), ErrorCode.HOLD_EXPIRED)
    world.sound()


@scenario
def a_start_that_comes_late_is_bound_by_what_was_bought(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.time.pass_by(599)

    def meanwhile() -> None:
        world.time.pass_by(3)
        world.bought("alice", "2-1", "2-2", "2-3", "2-4", request="anew")

    world.before("start", meanwhile)
    refused(world.start(hold), ErrorCode.LIMIT_EXCEEDED)
    world.sound()


@scenario
def going_to_pay_waits_for_no_seat_row_of_the_lost_region(world: World) -> None:
    hold = world.held("alice", "1-1", "1-2")
    world.lose("SCHEDULE#")
    world.fail_over()
    assert ok(world.start(hold)).state == HoldState.PAYING
    world.sound()


@scenario
def going_to_pay_waits_for_no_limit_row_of_the_lost_region(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.lose("USER#")
    world.fail_over()
    assert ok(world.start(hold)).state == HoldState.PAYING
    world.sound()
