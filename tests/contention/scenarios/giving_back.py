"""Seats given back while somebody else takes them, pays for them or gives them back as well."""

from megaticket.booking.models import HoldState
from megaticket.errors import ErrorCode
from tests.contention.scenarios.registry import scenario
from tests.contention.world import World, ok, refused


@scenario
def a_hold_that_is_being_paid_is_not_released(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.before("release", lambda: ok(world.start(hold)))
    refused(world.release(hold), ErrorCode.PAYMENT_IN_PROGRESS)
    assert world.owner("1-1") == hold.hold_id
    world.sound()


@scenario
def a_release_leaves_the_next_owners_seat(world: World) -> None:
    hold = world.held("alice", "1-1", "1-2")
    world.time.pass_by(606)
    world.before("release", lambda: world.held("bob", "1-1"))
    world.release(hold)
    assert world.owner("1-1") not in {hold.hold_id, None}
    world.sound()


@scenario
def a_release_leaves_the_persons_next_hold(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.time.pass_by(606)
    world.before("release", lambda: world.held("alice", "1-5", request="anew"))
    world.release(hold)
    world.sound()


@scenario
def two_cancellations_at_once_are_one(world: World) -> None:
    hold = world.bought("alice", "1-1", "1-2")
    world.before("cancel", lambda: ok(world.cancel(hold)))
    assert ok(world.cancel(hold)).state == HoldState.CANCELLED
    world.sound()


@scenario
def a_cancellation_that_arrives_from_the_lost_region_is_not_made_again(world: World) -> None:
    hold = world.bought("alice", "1-1")
    world.fail_over()
    row = world.row("HOLD#")
    arrived = row | {"state": "CANCELLED", "cancelledRefund": hold.total_price, "version": row["version"] + 1}
    world.before("cancel", lambda: world.arrive(arrived))
    assert ok(world.cancel(hold)).state == HoldState.CANCELLED
    # The seat and the limit of that cancellation are still on their way: counting them here would count them twice.
    assert world.row("USER#alice")["sold"] == 1


@scenario
def a_cancellation_leaves_a_seat_that_was_given_to_another(world: World) -> None:
    alice = world.bought("alice", "1-1")
    world.lose("SCHEDULE#")
    world.fail_over()
    bob = world.held("bob", "1-1")
    world.cancel(alice)
    assert world.owner("1-1") == bob.hold_id
