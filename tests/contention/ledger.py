"""A payment provider that remembers every won: what was charged for each order, and what went back."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from megaticket.booking.provider import PaymentState, ProviderPayment, ProviderUnknownError
from tests.contention.sweep import Money


@dataclass
class Payment:
    """One payment key's payment for an order."""

    payment_key: str
    amount: int
    state: PaymentState
    refunded: int = 0


class Ledger:
    """The provider's side of the port. Safe to share between threads.

    What happens is in the payment key: `decline…` is declined, `lost…` charges and loses its answer, `silent…` is not
    heard the first time; any other charges.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: dict[str, dict[str, Payment]] = {}
        self._unheard: set[str] = set()

    def approve(self, payment_key: str, order_id: str, amount: int) -> ProviderPayment:
        """Charges once, however often it is asked."""
        with self._lock:
            if payment_key.startswith("silent") and payment_key not in self._unheard:
                self._unheard.add(payment_key)
                raise ProviderUnknownError(payment_key)
            payments = self._orders.setdefault(order_id, {})
            first = payment_key not in payments
            if first:
                refused = payment_key.startswith("decline")
                state = PaymentState.NOT_CHARGED if refused else PaymentState.APPROVED
                payments[payment_key] = Payment(payment_key, amount, state)
            if first and payment_key.startswith("lost"):
                raise ProviderUnknownError(payment_key)
            return _answer(payments[payment_key])

    def lookup(self, order_id: str) -> ProviderPayment | None:
        """The order's charged payment, or else its latest."""
        with self._lock:
            payments = list(self._orders.get(order_id, {}).values())
            charged = [payment for payment in payments if payment.state != PaymentState.NOT_CHARGED]
            return _answer((charged or payments)[-1]) if payments else None

    def refund(self, payment_key: str, order_id: str, amount: int) -> None:
        """Gives money back, once."""
        with self._lock:
            payment = self._orders[order_id][payment_key]
            if payment.state == PaymentState.APPROVED:
                payment.state, payment.refunded = PaymentState.REFUNDED, amount

    def money(self) -> Mapping[str, Money]:
        """What each order's person paid and got back, over all payment keys."""
        with self._lock:
            return {order_id: _money(payments) for order_id, payments in self._orders.items()}


def _answer(payment: Payment) -> ProviderPayment:
    return ProviderPayment(payment.state, payment.payment_key, payment.amount)


def _money(payments: Mapping[str, Payment]) -> Money:
    charged = sum(payment.amount for payment in payments.values() if payment.state != PaymentState.NOT_CHARGED)
    return Money(charged, sum(payment.refunded for payment in payments.values()))
