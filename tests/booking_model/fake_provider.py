"""A payment provider in memory: it charges once per payment, whatever is asked how often, and can be told to misbehave."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from megaticket.booking.provider import PaymentState, ProviderPayment, ProviderUnknownError

Mood = Literal["approve", "decline", "unheard", "unanswered", "slow"]
"""What the next question for approval meets: `unheard` never arrives, `unanswered` charges and loses its answer."""

SLOW_SECONDS = 100


@dataclass
class Charge:
    """One payment of one order, in won."""

    state: PaymentState
    charged: int = 0
    refunded: int = 0


class FakeProvider:
    """Payments by (order, payment key). A look-up tells of the payment that was decided on last."""

    def __init__(self, wait: Callable[[float], None]) -> None:
        self.payments: dict[tuple[str, str], Charge] = {}
        self.mood: Mood = "approve"
        self.is_down = False
        self.is_refund_down = False
        self.refunds_asked = 0
        self._wait = wait

    def approve(self, payment_key: str, order_id: str, amount: int) -> ProviderPayment:
        """As the port says."""
        self._reached()
        mood, self.mood = self.mood, "approve"
        if mood == "unheard":
            raise ProviderUnknownError(mood)
        if mood == "slow":
            self._wait(SLOW_SECONDS)
        charge = self.payments.pop((order_id, payment_key), Charge(PaymentState.PENDING))
        self.payments[order_id, payment_key] = charge
        if charge.state == PaymentState.PENDING:
            charge.state = PaymentState.NOT_CHARGED if mood == "decline" else PaymentState.APPROVED
            charge.charged = amount if charge.state == PaymentState.APPROVED else 0
        if mood == "unanswered":
            raise ProviderUnknownError(mood)
        return ProviderPayment(charge.state, payment_key, amount)

    def lookup(self, order_id: str) -> ProviderPayment | None:
        """As the port says."""
        self._reached()
        found = [(key, charge) for (order, key), charge in self.payments.items() if order == order_id]
        return ProviderPayment(found[-1][1].state, found[-1][0], found[-1][1].charged) if found else None

    def refund(self, payment_key: str, order_id: str, amount: int) -> None:
        """As the port says."""
        self._reached()
        self.refunds_asked += 1
        if self.is_refund_down:
            raise ProviderUnknownError("refund")
        charge = self.payments[order_id, payment_key]
        if charge.state != PaymentState.REFUNDED:
            charge.state, charge.refunded = PaymentState.REFUNDED, amount

    def kept(self, order_id: str) -> int:
        """What the order's person has paid and not got back."""
        return sum(
            charge.charged - charge.refunded for (order, _), charge in self.payments.items() if order == order_id
        )

    def _reached(self) -> None:
        if self.is_down:
            raise ProviderUnknownError("down")


class PortedProvider:
    """A provider whose calls pass through the ports of a test."""

    def __init__(self, provider: FakeProvider, call: Callable[..., ProviderPayment | None]) -> None:
        self._provider = provider
        self._call = call

    def approve(self, payment_key: str, order_id: str, amount: int) -> ProviderPayment:
        """As the port says."""
        answer = self._call("approve", lambda: self._provider.approve(payment_key, order_id, amount), is_write=False)
        assert answer
        return answer

    def lookup(self, order_id: str) -> ProviderPayment | None:
        """As the port says."""
        return self._call("lookup", lambda: self._provider.lookup(order_id), is_write=False)

    def refund(self, payment_key: str, order_id: str, amount: int) -> None:
        """As the port says."""
        self._call("refund", lambda: self._provider.refund(payment_key, order_id, amount), is_write=False)
