"""The payment provider over HTTP: payments, refusals and idempotency."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.integration.devstack.shop import AMOUNT, KEY, Shop, code


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
