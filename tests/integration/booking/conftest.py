"""Bookings over moto in this process, with a clock that tests move and a client that notes every write."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest

from megaticket.booking.models import Hold
from megaticket.booking.service import Booking
from megaticket.booking.store import BookingStore
from megaticket.booking.transitions import HoldRequest
from megaticket.catalog.store import CatalogStore
from megaticket.dynamo import from_item, to_item
from megaticket.errors import Refusal
from megaticket.regions import RegionControl
from tests.unit.megaticket.stage import SCHEDULE_ID, SETTINGS, TABLES, FakeTime, store_catalog

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TABLE = SETTINGS.dynamodb_reservations_table
PRICES = {"1": 152_000, "2": 102_000}
"""Won a seat by row, with the booking fee."""


class RecordingClient:
    """Passes everything on, notes transactions, and does `before` or `after` the next one."""

    def __init__(self, client: "DynamoDBClient") -> None:
        self._client = client
        self.transactions: list[list[dict[str, Any]]] = []
        self.before: Callable[[], None] | None = None
        self.after: Callable[[], None] | None = None

    def transact_write_items(self, **request: Any) -> Any:
        before, self.before = self.before, None
        after, self.after = self.after, None
        if before:
            before()
        self.transactions.append(request["TransactItems"])
        answer = self._client.transact_write_items(**request)
        if after:
            after()
        return answer

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._client, operation)


class Theatre:
    """The bookings of one region, and a look at its table."""

    def __init__(self, client: "DynamoDBClient") -> None:
        store_catalog(client)
        self.database = client
        self.client = RecordingClient(client)
        self.time = FakeTime()
        self.control = RegionControl("ap-northeast-2")
        self.verify_retries = 0
        self.booking = Booking(
            store=BookingStore(cast("DynamoDBClient", self.client), TABLE),
            catalog=CatalogStore(client, TABLES, 3600, self.time.monotonic),
            control=lambda: self.control,
            clock=self.time.now,
            on_verify_retry=self._count_verify_retry,
        )

    def _count_verify_retry(self) -> None:
        self.verify_retries += 1

    def hold(self, user: str, *seats: str, request: str = "request-1", total: int | None = None) -> Hold | Refusal:
        """Asks for seats like "1-2", row 1 number 2, at their right price where none is given."""
        price = sum(PRICES.get(seat[0], 0) for seat in seats)
        ids = tuple(f"1F-B-{seat}" for seat in seats)
        return self.booking.hold(HoldRequest(user, SCHEDULE_ID, ids, price if total is None else total, request))

    def held(self, user: str, *seats: str, request: str = "request-1") -> Hold:
        """Holds seats that are free."""
        outcome = self.hold(user, *seats, request=request)
        assert isinstance(outcome, Hold), outcome
        return outcome

    def taken(self) -> set[str]:
        """Who-cares-whose seats that nobody else may have now: {"1-2"}."""
        return {f"{seat.row}-{seat.number}" for seat in self.booking.taken(SCHEDULE_ID, "1F-B")}

    def rows(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The table's items as plain data, by key."""
        items = map(from_item, self.database.scan(TableName=TABLE)["Items"])
        return {(str(item["pk"]), str(item["sk"])): item for item in items}

    def owner(self, seat: str) -> str | None:
        """The hold that a seat's row names."""
        row = self.rows().get((f"SCHEDULE#{SCHEDULE_ID}#SECTION#1F-B", f"SEAT#{seat.replace('-', '#')}"))
        return str(row["holdId"]) if row else None

    def bytes(self) -> bytes:
        """The whole table, byte by byte."""
        items = self.database.scan(TableName=TABLE)["Items"]
        return json.dumps(sorted(items, key=lambda item: (item["pk"]["S"], item["sk"]["S"])), sort_keys=True).encode()

    def change(self, key: tuple[str, str], **fields: Any) -> None:
        """Writes over fields of an item, or makes it."""
        row = self.rows().get(key, {"pk": key[0], "sk": key[1]})
        self.database.put_item(TableName=TABLE, Item=to_item(row | fields))


@pytest.fixture
def theatre(dynamodb: "DynamoDBClient") -> Theatre:
    return Theatre(dynamodb)
