"""The payment provider over HTTP: keys, idempotency, and every fault that can be ordered."""

import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from devstack.provider.payments import Payments
from devstack.provider.service import PaymentService
from tests.integration.devstack.helpers import PATIENCE_SECONDS, answering, eventually

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


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a slow call waits for in the place of time."""
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def shop(gate: threading.Event) -> Iterator[Shop]:
    service = PaymentService(KEY, Payments(unhurried_clock), lambda _: gate.wait(PATIENCE_SECONDS))
    with (
        answering(service) as url,
        httpx.Client(base_url=url, timeout=PATIENCE_SECONDS, trust_env=False) as http,
    ):
        yield Shop(http)


def unhurried_clock() -> float:
    """Lets another thread in wherever the provider does not keep it out."""
    time.sleep(0.002)
    return time.time()


def code(answer: httpx.Response) -> tuple[int, str]:
    body = answer.json()
    assert set(body) == {"code", "message"}
    return answer.status_code, body["code"]


def test_a_payment_from_the_page_to_the_refund(shop: Shop) -> None:
    key = shop.open()
    assert shop.lookup().json()["status"] == "IN_PROGRESS"
    done = shop.confirm(key)
    assert done.status_code == 200
    assert (
        done.json().items() >= {"paymentKey": key, "orderId": "order", "status": "DONE", "totalAmount": AMOUNT}.items()
    )
    assert shop.lookup().json() == done.json()
    assert shop.cancel(key, 10_000).json()["status"] == "PARTIAL_CANCELED"
    assert shop.cancel(key, 20_000).json()["status"] == "CANCELED"
    assert shop.ledger() == {"order": {"charged": AMOUNT, "refunded": AMOUNT}}


def test_refusals_have_the_codes_of_the_provider(shop: Shop) -> None:
    key = shop.open()
    assert code(shop.lookup("unknown")) == (404, "NOT_FOUND_PAYMENT")
    assert code(shop.confirm("unknown")) == (404, "NOT_FOUND_PAYMENT_SESSION")
    assert code(shop.confirm(key, order="another")) == (400, "INVALID_REQUEST")
    shop.confirm(key)
    assert code(shop.confirm(key)) == (400, "ALREADY_PROCESSED_PAYMENT")
    assert code(shop.cancel(key, AMOUNT + 1)) == (403, "NOT_CANCELABLE_AMOUNT")
    assert code(shop.http.get("/v2/payments")) == (404, "NOT_FOUND")


@pytest.mark.parametrize("auth", [None, ("another", ""), (KEY, "x")])
def test_a_shop_without_the_key_is_refused_and_uses_up_no_fault(shop: Shop, auth: tuple[str, str] | None) -> None:
    shop.order_fault("lookup", "error_500")
    shop.open()
    answer = shop.http.get("/v1/payments/orders/order", auth=auth)
    assert code(answer) == (401, "UNAUTHORIZED_KEY")
    assert len(shop.faults()) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"{}", b'{"orderId": "a"}', b'{"orderId": "a", "amount": "1"}',
     b'{"orderId": "a", "amount": 0}', b'{"orderId": "a", "amount": true}', b'{"orderId": "", "amount": 1}', b"\xff"],
)  # fmt: skip
def test_bad_input_is_refused(shop: Shop, body: bytes) -> None:
    assert code(shop.http.post("/v1/payments", content=body)) == (400, "INVALID_REQUEST")


def test_a_repeated_idempotency_key_is_answered_the_same(shop: Shop) -> None:
    key, once, again = shop.open(), str(uuid.uuid4()), str(uuid.uuid4())
    first = shop.confirm(key, once)
    assert shop.confirm(key, once).json() == first.json()
    refund = shop.cancel(key, 10_000, again)
    assert shop.cancel(key, 10_000, again).json() == refund.json()
    assert shop.confirm(key, once).json() == first.json()
    assert code(shop.confirm(key, str(uuid.uuid4()))) == (400, "ALREADY_PROCESSED_PAYMENT")
    assert shop.ledger() == {"order": {"charged": AMOUNT, "refunded": 10_000}}


def test_a_key_repeated_at_once_is_answered_the_same(shop: Shop) -> None:
    key = shop.open()
    with ThreadPoolExecutor(8) as threads:
        answers = [call.result() for call in [threads.submit(shop.confirm, key, "once") for _ in range(8)]]
    assert [answer.json()["status"] for answer in answers] == ["DONE"] * 8
    assert shop.ledger() == {"order": {"charged": AMOUNT, "refunded": 0}}


def test_many_at_once_charge_once(shop: Shop) -> None:
    keys = [shop.open() for _ in range(4)]
    with ThreadPoolExecutor(16) as threads:
        calls = [threads.submit(shop.confirm, key, f"{key}-{n % 2}") for n in range(8) for key in keys]
        answers = [call.result() for call in calls]
    assert {answer.json()["paymentKey"] for answer in answers if answer.status_code == 200} <= set(keys)
    assert {code(answer)[1] for answer in answers if answer.status_code != 200} == {"ALREADY_PROCESSED_PAYMENT"}
    assert len({answer.json()["paymentKey"] for answer in answers if answer.status_code == 200}) == 1
    assert shop.ledger() == {"order": {"charged": AMOUNT, "refunded": 0}}


def test_an_ordered_decline_aborts_the_payment_and_stays_the_answer_of_its_key(shop: Shop) -> None:
    shop.order_fault("confirm", "decline")
    key = shop.open()
    assert code(shop.confirm(key, "once")) == (403, "REJECT_CARD_PAYMENT")
    assert code(shop.confirm(key, "once")) == (403, "REJECT_CARD_PAYMENT")
    assert shop.lookup().json()["status"] == "ABORTED"
    assert shop.confirm(shop.open(), "another").status_code == 200
    assert shop.ledger() == {"order": {"charged": AMOUNT, "refunded": 0}}


@pytest.mark.parametrize(("kind", "status"), [("error_500", 500), ("unavailable", 503)])
def test_a_fault_of_the_provider_does_nothing_as_often_as_ordered(shop: Shop, kind: str, status: int) -> None:
    shop.order_fault("confirm", kind, times=2)
    key = shop.open()
    assert [shop.confirm(key, "once").status_code for _ in range(2)] == [status, status]
    assert (shop.ledger(), shop.lookup().json()["status"]) == ({}, "IN_PROGRESS")
    assert shop.confirm(key, "once").status_code == 200


@pytest.mark.parametrize(
    ("kind", "status", "ledger"),
    [("lost_answer", "DONE", {"order": {"charged": AMOUNT, "refunded": 0}}), ("reset_before", "IN_PROGRESS", {})],
)
def test_a_connection_is_reset_after_or_before_the_charge(shop: Shop, kind: str, status: str, ledger: Any) -> None:
    shop.order_fault("confirm", kind)
    key = shop.open()
    with pytest.raises(httpx.TransportError):
        shop.confirm(key, "once")
    assert (shop.lookup().json()["status"], shop.ledger()) == (status, ledger)
    assert shop.confirm(key, "once").json()["status"] == "DONE"
    assert shop.ledger() == {"order": {"charged": AMOUNT, "refunded": 0}}


def test_a_slow_confirmation_charges_even_where_its_caller_has_gone(shop: Shop, gate: threading.Event) -> None:
    shop.order_fault("confirm", "slow", seconds=100)
    key = shop.open()
    shop.http.timeout = httpx.Timeout(PATIENCE_SECONDS, read=0.05)
    with pytest.raises(httpx.ReadTimeout):
        shop.confirm(key)
    shop.http.timeout = httpx.Timeout(PATIENCE_SECONDS)
    assert (shop.lookup().json()["status"], shop.ledger()) == ("IN_PROGRESS", {})
    gate.set()
    eventually(lambda: shop.lookup().json()["status"] == "DONE")
    assert shop.ledger() == {"order": {"charged": AMOUNT, "refunded": 0}}


@pytest.mark.parametrize(("idempotency", "expected"), [("once", "DONE"), (None, "ALREADY_PROCESSED_PAYMENT")])
def test_a_confirmation_processed_twice_charges_once(shop: Shop, idempotency: str | None, expected: str) -> None:
    shop.order_fault("confirm", "answer_twice")
    body = shop.confirm(shop.open(), idempotency).json()
    assert body.get("status", body.get("code")) == expected
    assert shop.ledger() == {"order": {"charged": AMOUNT, "refunded": 0}}


def test_a_refund_processed_twice_or_lost_goes_back_once(shop: Shop) -> None:
    key = shop.open()
    shop.confirm(key)
    shop.order_fault("cancel", "answer_twice")
    assert shop.cancel(key, 10_000, "first").status_code == 200
    shop.order_fault("cancel", "lost_answer")
    with pytest.raises(httpx.TransportError):
        shop.cancel(key, 20_000, "second")
    assert shop.cancel(key, 20_000, "second").json()["status"] == "CANCELED"
    assert shop.ledger() == {"order": {"charged": AMOUNT, "refunded": AMOUNT}}


def test_a_fault_waits_for_its_own_call_and_can_be_taken_back(shop: Shop) -> None:
    shop.order_fault("lookup", "unavailable")
    shop.order_fault("cancel", "error_500", times=3)
    key = shop.open()
    assert shop.confirm(key).status_code == 200
    assert [fault["call"] for fault in shop.faults()] == ["lookup", "cancel"]
    assert code(shop.lookup()) == (503, "SERVICE_UNAVAILABLE")
    assert code(shop.cancel(key, 1)) == (500, "FAILED_INTERNAL_SYSTEM_PROCESSING")
    assert shop.faults() == [{"call": "cancel", "kind": "error_500", "times": 2, "seconds": 1.0}]
    assert shop.http.delete("/control/faults").status_code == 204
    assert shop.cancel(key, 1).status_code == 200


@pytest.mark.parametrize(
    "fault",
    [
        [],
        {"call": "open", "kind": "slow"},
        {"call": "confirm", "kind": "explode"},
        {"call": "lookup", "kind": "decline"},
        {"call": "confirm", "kind": "slow", "seconds": -1},
        {"call": "confirm", "kind": "slow", "times": 0},
        {"call": "confirm", "kind": "slow", "when": "now"},
        {"call": ["confirm"], "kind": "slow"},
    ],
)
def test_a_fault_that_cannot_be_is_refused_with_the_reason(shop: Shop, fault: object) -> None:
    answer = shop.http.post("/control/faults", json=fault)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert shop.faults() == []
