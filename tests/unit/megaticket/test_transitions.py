"""The next state of a hold: pure, each refusal by name."""

from datetime import timedelta

import pytest

from megaticket.booking.models import Hold, HoldState, TakenSeat, hold_id_of
from megaticket.booking.transitions import HoldRequest, Moment, Replacement, extended, new_hold, released, replaced
from megaticket.clock import from_epoch
from megaticket.errors import ErrorCode, Refusal
from megaticket.regions import RegionControl
from megaticket.seating.seats import House
from tests.unit.megaticket.stage import MOMENT, NOW, PERFORMANCE, SCHEDULE, SCHEDULE_ID, VENUE, house

SEOUL = RegionControl("ap-northeast-2", epoch=3)
STANDBY = RegionControl("ap-northeast-1", role="dr")
REQUEST = HoldRequest("alice", SCHEDULE_ID, ("1F-B-1-2", "1F-B-2-3"), 254_000, "request-1")


def at(seconds: int, control: RegionControl = SEOUL) -> Moment:
    return Moment(NOW + seconds, control)


def made() -> Hold:
    hold = new_hold(REQUEST, house(), at(0))
    assert isinstance(hold, Hold)
    return hold


def in_state(state: HoldState) -> Hold:
    return made().model_copy(update={"state": state})


def code_of(outcome: Hold | Refusal) -> ErrorCode | None:
    return outcome.code if isinstance(outcome, Refusal) else None


def ask(*seats: str, total: int = 0, moment: Moment | None = None) -> ErrorCode | None:
    return code_of(new_hold(HoldRequest("alice", SCHEDULE_ID, seats, total, "r"), house(), moment or at(0)))


def test_a_new_hold() -> None:
    hold = made()

    assert (hold.state, hold.expires_at, hold.holding_created_at) == (HoldState.HOLDING, NOW + 600, NOW)
    assert (hold.region, hold.writer_epoch, hold.created_at) == ("ap-northeast-2", 3, "2026-11-23T07:00:00Z")
    assert (hold.subtotal, hold.booking_fee, hold.total_price) == (250_000, 4_000, 254_000)
    assert (hold.venue_name, from_epoch(hold.starts_at)) == ("가람홀", SCHEDULE.starts_at)


@pytest.mark.parametrize(
    ("seats", "refusal"),
    [
        ((), ErrorCode.INVALID_REQUEST),
        (("1F-B-1-1", "1F-B-1-1"), ErrorCode.INVALID_REQUEST),
        (tuple(f"1F-B-1-{number}" for number in range(1, 6)), ErrorCode.LIMIT_EXCEEDED),
        (("1F-B-1-1", "1F-B-1-99"), ErrorCode.SEAT_UNKNOWN),
        (("없는 좌석",), ErrorCode.SEAT_UNKNOWN),
        (("1F-B-1-8",), ErrorCode.SEAT_BLOCKED),
        (("1F-B-1-1",), ErrorCode.PRICE_CHANGED),
    ],
)
def test_seats_that_cannot_be_held(seats: tuple[str, ...], refusal: ErrorCode) -> None:
    assert ask(*seats) == refusal


def test_the_refusal_of_too_many_says_how_many_there_may_be() -> None:
    request = HoldRequest("alice", SCHEDULE_ID, ("1F-B-1-1",) * 5, 0, "r")
    outcome = new_hold(request, house(), at(0))

    assert isinstance(outcome, Refusal)
    assert "4매" in outcome.message


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [
        (SCHEDULE.sale_opens_at - timedelta(seconds=1), ErrorCode.SALE_NOT_OPEN),
        (SCHEDULE.sale_opens_at, None),
        (SCHEDULE.sale_closes_at - timedelta(seconds=1), None),
        (SCHEDULE.sale_closes_at, ErrorCode.SALE_CLOSED),
        (SCHEDULE.starts_at, ErrorCode.SALE_CLOSED),
    ],
)
def test_the_sale_has_its_hours(moment: object, refusal: ErrorCode | None) -> None:
    seconds = int((moment - MOMENT).total_seconds())  # type: ignore[operator]

    assert ask("1F-B-1-1", total=152_000, moment=at(seconds)) == refusal


