"""Payments whose answer was lost, and what settlement makes of them minutes later."""

from megaticket.booking.models import HoldState
from tests.contention.scenarios.registry import scenario
from tests.contention.world import World, ok


@scenario
def a_lost_answer_is_found_again(world: World) -> None:
    hold = world.approving("alice", "1-1")
    world.settle()
    assert world.stored(hold).state == HoldState.CONFIRMED
    world.sound()


@scenario
def two_finishers_at_once_sell_once(world: World) -> None:
    hold = world.approving("alice", "1-1")
    world.before("confirm", world.settle)
    world.settle()
    assert world.row("USER#alice")["sold"] == 1
    assert world.stored(hold).state == HoldState.CONFIRMED
    world.sound()


@scenario
def a_seat_lost_in_the_meantime_is_paid_back(world: World) -> None:
    hold = world.approving("alice", "1-1", "1-2")
    world.time.pass_by(1000)
    bob = world.held("bob", "1-1")
    world.settle()
    assert world.stored(hold).state == HoldState.CANCELLED
    assert world.owner("1-1") == bob.hold_id
    world.sound()


@scenario
def another_hold_in_the_meantime_stays(world: World) -> None:
    hold = world.approving("alice", "1-1")
    world.time.pass_by(1000)
    world.held("alice", "1-5", request="anew")
    world.settle()
    assert world.stored(hold).state == HoldState.CANCELLED
    world.sound()


@scenario
def another_hold_that_came_and_went_hinders_nothing(world: World) -> None:
    hold = world.approving("alice", "1-1")
    world.time.pass_by(1000)
    ok(world.release(world.held("alice", "1-5", request="anew")))
    world.settle()
    assert world.stored(hold).state == HoldState.CONFIRMED
    world.sound()


@scenario
def tickets_bought_in_the_meantime_count(world: World) -> None:
    hold = world.approving("alice", "1-1")
    world.time.pass_by(1000)
    world.bought("alice", "2-1", "2-2", "2-3", "2-4", request="anew")
    world.settle()
    assert world.stored(hold).state == HoldState.CANCELLED
    world.sound()


@scenario
def a_payment_under_approval_waits_for_no_seat_row(world: World) -> None:
    hold = world.approving("alice", "1-1")
    world.lose("SCHEDULE#")
    world.fail_over()
    world.settle()
    assert world.stored(hold).state == HoldState.CONFIRMED
    world.sound()


@scenario
def a_hold_confirmed_in_the_meantime_is_not_given_up(world: World) -> None:
    hold = world.approving("alice", "1-1", "1-2")
    world.time.pass_by(1000)
    # Alice's limit is free, so that nothing but the hold's version can tell that it was confirmed.
    ok(world.release(world.held("alice", "1-5", request="anew")))
    bob = world.held("bob", "1-1")

    def meanwhile() -> None:
        ok(world.release(bob))
        world.settle()

    world.before("unconfirmable", meanwhile)
    world.settle()
    assert world.stored(hold).state == HoldState.CONFIRMED
    world.sound()


@scenario
def giving_up_leaves_the_next_owners_seat(world: World) -> None:
    hold = world.approving("alice", "1-1", "1-2")
    world.time.pass_by(1000)
    world.held("bob", "1-1")
    world.before("unconfirmable", lambda: world.held("carol", "1-2"))
    world.settle()
    assert world.stored(hold).state == HoldState.CANCELLED
    world.sound()


@scenario
def giving_up_leaves_the_persons_next_hold(world: World) -> None:
    hold = world.approving("alice", "1-1", "1-2")
    world.time.pass_by(1000)
    world.held("bob", "1-1")
    world.before("unconfirmable", lambda: world.held("alice", "1-5", request="anew"))
    world.settle()
    assert world.stored(hold).state == HoldState.CANCELLED
    world.sound()


@scenario
def an_old_refusal_says_nothing_of_the_payment_on_its_way(world: World) -> None:
    hold = world.paying("alice", "1-1")
    world.confirm(hold, "decline")
    world.confirm(hold, "silent")
    assert world.stored(hold).state == HoldState.APPROVING
    world.settle()
    assert world.stored(hold).state == HoldState.CONFIRMED
    world.sound()


@scenario
def a_refund_due_waits_for_the_payment_on_its_way(world: World) -> None:
    hold = world.paying("alice", "1-1")
    world.confirm(hold, "decline")
    world.confirm(hold, "silent")
    world.time.pass_by(1000)
    world.held("bob", "1-1")
    world.settle()
    assert world.stored(hold).state == HoldState.CANCELLED
    # The question that was thought lost reaches the provider after all.
    world.ledger.approve("silent", hold.hold_id, hold.total_price)
    world.settle()
    assert world.ledger.money()[hold.hold_id].refunded == hold.total_price
    world.sound()
