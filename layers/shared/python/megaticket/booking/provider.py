"""The payment provider as booking needs it: a port, with an adapter in the function that talks to the real one."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class PaymentState(Enum):
    """What a provider says of an order."""

    APPROVED = "approved"
    """The person has been charged."""

    NOT_CHARGED = "not charged"
    """Declined, aborted or expired: the person has not been and will not be charged by this key."""

    PENDING = "pending"
    """Nothing has been decided; asking for approval may still charge."""

    REFUNDED = "refunded"
    """The money has gone back."""


@dataclass(frozen=True)
class ProviderPayment:
    """An order at the provider. `amount` is in won."""

    state: PaymentState
    payment_key: str
    amount: int


class ProviderUnknownError(Exception):
    """The provider gave no answer that says what happened: asking again is the only way to know."""


class PaymentProvider(Protocol):
    """Every call may raise ProviderUnknownError, and may be repeated: the order's id makes it idempotent."""

    def approve(self, payment_key: str, order_id: str, amount: int) -> ProviderPayment:
        """Charges the person, once however often it is called: APPROVED or NOT_CHARGED."""

    def lookup(self, order_id: str) -> ProviderPayment | None:
        """What became of an order; None where the provider has never heard of it."""

    def refund(self, payment_key: str, order_id: str, amount: int) -> None:
        """Gives back part of a payment or all of it, once however often it is called."""
