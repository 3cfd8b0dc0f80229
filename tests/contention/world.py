"""One schedule on which a scenario plays: people, clocks, regions, and a provider that remembers."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from megaticket.booking.models import Hold
from megaticket.booking.payment_transitions import Payment
from megaticket.booking.payments import Payments
from megaticket.booking.service import Booking
from megaticket.booking.settlement import Settlement
from megaticket.booking.store import BookingStore
from megaticket.booking.transitions import HoldRequest, Replacement
from megaticket.catalog.store import CatalogStore
from megaticket.dynamo import from_item, to_item
from megaticket.errors import ErrorCode, Refusal
from megaticket.regions import RegionControl
from megaticket.transactions import FailedCondition, Transaction
from tests.contention.ledger import Ledger
from tests.contention.requests import SEOUL, builder_of
from tests.contention.sweep import Sweep
from tests.doubles.memory_table import MemoryTable
from tests.unit.megaticket.stage import SCHEDULE, SCHEDULE_ID, SETTINGS, TABLES, FakeTime, store_catalog

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TABLE = SETTINGS.dynamodb_reservations_table
PRICES = {"1": 152_000, "2": 102_000}
"""Won a seat by row, with the booking fee."""

Change = Callable[[Transaction], Transaction]
Outcome = Hold | Refusal


@cache
def _catalog() -> CatalogStore:
    memory = cast("DynamoDBClient", MemoryTable())
    store_catalog(memory)
    return CatalogStore(memory, TABLES, 3600, lambda: 0.0)


class World:
    """Bookings whose writes pass through `change`. People are told apart by name, seats written "1-2" (row, number)."""

    def __init__(
        self, change: Change = lambda transaction: transaction, client: "DynamoDBClient | None" = None
    ) -> None:
        self.client = client or cast("DynamoDBClient", MemoryTable())
        self.time = FakeTime()
        self.control: RegionControl = SEOUL
        self.ledger = Ledger()
        self.sent: list[Transaction] = []
        self._change = change
        self._before: dict[str, Callable[[], object]] = {}
        store = BookingStore(self.client, TABLE)
        self._write = store.write
        store.write = self._written
        booking = Booking(store, _catalog(), lambda: self.control, self.time.now)
        self.payments = Payments(booking, self.ledger)
        self.booking = booking

    def before(self, builder: str, action: Callable[[], object]) -> None:
        """Something happens between the decision and the write of the next transaction of this builder."""
        self._before[builder] = action

    def _written(self, transaction: Transaction) -> list[FailedCondition]:
        action = self._before.pop(builder_of(transaction), None)
        if action:
            action()
        self.sent.append(transaction)
        return self._write(self._change(transaction))

    def hold(self, user: str, *seats: str, request: str = "first") -> Outcome:
        """Asks for seats at their right price."""
        return self.booking.hold(HoldRequest(user, SCHEDULE_ID, _ids(seats), _price(seats), request))

    def held(self, user: str, *seats: str, request: str = "first") -> Hold:
        """Holds seats that must be free."""
        return ok(self.hold(user, *seats, request=request))

    def replace(self, hold: Hold, *seats: str, request: str = "other seats") -> Outcome:
        """Other seats for a hold."""
        return self.booking.replace(hold.user_id, hold.hold_id, Replacement(_ids(seats), _price(seats), request))

    def extend(self, hold: Hold, request: str = "more time") -> Outcome:
        """Ten minutes more."""
        return self.booking.extend(hold.user_id, hold.hold_id, request)

    def release(self, hold: Hold) -> Outcome:
        """Seats back."""
        return self.booking.release(hold.user_id, hold.hold_id)

    def start(self, hold: Hold) -> Outcome:
        """Goes to pay."""
        return self.payments.start(hold.user_id, hold.hold_id)

    def abandon(self, hold: Hold) -> Outcome:
        """Comes back without paying."""
        return self.payments.abandon(hold.user_id, hold.hold_id)

    def confirm(self, hold: Hold, key: str = "key") -> Outcome:
        """Pays what the hold costs."""
        return self.payments.confirm(hold.user_id, hold.hold_id, Payment(key, hold.total_price))

    def bought(self, user: str, *seats: str, request: str = "first") -> Hold:
        """Holds and pays."""
        hold = self.held(user, *seats, request=request)
        ok(self.start(hold))
        return ok(self.confirm(hold, f"key of {hold.hold_id}"))

    def paying(self, user: str, *seats: str) -> Hold:
        """Holds and goes to pay."""
        return ok(self.start(self.held(user, *seats)))

    def approving(self, user: str, *seats: str, key: str = "lost") -> Hold:
        """Holds and pays, and the provider's answer is lost (or its question, with a `silent` key)."""
        hold = self.paying(user, *seats)
        refused(self.confirm(hold, key), ErrorCode.PAYMENT_IN_PROGRESS)
        return self.stored(hold)

    def cancel(self, hold: Hold, refund: int | None = None) -> Outcome:
        """Cancels within the free days."""
        return self.payments.cancel(hold.user_id, hold.hold_id, hold.total_price if refund is None else refund)

    def settle(self) -> None:
        """The minute's round."""
        Settlement(self.payments).run()

    def stored(self, hold: Hold) -> Hold:
        """The hold as it lies in the table."""
        found = self.booking.store.hold(hold.hold_id)
        assert found, hold.hold_id
        return found

    def fail_over(self) -> None:
        """Seoul was lost a minute ago; Tokyo takes over now, over the rows that have arrived."""
        now = self.booking.moment().now
        self.control = replace(
            SEOUL, region="ap-northeast-1", role="dr", recovery_mode=True, recovery_start=now, outage_start=now - 60
        )

    def lose(self, prefix: str) -> None:
        """The rows of these partitions have not arrived."""
        for row in self.rows():
            if row["pk"].startswith(prefix):
                self.client.delete_item(TableName=TABLE, Key=to_item({"pk": row["pk"], "sk": row["sk"]}))

    def arrive(self, *rows: dict[str, Any]) -> None:
        """Rows of the lost region arrive, over whatever is there."""
        for row in rows:
            self.client.put_item(TableName=TABLE, Item=to_item(row))

    def rows(self) -> list[dict[str, Any]]:
        """The table."""
        return [from_item(item) for item in self.client.scan(TableName=TABLE)["Items"]]

    def row(self, prefix: str) -> dict[str, Any]:
        """The one row of a partition."""
        (row,) = (row for row in self.rows() if row["pk"].startswith(prefix))
        return row

    def owner(self, seat: str) -> str | None:
        """The hold that a seat's row names."""
        row, number = seat.split("-")
        key = {"pk": f"SCHEDULE#{SCHEDULE_ID}#SECTION#1F-B", "sk": f"SEAT#{row}#{number}"}
        item = self.client.get_item(TableName=TABLE, Key=to_item(key)).get("Item")
        return str(from_item(item)["holdId"]) if item else None

    def sound(self) -> None:
        """The table agrees with itself and, once everything is settled, with the money."""
        self.settle()
        sweep = Sweep(self.rows(), self.booking.moment().now, SCHEDULE.ticket_limit)
        violations = [*sweep.violations(), *sweep.money(self.ledger.money())]
        assert not violations, violations


def ok(outcome: Outcome) -> Hold:
    """The hold of an outcome that must be one."""
    assert isinstance(outcome, Hold), f"refused: {outcome}"
    return outcome


def refused(outcome: Outcome, *codes: ErrorCode) -> None:
    """An outcome that must be a refusal with one of the codes."""
    assert isinstance(outcome, Refusal), f"was done: {outcome}"
    assert outcome.code in codes, outcome


def _ids(seats: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"1F-B-{seat}" for seat in seats)


def _price(seats: tuple[str, ...]) -> int:
    return sum(PRICES[seat[0]] for seat in seats)
