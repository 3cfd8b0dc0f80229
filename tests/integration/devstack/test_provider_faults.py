"""The payment provider's faults that can be ordered."""

import threading
from typing import Any

import httpx
import pytest

from tests.integration.devstack.helpers import PATIENCE_SECONDS, eventually
from tests.integration.devstack.shop import AMOUNT, Shop, code


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
