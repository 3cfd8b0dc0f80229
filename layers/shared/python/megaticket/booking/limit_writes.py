"""Writes of a person's limit on one schedule: which hold is alive, and how many seats were bought."""

from typing import Any

from megaticket.booking.conditions import Write, expired
from megaticket.booking.keys import limit_key
from megaticket.booking.models import Hold
from megaticket.booking.transitions import Moment
from megaticket.dynamo import Item, values

_LIVE = "liveHoldId, expiresAt, holdingCreatedAt"
# The row may not have arrived in recovery, and a hold that outlived its end may find that others came and went.
_CLAIMABLE = (
    "(attribute_not_exists(liveHoldId) OR liveHoldId = :hold) AND (attribute_not_exists(sold) OR sold <= :room)"
)


def take_limit(table: str, hold: Hold, ticket_limit: int, moment: Moment) -> Write:
    """Makes a new hold the person's live one: there is no other, and what was bought leaves room for it."""
    ended, names, bound = expired(moment, grace=0, may_be_paid=False)
    return _update_limit(
        table,
        hold,
        "SET liveHoldId = :hold, expiresAt = :expires, #region = :region, holdingCreatedAt = :created",
        f"(attribute_not_exists(sold) OR sold <= :room) AND (attribute_not_exists(liveHoldId) OR ({ended}))",
        _limit_values(hold) | values(room=ticket_limit - len(hold.seats)) | bound,
        names | {"#region": "region"},
    )


def keep_limit(table: str, hold: Hold) -> Write:
    """Moves the end of the person's live hold with the hold's own."""
    return _update_limit(
        table,
        hold,
        "SET expiresAt = :expires",
        "liveHoldId = :hold",
        values(hold=hold.hold_id, expires=hold.seats_expire_at),
    )


def resize_limit(table: str, hold: Hold, ticket_limit: int) -> Write:
    """Keeps the live hold with another number of seats, where what was bought leaves room for them."""
    return _update_limit(
        table,
        hold,
        "SET expiresAt = :expires",
        "liveHoldId = :hold AND (attribute_not_exists(sold) OR sold <= :room)",
        values(hold=hold.hold_id, expires=hold.seats_expire_at, room=ticket_limit - len(hold.seats)),
    )


def claim_limit(table: str, hold: Hold, ticket_limit: int) -> Write:
    """Pins the person's limit to a hold about to be paid. In recovery the row may not have arrived: then it is made."""
    return _update_limit(
        table,
        hold,
        "SET liveHoldId = :hold, expiresAt = :expires, #region = :region, holdingCreatedAt = :created",
        _CLAIMABLE,
        _limit_values(hold) | values(room=ticket_limit - len(hold.seats)),
        {"#region": "region"},
    )


def free_limit(table: str, hold: Hold) -> Write:
    """The person has no live hold any more."""
    return _update_limit(table, hold, f"REMOVE {_LIVE}", "liveHoldId = :hold", values(hold=hold.hold_id))


def sell_limit(table: str, hold: Hold, ticket_limit: int) -> Write:
    """What was held is bought, where nothing else has taken the person's limit in the meantime."""
    return _update_limit(
        table,
        hold,
        f"REMOVE {_LIVE} ADD sold :count",
        _CLAIMABLE,
        values(hold=hold.hold_id, count=len(hold.seats), room=ticket_limit - len(hold.seats)),
    )


def unsell_limit(table: str, hold: Hold) -> Write:
    """What was bought is given back."""
    return _update_limit(table, hold, "ADD sold :count", None, values(count=-len(hold.seats)))


def _limit_values(hold: Hold) -> Item:
    return values(hold=hold.hold_id, expires=hold.seats_expire_at, region=hold.region, created=hold.holding_created_at)


def _update_limit(
    table: str, hold: Hold, change: str, condition: str | None, bound: Item, names: dict[str, str] | None = None
) -> Write:
    write: dict[str, Any] = {
        "TableName": table,
        "Key": limit_key(hold.user_id, hold.schedule_id),
        "UpdateExpression": change,
        "ExpressionAttributeValues": bound,
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    if condition:
        write["ConditionExpression"] = condition
    if names:
        write["ExpressionAttributeNames"] = names
    return {"Update": write}
