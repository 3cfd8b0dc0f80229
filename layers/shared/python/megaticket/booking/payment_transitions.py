"""The next state of a hold on its way to being paid, and of a reservation that is cancelled: pure functions."""

from dataclasses import dataclass

from megaticket.booking.models import (
    APPROVAL_SECONDS,
    HOLD_SECONDS,
    LAST_PAYMENT_SECONDS,
    PAYMENT_GRACE_SECONDS,
    Hold,
    HoldState,
)
from megaticket.booking.transitions import Moment, changed, not_holding
from megaticket.errors import ErrorCode, Refusal


@dataclass(frozen=True)
class Payment:
    """What the page brings back from the provider. `amount` is what the provider was asked for, in won."""

    payment_key: str
    amount: int


def payment_started(hold: Hold, moment: Moment) -> Hold | Refusal:
    """The hold being paid, with ten minutes from now the first time. Starting again while paying answers the same."""
    if moment.control.may_write() and moment.state_of(hold) == HoldState.PAYING:
        return hold
    refused = not_holding(hold, moment)
    if refused:
        return refused
    first = hold.held_until is None
    end = max(hold.expires_at, moment.now + HOLD_SECONDS) if first else hold.expires_at
    return changed(hold, moment, state=HoldState.PAYING, expires_at=end, held_until=hold.expires_at)


def abandoned(hold: Hold, moment: Moment) -> Hold | Refusal:
    """The hold as it was before paying, with its end from then."""
    if not moment.control.may_write():
        return Refusal(ErrorCode.REGION_STANDBY)
    state = moment.state_of(hold)
    if state != HoldState.PAYING:
        return Refusal(_WHY_NOT_PAYING.get(state, ErrorCode.HOLD_NOT_FOUND))
    return changed(hold, moment, state=HoldState.HOLDING, expires_at=hold.held_until)


def approving(hold: Hold, payment: Payment, moment: Moment) -> Hold | Refusal:
    """The hold with its payment pinned, before the provider is asked. Up to 60 s after its end is in time."""
    if not moment.control.may_write():
        return Refusal(ErrorCode.REGION_STANDBY)
    if payment.amount != hold.total_price:
        return Refusal(ErrorCode.AMOUNT_MISMATCH)
    if hold.state == HoldState.APPROVING:
        return hold if hold.payment_key == payment.payment_key else Refusal(ErrorCode.PAYMENT_IN_PROGRESS)
    if hold.state != HoldState.PAYING:
        return Refusal(_WHY_NOT_PAYING.get(moment.state_of(hold), ErrorCode.HOLD_NOT_FOUND))
    end = min(hold.expires_at, hold.holding_created_at + LAST_PAYMENT_SECONDS)
    in_time = max(end, moment.protected_until(hold)) > moment.now - PAYMENT_GRACE_SECONDS
    if not in_time:
        return Refusal(ErrorCode.HOLD_EXPIRED)
    return pinned(hold, payment.payment_key, moment)


def pinned(hold: Hold, payment_key: str, moment: Moment) -> Hold:
    """The hold under approval of one payment."""
    end = max(hold.expires_at, moment.now + APPROVAL_SECONDS)
    return changed(hold, moment, state=HoldState.APPROVING, payment_key=payment_key, expires_at=end)


def declined(hold: Hold, moment: Moment) -> Hold:
    """The provider said no: another try is possible while the hold lasts."""
    return changed(hold, moment, state=HoldState.PAYING, payment_key=None)


def confirmed(hold: Hold, moment: Moment) -> Hold:
    """The provider said yes."""
    return changed(hold, moment, state=HoldState.CONFIRMED, confirmed_at=moment.now)


def unconfirmable(hold: Hold, moment: Moment) -> Hold:
    """Paid, or perhaps paid, and the seats are gone: all of the money goes back."""
    return changed(hold, moment, state=HoldState.CANCELLED, cancelled_refund=hold.total_price)


def cancelled(hold: Hold, refund: int, moment: Moment) -> Hold:
    """A reservation given up by its person, for the refund that was quoted."""
    return changed(hold, moment, state=HoldState.CANCELLED, cancelled_refund=refund)


_WHY_NOT_PAYING = {
    HoldState.EXPIRED: ErrorCode.HOLD_EXPIRED,
    HoldState.HOLDING: ErrorCode.INVALID_REQUEST,
    HoldState.APPROVING: ErrorCode.PAYMENT_IN_PROGRESS,
}
