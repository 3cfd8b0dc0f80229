"""Reads and transactions on the reservations table."""

from typing import TYPE_CHECKING

from megaticket.booking.models import Hold, TakenSeat
from megaticket.booking.transactions import hold_key, limit_key, seat_key, section_partition
from megaticket.dynamo import Item, from_item, values
from megaticket.transactions import TransactionWriter

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class BookingStore:
    """The reservations table. Safe to share between threads. Database faults leave as botocore exceptions."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self.table = table
        self.write = TransactionWriter(client).write

    def hold(self, hold_id: str) -> Hold | None:
        """One hold, read strongly: 1 RCU."""
        answer = self._client.get_item(TableName=self.table, Key=hold_key(hold_id), ConsistentRead=True)
        item = answer.get("Item")
        return _parse_hold(item) if item else None

    def holds_of(self, user_id: str) -> list[Hold]:
        """A person's holds, newest first, from the index: eventually consistent."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self.table,
            IndexName="userId-index",
            KeyConditionExpression="userId = :user",
            ExpressionAttributeValues=values(user=user_id),
            ScanIndexForward=False,
        )
        return [_parse_hold(item) for page in pages for item in page["Items"]]

    def live_hold_id(self, user_id: str, schedule_id: str) -> str | None:
        """The hold that the person's limit names for a schedule, read strongly."""
        key = limit_key(user_id, schedule_id)
        item = self._client.get_item(TableName=self.table, Key=key, ConsistentRead=True).get("Item")
        found = from_item(item).get("liveHoldId") if item else None
        return str(found) if found else None

    def taken_seats(self, schedule_id: str, section: str) -> list[TakenSeat]:
        """The seat rows of one section, live or not: the cost follows what is taken, not the section's size."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=values(pk=section_partition(schedule_id, section)),
        )
        return [TakenSeat.model_validate(from_item(item)) for page in pages for item in page["Items"]]

    def owners(self, hold: Hold) -> dict[str, str]:
        """Which hold each seat of a hold belongs to now, by seat id, read strongly; free seats are left out."""
        keys = [seat_key(hold.schedule_id, seat) for seat in hold.seats]
        answer = self._client.transact_get_items(
            TransactItems=[{"Get": {"TableName": self.table, "Key": key}} for key in keys]
        )
        rows = [from_item(response.get("Item", {})) for response in answer["Responses"]]
        return {seat.seat_id: str(row["holdId"]) for seat, row in zip(hold.seats, rows, strict=True) if row}


def _parse_hold(item: Item) -> Hold:
    return Hold.model_validate(from_item(item))
