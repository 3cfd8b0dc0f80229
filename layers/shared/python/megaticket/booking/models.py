"""What a booking is made of. Times are whole seconds since 1970, so that conditions can compare them."""

import hashlib
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from megaticket.base import StoredRecord
from megaticket.clock import from_epoch, iso
from megaticket.seating.seats import SeatId

HOLD_SECONDS = 600
"""A hold lives ten minutes; starting to pay gives it ten more, once."""

MAX_HOLD_SECONDS = 1800
"""However often it is extended, a hold ends half an hour after it was made."""

PAYMENT_GRACE_SECONDS = 60
"""A payment may be confirmed this long after the hold's end; the seats stay the payer's for as long."""

LAST_PAYMENT_SECONDS = MAX_HOLD_SECONDS + HOLD_SECONDS
"""The longest hold and the ten minutes of paying: whoever's cards are declined again and again gets no more than that."""

APPROVAL_SECONDS = 120
"""What a payment under approval is given at least."""

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


UNPAID = frozenset({HoldState.HOLDING, HoldState.PAYING})
"""States that end by time."""


class HeldSeat(StoredRecord):
    """A seat in a hold, with the words and the price that the person was shown (won)."""

    seat_id: str
    label: str
    grade: str
    price: int

    @property
    def seat(self) -> SeatId:
        """The seat's parts. Only parsed ids are ever held."""
        parsed = SeatId.parse(self.seat_id)
        if parsed is None:
            raise ValueError(self.seat_id)
        return parsed


class Hold(StoredRecord):
    """A hold or reservation, as stored under `HOLD#{id}`: 1 KB at most for four seats, since each KB costs 2 WCU more.

    Attributes:
        version: moves with every change; a change is written only over the version that it was decided on.
        expires_at: when it ends while unpaid.
        held_until: the end from before the latest payment, to which abandoning goes back; None before the first one.
        extensions: how often the person asked for more time.
        last_request_id: the request that made the latest change, so that its repeat is answered and not run.
        payment_key: the provider's key, pinned while a payment is approved and after.
        cancelled_refund: what a cancelled reservation gives back, in won.
    """

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
    version: int = 1
    held_until: int | None = None
    extensions: int = 0
    last_request_id: str | None = None
    payment_key: str | None = None
    confirmed_at: int | None = None
    cancelled_refund: int | None = None

    def state_at(self, now: int, protected_until: int = 0) -> HoldState:
        """The state as a reader sees it: an unpaid hold whose time is over is EXPIRED, whatever is stored.

        Args:
            now: seconds since 1970.
            protected_until: until when recovery keeps the hold alive beyond its own end.
        """
        return (
            HoldState.EXPIRED if self.state in UNPAID and now >= max(self.expires_at, protected_until) else self.state
        )

    def is_live(self, now: int, protected_until: int = 0) -> bool:
        """Whether the seats are this person's now, unpaid."""
        state = self.state_at(now, protected_until)
        return state in UNPAID or state == HoldState.APPROVING

    @property
    def is_at_provider(self) -> bool:
        """Whether the person may be charged for it at any moment."""
        return self.state in {HoldState.PAYING, HoldState.APPROVING}

    @property
    def seats_expire_at(self) -> int:
        """When others may take the seats: the grace after a payment has begun belongs to the payer."""
        return self.expires_at + (PAYMENT_GRACE_SECONDS if self.is_at_provider else 0)

    @property
    def reservation_number(self) -> str:
        """Ten characters that can be read out on the phone, without letters that sound or look alike."""
        digest = hashlib.sha256(f"reservation\x00{self.hold_id}".encode()).digest()
        return "".join(_READABLE[byte % len(_READABLE)] for byte in digest[:10])


_READABLE = "23456789ACDEFGHJKLMNPQRTUVWXY"


class TakenSeat(StoredRecord):
    """A seat's row: present only while somebody has the seat, and judged by its expiry."""

    row: str
    number: int
    state: str
    hold_id: str
    expires_at: int
    holding_created_at: int
    region: str
    paying: bool = False

    def is_taken(self, now: int, protected_until: int = 0) -> bool:
        """Whether nobody else may have the seat at `now`."""
        return self.state == "SOLD" or now <= max(self.expires_at, protected_until) + CLOCK_SKEW_SECONDS


def hold_id_of(user_id: str, request_id: str) -> str:
    """The hold of a request: repeating the request finds the same hold. 26 characters, safe in URLs."""
    digest = hashlib.sha256(f"{user_id}\x00{request_id}".encode()).hexdigest()
    return f"H{digest[:25].upper()}"


def created_at_text(now: int) -> str:
    """The index's sort key: ISO 8601 in UTC."""
    return iso(from_epoch(now))