def test_nothing_is_sold_after_the_curtain_whatever_the_closing_says() -> None:
    late = SCHEDULE.model_copy(update={"sale_closes_at": SCHEDULE.starts_at + timedelta(days=1)})
    after_the_curtain = at(int((SCHEDULE.starts_at - MOMENT).total_seconds()))

    assert code_of(new_hold(REQUEST, House(VENUE, PERFORMANCE, late), after_the_curtain)) == ErrorCode.SALE_CLOSED


def test_a_hold_with_other_seats_keeps_its_end() -> None:
    hold = made()
    after = replaced(hold, Replacement(("1F-B-1-5",), 152_000, "request-2"), house(), at(60))

    assert isinstance(after, Hold)
    assert [seat.seat_id for seat in after.seats] == ["1F-B-1-5"]
    assert (after.total_price, after.expires_at, after.hold_id) == (152_000, hold.expires_at, hold.hold_id)
    assert after.version == hold.version + 1


@pytest.mark.parametrize(
    ("seats", "total", "refusal"),
    [(("1F-B-1-8",), 152_000, ErrorCode.SEAT_BLOCKED), (("1F-B-1-5",), 1, ErrorCode.PRICE_CHANGED)],
)
def test_other_seats_are_judged_as_new_ones(seats: tuple[str, ...], total: int, refusal: ErrorCode) -> None:
    assert code_of(replaced(made(), Replacement(seats, total, "request-2"), house(), at(60))) == refusal


def test_a_hold_is_extended_by_ten_minutes_from_its_end() -> None:
    after = extended(made(), 2, "request-2", at(100))

    assert isinstance(after, Hold)
    assert (after.expires_at, after.extensions, after.last_request_id) == (NOW + 1200, 1, "request-2")


def test_a_hold_is_extended_twice_to_half_an_hour_and_not_again() -> None:
    once = extended(made(), 5, "a", at(100))
    assert isinstance(once, Hold)
    twice = extended(once, 5, "b", at(200))
    assert isinstance(twice, Hold)

    assert twice.expires_at == NOW + 1800
    assert code_of(extended(twice, 5, "c", at(300))) == ErrorCode.EXTEND_LIMIT


@pytest.mark.parametrize("maximum", [0, 1])
def test_a_schedule_says_how_often(maximum: int) -> None:
    hold = made().model_copy(update={"extensions": maximum})

    assert code_of(extended(hold, maximum, "r", at(1))) == ErrorCode.EXTEND_LIMIT


def test_a_hold_is_released_even_after_its_end() -> None:
    for seconds in (1, 601):
        after = released(made(), at(seconds))
        assert isinstance(after, Hold)
        assert after.state == HoldState.RELEASED


@pytest.mark.parametrize(
    ("state", "change", "release"),
    [
        (HoldState.PAYING, ErrorCode.PAYMENT_IN_PROGRESS, ErrorCode.PAYMENT_IN_PROGRESS),
        (HoldState.APPROVING, ErrorCode.PAYMENT_IN_PROGRESS, ErrorCode.PAYMENT_IN_PROGRESS),
        (HoldState.CONFIRMED, ErrorCode.HOLD_NOT_FOUND, ErrorCode.HOLD_NOT_FOUND),
        (HoldState.CANCELLED, ErrorCode.HOLD_NOT_FOUND, ErrorCode.HOLD_NOT_FOUND),
        (HoldState.RELEASED, ErrorCode.HOLD_NOT_FOUND, ErrorCode.HOLD_NOT_FOUND),
    ],
)
def test_only_a_hold_that_is_held_changes(state: HoldState, change: ErrorCode, release: ErrorCode) -> None:
    hold = in_state(state)

    assert code_of(extended(hold, 2, "r", at(1))) == change
    assert code_of(replaced(hold, Replacement(("1F-B-1-5",), 152_000, "r"), house(), at(1))) == change
    assert code_of(released(hold, at(1))) == release


