"""Writes of holds, and of the rows that keep account of money: claims, open payments, refunds due."""

from typing import Any

from megaticket.booking.conditions import Write
from megaticket.booking.keys import hold_key, open_payment_key, refund_due_key
from megaticket.booking.models import GARBAGE_SECONDS, HeldSeat, Hold
from megaticket.dynamo import Item, to_item, values


def put_hold(table: str, hold: Hold) -> Write:
    """Writes a version of a hold over the version before it; the first one only where there is none."""
    data = hold.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    # A reservation is kept for good, also once it is cancelled: long after its hold's end it would be gone at once.
    if hold.confirmed_at is None:
        data["ttl"] = hold.expires_at + GARBAGE_SECONDS
    write: dict[str, Any] = {
        "TableName": table,
        "Item": hold_key(hold.hold_id) | to_item(data | {"version": hold.version}),
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    if hold.version == 1:
        # A repeat of the request finds its first hold, and never writes a second.
        return {"Put": write | {"ConditionExpression": "attribute_not_exists(pk)"}}
    # Whatever was decided was decided on the version before; anybody else's change voids the decision.
    condition = {
        "ConditionExpression": "version = :before",
        "ExpressionAttributeValues": values(before=hold.version - 1),
    }
    return {"Put": write | condition}


def put_claim(table: str, hold: Hold, seat: HeldSeat, kind: str, now: int) -> Write:
    """Appends a claim. Two SOLD claims of a seat without a CANCELLED one prove that it was sold twice."""
    parts = seat.seat
    key = {
        "pk": f"CLAIM#{hold.schedule_id}#{parts.section}",
        "sk": f"{seat.seat_id}#{hold.hold_id}#{kind}",
    }
    facts = {
        "userId": hold.user_id,
        "grade": seat.grade,
        "price": seat.price,
        "paymentKey": hold.payment_key,
        "region": hold.region,
        "writerEpoch": hold.writer_epoch,
        "at": now,
    }
    return _put(table, to_item(key | facts))


def put_open_payment(table: str, hold: Hold, now: int) -> Write:
    """Notes that the provider is about to be asked, before it is."""
    facts = {"paymentKey": hold.payment_key, "amount": hold.total_price, "since": now}
    return _put(table, open_payment_key(hold.hold_id) | to_item(facts))


def drop_open_payment(table: str, hold: Hold) -> Write:
    """The payment is settled."""
    return {"Delete": {"TableName": table, "Key": open_payment_key(hold.hold_id)}}


def put_refund_due(table: str, hold: Hold, amount: int, now: int) -> Write:
    """Notes that money has to go back, before the provider is asked for it."""
    facts = {"paymentKey": hold.payment_key, "amount": amount, "since": now}
    return _put(table, refund_due_key(hold.hold_id) | to_item(facts))


def _put(table: str, item: Item) -> Write:
    return {"Put": {"TableName": table, "Item": item}}
