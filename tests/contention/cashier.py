"""The way to the payment provider: its page, which opens payments, and faults ordered for the shop's next calls."""

import json
import random
from typing import Any

import urllib3

from lambdas.reservations.provider import HttpPaymentProvider

FAULTS = ("decline", "decline", "lost_answer", "error_500", "answer_twice", "reset_before")


class Cashier:
    """One process's connections to the provider."""

    def __init__(self, url: str, key: str) -> None:
        self._url = url
        self._pool = urllib3.PoolManager(retries=False, timeout=20.0)
        self.provider = HttpPaymentProvider(url, lambda: key, self._pool)

    def open(self, hold_id: str, amount: int) -> str:
        """The person agrees on the provider's page: a payment key."""
        return str(self._post("/v1/payments", {"orderId": hold_id, "amount": amount})["paymentKey"])

    def misbehave(self) -> None:
        """Whoever asks for an approval next, of all processes, is declined, or loses the answer."""
        self._post("/control/faults", {"call": "confirm", "kind": random.choice(FAULTS)})

    def close(self) -> None:
        """Ends the connections."""
        self._pool.clear()

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self._pool.request("POST", self._url + path, body=json.dumps(body).encode())
        parsed: dict[str, Any] = json.loads(answer.data)
        return parsed