def test_an_ended_hold_is_neither_extended_nor_replaced() -> None:
    assert code_of(extended(made(), 2, "r", at(600))) == ErrorCode.HOLD_EXPIRED
    assert code_of(replaced(made(), Replacement(("1F-B-1-5",), 152_000, "r"), house(), at(600))) == (
        ErrorCode.HOLD_EXPIRED
    )


def test_a_region_that_stands_by_changes_nothing() -> None:
    moment = at(1, STANDBY)
    outcomes = (
        new_hold(REQUEST, house(), moment),
        replaced(made(), Replacement(("1F-B-1-5",), 152_000, "r"), house(), moment),
        extended(made(), 2, "r", moment),
        released(made(), moment),
    )

    assert [code_of(outcome) for outcome in outcomes] == [ErrorCode.REGION_STANDBY] * 4


@pytest.mark.parametrize(
    ("state", "seconds", "seen", "live"),
    [
        (HoldState.HOLDING, 599, HoldState.HOLDING, True),
        (HoldState.HOLDING, 600, HoldState.EXPIRED, False),
        (HoldState.PAYING, 599, HoldState.PAYING, True),
        (HoldState.PAYING, 600, HoldState.EXPIRED, False),
        (HoldState.APPROVING, 10_000, HoldState.APPROVING, True),
        (HoldState.CONFIRMED, 10_000, HoldState.CONFIRMED, False),
        (HoldState.RELEASED, 1, HoldState.RELEASED, False),
        (HoldState.CANCELLED, 10_000, HoldState.CANCELLED, False),
    ],
)
def test_expiry_is_judged_at_every_reading(state: HoldState, seconds: int, seen: HoldState, live: bool) -> None:
    hold = in_state(state)

    assert hold.state_at(NOW + seconds) == seen
    assert hold.is_live(NOW + seconds) is live


@pytest.mark.parametrize(
    ("state", "seconds", "taken"),
    [("HELD", 0, True), ("HELD", 5, True), ("HELD", 6, False), ("SOLD", 10**9, True)],
)
def test_a_seat_stays_taken_for_the_clocks_skew(state: str, seconds: int, taken: bool) -> None:
    row = {"row": "1", "number": 2, "state": state, "holdId": "H1", "expiresAt": NOW, "holdingCreatedAt": NOW}
    seat = TakenSeat.model_validate(row | {"region": "ap-northeast-2"})

    assert seat.is_taken(NOW + seconds) is taken


def test_a_hold_id_belongs_to_a_person_and_a_request() -> None:
    ids = [hold_id_of("a", "b"), hold_id_of("b", "a"), hold_id_of("ab", ""), hold_id_of("", "ab")]

    assert len(set(ids)) == 4
    assert hold_id_of("a", "b") == ids[0]
    assert all(len(hold_id) == 26 and hold_id.isalnum() for hold_id in ids)


@pytest.mark.parametrize(
    ("control", "writes"),
    [
        (RegionControl("ap-northeast-2"), True),
        (RegionControl("ap-northeast-1", role="dr"), False),
        (RegionControl("ap-northeast-1", role="dr", recovery_mode=True), True),
        (RegionControl("ap-northeast-2", active_region="ap-northeast-1"), False),
        (RegionControl("ap-northeast-1", role="dr", active_region="ap-northeast-1"), True),
        (RegionControl("ap-northeast-1", role="dr", recovery_mode=True, active_region="ap-northeast-2"), False),
    ],
)
def test_one_region_writes(control: RegionControl, writes: bool) -> None:
    assert control.may_write() is writes
