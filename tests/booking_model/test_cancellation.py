"""What cancelling costs: the sellers' usual tiers, at their edges, as a table."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from megaticket.booking.cancellation import CancellationQuote
from megaticket.booking.models import Hold
from megaticket.catalog.models import CancellationPolicy, CancellationTier
from megaticket.clock import KST
from megaticket.errors import Refusal
from megaticket.regions import RegionControl
from tests.booking_model.sweep import sweep
from tests.booking_model.theatre import POLICY, TOKYO, Theatre, accepted, code_of
from tests.unit.megaticket.stage import MOMENT, PERFORMANCE, SCHEDULE

SUBTOTAL, FEES = 300_000, 4_000
TUESDAY, SUNDAY = date(2027, 1, 12), date(2027, 1, 10)
"""Seven weeks after the booking; the day before the second is a Saturday."""


def bought(day: date = TUESDAY, policy: CancellationPolicy = POLICY) -> tuple[Theatre, Hold]:
    """Two seats of 150,000 won and 2,000 won of booking fee each, bought on the first day of the sale."""
    starts = datetime(day.year, day.month, day.day, 14, 0, tzinfo=KST)
    closes = starts - timedelta(hours=2)
    schedule = SCHEDULE.model_copy(update={"starts_at": starts.astimezone(UTC), "sale_closes_at": closes})
    theatre = Theatre(PERFORMANCE.model_copy(update={"cancellation": policy}), schedule)
    return theatre, accepted(theatre.confirm(theatre.paying("alice", "1-2", "1-3")))


def go_to(theatre: Theatre, days_before: int, at: str, day: date = TUESDAY) -> None:
    moment = datetime.combine(day - timedelta(days=days_before), datetime.strptime(at, "%H:%M:%S").time(), KST)  # noqa: DTZ007
    theatre.time.seconds = (moment - MOMENT).total_seconds()


def quoted(theatre: Theatre, hold: Hold) -> CancellationQuote:
    quote = theatre.payments.quote("alice", hold.hold_id)
    assert isinstance(quote, CancellationQuote), quote
    return quote


@pytest.mark.parametrize(
    ("days_before", "at", "fee"),
    [
        (40, "12:00:00", 8_000),
        (10, "23:59:59", 8_000),
        (9, "00:00:00", 30_000),
        (7, "23:59:59", 30_000),
        (6, "00:00:00", 60_000),
        (3, "23:59:59", 60_000),
        (2, "00:00:00", 90_000),
        (1, "16:59:59", 90_000),
    ],
)
def test_the_fee_follows_the_days_and_the_booking_fee_stays(days_before: int, at: str, fee: int) -> None:
    theatre, hold = bought()
    go_to(theatre, days_before, at)

    quote = quoted(theatre, hold)

    assert (quote.fee, quote.refund) == (fee, SUBTOTAL - fee)


@pytest.mark.parametrize(("day", "last", "text"), [(TUESDAY, "16:59:59", "17:00"), (SUNDAY, "10:59:59", "11:00")])
def test_cancelling_ends_the_day_before_and_earlier_on_a_saturday(day: date, last: str, text: str) -> None:
    theatre, hold = bought(day)
    go_to(theatre, 1, last, day)
    quote = quoted(theatre, hold)
    assert quote.deadline_text.endswith(text)
    theatre.time.pass_by(1)

    refused = theatre.payments.quote("alice", hold.hold_id)

    assert isinstance(refused, Refusal)
    assert refused.code == "CANCEL_CLOSED"
    assert code_of(theatre.payments.cancel("alice", hold.hold_id, quote.refund)) == "CANCEL_CLOSED"
    assert theatre.stored(hold).state == "CONFIRMED"


@pytest.mark.parametrize(("days", "refund"), [(0, SUBTOTAL + FEES), (7, SUBTOTAL + FEES), (8, SUBTOTAL - 8_000)])
def test_a_week_after_booking_cancelling_is_free_and_the_booking_fee_comes_back(days: int, refund: int) -> None:
    theatre, hold = bought()
    theatre.time.pass_by(days * 86_400)

    assert quoted(theatre, hold).refund == refund


@pytest.mark.parametrize(("days_before", "fee"), [(10, 0), (9, 30_000), (6, 60_000), (1, 90_000)])
def test_a_fee_by_percent_leaves_no_free_days(days_before: int, fee: int) -> None:
    near = (MOMENT + timedelta(days=days_before)).astimezone(KST).date()
    theatre, hold = bought(near)

    quote = quoted(theatre, hold)

    kept_fees = FEES if fee else 0
    assert (quote.fee, quote.refund) == (fee, SUBTOTAL + FEES - fee - kept_fees)


def test_a_fee_is_never_more_than_the_tickets_cost() -> None:
    dear = CancellationPolicy(
        free_days_after_booking=0, tiers=(CancellationTier(from_days=0, fee_per_ticket=1_000_000),)
    )
    theatre, hold = bought(policy=dear)
    theatre.time.pass_by(86_400)

    assert (quoted(theatre, hold).fee, quoted(theatre, hold).refund) == (SUBTOTAL, 0)
    accepted(theatre.payments.cancel("alice", hold.hold_id, 0))
    assert theatre.keys("REFUND_DUE#") == []
    sweep(theatre)


def test_a_quote_that_has_changed_is_refused_and_nothing_happens() -> None:
    theatre, hold = bought()
    go_to(theatre, 10, "23:59:59")
    quote = quoted(theatre, hold)
    theatre.time.pass_by(1)
    before = theatre.rows()

    assert code_of(theatre.payments.cancel("alice", hold.hold_id, quote.refund)) == "QUOTE_CHANGED"
    assert theatre.rows() == before


def test_cancelling_pays_back_once_frees_the_seats_and_is_remembered_for_good() -> None:
    theatre, hold = bought()
    go_to(theatre, 10, "12:00:00")
    refund = quoted(theatre, hold).refund

    for _ in range(2):
        assert accepted(theatre.payments.cancel("alice", hold.hold_id, refund)).state == "CANCELLED"
        sweep(theatre)
        theatre.settle()

    assert theatre.provider.kept(hold.hold_id) == hold.total_price - refund
    assert theatre.provider.refunds_asked == 1
    assert "ttl" not in theatre.rows()[f"HOLD#{hold.hold_id}", "HOLD"]
    assert accepted(theatre.hold("bob", "1-2", "1-3"))
    assert accepted(theatre.hold("alice", "1-4", request="request-2"))


def test_only_its_person_sees_or_cancels_a_reservation_and_only_where_this_region_writes() -> None:
    theatre, hold = bought()
    refund = quoted(theatre, hold).refund

    assert code_of(theatre.payments.cancel("bob", hold.hold_id, refund)) == "HOLD_NOT_FOUND"
    assert isinstance(theatre.payments.quote("bob", hold.hold_id), Refusal)
    theatre.control = replace(theatre.control, active_region=TOKYO)
    assert code_of(theatre.payments.cancel("alice", hold.hold_id, refund)) == "REGION_STANDBY"
    theatre.control = RegionControl("ap-northeast-2")
    assert accepted(theatre.payments.cancel("alice", hold.hold_id, refund))
