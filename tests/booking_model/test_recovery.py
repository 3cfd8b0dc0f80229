"""Seoul is lost and Tokyo takes over: what is rescued, what rows that never arrived do, and what was charged unseen."""

from dataclasses import replace

import pytest

from megaticket.booking.models import Hold
from megaticket.booking.recovery import resolve_waiting
from megaticket.errors import Refusal
from tests.booking_model.sweep import sweep
from tests.booking_model.theatre import TOKYO, Theatre, accepted, code_of
from tests.unit.megaticket.stage import SCHEDULE_ID

GRACE = 900
SEAT = (f"SCHEDULE#{SCHEDULE_ID}#SECTION#1F-B", "SEAT#1#2")
LIMIT = ("USER#alice", f"SCHEDULE#{SCHEDULE_ID}")


@pytest.fixture
def theatre() -> Theatre:
    return Theatre()


def lose_seoul(theatre: Theatre, outage_seconds: int = 0) -> None:
    theatre.time.pass_by(10)
    theatre.lose_seoul(outage_seconds)


@pytest.mark.parametrize(("after", "lives"), [(0, True), (599, True), (GRACE - 1, True), (GRACE, False)])
def test_a_rescued_hold_lives_for_a_quarter_of_an_hour(theatre: Theatre, after: int, lives: bool) -> None:
    hold = theatre.held("alice", "1-2")
    lose_seoul(theatre)
    theatre.time.pass_by(after)

    outcome = theatre.payments.start("alice", hold.hold_id)

    assert isinstance(outcome, Hold) == lives
    assert code_of(theatre.hold("bob", "1-2")) == "SEAT_TAKEN"
    assert not lives or accepted(theatre.confirm(hold)).state == "CONFIRMED"
    sweep(theatre)


