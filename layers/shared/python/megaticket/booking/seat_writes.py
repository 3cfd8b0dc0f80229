"""Writes of seat rows: a seat has a row only while somebody has it."""

from typing import Any

from megaticket.booking.conditions import Write, expired
from megaticket.booking.keys import seat_key
from megaticket.booking.models import CLOCK_SKEW_SECONDS, HeldSeat, Hold
from megaticket.booking.transitions import Moment
from megaticket.dynamo import Item, to_item, values


def take_seat(table: str, hold: Hold, seat: HeldSeat, moment: Moment) -> Write:
    """Takes a seat that nobody has: no row, or a hold that ended more than the clocks' skew ago."""
    ended, names, bound = expired(moment, grace=CLOCK_SKEW_SECONDS, may_be_paid=True)
    condition = f"attribute_not_exists(pk) OR (#state = :held AND {ended})"
    return _put_seat(table, hold, seat, "HELD", condition, values(held="HELD") | bound, names | {"#state": "state"})


def keep_seat(table: str, hold: Hold, seat: HeldSeat) -> Write:
    """Moves the end of a seat that is still the hold's."""
    return _put_seat(table, hold, seat, "HELD", "holdId = :hold", values(hold=hold.hold_id))


def claim_seat(table: str, hold: Hold, seat: HeldSeat, state: str) -> Write:
    """Pins a seat to a payment. In recovery its row may not have arrived: then it is made again."""
    return _put_seat(table, hold, seat, state, "attribute_not_exists(pk) OR holdId = :hold", values(hold=hold.hold_id))


def drop_seat(table: str, hold: Hold, seat: HeldSeat) -> Write:
    """Gives back a seat that is still the hold's."""
    return {
        "Delete": {
            "TableName": table,
            "Key": seat_key(hold.schedule_id, seat),
            "ConditionExpression": "holdId = :hold",
            "ExpressionAttributeValues": values(hold=hold.hold_id),
        }
    }


def _put_seat(
    table: str, hold: Hold, seat: HeldSeat, state: str, condition: str, bound: Item, names: dict[str, str] | None = None
) -> Write:
    parts = seat.seat
    row = {
        "row": parts.row,
        "number": parts.number,
        "state": state,
        "holdId": hold.hold_id,
        "expiresAt": hold.seats_expire_at,
        "holdingCreatedAt": hold.holding_created_at,
        "region": hold.region,
        "writerEpoch": hold.writer_epoch,
        "paying": True if hold.is_at_provider else None,
    }
    write: dict[str, Any] = {
        "TableName": table,
        "Item": seat_key(hold.schedule_id, seat) | to_item(row),
        "ConditionExpression": condition,
        "ExpressionAttributeValues": bound,
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    return {"Put": write | ({"ExpressionAttributeNames": names} if names else {})}
