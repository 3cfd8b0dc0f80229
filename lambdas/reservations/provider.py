"""The payment provider over HTTP, in the shape of Korea's common two-step providers: approve, look up, refund."""

import base64
import json
from collections.abc import Callable
from typing import Any

import urllib3

from megaticket.booking.provider import PaymentState, ProviderPayment, ProviderUnknownError
from megaticket.telemetry import logger

TIMEOUT = urllib3.Timeout(connect=2.0, read=12.0)
"""Two calls (approve, look up) fit the function's 29 s: an approval that takes longer is finished by settlement."""

STATES = {
    "DONE": PaymentState.APPROVED,
    "READY": PaymentState.PENDING,
    "IN_PROGRESS": PaymentState.PENDING,
    "WAITING_FOR_DEPOSIT": PaymentState.PENDING,
    "ABORTED": PaymentState.NOT_CHARGED,
    "EXPIRED": PaymentState.NOT_CHARGED,
    "CANCELED": PaymentState.REFUNDED,
    "PARTIAL_CANCELED": PaymentState.REFUNDED,
}
ALREADY_APPROVED = "ALREADY_PROCESSED_PAYMENT"
ALREADY_REFUNDED = frozenset({"ALREADY_CANCELED_PAYMENT", "ALREADY_REFUND_PAYMENT"})
WRONG_KEY = 401
OUR_FAULT = frozenset({WRONG_KEY, 408, 409, 429})
"""Statuses of the 4xx range that say nothing of the payment: a wrong key, a busy provider."""


class HttpPaymentProvider:
    """The provider's API with our secret key, which is read at the first call and kept until the provider refuses it."""

    def __init__(self, base_url: str, read_key: Callable[[], str], pool: urllib3.PoolManager | None = None) -> None:
        self._base_url = base_url.rstrip("/")
        self._read_key = read_key
        self._key: str | None = None
        # Every call is idempotent by its key, but repeating is for settlement to decide.
        self._pool = pool or urllib3.PoolManager(retries=False, timeout=TIMEOUT)

    def approve(self, payment_key: str, order_id: str, amount: int) -> ProviderPayment:
        """Charges once. A declined payment is NOT_CHARGED; a broken answer raises ProviderUnknownError."""
        body = {"paymentKey": payment_key, "orderId": order_id, "amount": amount}
        status, answer = self._call("POST", "/v1/payments/confirm", body, f"approve-{order_id}-{payment_key}")
        if status == 200:
            return _payment(answer)
        if answer.get("code") == ALREADY_APPROVED:
            found = self.lookup(order_id)
            if found is None:
                raise ProviderUnknownError(ALREADY_APPROVED)
            return found
        logger.info("payment declined", extra={"hold_id": order_id, "code": answer.get("code")})
        return ProviderPayment(PaymentState.NOT_CHARGED, payment_key, amount)

    def lookup(self, order_id: str) -> ProviderPayment | None:
        """The order's payment; None where there is none."""
        status, answer = self._call("GET", f"/v1/payments/orders/{order_id}")
        if status == 404:
            return None
        if status != 200:
            raise ProviderUnknownError(str(answer.get("code")))
        return _payment(answer)

    def refund(self, payment_key: str, order_id: str, amount: int) -> None:
        """Gives `amount` won back, once per order. Raises ProviderUnknownError unless the provider says that it did."""
        body = {"cancelReason": "예매 취소", "cancelAmount": amount}
        status, answer = self._call("POST", f"/v1/payments/{payment_key}/cancel", body, f"refund-{order_id}")
        if status != 200 and answer.get("code") not in ALREADY_REFUNDED:
            raise ProviderUnknownError(str(answer.get("code")))

    def _call(
        self, method: str, path: str, body: dict[str, Any] | None = None, idempotency_key: str | None = None
    ) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": self._authorization(), "Content-Type": "application/json"}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        content = json.dumps(body).encode() if body is not None else None
        try:
            answer = self._pool.request(method, self._base_url + path, body=content, headers=headers)
            if answer.status == WRONG_KEY:
                self._key = None  # it was changed while this process lived: the next call reads the new one
            parsed = json.loads(answer.data)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise ProviderUnknownError(type(error).__name__) from error
        if not isinstance(parsed, dict) or not _says_something(answer.status, parsed):
            raise ProviderUnknownError(str(answer.status))
        return answer.status, parsed

    def _authorization(self) -> str:
        key = self._key = self._key or self._read_key()
        return f"Basic {base64.b64encode(f'{key}:'.encode()).decode()}"


def _says_something(status: int, answer: dict[str, Any]) -> bool:
    """Whether an answer is the provider's own word: a success, or a refusal with its code, which no gateway adds."""
    return status == 200 or (400 <= status < 500 and status not in OUR_FAULT and bool(answer.get("code")))


def _payment(answer: dict[str, Any]) -> ProviderPayment:
    try:
        return ProviderPayment(STATES[answer["status"]], str(answer["paymentKey"]), int(answer["totalAmount"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ProviderUnknownError("unreadable payment") from error
