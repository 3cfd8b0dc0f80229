"""Seats that the server has named, with what they are to the person now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from lambdas.chat.conversation.state import ConversationState, Proposal, ProposedSeat
from lambdas.chat.guard.form import squeezed
from lambdas.chat.guard.shows import LABEL, grade_core
from lambdas.chat.guard.tokens import read_won
from megaticket.booking.models import HeldSeat, Hold, HoldState
from megaticket.catalog.items import performance_of_schedule
from megaticket.clock import KST, from_epoch


class Status(StrEnum):
    """What seats are to the person. FORMER were offered or held before and are not now."""

    OFFERED = "OFFERED"
    HELD = "HELD"
    BOOKED = "BOOKED"
    FORMER = "FORMER"


CURRENT = (Status.OFFERED, Status.HELD, Status.BOOKED)
"""What seats are now."""


@dataclass(frozen=True)
class Seat:
    """A seat that the server has named. `place` is its section's label, squeezed; what is not known is None."""

    place: str
    row: str
    number: int
    grade: str | None = None
    price: int | None = None


@dataclass(frozen=True)
class Bundle:
    """Seats that go together, with their sums in won. Times are in KST; what is not known is None."""

    status: Status
    schedule_id: str
    seats: tuple[Seat, ...]
    total: int | None = None
    subtotal: int | None = None
    fee: int | None = None
    cancelling_fee: int | None = None
    refund: int | None = None
    expires_at: datetime | None = None
    payment_url: str | None = None
    extensions: int = 0

    @property
    def performance_id(self) -> str:
        """The performance of its date."""
        return performance_of_schedule(self.schedule_id)


def bundles_of(
    state: ConversationState, holds: Sequence[Hold], results: Iterable[Mapping[str, Any]], now: int
) -> Iterator[Bundle]:
    """Open proposals, live and paid holds, what is booked, and what earlier results named.

    Args:
        state: the conversation's state.
        holds: the person's live holds, and paid ones.
        results: the tool results of the conversation.
        now: seconds since 1970.
    """
    yield from map(_offered, state.open_proposals(now))
    yield from map(_held, holds)
    for result in results:
        yield from _earlier(result)
        if "cancellation" in result:
            # What cancelling costs, told when a paid booking was to be released: of the booking that is spoken of.
            yield _told(result, Status.BOOKED)
        for reservation in result.get("reservations", ()):
            if reservation.get("state") == HoldState.CONFIRMED:
                yield _told(reservation, Status.BOOKED)


def _offered(proposal: Proposal) -> Bundle:
    return Bundle(
        Status.OFFERED,
        proposal.schedule_id,
        tuple(map(_known, proposal.seats)),
        total=proposal.total_price,
        subtotal=proposal.subtotal,
        fee=proposal.booking_fee,
    )


def _held(hold: Hold) -> Bundle:
    is_paid = hold.state == HoldState.CONFIRMED
    return Bundle(
        Status.BOOKED if is_paid else Status.HELD,
        hold.schedule_id,
        tuple(map(_known, hold.seats)),
        total=hold.total_price,
        subtotal=hold.subtotal,
        fee=hold.booking_fee,
        expires_at=None if is_paid else from_epoch(hold.expires_at).astimezone(KST),
        payment_url=None if is_paid else f"/pay/{hold.hold_id}",
        extensions=hold.extensions,
    )


def _known(seat: ProposedSeat | HeldSeat) -> Seat:
    return _labelled(seat.label, grade_core(seat.grade), seat.price)


def _labelled(label: str, grade: str | None = None, price: int | None = None) -> Seat:
    place, row, number = parts.groups() if (parts := LABEL.match(label)) else (label, "", "-1")
    return Seat(squeezed(place), row.upper(), int(number), grade, price)


def _earlier(result: Mapping[str, Any]) -> Iterator[Bundle]:
    """Seats of a proposal, a hold or a release in a result: they may be spoken of as what was before."""
    for name in ("hold", "released"):
        if isinstance(result.get(name), dict):
            yield _told(result[name], Status.FORMER)
    for proposal in (*result.get("options", ()), result.get("proposal") or {}):
        labels = [seat["label"] for seat in proposal.get("seats", ())]
        yield _told({"scheduleId": result.get("scheduleId", ""), "seatLabels": labels}, Status.FORMER)


def _told(facts: Mapping[str, Any], status: Status) -> Bundle:
    terms = facts.get("cancellation") or {}
    seats = tuple(_labelled(label) for label in facts.get("seatLabels", ()))
    return Bundle(
        status,
        str(facts.get("scheduleId", "")),
        seats,
        total=_amount(facts.get("totalText")),
        cancelling_fee=_amount(terms.get("feeText")),
        refund=_amount(terms.get("refundText")),
    )


def _amount(text: str | None) -> int | None:
    return read_won(text) if text else None
