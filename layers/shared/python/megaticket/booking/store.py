"""Reads and transactions on the reservations table, with retries for what may pass."""

import random
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as BotoConnectionError

from megaticket.booking.models import Hold, TakenSeat
from megaticket.booking.transactions import Transaction, hold_key, limit_key, seat_key, section_partition
from megaticket.dynamo import Item, from_item, values

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

RETRY_BUDGET_SECONDS = 3.0
FIRST_PAUSE_SECONDS = 0.05

PASSING_CODES = frozenset(
    {
        "TransactionInProgressException",
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "RequestLimitExceeded",
        "LimitExceededException",
        "InternalServerError",
        "ServiceUnavailable",
    }
)
PASSING_REASONS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})


@dataclass(frozen=True)
class FailedCondition:
    """A condition of a transaction that did not hold: its position, and the item that stood in the way."""

    position: int
    item: dict[str, Any] | None


class BookingStore:
    """The reservations table. Safe to share between threads."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self.table = table
        self._sleep = sleep
        self._monotonic = monotonic

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

    def write(self, transaction: Transaction) -> list[FailedCondition]:
        """Runs a transaction; faults that may pass are retried with jitter within 3 s.

        Returns:
            The conditions that failed; an empty list when everything was written.

        Raises:
            ClientError, BotoCoreError: a fault that did not pass within the budget.
        """
        # One token for the whole attempt: an answer that was lost is then given again, not written again.
        token = str(uuid.uuid4())
        for pause in self._pauses():
            try:
                self._client.transact_write_items(TransactItems=transaction, ClientRequestToken=token)  # type: ignore[arg-type]
            except (ClientError, BotoCoreError) as error:
                failed = _failed_conditions(error)
                if failed:
                    return failed
                if pause is None or not _may_pass(error):
                    raise
                self._sleep(pause)
            else:
                return []
        raise AssertionError("the last pause is None")

    def _pauses(self) -> Iterator[float | None]:
        """Pauses with full jitter while the budget lasts, then None for the last try."""
        deadline = self._monotonic() + RETRY_BUDGET_SECONDS
        ceiling = FIRST_PAUSE_SECONDS
        while self._monotonic() + ceiling < deadline:
            yield random.uniform(0, ceiling)
            ceiling *= 2
        yield None


def _parse_hold(item: Item) -> Hold:
    return Hold.model_validate(from_item(item))


def _failed_conditions(error: ClientError | BotoCoreError) -> list[FailedCondition]:
    return [
        FailedCondition(position, from_item(reason["Item"]) if reason.get("Item") else None)
        for position, reason in enumerate(_cancellation_reasons(error))
        if reason.get("Code") == "ConditionalCheckFailed"
    ]


def _may_pass(error: ClientError | BotoCoreError) -> bool:
    if not isinstance(error, ClientError):
        return isinstance(error, (BotoConnectionError, HTTPClientError))
    reasons = {reason.get("Code") for reason in _cancellation_reasons(error)}
    return error.response["Error"]["Code"] in PASSING_CODES or not reasons.isdisjoint(PASSING_REASONS)


def _cancellation_reasons(error: ClientError | BotoCoreError) -> list[dict[str, Any]]:
    reasons: list[dict[str, Any]] = getattr(error, "response", {}).get("CancellationReasons", [])
    return reasons
