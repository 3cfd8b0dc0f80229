"""Every minute: payments left open and refunds left due are asked for at the provider and finished."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from megaticket.booking.models import UNPAID, HoldState
from megaticket.booking.payments import PaymentLostError, Payments
from megaticket.booking.provider import PaymentState, ProviderPayment, ProviderUnknownError
from megaticket.booking.service import ContendedError
from megaticket.booking.store import Account
from megaticket.telemetry import log_defect, logger

SESSION_SECONDS = 30 * 60
"""An order that the provider has not decided on by then never will be: its payment session has ended."""

ROUND_SECONDS = 30.0
"""No account is begun after this: one provider call may take 14 s, and the function ends at 55 s."""

FAULTS = (ProviderUnknownError, PaymentLostError, ContendedError, ClientError, BotoCoreError)


@dataclass(frozen=True)
class SettlementReport:
    """How many payments are still open and refunds still due after a round."""

    unsettled: int
    refunds_due: int


@dataclass(frozen=True)
class Settlement:
    """Finishes what was left open. Safe to run twice at once: every step is decided on what is stored."""

    payments: Payments
    monotonic: Callable[[], float] = time.monotonic

    def run(self) -> SettlementReport:
        """One round, oldest first. A fault of one account does not keep the others waiting.

        What the round's time does not suffice for is counted as left.
        """
        store = self.payments.booking.store
        if not self.payments.booking.control().may_write():
            return SettlementReport(0, 0)
        deadline = self.monotonic() + ROUND_SECONDS
        unsettled = self._count_left(store.open_payments(), self._settle_payment, deadline)
        return SettlementReport(unsettled, self._count_left(store.refunds_due(), self._settle_refund, deadline))

    def _count_left(self, accounts: Sequence[Account], settle: Callable[[Account], bool], deadline: float) -> int:
        return sum(self.monotonic() >= deadline or not _settled(account, settle) for account in accounts)

    def _settle_payment(self, account: Account) -> bool:
        hold = self.payments.booking.store.hold(account.hold_id)
        if hold is None:
            return False  # items replicate one by one: its hold has not arrived yet
        if hold.state in UNPAID and self.payments.booking.store.is_open(account):
            hold = self.payments.pin_again(hold, account.payment_key)
        if hold.state != HoldState.APPROVING:
            return True  # somebody has just finished it
        found = self.payments.provider.lookup(hold.hold_id)
        if found and _is_decided(found, hold.payment_key):
            self.payments.conclude(hold, found.state)
        elif self.payments.booking.store.own(hold).contested:
            # Not charged so far and not to be: a refund stays due in case the charge is still on its way.
            self.payments.give_up(hold)
        else:
            self.payments.approve(hold)
        return not self._is_open(account)

    def _settle_refund(self, account: Account) -> bool:
        provider = self.payments.provider
        found = provider.lookup(account.hold_id)
        if found and found.state == PaymentState.APPROVED:
            provider.refund(account.payment_key, account.hold_id, account.amount)
        elif (found is None or not _is_decided(found, account.payment_key)) and self._may_be_charged(account):
            return False
        self.payments.booking.store.settle_refund(account.hold_id)
        return True

    def _may_be_charged(self, account: Account) -> bool:
        """Whether a payment that the provider does not find, or has not decided on, may yet cost the person money."""
        hold = self.payments.booking.store.hold(account.hold_id)
        was_sold = hold is not None and hold.confirmed_at is not None
        return was_sold or self.payments.booking.moment().now - account.since < SESSION_SECONDS

    def _is_open(self, account: Account) -> bool:
        hold = self.payments.booking.store.hold(account.hold_id)
        return hold is not None and hold.state == HoldState.APPROVING


def _is_decided(found: ProviderPayment, payment_key: str | None) -> bool:
    """Whether the provider has decided. Its refusal of an earlier payment key says nothing of the one on its way."""
    if found.state == PaymentState.NOT_CHARGED:
        return found.payment_key == payment_key
    return found.state != PaymentState.PENDING


def _settled(account: Account, settle: Callable[[Account], bool]) -> bool:
    try:
        return settle(account)
    except FAULTS as error:
        # The row stays, and the next round asks again.
        logger.warning("settlement failed", extra={"hold_id": account.hold_id, "error": type(error).__name__})
    except Exception as defect:  # noqa: BLE001 (one unreadable row must not keep everybody's money waiting)
        log_defect("settlement failed", defect, hold_id=account.hold_id)
    return False
