"""Many processes, one schedule: 25,000 attempts at the same 640 seats, and then every checker over what they did."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import urllib3

from lambdas.reservations.provider import HttpPaymentProvider
from megaticket.booking.payments import Payments
from megaticket.booking.service import Booking
from megaticket.booking.settlement import Settlement
from megaticket.booking.store import BookingStore
from megaticket.catalog.store import CatalogStore
from megaticket.clock import epoch
from tests.contention.clock import MovedClock
from tests.contention.history import Attempt, at_one_time, backwards, double_owners, over_the_limit, taken_over, tally
from tests.contention.requests import SEOUL
from tests.contention.stack import Stack
from tests.contention.sweep import Money, Sweep
from tests.doubles.claims import Row
from tests.unit.megaticket.stage import SCHEDULE, SETTINGS, TABLES

pytestmark = pytest.mark.slow

DRIVERS = 8
ATTEMPTS = int(os.environ.get("CONTENTION_ATTEMPTS", "25000"))
QUIET_SECONDS = 40.0
FACTOR = 40.0
"""A hold ends after 15 s, and a driver that has just decided still writes within the clocks' skew."""

OPERATIONS = ("hold", "replace", "extend", "release", "start", "abandon", "confirm", "cancel")
TABLE = SETTINGS.dynamodb_reservations_table


@dataclass(frozen=True)
class Result:
    """What was done and what was left. `seconds` is how long it took."""

    history: list[Attempt]
    faults: list[str]
    rows: list[Row]
    ledger: dict[str, Money]
    now: int
    seconds: float

    @property
    def sweep(self) -> Sweep:
        """The table's judge."""
        return Sweep(self.rows, self.now, SCHEDULE.ticket_limit)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Result]:
    stack = Stack(tmp_path_factory.mktemp("contention"))
    clock = MovedClock(time.time(), time.monotonic(), QUIET_SECONDS, FACTOR)
    with stack.running(clock):
        started = time.monotonic()
        history, faults = stack.contend(clock, DRIVERS, -(-ATTEMPTS // DRIVERS))
        seconds = time.monotonic() - started
        later = replace(clock, began=clock.began + 7200)
        rows = _settled_rows(stack, later)
        yield Result(history, faults, rows, stack.ledger(), epoch(later()), seconds)


def _settled_rows(stack: Stack, clock: MovedClock) -> list[Row]:
    """The table once nothing is open at the provider and nothing is due, two hours later."""
    key = stack.settings.provider_key
    with stack.database() as client, urllib3.PoolManager() as pool:
        booking = Booking(BookingStore(client, TABLE), CatalogStore(client, TABLES, 3600), lambda: SEOUL, clock)
        payments = Payments(booking, HttpPaymentProvider(stack.settings.url_of("provider"), lambda: key, pool))
        for _ in range(10):
            report = Settlement(payments).run()
            if report.unsettled + report.refunds_due == 0:
                break
    return stack.rows()


def test_it_was_contention(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    counts = tally(result.history)
    with capsys.disabled():
        sys.stdout.write(_report(result))
    assert backwards(result.history) == []
    assert len(result.history) >= ATTEMPTS
    assert at_one_time(result.history) >= ATTEMPTS // 3
    assert len({seat for attempt in result.history for seat in attempt.seats}) >= 500
    assert min(counts[name]["OK"] for name in OPERATIONS) > 0


def _report(result: Result) -> str:
    overlapping = at_one_time(result.history)
    lines = [
        "",
        f"{len(result.history)} attempts in {result.seconds:.0f} s by {DRIVERS} processes",
        f"{overlapping} of them while another process was on the same seat or person",
        f"{taken_over(result.history)} seats taken over from holds that had run out",
        *(f"{operation:8} {dict(Counter(codes).most_common())}" for operation, codes in tally(result.history).items()),
        f"{len(result.faults)} faults {sorted(set(result.faults))[:5]}",
    ]
    return "\n".join(lines) + "\n"


def test_no_seat_had_two_owners_at_one_time(result: Result) -> None:
    assert double_owners(result.history) == []


def test_nobody_had_more_than_the_limit_at_any_time(result: Result) -> None:
    assert over_the_limit(result.history, SCHEDULE.ticket_limit) == []


def test_the_table_agrees_with_itself(result: Result) -> None:
    assert result.sweep.violations() == []


def test_money_equals_tickets(result: Result) -> None:
    assert sum(account.charged for account in result.ledger.values()) > 0
    assert result.sweep.money(result.ledger) == []


def test_nothing_failed_but_a_few_changes_of_a_hold_that_others_changed_all_the_time(result: Result) -> None:
    assert [fault for fault in result.faults if not fault.startswith("ContendedError")] == []
    assert len(result.faults) < len(result.history) / 1000


def test_without_the_conditions_on_seats_the_same_run_sells_them_twice(tmp_path: Path) -> None:
    stack = Stack(tmp_path)
    clock = MovedClock(time.time(), time.monotonic(), quiet=0, factor=1)
    with stack.running(clock, WITHOUT_SEAT_CONDITIONS="1"):
        history, _ = stack.contend(clock, DRIVERS // 2, 150)
        violations = Sweep(stack.rows(), epoch(clock()), SCHEDULE.ticket_limit).violations()
    assert double_owners(history)
    assert violations
