"""What a booking is made of. Times are whole seconds since 1970, so that conditions can compare them."""

import hashlib
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from megaticket.base import StoredRecord
from megaticket.clock import from_epoch, iso

HOLD_SECONDS = 600
"""A hold lives ten minutes."""

CLOCK_SKEW_SECONDS = 5
"""A seat is taken over only this long after its expiry: two clocks may differ."""

GARBAGE_SECONDS = 30 * 24 * 3600
"""How long after its expiry a hold may be deleted by TTL."""


class HoldState(StrEnum):
    """States of a hold. EXPIRED is judged at every read and never written."""

    HOLDING = "HOLDING"
    PAYING = "PAYING"
    APPROVING = "APPROVING"
    CONFIRMED = "CONFIRMED"
    RELEASED = "RELEASED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


class HeldSeat(StoredRecord):
    """A seat in a hold, with the words and the price that the person was shown (won)."""

    seat_id: str
    section: str
    row: str
    number: int
    label: str
    grade: str
    price: int


class Hold(StoredRecord):
    """A hold or reservation, as stored under `HOLD#{id}`."""

    hold_id: str
    user_id: str
    schedule_id: str
    performance_title: str
    venue_name: str
    starts_at: int
    seats: Annotated[tuple[HeldSeat, ...], Field(min_length=1)]
    subtotal: int
    booking_fee: int
    total_price: int
    state: HoldState
    created_at: str
    expires_at: int
    holding_created_at: int
    region: str
    writer_epoch: int

    def state_at(self, now: int) -> HoldState:
        """The state as a reader sees it: a hold whose time is over is EXPIRED, whatever is stored."""
        ends = self.state in {HoldState.HOLDING, HoldState.PAYING}
        return HoldState.EXPIRED if ends and now >= self.expires_at else self.state

    def is_live(self, now: int) -> bool:
        """Whether the seats are this person's now, unpaid."""
        return self.state_at(now) in {HoldState.HOLDING, HoldState.PAYING, HoldState.APPROVING}


class TakenSeat(StoredRecord):
    """A seat's row: present only while somebody has the seat, and judged by its expiry."""

    row: str
    number: int
    state: str
    hold_id: str
    expires_at: int

    def is_taken(self, now: int) -> bool:
        """Whether nobody else may have the seat at `now`."""
        return self.state == "SOLD" or now <= self.expires_at + CLOCK_SKEW_SECONDS


def hold_id_of(user_id: str, request_id: str) -> str:
    """The hold of a request: repeating the request finds the same hold. 26 characters, safe in URLs."""
    digest = hashlib.sha256(f"{user_id}\x00{request_id}".encode()).hexdigest()
    return f"H{digest[:25].upper()}"


def created_at_text(now: int) -> str:
    """The index's sort key: ISO 8601 in UTC."""
    return iso(from_epoch(now))
