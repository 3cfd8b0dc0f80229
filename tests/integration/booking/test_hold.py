"""Holding seats: what is written, what is refused, and that a refusal writes nothing."""

from typing import Any

import pytest

from megaticket.booking.models import CLOCK_SKEW_SECONDS, GARBAGE_SECONDS, Hold, HoldState
from megaticket.booking.transitions import HoldRequest
from megaticket.errors import ErrorCode, Refusal
from megaticket.regions import RegionControl
from tests.integration.booking.conftest import Theatre
from tests.unit.megaticket.stage import MOMENT, NOW, SCHEDULE, SCHEDULE_ID

SECTION = f"SCHEDULE#{SCHEDULE_ID}#SECTION#1F-B"
LIMIT = ("USER#alice", f"SCHEDULE#{SCHEDULE_ID}")


def code_of(outcome: Hold | Refusal) -> ErrorCode:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_a_hold_is_what_the_person_was_shown(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2", "2-3")

    assert [(seat.seat_id, seat.label, seat.grade, seat.price) for seat in hold.seats] == [
        ("1F-B-1-2", "1층 B구역 1열 2번", "VIP석", 150_000),
        ("1F-B-2-3", "1층 B구역 2열 3번", "R석", 100_000),
    ]
    assert (hold.subtotal, hold.booking_fee, hold.total_price) == (250_000, 4_000, 254_000)
    assert (hold.user_id, hold.schedule_id, hold.performance_title) == ("alice", SCHEDULE_ID, "별의 정원")
    assert (hold.state, hold.holding_created_at, hold.expires_at) == (HoldState.HOLDING, NOW, NOW + 600)


def test_a_hold_its_seats_and_the_limit_are_written_together(theatre: Theatre) -> None:
    theatre.control = RegionControl("ap-northeast-2", epoch=7)
    hold = theatre.held("alice", "1-2", "1-3")
    rows = theatre.rows()

    assert set(rows) == {(f"HOLD#{hold.hold_id}", "HOLD"), LIMIT, (SECTION, "SEAT#1#2"), (SECTION, "SEAT#1#3")}
    assert rows[LIMIT]["liveHoldId"] == hold.hold_id
    assert rows[LIMIT]["expiresAt"] == NOW + 600
    seat = rows[SECTION, "SEAT#1#2"]
    wanted: dict[str, Any] = {
        "state": "HELD", "holdId": hold.hold_id, "expiresAt": NOW + 600, "holdingCreatedAt": NOW,
        "region": "ap-northeast-2", "writerEpoch": 7,
    }  # fmt: skip
    assert {name: seat[name] for name in wanted} == wanted


def test_garbage_collection_takes_old_holds_and_never_a_seat(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2")
    rows = theatre.rows()

    assert rows[f"HOLD#{hold.hold_id}", "HOLD"]["ttl"] == hold.expires_at + GARBAGE_SECONDS
    assert "ttl" not in rows[SECTION, "SEAT#1#2"]
    assert "ttl" not in rows[LIMIT]


def test_held_seats_are_taken_for_everybody(theatre: Theatre) -> None:
    theatre.held("alice", "1-2", "1-3")

    assert theatre.taken() == {"1-2", "1-3"}


@pytest.mark.parametrize("seats", [("1-2", "1-3"), ("1-5",)])
def test_the_same_request_gives_the_same_hold(theatre: Theatre, seats: tuple[str, ...]) -> None:
    first = theatre.held("alice", "1-2", "1-3")
    before = theatre.bytes()
    theatre.time.pass_by(30)

    assert theatre.hold("alice", *seats) == first
    assert theatre.bytes() == before


def test_the_same_request_of_another_person_is_another_hold(theatre: Theatre) -> None:
    assert theatre.held("alice", "1-2").hold_id != theatre.held("bob", "1-3").hold_id


def test_the_same_request_after_its_hold_has_ended(theatre: Theatre) -> None:
    theatre.held("alice", "1-2")
    theatre.time.pass_by(601)

    assert code_of(theatre.hold("alice", "1-2")) == ErrorCode.HOLD_EXPIRED


def test_the_same_request_after_its_hold_was_released(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2")
    theatre.booking.release("alice", hold.hold_id)

    assert code_of(theatre.hold("alice", "1-2")) == ErrorCode.HOLD_EXPIRED
    assert theatre.taken() == set()


def test_seats_of_another_person_are_refused_by_name_and_none_is_taken(theatre: Theatre) -> None:
    theatre.held("alice", "1-2", "1-3")
    before = theatre.bytes()

    assert theatre.hold("bob", "1-1", "1-2", "1-3", "1-4") == Refusal(
        ErrorCode.SEAT_TAKEN, seat_ids=("1F-B-1-2", "1F-B-1-3")
    )
    assert theatre.bytes() == before


def test_one_live_hold_a_person_and_schedule(theatre: Theatre) -> None:
    theatre.held("alice", "1-2")
    before = theatre.bytes()

    assert code_of(theatre.hold("alice", "1-5", request="request-2")) == ErrorCode.HOLD_EXISTS
    assert theatre.bytes() == before


def test_an_ended_hold_leaves_the_person_free_to_hold_again(theatre: Theatre) -> None:
    theatre.held("alice", "1-2")
    theatre.time.pass_by(601)
    again = theatre.held("alice", "1-5", request="request-2")

    assert theatre.rows()[LIMIT]["liveHoldId"] == again.hold_id


@pytest.mark.parametrize(("sold", "seats", "refused"), [(2, 2, False), (3, 2, True), (4, 1, True), (0, 4, False)])
def test_what_was_bought_counts(theatre: Theatre, sold: int, seats: int, refused: bool) -> None:
    theatre.change(LIMIT, sold=sold)
    before = theatre.bytes()

    outcome = theatre.hold("alice", *(f"1-{number}" for number in range(1, seats + 1)))

    if refused:
        assert code_of(outcome) == ErrorCode.LIMIT_EXCEEDED
        assert theatre.bytes() == before
    else:
        assert isinstance(outcome, Hold)
        assert theatre.rows()[LIMIT]["sold"] == sold


def test_a_seat_is_taken_over_only_after_the_clocks_skew(theatre: Theatre) -> None:
    alice = theatre.held("alice", "1-2")

    theatre.time.pass_by(600 + CLOCK_SKEW_SECONDS)
    assert theatre.taken() == {"1-2"}
    assert code_of(theatre.hold("bob", "1-2")) == ErrorCode.SEAT_TAKEN
    assert theatre.owner("1-2") == alice.hold_id

    theatre.time.pass_by(1)
    assert theatre.taken() == set()
    bob = theatre.held("bob", "1-2")
    assert theatre.owner("1-2") == bob.hold_id


def test_a_sold_seat_is_never_taken_over(theatre: Theatre) -> None:
    alice = theatre.held("alice", "1-2")
    theatre.change((SECTION, "SEAT#1#2"), state="SOLD")
    theatre.time.pass_by(7 * 24 * 3600)

    assert theatre.taken() == {"1-2"}
    assert code_of(theatre.hold("bob", "1-2")) == ErrorCode.SEAT_TAKEN
    assert theatre.owner("1-2") == alice.hold_id


@pytest.mark.parametrize(
    ("seats", "total", "refusal"),
    [
        (("1-2",), 151_999, ErrorCode.PRICE_CHANGED),
        (("1-2",), 0, ErrorCode.PRICE_CHANGED),
        (("1-2", "1-9"), None, ErrorCode.SEAT_UNKNOWN),
        (("1-2~3",), None, ErrorCode.SEAT_UNKNOWN),
        (("9-1",), None, ErrorCode.SEAT_UNKNOWN),
        (("1-8", "1-7"), None, ErrorCode.SEAT_BLOCKED),
        (("1-2", "1-2"), None, ErrorCode.INVALID_REQUEST),
        ((), None, ErrorCode.INVALID_REQUEST),
        (("1-1", "1-2", "1-3", "1-4", "1-5"), None, ErrorCode.LIMIT_EXCEEDED),
    ],
)
def test_what_cannot_be_sold_is_refused_without_a_write(
    theatre: Theatre, seats: tuple[str, ...], total: int | None, refusal: ErrorCode
) -> None:
    assert code_of(theatre.hold("alice", *seats, total=total)) == refusal
    assert theatre.client.transactions == []
    assert theatre.rows() == {}


@pytest.mark.parametrize(("seats", "concerned"), [(("1-7", "1-8"), "1F-B-1-8"), (("1-1", "1-9"), "1F-B-1-9")])
def test_a_refusal_names_the_seats_concerned(theatre: Theatre, seats: tuple[str, ...], concerned: str) -> None:
    outcome = theatre.hold("alice", *seats)

    assert isinstance(outcome, Refusal)
    assert outcome.seat_ids == (concerned,)


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [
        (SCHEDULE.sale_opens_at, None),
        (SCHEDULE.sale_closes_at, ErrorCode.SALE_CLOSED),
        (SCHEDULE.starts_at, ErrorCode.SALE_CLOSED),
    ],
)
def test_the_sale_has_its_hours(theatre: Theatre, moment: Any, refusal: ErrorCode | None) -> None:
    theatre.time.pass_by((moment - MOMENT).total_seconds())
    outcome = theatre.hold("alice", "1-2")

    assert (outcome.code if isinstance(outcome, Refusal) else None) == refusal

    theatre.time.pass_by(-1)
    before = theatre.hold("bob", "1-3")
    if moment == SCHEDULE.sale_opens_at:
        assert code_of(before) == ErrorCode.SALE_NOT_OPEN


def test_an_unknown_schedule_is_refused(theatre: Theatre) -> None:
    request = HoldRequest("alice", "PF-1-20990101-0000", ("1F-B-1-1",), 152_000, "request-1")

    assert code_of(theatre.booking.hold(request)) == ErrorCode.INVALID_REQUEST


def test_a_region_that_stands_by_writes_nothing(theatre: Theatre) -> None:
    theatre.control = RegionControl("ap-northeast-1", role="dr")

    assert code_of(theatre.hold("alice", "1-2")) == ErrorCode.REGION_STANDBY
    assert theatre.client.transactions == []
