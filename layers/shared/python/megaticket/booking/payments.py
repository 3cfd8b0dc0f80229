"""Paying, confirming and cancelling, so that nobody is charged without a ticket or a refund, whatever crashes when."""

from dataclasses import dataclass

from megaticket.booking.cancellation import CancellationQuote, quote_cancellation
from megaticket.booking.models import Hold, HoldState
from megaticket.booking.payment_transitions import (
    Payment,
    abandoned,
    approving,
    cancelled,
    confirmed,
    declined,
    payment_started,
    pinned,
    unconfirmable,
)
from megaticket.booking.provider import PaymentProvider, PaymentState, ProviderUnknownError
from megaticket.booking.service import ATTEMPTS, NOT_FOUND, Booking, ContendedError, Decision
from megaticket.booking.transactions import (
    HOLD_POSITION,
    approve_transaction,
    cancel_transaction,
    confirm_transaction,
    decline_transaction,
    retime_transaction,
    start_transaction,
    unconfirmable_transaction,
)
from megaticket.booking.transitions import Moment
from megaticket.errors import ErrorCode, Refusal

ALREADY_PAID = Refusal(ErrorCode.PAYMENT_IN_PROGRESS, "이미 결제가 끝난 예매예요.")
SEATS_LOST = Refusal(ErrorCode.SEAT_TAKEN, "좌석을 확보하지 못해 예매하지 못했어요. 결제된 금액은 전액 환불해 드려요.")
BEING_ASKED = Refusal(ErrorCode.PAYMENT_IN_PROGRESS)


class PaymentLostError(Exception):
    """The provider charged for a hold that says otherwise: a defect that an operator must look at."""


