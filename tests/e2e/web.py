"""A person's page on the reservations URL, and the payment provider: its page, its ledger, its faults."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.e2e.client import Person

Json = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """A response of the web's function."""

    status: int
    body: Json

    @property
    def code(self) -> str:
        """The code of a refusal, which comes with a sentence."""
        assert self.status >= 400, self.body
        assert self.body["error"]["message"]
        return str(self.body["error"]["code"])


@dataclass(frozen=True)
class Page:
    """The page of a signed-in person."""

    http: httpx.Client
    url: str
    person: Person

    def get(self, path: str) -> Reply:
        """A read."""
        answer = self.http.get(self.url + path, headers=self.person.headers)
        return Reply(answer.status_code, answer.json())

    def post(self, path: str, body: Json | None = None) -> Reply:
        """A change."""
        answer = self.http.post(self.url + path, json=body, headers=self.person.headers)
        return Reply(answer.status_code, answer.json())

    def confirm(self, hold_id: str, payment: Json) -> Reply:
        """Comes back from the provider's page."""
        body = {"paymentKey": payment["paymentKey"], "amount": payment["totalAmount"]}
        return self.post(f"/reservations/{hold_id}/confirm", body)


@dataclass(frozen=True)
class Provider:
    """The provider beside the stack."""

    http: httpx.Client
    url: str

    def agree(self, hold_id: str, amount: int) -> Json:
        """What the provider's page does once its payer agrees: the payment, with its key."""
        payment: Json = self.http.post(f"{self.url}/v1/payments", json={"orderId": hold_id, "amount": amount}).json()
        assert payment["status"] == "IN_PROGRESS", payment
        return payment

    def order(self, call: str, kind: str) -> None:
        """The next call of a kind meets a fault: see devstack/provider/faults.py."""
        assert self.http.post(f"{self.url}/control/faults", json={"call": call, "kind": kind}).status_code == 201

    def forget_faults(self) -> None:
        """No fault waits any more."""
        assert self.http.delete(f"{self.url}/control/faults").status_code == 204

    @property
    def kept(self) -> dict[str, int]:
        """What every order has cost its payer so far: charged less refunded, in won."""
        ledger = self.http.get(f"{self.url}/control/ledger").json()
        return {order: account["charged"] - account["refunded"] for order, account in ledger.items()}
