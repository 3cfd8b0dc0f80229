"""Payments and the money that has moved. Amounts are in won."""

import secrets
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any

from devstack.provider import errors

KST = timezone(timedelta(hours=9))
SESSION_SECONDS = 30 * 60
"""A payment that is not confirmed by then never will be."""


class Status(Enum):
    """Where a payment stands. One that the page opens is IN_PROGRESS: its payer has agreed."""

    READY = "READY"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    CANCELED = "CANCELED"
    PARTIAL_CANCELED = "PARTIAL_CANCELED"
    ABORTED = "ABORTED"
    EXPIRED = "EXPIRED"


OPEN = frozenset({Status.READY, Status.IN_PROGRESS})
CHARGED = frozenset({Status.DONE, Status.CANCELED, Status.PARTIAL_CANCELED})


@dataclass
class Payment:
    """One try of one order. `opened_at` is in seconds since 1970, `balance` what is charged and not given back."""

    order_id: str
    amount: int
    opened_at: float
    payment_key: str = field(default_factory=lambda: f"tviva{secrets.token_hex(16)}")
    status: Status = Status.IN_PROGRESS
    balance: int = 0
    approved_at: str | None = None
    cancels: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The payment object of an answer, a copy."""
        return {
            "paymentKey": self.payment_key,
            "orderId": self.order_id,
            "status": self.status.value,
            "totalAmount": self.amount,
            "balanceAmount": self.balance,
            "cancels": [*self.cancels] or None,
            "requestedAt": _iso(self.opened_at),
            "approvedAt": self.approved_at,
        }


@dataclass
class Account:
    """What an order has cost its payer so far."""

    charged: int = 0
    refunded: int = 0


class Payments:
    """Every payment since the start. For one caller at a time; refusals leave as ProviderError.

    `ledger` holds the accounts of the orders whose money has moved.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self.ledger: dict[str, Account] = defaultdict(Account)
        self._now = now
        self._payments: dict[str, Payment] = {}

    def open(self, order_id: str, amount: int) -> Payment:
        """What the provider's page does once its payer agrees."""
        payment = Payment(order_id, amount, self._now())
        self._payments[payment.payment_key] = payment
        return payment

    def confirm(self, payment_key: str, order_id: str, amount: int, *, decline: bool = False) -> Payment:
        """Charges the payer, or aborts where the card declines. An order is charged once, by whichever of its payments."""
        payment = self._find(payment_key)
        if payment is None:
            raise errors.no_session()
        if (payment.order_id, payment.amount) != (order_id, amount):
            raise errors.invalid_request()
        if any(other.status in CHARGED for other in self._of_order(order_id)):
            raise errors.already_processed()
        if payment.status not in OPEN:
            raise errors.no_session()
        if decline:
            payment.status = Status.ABORTED
            raise errors.declined()
        return self._charge(payment)

    def lookup(self, order_id: str) -> Payment:
        """The payment that was charged for an order, else its newest."""
        payments = self._of_order(order_id)
        if not payments:
            raise errors.no_payment()
        return next((payment for payment in payments if payment.status in CHARGED), payments[-1])

    def cancel(self, payment_key: str, reason: str, amount: int | None) -> Payment:
        """Gives back an amount, or all that is left."""
        payment = self._find(payment_key)
        if payment is None:
            raise errors.no_payment()
        if payment.status == Status.CANCELED:
            raise errors.already_canceled()
        if payment.status not in CHARGED:
            raise errors.not_cancelable()
        refund = payment.balance if amount is None else amount
        if refund > payment.balance:
            raise errors.over_balance()
        return self._refund(payment, refund, reason)

    def _charge(self, payment: Payment) -> Payment:
        payment.status = Status.DONE
        payment.balance = payment.amount
        payment.approved_at = _iso(self._now())
        self.ledger[payment.order_id].charged += payment.amount
        return payment

    def _refund(self, payment: Payment, amount: int, reason: str) -> Payment:
        payment.balance -= amount
        payment.status = Status.PARTIAL_CANCELED if payment.balance else Status.CANCELED
        payment.cancels.append(
            {
                "transactionKey": secrets.token_hex(16),
                "cancelAmount": amount,
                "cancelReason": reason,
                "canceledAt": _iso(self._now()),
                "cancelStatus": "DONE",
            }
        )
        self.ledger[payment.order_id].refunded += amount
        return payment

    def _find(self, payment_key: str) -> Payment | None:
        payment = self._payments.get(payment_key)
        if payment and payment.status in OPEN and self._now() - payment.opened_at >= SESSION_SECONDS:
            payment.status = Status.EXPIRED
        return payment

    def _of_order(self, order_id: str) -> list[Payment]:
        """An order's payments, oldest first, each judged at this moment."""
        keys = [key for key, payment in self._payments.items() if payment.order_id == order_id]
        return [payment for key in keys if (payment := self._find(key))]


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, KST).isoformat(timespec="seconds")
