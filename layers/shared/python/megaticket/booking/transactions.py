"""Every change of the reservations table as a transaction, built as plain data.

This is the one place in which conditions on that table are written. Each transaction covers the hold, all its seats and
the person's limit, so that the three never disagree.
"""

from collections.abc import Sequence
from typing import Any

from megaticket.booking.models import CLOCK_SKEW_SECONDS, GARBAGE_SECONDS, HeldSeat, Hold, HoldState
from megaticket.dynamo import Item, to_item, values
from megaticket.transactions import Transaction

HOLD_POSITION, LIMIT_POSITION, FIRST_SEAT_POSITION = 0, 1, 2
"""The order of a hold's transaction, which the readers of failed conditions rely on."""


def hold_key(hold_id: str) -> Item:
    """The key of a hold."""
    return to_item({"pk": f"HOLD#{hold_id}", "sk": "HOLD"})


def limit_key(user_id: str, schedule_id: str) -> Item:
    """The key of a person's limit on one schedule."""
    return to_item({"pk": f"USER#{user_id}", "sk": f"SCHEDULE#{schedule_id}"})


def section_partition(schedule_id: str, section: str) -> str:
    """The partition of a section's taken seats: seats are spread by section, since a partition takes 1,000 WCU/s."""
    return f"SCHEDULE#{schedule_id}#SECTION#{section}"


def seat_key(schedule_id: str, seat: HeldSeat) -> Item:
    """The key of a taken seat."""
    return to_item({"pk": section_partition(schedule_id, seat.section), "sk": f"SEAT#{seat.row}#{seat.number}"})


def hold_transaction(table: str, hold: Hold, ticket_limit: int) -> Transaction:
    """Writes a new hold: every seat free or expired, the person without another live hold and within the limit."""
    now = hold.holding_created_at
    return [
        {"Put": _put_hold(table, hold)},
        {"Update": _take_limit(table, hold, ticket_limit, now)},
        *({"Put": _put_seat(table, hold, seat, now)} for seat in hold.seats),
    ]


def _put_hold(table: str, hold: Hold) -> dict[str, Any]:
    data = hold.model_dump(mode="json", by_alias=True)
    return {
        "TableName": table,
        "Item": hold_key(hold.hold_id) | to_item(data | {"ttl": hold.expires_at + GARBAGE_SECONDS}),
        # A repeat of the request finds its first hold, and never writes a second.
        "ConditionExpression": "attribute_not_exists(pk)",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }


def _take_limit(table: str, hold: Hold, ticket_limit: int, now: int) -> dict[str, Any]:
    return {
        "TableName": table,
        "Key": limit_key(hold.user_id, hold.schedule_id),
        "UpdateExpression": (
            "SET liveHoldId = :hold, expiresAt = :expires, #region = :region, holdingCreatedAt = :now, "
            "sold = if_not_exists(sold, :none)"
        ),
        "ConditionExpression": (
            "(attribute_not_exists(sold) OR sold <= :room) AND (attribute_not_exists(liveHoldId) OR expiresAt <= :now)"
        ),
        "ExpressionAttributeNames": {"#region": "region"},
        "ExpressionAttributeValues": values(
            hold=hold.hold_id,
            expires=hold.expires_at,
            region=hold.region,
            now=now,
            none=0,
            room=ticket_limit - len(hold.seats),
        ),
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }


def _put_seat(table: str, hold: Hold, seat: HeldSeat, now: int) -> dict[str, Any]:
    row = {
        "section": seat.section,
        "row": seat.row,
        "number": seat.number,
        "state": "HELD",
        "holdId": hold.hold_id,
        "expiresAt": hold.expires_at,
        "holdingCreatedAt": hold.holding_created_at,
        "region": hold.region,
        "writerEpoch": hold.writer_epoch,
    }
    return {
        "TableName": table,
        "Item": seat_key(hold.schedule_id, seat) | to_item(row),
        "ConditionExpression": "attribute_not_exists(pk) OR (#state = :held AND expiresAt < :over)",
        "ExpressionAttributeNames": {"#state": "state"},
        "ExpressionAttributeValues": values(held="HELD", over=now - CLOCK_SKEW_SECONDS),
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }


def release_transaction(table: str, hold: Hold, own_seats: Sequence[HeldSeat], own_limit: bool) -> Transaction:
    """Gives the seats back.

    Args:
        table: the reservations table.
        hold: the hold as it was read.
        own_seats: the seats whose rows still name this hold; an expired hold may have lost some.
        own_limit: whether the person's limit still names this hold.
    """
    limit = [{"Update": _free_limit(table, hold)}] if own_limit else []
    return [
        {"Update": _set_released(table, hold)},
        *limit,
        *({"Delete": _delete_seat(table, hold, seat)} for seat in own_seats),
    ]


def _set_released(table: str, hold: Hold) -> dict[str, Any]:
    return {
        "TableName": table,
        "Key": hold_key(hold.hold_id),
        "UpdateExpression": "SET #state = :released",
        "ConditionExpression": "userId = :user AND #state = :holding",
        "ExpressionAttributeNames": {"#state": "state"},
        "ExpressionAttributeValues": values(
            released=HoldState.RELEASED.value, holding=HoldState.HOLDING.value, user=hold.user_id
        ),
    }


def _free_limit(table: str, hold: Hold) -> dict[str, Any]:
    return {
        "TableName": table,
        "Key": limit_key(hold.user_id, hold.schedule_id),
        "UpdateExpression": "REMOVE liveHoldId, expiresAt, holdingCreatedAt",
        "ConditionExpression": "liveHoldId = :hold",
        "ExpressionAttributeValues": values(hold=hold.hold_id),
    }


def _delete_seat(table: str, hold: Hold, seat: HeldSeat) -> dict[str, Any]:
    return {
        "TableName": table,
        "Key": seat_key(hold.schedule_id, seat),
        "ConditionExpression": "holdId = :hold AND #state = :held",
        "ExpressionAttributeNames": {"#state": "state"},
        "ExpressionAttributeValues": values(hold=hold.hold_id, held="HELD"),
    }