@dataclass(frozen=True)
class Payments:
    """Payment operations over a region's bookings and one provider."""

    booking: Booking
    provider: PaymentProvider

    def start(self, user_id: str, hold_id: str) -> Hold | Refusal:
        """The person goes to pay. Starting again answers the same."""

        def decide(hold: Hold, moment: Moment) -> Decision:
            after = payment_started(hold, moment)
            if after is hold or isinstance(after, Refusal):
                return after
            return after, start_transaction(self._table, after, self.ticket_limit(hold))

        return self.booking.change(user_id, hold_id, decide)

    def abandon(self, user_id: str, hold_id: str) -> Hold | Refusal:
        """The person comes back without paying."""

        def decide(hold: Hold, moment: Moment) -> Decision:
            if self._paid_in_lost_region(hold, moment):
                return BEING_ASKED
            after = abandoned(hold, moment)
            return after if isinstance(after, Refusal) else (after, retime_transaction(self._table, after))

        return self.booking.change(user_id, hold_id, decide)

    def confirm(self, user_id: str, hold_id: str, payment: Payment) -> Hold | Refusal:
        """Charges the person in two steps: everything is claimed first, then the provider is asked."""

        def decide(hold: Hold, moment: Moment) -> Decision:
            if hold.state == HoldState.CONFIRMED:
                return hold if hold.payment_key == payment.payment_key else ALREADY_PAID
            key = self._paid_in_lost_region(hold, moment) or payment.payment_key
            after = approving(hold, Payment(key, payment.amount), moment)
            if after is hold or isinstance(after, Refusal):
                return after
            return after, approve_transaction(self._table, after, self.ticket_limit(hold), moment)

        hold = self.booking.change(user_id, hold_id, decide)
        if isinstance(hold, Refusal) or hold.state == HoldState.CONFIRMED:
            return hold
        return self.approve(hold)

    def approve(self, hold: Hold) -> Hold | Refusal:
        """Asks the provider to charge for a hold under approval, and finishes with what it says."""
        try:
            answer = self.provider.approve(hold.payment_key or "", hold.hold_id, hold.total_price)
        except ProviderUnknownError:
            # Settlement asks again every minute; the person sees that the payment is being checked.
            return BEING_ASKED
        return self.conclude(hold, answer.state)

    def conclude(self, hold: Hold, state: PaymentState) -> Hold | Refusal:
        """Finishes a hold under approval with what the provider said of it."""
        if state == PaymentState.PENDING:
            return BEING_ASKED
        if state == PaymentState.APPROVED:
            return self._finish_approved(hold)
        return self._finish_declined(hold)

    def pin_again(self, hold: Hold, payment_key: str) -> Hold:
        """Pins a payment whose open row arrived from a lost region without its hold; given up where seats are gone.

        Returns the hold as it is then stored, or as it was where it has changed in the meantime.
        """
        moment = self.booking.moment()
        after = pinned(hold, payment_key, moment)
        failed = self.booking.store.write(approve_transaction(self._table, after, self.ticket_limit(hold), moment))
        if not failed:
            return after
        if all(condition.position != HOLD_POSITION for condition in failed):
            self.give_up(hold.model_copy(update={"payment_key": payment_key}))
        return hold

    def give_up(self, hold: Hold) -> bool:
        """A hold under approval that cannot be confirmed: refund due first, then the refund. False if it has changed."""
        moment = self.booking.moment()
        own = self.booking.store.own(hold)
        after = unconfirmable(hold, moment)
        return not self.booking.store.write(
            unconfirmable_transaction(self._table, after, own.seats, own_limit=own.limit, moment=moment)
        )

    def quote(self, user_id: str, hold_id: str) -> CancellationQuote | Refusal:
        """What cancelling a reservation costs now."""
        hold = self.booking.store.hold(hold_id)
        if hold is None or hold.user_id != user_id or hold.state != HoldState.CONFIRMED:
            return NOT_FOUND
        return self._quote(hold, self.booking.moment())

    def cancel(self, user_id: str, hold_id: str, refund: int) -> Hold | Refusal:
        """Cancels a reservation for the refund that the person was quoted, in won."""

        def decide(hold: Hold, moment: Moment) -> Decision:
            if hold.state == HoldState.CANCELLED and hold.cancelled_refund == refund:
                return hold
            if hold.state != HoldState.CONFIRMED:
                return BEING_ASKED if hold.state == HoldState.APPROVING else NOT_FOUND
            quote = self._quote(hold, moment)
            if isinstance(quote, Refusal):
                return quote
            if quote.refund != refund:
                return Refusal(ErrorCode.QUOTE_CHANGED)
            after = cancelled(hold, refund, moment)
            return after, cancel_transaction(self._table, after, moment)

        return self.booking.change(user_id, hold_id, decide)

    def ticket_limit(self, hold: Hold) -> int:
        """The schedule's ticket limit; one that is gone from the catalogue holds nobody back who has seats already."""
        schedule = self.booking.catalog.schedule(hold.schedule_id)
        return schedule.ticket_limit if schedule else len(hold.seats)

    @property
    def _table(self) -> str:
        return self.booking.store.table

    def _quote(self, hold: Hold, moment: Moment) -> CancellationQuote | Refusal:
        house = self.booking.house(hold.schedule_id)
        if not moment.control.may_write():
            return Refusal(ErrorCode.REGION_STANDBY)
        return quote_cancellation(hold, house.performance.cancellation, moment.now) if house else NOT_FOUND

    def _paid_in_lost_region(self, hold: Hold, moment: Moment) -> str | None:
        """The key of a payment that the lost region took and could not write down; asked before a rescued hold moves."""
        if hold.state != HoldState.PAYING or not moment.protected_until(hold):
            return None
        found = self.provider.lookup(hold.hold_id)
        return found.payment_key if found and found.state == PaymentState.APPROVED else None

    def _finish_approved(self, hold: Hold) -> Hold | Refusal:
        for _ in range(ATTEMPTS):
            current = self.booking.store.hold(hold.hold_id)
            if current is None or current.payment_key != hold.payment_key:
                raise PaymentLostError(hold.hold_id)
            if current.state == HoldState.CONFIRMED:
                return current
            if current.state == HoldState.CANCELLED:
                return SEATS_LOST
            moment = self.booking.moment()
            after = confirmed(current, moment)
            failed = self.booking.store.write(confirm_transaction(self._table, after, self.ticket_limit(hold), moment))
            if not failed:
                return after
            lost_others = any(condition.position != HOLD_POSITION for condition in failed)
            if lost_others and self.give_up(current):
                return SEATS_LOST
        raise ContendedError(hold.hold_id)

    def _finish_declined(self, hold: Hold) -> Hold | Refusal:
        after = declined(hold, self.booking.moment())
        if self.booking.store.write(decline_transaction(self._table, after)):
            current = self.booking.store.hold(hold.hold_id)
            if current and current.state == HoldState.CONFIRMED:
                return current
        return Refusal(ErrorCode.PAYMENT_DECLINED)
