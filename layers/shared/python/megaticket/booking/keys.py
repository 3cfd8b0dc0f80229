"""Keys of the reservations table."""

from megaticket.booking.models import HeldSeat
from megaticket.dynamo import Item, to_item

SHARDS = 8
"""Open payments and refunds due are spread over this many partitions, so that settlement never reads one hot key."""


def hold_key(hold_id: str) -> Item:
    """The key of a hold."""
    return to_item({"pk": f"HOLD#{hold_id}", "sk": "HOLD"})


def user_partition(user_id: str) -> str:
    """The partition of a person's limits."""
    return f"USER#{user_id}"


def limit_key(user_id: str, schedule_id: str) -> Item:
    """The key of a person's limit on one schedule."""
    return to_item({"pk": user_partition(user_id), "sk": f"SCHEDULE#{schedule_id}"})


def section_partition(schedule_id: str, section: str) -> str:
    """The partition of a section's taken seats: seats are spread by section, since a partition takes 1,000 WCU/s."""
    return f"SCHEDULE#{schedule_id}#SECTION#{section}"


def seat_key(schedule_id: str, held: HeldSeat) -> Item:
    """The key of a taken seat."""
    seat = held.seat
    return to_item({"pk": section_partition(schedule_id, seat.section), "sk": f"SEAT#{seat.row}#{seat.number}"})


def open_payment_key(hold_id: str) -> Item:
    """The key of a payment that is not settled."""
    return to_item({"pk": f"PAYMENT_OPEN#{_shard(hold_id)}", "sk": hold_id})


def refund_due_key(hold_id: str) -> Item:
    """The key of a refund that the provider has not confirmed."""
    return to_item({"pk": f"REFUND_DUE#{_shard(hold_id)}", "sk": hold_id})


def _shard(hold_id: str) -> int:
    return int(hold_id[-4:], 16) % SHARDS
