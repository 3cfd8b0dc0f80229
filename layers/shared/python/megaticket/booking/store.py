"""Reads and transactions on the reservations table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from megaticket.booking.keys import (
    SHARDS,
    hold_key,
    limit_key,
    open_payment_key,
    refund_due_key,
    seat_key,
    section_partition,
    user_partition,
)
from megaticket.booking.models import HeldSeat, Hold, TakenSeat
from megaticket.dynamo import Item, from_item, to_item, values
from megaticket.transactions import TransactionWriter

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TAKEN_ATTRIBUTES = "#row, #number, #state, holdId, expiresAt, holdingCreatedAt, #region, paying"
TAKEN_NAMES = {"#row": "row", "#number": "number", "#state": "state", "#region": "region"}


@dataclass(frozen=True)
class Own:
    """What is still a hold's at the moment of reading: some of its seats, and perhaps the person's limit.

    `contested` says that another hold has one of its seats, or the limit.
    """

    seats: tuple[HeldSeat, ...]
    limit: bool
    contested: bool


@dataclass(frozen=True)
class Account:
    """A payment that is open, or a refund that is due. `amount` is in won, `since` in seconds since 1970."""

    hold_id: str
    payment_key: str
    amount: int
    since: int


class BookingStore:
    """The reservations table. Safe to share between threads. Database faults leave as botocore exceptions."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self.table = table
        transactions = TransactionWriter(client)
        self.write = transactions.write
        self._read = transactions.read

    def hold(self, hold_id: str) -> Hold | None:
        """One hold, read strongly: 1 RCU."""
        data = self._get(hold_key(hold_id))
        return Hold.model_validate(data) if data else None

    def holds_of(self, user_id: str) -> list[Hold]:
        """A person's holds, newest first, from the index: eventually consistent."""
        found = self._query(
            IndexName="userId-index",
            KeyConditionExpression="userId = :user",
            ExpressionAttributeValues=values(user=user_id),
            ScanIndexForward=False,
        )
        return [Hold.model_validate(data) for data in found]

    def live_hold_ids(self, user_id: str) -> list[str]:
        """The holds that a person's limits name, over all schedules, read strongly."""
        found = self._query(
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=values(pk=user_partition(user_id)),
            ConsistentRead=True,
        )
        return [str(data["liveHoldId"]) for data in found if "liveHoldId" in data]

    def taken_seats(self, schedule_id: str, section: str) -> list[TakenSeat]:
        """The seat rows of one section, live or not: the cost follows what is taken, not the section's size."""
        found = self._query(
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=values(pk=section_partition(schedule_id, section)),
            ProjectionExpression=TAKEN_ATTRIBUTES,
            ExpressionAttributeNames=TAKEN_NAMES,
        )
        return [TakenSeat.model_validate(data) for data in found]

    def own(self, hold: Hold) -> Own:
        """What still names the hold, read strongly and at one time."""
        keys = [limit_key(hold.user_id, hold.schedule_id), *(seat_key(hold.schedule_id, seat) for seat in hold.seats)]
        limit, *seats = self._read([{"Get": {"TableName": self.table, "Key": key}} for key in keys])
        owners = [row.get("holdId") for row in seats]
        own_seats = (seat for seat, owner in zip(hold.seats, owners, strict=True) if owner == hold.hold_id)
        live = limit.get("liveHoldId")
        contested = any(owner not in {None, hold.hold_id} for owner in (live, *owners))
        return Own(tuple(own_seats), live == hold.hold_id, contested)

    def open_payments(self) -> list[Account]:
        """Every payment that is not settled, oldest first."""
        return self._accounts("PAYMENT_OPEN")

    def is_open(self, account: Account) -> bool:
        """Whether a payment is still noted as open, read strongly."""
        return self._get(open_payment_key(account.hold_id)) is not None

    def refunds_due(self) -> list[Account]:
        """Every refund that the provider has not confirmed, oldest first."""
        return self._accounts("REFUND_DUE")

    def settle_refund(self, hold_id: str) -> None:
        """The provider has confirmed the refund."""
        self.write([{"Delete": {"TableName": self.table, "Key": refund_due_key(hold_id)}}])

    def control(self) -> dict[str, Any] | None:
        """The control item, read from this region's replica."""
        return self._get(to_item({"pk": "CONTROL#WRITER", "sk": "CONTROL"}), consistent=False)

    def set_control(self, region: str, epoch: int, fields: dict[str, Any]) -> bool:
        """Makes `region` the one that writes, over the control of `epoch`; False where somebody else was faster."""
        item = {"pk": "CONTROL#WRITER", "sk": "CONTROL", "activeRegion": region, "epoch": epoch + 1, **fields}
        condition = "attribute_not_exists(pk) OR epoch = :before"
        put = {"ConditionExpression": condition, "ExpressionAttributeValues": values(before=epoch)}
        return not self.write([{"Put": {"TableName": self.table, "Item": to_item(item), **put}}])

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every row of the table: for an operator, never for a request."""
        for page in self._client.get_paginator("scan").paginate(TableName=self.table):
            yield from map(from_item, page["Items"])

    def _accounts(self, kind: str) -> list[Account]:
        found = [
            data
            for shard in range(SHARDS)
            for data in self._query(
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues=values(pk=f"{kind}#{shard}"),
                ConsistentRead=True,
            )
        ]
        return sorted(map(_account, found), key=lambda account: account.since)

    def _get(self, key: Item, *, consistent: bool = True) -> dict[str, Any] | None:
        item = self._client.get_item(TableName=self.table, Key=key, ConsistentRead=consistent).get("Item")
        return from_item(item) if item else None

    def _query(self, **query: Any) -> list[dict[str, Any]]:
        pages = self._client.get_paginator("query").paginate(TableName=self.table, **query)
        return [from_item(item) for page in pages for item in page["Items"]]


def _account(data: dict[str, Any]) -> Account:
    """The account of a row. One that lacks a field must not keep the others from being settled: it fails by itself."""
    amount, since = int(data.get("amount", 0)), int(data.get("since", 0))
    return Account(str(data["sk"]), str(data.get("paymentKey", "")), amount, since)
