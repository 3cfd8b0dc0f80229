"""Holds that change while somebody else acts on them, or on what they have lost."""

from megaticket.booking.models import HoldState
from megaticket.errors import ErrorCode
from tests.contention.scenarios.registry import scenario
from tests.contention.world import World, ok, refused


@scenario
def a_repeated_request_after_the_end_holds_nothing_anew(world: World) -> None:
    first = world.held("alice", "1-1")
    world.time.pass_by(606)
    refused(world.hold("alice", "1-1"), ErrorCode.HOLD_EXPIRED)
    assert world.stored(first) == first


@scenario
def two_extensions_at_once_are_two(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.before("retime", lambda: ok(world.extend(hold, "meanwhile")))
    after = ok(world.extend(hold))
    assert (after.extensions, after.expires_at) == (2, hold.expires_at + 1200)
    world.sound()


@scenario
def an_extension_that_comes_late_leaves_the_next_owners_seat(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.time.pass_by(599)

    def meanwhile() -> None:
        world.time.pass_by(10)
        world.held("bob", "1-1")

    world.before("retime", meanwhile)
    refused(world.extend(hold), ErrorCode.HOLD_EXPIRED)
    world.sound()


@scenario
def an_extension_that_comes_late_leaves_the_persons_next_hold(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.time.pass_by(599)

    def meanwhile() -> None:
        world.time.pass_by(3)
        world.held("alice", "1-5", request="anew")

    world.before("retime", meanwhile)
    refused(world.extend(hold), ErrorCode.HOLD_EXPIRED)
    world.sound()


@scenario
def a_hold_that_is_being_paid_keeps_its_seats_and_price(world: World) -> None:
    hold = world.held("alice", "1-1", "1-2")
    world.before("replace", lambda: ok(world.start(hold)))
    refused(world.replace(hold, "1-1", "1-3"), ErrorCode.PAYMENT_IN_PROGRESS)
    assert world.stored(hold).state == HoldState.PAYING
    assert world.stored(hold).seats == hold.seats
    world.sound()


def _exchange_late(world: World, lost: str) -> None:
    hold = world.held("alice", "1-1", "1-2")
    world.time.pass_by(599)

    def meanwhile() -> None:
        world.time.pass_by(10)
        world.held("bob", lost)

    world.before("replace", meanwhile)
    refused(world.replace(hold, "1-1", "1-3"), ErrorCode.HOLD_EXPIRED, ErrorCode.SEAT_TAKEN)
    assert world.owner(lost) not in {hold.hold_id, None}
    world.sound()


@scenario
def an_exchange_that_comes_late_does_not_keep_a_lost_seat(world: World) -> None:
    _exchange_late(world, "1-1")


@scenario
def an_exchange_that_comes_late_does_not_give_back_a_lost_seat(world: World) -> None:
    _exchange_late(world, "1-2")


@scenario
def an_exchange_that_comes_late_leaves_the_persons_next_hold(world: World) -> None:
    hold = world.held("alice", "1-1")
    world.time.pass_by(599)

    def meanwhile() -> None:
        world.time.pass_by(3)
        world.held("alice", "1-5", request="anew")

    world.before("replace", meanwhile)
    refused(world.replace(hold, "1-1", "1-2"), ErrorCode.HOLD_EXPIRED)
    world.sound()


@scenario
def an_exchange_for_more_seats_is_bound_by_what_was_bought(world: World) -> None:
    world.bought("alice", "2-2", "2-3")
    hold = world.held("alice", "1-1", "1-2", request="more")
    refused(world.replace(hold, "1-1", "1-2", "1-3"), ErrorCode.LIMIT_EXCEEDED)
    world.sound()


@scenario
def an_exchange_within_the_limit_goes_with_what_was_bought(world: World) -> None:
    world.bought("alice", "2-2", "2-3")
    hold = world.held("alice", "1-1", request="more")
    ok(world.replace(hold, "1-1", "1-2"))
    world.sound()
