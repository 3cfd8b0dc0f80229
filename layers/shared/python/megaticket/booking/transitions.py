"""The next state of a hold, as pure functions of what was read, what is asked, who may write and what time it is.

Each gives the hold after the event, or a Refusal. A function never looks at who else wants the seats: that is judged by
the conditions of the transaction.
"""

from dataclasses import dataclass

from megaticket.booking.models import (
    HOLD_SECONDS,
    MAX_HOLD_SECONDS,
    Hold,
    HoldState,
    created_at_text,
    hold_id_of,
)
from megaticket.booking.quotes import quote_at
from megaticket.clock import epoch
from megaticket.errors import ErrorCode, Refusal
from megaticket.regions import RegionControl
from megaticket.seating.seats import House


@dataclass(frozen=True)
class HoldRequest:
    """Somebody wants these seats. `expected_total` is what the person agreed to pay, in won."""

    user_id: str
    schedule_id: str
    seat_ids: tuple[str, ...]
    expected_total: int
    request_id: str


@dataclass(frozen=True)
class Replacement:
    """Somebody wants these seats in the place of those held, for `expected_total` won."""

    seat_ids: tuple[str, ...]
    expected_total: int
    request_id: str


@dataclass(frozen=True)
class Moment:
    """When and where an event happens: frozen across the retries of one attempt."""

    now: int
    control: RegionControl

    def protected_until(self, hold: Hold) -> int:
        """Until when recovery keeps the hold alive; 0 where it does not."""
        return self.control.protected_until(hold.region, hold.holding_created_at, hold.expires_at)

    def state_of(self, hold: Hold) -> HoldState:
        """The hold's state at this moment."""
        return hold.state_at(self.now, self.protected_until(hold))


def new_hold(request: HoldRequest, house: House, moment: Moment) -> Hold | Refusal:
    """The hold that a request asks for."""
    if not moment.control.may_write():
        return Refusal(ErrorCode.REGION_STANDBY)
    quote = quote_at(house, request.seat_ids, request.expected_total, moment.now)
    if isinstance(quote, Refusal):
        return quote
    return Hold(
        hold_id=hold_id_of(request.user_id, request.request_id),
        user_id=request.user_id,
        schedule_id=request.schedule_id,
        performance_title=house.performance.title,
        venue_name=house.venue.name,
        starts_at=epoch(house.schedule.starts_at),
        seats=quote.held_seats(),
        subtotal=quote.subtotal,
        booking_fee=quote.booking_fee,
        total_price=quote.total,
        state=HoldState.HOLDING,
        created_at=created_at_text(moment.now),
        expires_at=moment.now + HOLD_SECONDS,
        holding_created_at=moment.now,
        region=moment.control.region,
        writer_epoch=moment.control.epoch,
    )


def replaced(hold: Hold, request: Replacement, house: House, moment: Moment) -> Hold | Refusal:
    """The hold with other seats and its old end."""
    refused = not_holding(hold, moment)
    if refused:
        return refused
    quote = quote_at(house, request.seat_ids, request.expected_total, moment.now)
    if isinstance(quote, Refusal):
        return quote
    return changed(
        hold,
        moment,
        seats=quote.held_seats(),
        subtotal=quote.subtotal,
        booking_fee=quote.booking_fee,
        total_price=quote.total,
        last_request_id=request.request_id,
    )


def extended(hold: Hold, maximum: int, request_id: str, moment: Moment) -> Hold | Refusal:
    """The hold with ten minutes more, at most `maximum` times and never beyond half an hour from its making."""
    refused = not_holding(hold, moment)
    if refused:
        return refused
    end = min(hold.expires_at + HOLD_SECONDS, hold.holding_created_at + MAX_HOLD_SECONDS)
    if hold.extensions >= maximum or end <= hold.expires_at:
        return Refusal(ErrorCode.EXTEND_LIMIT)
    return changed(hold, moment, expires_at=end, extensions=hold.extensions + 1, last_request_id=request_id)


def released(hold: Hold, moment: Moment) -> Hold | Refusal:
    """The hold given back. One that has ended may be given back as well; one that is being paid may not."""
    if not moment.control.may_write():
        return Refusal(ErrorCode.REGION_STANDBY)
    if hold.state in {HoldState.PAYING, HoldState.APPROVING}:
        return Refusal(ErrorCode.PAYMENT_IN_PROGRESS)
    if hold.state != HoldState.HOLDING:
        return Refusal(ErrorCode.HOLD_NOT_FOUND)
    return changed(hold, moment, state=HoldState.RELEASED)


def not_holding(hold: Hold, moment: Moment) -> Refusal | None:
    """Why a hold that ought to be alive and unpaid is not; None where it is."""
    if not moment.control.may_write():
        return Refusal(ErrorCode.REGION_STANDBY)
    state = moment.state_of(hold)
    if state == HoldState.HOLDING:
        return None
    return Refusal(_WHY_NOT_HOLDING.get(state, ErrorCode.HOLD_NOT_FOUND))


_WHY_NOT_HOLDING = {
    HoldState.EXPIRED: ErrorCode.HOLD_EXPIRED,
    HoldState.PAYING: ErrorCode.PAYMENT_IN_PROGRESS,
    HoldState.APPROVING: ErrorCode.PAYMENT_IN_PROGRESS,
}


def changed(hold: Hold, moment: Moment, **fields: object) -> Hold:
    """The next version of a hold."""
    return hold.model_copy(update={"version": hold.version + 1, "writer_epoch": moment.control.epoch, **fields})
