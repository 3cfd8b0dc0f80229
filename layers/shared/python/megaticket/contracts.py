"""Payloads between the chat and the hold-seats function, and the shape of a hold that everybody shows."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from megaticket.base import Record
from megaticket.booking.models import Hold
from megaticket.clock import expiry_text, from_epoch, iso, moment_text

Text = Annotated[str, StringConstraints(min_length=1, max_length=256)]


SeatIds = Annotated[tuple[Text, ...], Field(min_length=1, max_length=20)]


class HoldCommand(Record):
    """Hold these seats. `expected_total` is in won."""

    action: Literal["hold"] = "hold"
    user_id: Text
    schedule_id: Text
    seat_ids: SeatIds
    expected_total: Annotated[int, Field(ge=0, strict=True)]
    request_id: Text


class ReplaceCommand(Record):
    """Other seats for a hold, at `expected_total` won."""

    action: Literal["replace"] = "replace"
    user_id: Text
    hold_id: Text
    seat_ids: SeatIds
    expected_total: Annotated[int, Field(ge=0, strict=True)]
    request_id: Text


class ExtendCommand(Record):
    """Ten minutes more for a hold."""

    action: Literal["extend"] = "extend"
    user_id: Text
    hold_id: Text
    request_id: Text


class ReleaseCommand(Record):
    """Give the seats of a hold back."""

    action: Literal["release"] = "release"
    user_id: Text
    hold_id: Text
    request_id: Text


Command = HoldCommand | ReplaceCommand | ExtendCommand | ReleaseCommand
COMMAND: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="action")])
"""Validates the function's event. Raises pydantic.ValidationError."""


def won(amount: int) -> str:
    """An amount as people read it: "150,000원"."""
    return f"{amount:,}원"


def hold_view(hold: Hold, now: int) -> dict[str, Any]:
    """A hold as the contract shows it: UTC for programs, KST text for people, seconds left at `now`."""
    return {
        "holdId": hold.hold_id,
        "scheduleId": hold.schedule_id,
        "performanceTitle": hold.performance_title,
        "startsAtText": moment_text(from_epoch(hold.starts_at)),
        "seats": [
            {"seatId": seat.seat_id, "label": seat.label, "grade": seat.grade, "price": seat.price}
            for seat in hold.seats
        ],
        "subtotal": hold.subtotal,
        "bookingFee": hold.booking_fee,
        "totalPrice": hold.total_price,
        "expiresAt": iso(from_epoch(hold.expires_at)),
        "expiresAtText": expiry_text(from_epoch(hold.expires_at), from_epoch(now)),
        "remainingSeconds": max(0, hold.expires_at - now),
        "paymentUrl": f"/pay/{hold.hold_id}",
    }
