"""A shop of the payment provider, for the tests."""

from typing import Any

import httpx

KEY = "test_sk_1"
AMOUNT = 30_000


class Shop:
    """A shop that knows its key, and the page and the person beside it."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def open(self, order: str = "order") -> str:
        """The paymentKey that the provider's page hands back."""
        answer = self.http.post("/v1/payments", json={"orderId": order, "amount": AMOUNT})
        assert answer.status_code == 200
        return str(answer.json()["paymentKey"])

    def confirm(self, key: str, idempotency: str | None = None, order: str = "order") -> httpx.Response:
        body = {"paymentKey": key, "orderId": order, "amount": AMOUNT}
        return self._post("/v1/payments/confirm", body, idempotency)

    def cancel(self, key: str, amount: int, idempotency: str | None = None) -> httpx.Response:
        body = {"cancelReason": "시험", "cancelAmount": amount}
        return self._post(f"/v1/payments/{key}/cancel", body, idempotency)

    def lookup(self, order: str = "order") -> httpx.Response:
        return self.http.get(f"/v1/payments/orders/{order}", auth=(KEY, ""))

    def ledger(self) -> Any:
        return self.http.get("/control/ledger").json()

    def order_fault(self, call: str, kind: str, **more: Any) -> None:
        answer = self.http.post("/control/faults", json={"call": call, "kind": kind, **more})
        assert answer.status_code == 201

    def faults(self) -> Any:
        return self.http.get("/control/faults").json()["faults"]

    def _post(self, path: str, body: dict[str, Any], idempotency: str | None) -> httpx.Response:
        headers = {"Idempotency-Key": idempotency} if idempotency else {}
        return self.http.post(path, json=body, headers=headers, auth=(KEY, ""))


def code(answer: httpx.Response) -> tuple[int, str]:
    body = answer.json()
    assert set(body) == {"code", "message"}
    return answer.status_code, body["code"]
