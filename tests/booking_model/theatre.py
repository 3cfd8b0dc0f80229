"""The bookings of one region over the memory table, with a clock that tests move and a provider that they scold."""

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from megaticket.booking.models import Hold
from megaticket.booking.payment_transitions import Payment
from megaticket.booking.payments import Payments
from megaticket.booking.service import Booking
from megaticket.booking.settlement import Settlement, SettlementReport
from megaticket.booking.store import BookingStore
from megaticket.booking.transitions import HoldRequest, Replacement
from megaticket.catalog.models import CancellationPolicy, CancellationTier, Performance, Schedule
from megaticket.catalog.store import CatalogStore
from megaticket.clock import epoch
from megaticket.dynamo import from_item
from megaticket.errors import Refusal
from megaticket.regions import RegionControl
from megaticket.transactions import TransactionWriter
from tests.booking_model.fake_provider import FakeProvider, PortedProvider
from tests.booking_model.ports import PortedClient, Ports
from tests.doubles.memory_table import MemoryTable
from tests.unit.megaticket.stage import PERFORMANCE, SCHEDULE, SCHEDULE_ID, SETTINGS, TABLES, FakeTime, store_catalog

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TABLE = SETTINGS.dynamodb_reservations_table
SEOUL, TOKYO = "ap-northeast-2", "ap-northeast-1"
POLICY = CancellationPolicy(
    free_days_after_booking=7,
    tiers=(
        CancellationTier(from_days=10, fee_per_ticket=4_000),
        CancellationTier(from_days=7, to_days=9, fee_percent=10),
        CancellationTier(from_days=3, to_days=6, fee_percent=20),
        CancellationTier(from_days=1, to_days=2, fee_percent=30),
    ),
)
"""A musical's, as Korean sellers have it."""

MUSICAL = PERFORMANCE.model_copy(update={"cancellation": POLICY})
PRICE, FEE = {"1": 150_000, "2": 100_000}, 2_000
"""Won a seat by row, and the booking fee of each."""


def total_of(seats: tuple[str, ...]) -> int:
    """What seats like "1-2" (row 1, number 2) cost with their booking fees."""
    return sum(PRICE[seat[0]] + FEE for seat in seats)


class Theatre:
    """One region's operations, and a look at its table. `here` is the region that stands in the control."""

    def __init__(self, performance: Performance = MUSICAL, schedule: Schedule = SCHEDULE, client: Any = None) -> None:
        self.table = MemoryTable()
        store_catalog(cast("DynamoDBClient", self.table), performance, schedule)
        self.time = FakeTime()
        self.ports = Ports()
        self.control = RegionControl(SEOUL)
        self.provider = FakeProvider(self.time.pass_by)
        ported = cast("DynamoDBClient", PortedClient(client or self.table, self.ports))
        store = BookingStore(ported, TABLE)
        # Retries do not wait, and give up after a handful.
        transactions = TransactionWriter(ported, lambda _seconds: None, itertools.count(0, 0.5).__next__)
        store.write, store._read = transactions.write, transactions.read
        catalog = CatalogStore(cast("DynamoDBClient", self.table), TABLES, 10**9, lambda: 0.0)
        self.booking = Booking(store, catalog, lambda: self.control, self.time.now)
        self.payments = Payments(self.booking, PortedProvider(self.provider, self.ports.call))

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return epoch(self.time.now())

    def hold(self, user: str, *seats: str, request: str = "request-1") -> Hold | Refusal:
        """Asks for seats like "1-2"."""
        ids = tuple(f"1F-B-{seat}" for seat in seats)
        return self.booking.hold(HoldRequest(user, SCHEDULE_ID, ids, total_of(seats), request))

    def held(self, user: str, *seats: str, request: str = "request-1") -> Hold:
        """Holds seats that are free."""
        return accepted(self.hold(user, *seats, request=request))

    def replace(self, hold: Hold, *seats: str, request: str = "replace-1") -> Hold | Refusal:
        """Asks for other seats."""
        ids = tuple(f"1F-B-{seat}" for seat in seats)
        return self.booking.replace(hold.user_id, hold.hold_id, Replacement(ids, total_of(seats), request))

    def paying(self, user: str, *seats: str) -> Hold:
        """Holds seats and starts to pay."""
        return accepted(self.payments.start(user, self.held(user, *seats).hold_id))

    def confirm(self, hold: Hold, key: str = "key-1", amount: int | None = None) -> Hold | Refusal:
        """Comes back from the provider."""
        paid = hold.total_price if amount is None else amount
        return self.payments.confirm(hold.user_id, hold.hold_id, Payment(key, paid))

    def settle(self) -> SettlementReport:
        """One round of settlement."""
        return Settlement(self.payments).run()

    def lose_seoul(self, outage_seconds: int = 0) -> None:
        """From now on Tokyo stands in for Seoul, which was lost some seconds ago."""
        self.control = replace(
            self.control,
            region=TOKYO,
            role="dr",
            recovery_mode=True,
            recovery_start=self.now,
            outage_start=self.now - outage_seconds,
        )

    def stored(self, hold: Hold | str) -> Hold:
        """A hold as the table has it."""
        row = self.rows()[f"HOLD#{hold if isinstance(hold, str) else hold.hold_id}", "HOLD"]
        return Hold.model_validate(row)

    def rows(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The table's items as plain data, by key."""
        return {key: from_item(item) for key, item in self.table.tables.get(TABLE, {}).items()}

    def keys(self, prefix: str) -> list[str]:
        """The sort keys of every partition that begins so."""
        return [sk for pk, sk in self.rows() if pk.startswith(prefix)]

    def drop(self, key: tuple[str, str]) -> None:
        """An item that never arrived from the lost region."""
        del self.table.tables[TABLE][key]


def accepted(outcome: Hold | Refusal) -> Hold:
    """A hold, no refusal."""
    assert isinstance(outcome, Hold), outcome
    return outcome


def code_of(outcome: Hold | Refusal) -> str:
    """The code of a refusal."""
    assert isinstance(outcome, Refusal), outcome
    return outcome.code.value
