"""Payments that begin: everything that will be paid for is claimed before the provider is asked."""

from megaticket.booking.models import HoldState
from megaticket.errors import ErrorCode
from tests.contention.scenarios.registry import scenario
from tests.contention.world import World, ok, refused


@scenario
def tickets_are_bought_in_two_goes(world: World) -> None:
    world.bought("alice", "1-1", "1-2")
    world.bought("alice", "1-3", "1-4", request="more")
    assert world.row("USER#alice")["sold"] == 4
    world.sound()


@scenario
def two_payments_at_once_charge_once(world: World) -> None:
    hold = world.paying("alice", "1-1")
    world.before("approve", lambda: ok(world.confirm(hold, "first")))
    refused(world.confirm(hold, "second"), ErrorCode.PAYMENT_IN_PROGRESS)
    assert world.ledger.money()[hold.hold_id].charged == hold.total_price
    assert world.stored(hold).state == HoldState.CONFIRMED
    world.sound()


@scenario
def a_payment_that_comes_late_leaves_the_next_owners_seat(world: World) -> None:
    hold = world.paying("alice", "1-1", "1-2")

    def meanwhile() -> None:
        world.time.pass_by(700)
        world.held("bob", "1-1")

    world.before("approve", meanwhile)
    refused(world.confirm(hold), ErrorCode.HOLD_EXPIRED)
    assert not world.ledger.money()
    world.sound()


@scenario
def a_payment_that_comes_late_leaves_the_persons_next_hold(world: World) -> None:
    hold = world.paying("alice", "1-1")

    def meanwhile() -> None:
        world.time.pass_by(700)
        world.held("alice", "1-5", request="anew")

    world.before("approve", meanwhile)
    refused(world.confirm(hold), ErrorCode.HOLD_EXPIRED)
    assert not world.ledger.money()
    world.sound()


@scenario
def a_payment_that_comes_late_is_bound_by_what_was_bought(world: World) -> None:
    hold = world.paying("alice", "1-1")

    def meanwhile() -> None:
        world.time.pass_by(700)
        world.bought("alice", "2-1", "2-2", "2-3", "2-4", request="anew")

    world.before("approve", meanwhile)
    refused(world.confirm(hold), ErrorCode.LIMIT_EXCEEDED)
    assert hold.hold_id not in world.ledger.money()
    world.sound()


@scenario
def a_payment_waits_for_no_seat_row_of_the_lost_region(world: World) -> None:
    hold = world.paying("alice", "1-1", "1-2")
    world.lose("SCHEDULE#")
    world.fail_over()
    assert ok(world.confirm(hold)).state == HoldState.CONFIRMED
    world.sound()


@scenario
def a_payment_waits_for_no_limit_row_of_the_lost_region(world: World) -> None:
    hold = world.paying("alice", "1-1")
    world.lose("USER#")
    world.fail_over()
    assert ok(world.confirm(hold)).state == HoldState.CONFIRMED
    world.sound()


@scenario
def a_declined_payment_leaves_the_one_that_followed(world: World) -> None:
    hold = world.paying("alice", "1-1")

    def meanwhile() -> None:
        world.settle()
        ok(world.confirm(hold, "second"))

    world.before("decline", meanwhile)
    world.confirm(hold, "decline")
    assert world.stored(hold).state == HoldState.CONFIRMED
    world.sound()