def test_a_hold_that_had_ended_before_the_outage_is_not_rescued(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2")
    theatre.time.pass_by(610)
    lose_seoul(theatre, outage_seconds=19)

    assert code_of(theatre.payments.start("alice", hold.hold_id)) == "HOLD_EXPIRED"
    assert accepted(theatre.hold("bob", "1-2")).region == TOKYO


def test_a_hold_that_ended_with_the_outage_keeps_its_seats(theatre: Theatre) -> None:
    theatre.held("alice", "1-2")
    theatre.time.pass_by(610)
    lose_seoul(theatre, outage_seconds=20)

    assert code_of(theatre.hold("bob", "1-2")) == "SEAT_TAKEN"


def test_seats_of_a_rescued_hold_are_free_when_its_grace_is_over(theatre: Theatre) -> None:
    theatre.held("alice", "1-2")
    lose_seoul(theatre)
    theatre.time.pass_by(GRACE + 5)
    assert code_of(theatre.hold("bob", "1-2")) == "SEAT_TAKEN"
    theatre.time.pass_by(1)

    assert accepted(theatre.hold("bob", "1-2"))


def test_a_hold_of_tokyo_ends_in_ten_minutes(theatre: Theatre) -> None:
    lose_seoul(theatre)
    hold = theatre.held("alice", "1-2")
    theatre.time.pass_by(600)

    assert code_of(theatre.payments.start("alice", hold.hold_id)) == "HOLD_EXPIRED"


@pytest.mark.parametrize("key", [SEAT, LIMIT], ids=["seat", "limit"])
@pytest.mark.parametrize("is_paying", [False, True])
def test_a_hold_of_which_a_row_did_not_arrive_can_be_paid(
    theatre: Theatre, key: tuple[str, str], is_paying: bool
) -> None:
    hold = theatre.paying("alice", "1-2", "1-3") if is_paying else theatre.held("alice", "1-2", "1-3")
    lose_seoul(theatre)
    theatre.drop(key)

    accepted(theatre.payments.start("alice", hold.hold_id))

    assert accepted(theatre.confirm(hold)).state == "CONFIRMED"
    sweep(theatre)


@pytest.mark.parametrize("is_paying", [False, True])
def test_a_seat_that_did_not_arrive_and_was_taken_is_not_paid_for(theatre: Theatre, is_paying: bool) -> None:
    hold = theatre.paying("alice", "1-2", "1-3") if is_paying else theatre.held("alice", "1-2", "1-3")
    lose_seoul(theatre)
    theatre.drop(SEAT)
    theatre.held("bob", "1-2")

    outcome = theatre.confirm(hold) if is_paying else theatre.payments.start("alice", hold.hold_id)

    assert isinstance(outcome, Refusal)
    assert theatre.provider.payments == {}
    sweep(theatre, {hold.hold_id})


def test_seats_whose_hold_did_not_arrive_wait_for_the_grace(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2")
    lose_seoul(theatre)
    theatre.drop((f"HOLD#{hold.hold_id}", "HOLD"))

    assert code_of(theatre.hold("bob", "1-2")) == "SEAT_TAKEN"
    assert code_of(theatre.payments.start("alice", hold.hold_id)) == "HOLD_NOT_FOUND"
    theatre.time.pass_by(GRACE + 6)
    assert accepted(theatre.hold("bob", "1-2"))


def rewound(theatre: Theatre) -> Hold:
    """Seoul has charged; what arrived in Tokyo is the hold from before."""
    hold = theatre.paying("alice", "1-2")
    arrived = {key: dict(item) for key, item in theatre.table.tables[theatre.booking.store.table].items()}
    accepted(theatre.confirm(hold, "key-seoul"))
    theatre.table.tables[theatre.booking.store.table] = arrived
    lose_seoul(theatre)
    return hold


@pytest.mark.parametrize("key", ["key-seoul", "key-2"])
def test_what_seoul_charged_is_not_charged_again(theatre: Theatre, key: str) -> None:
    hold = rewound(theatre)

    assert accepted(theatre.confirm(hold, key)).payment_key == "key-seoul"
    assert theatre.provider.kept(hold.hold_id) == 152_000
    sweep(theatre)


def test_what_seoul_charged_cannot_be_abandoned(theatre: Theatre) -> None:
    hold = rewound(theatre)

    assert code_of(theatre.payments.abandon("alice", hold.hold_id)) == "PAYMENT_IN_PROGRESS"


def test_what_seoul_charged_blocks_its_seats_until_the_provider_was_asked(theatre: Theatre) -> None:
    hold = rewound(theatre)
    theatre.time.pass_by(24 * 3600)

    assert code_of(theatre.hold("bob", "1-2")) == "SEAT_TAKEN"
    outcome = resolve_waiting(theatre.payments, theatre.stored(hold))

    assert isinstance(outcome, Hold)
    assert outcome.state == "CONFIRMED"
    sweep(theatre)


def half_arrived(theatre: Theatre) -> Hold:
    """Seoul was confirming; its note of the open payment has arrived, the hold's new state has not."""
    hold = theatre.paying("alice", "1-2", "1-3")
    rows = theatre.table.tables[theatre.booking.store.table]
    before = rows[f"HOLD#{hold.hold_id}", "HOLD"]
    theatre.provider.mood = "unanswered"
    theatre.confirm(hold)
    rows[f"HOLD#{hold.hold_id}", "HOLD"] = before
    lose_seoul(theatre)
    return hold


def test_an_open_payment_that_arrived_before_its_hold_is_settled(theatre: Theatre) -> None:
    hold = half_arrived(theatre)

    assert theatre.settle().unsettled == 0
    assert theatre.stored(hold).state == "CONFIRMED"
    sweep(theatre)


def test_an_open_payment_without_its_hold_and_its_seats_is_refunded(theatre: Theatre) -> None:
    hold = half_arrived(theatre)
    theatre.drop(SEAT)
    theatre.held("bob", "1-2")

    theatre.settle()

    assert theatre.stored(hold).state == "CANCELLED"
    assert theatre.provider.kept(hold.hold_id) == 0
    sweep(theatre)


def test_a_region_that_stands_by_changes_nothing(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    other = theatre.held("bob", "1-3")
    theatre.control = replace(theatre.control, active_region=TOKYO)
    before = theatre.rows()

    outcomes = [
        theatre.hold("carol", "1-4"),
        theatre.replace(other, "1-4"),
        theatre.booking.extend("bob", other.hold_id, "extend-1"),
        theatre.booking.release("bob", other.hold_id),
        theatre.payments.start("bob", other.hold_id),
        theatre.payments.abandon("alice", hold.hold_id),
        theatre.confirm(hold),
    ]

    assert list(map(code_of, outcomes)) == ["REGION_STANDBY"] * len(outcomes)
    theatre.settle()
    assert theatre.rows() == before
    assert theatre.provider.payments == {}
