"""The HTTP adapter of the payment provider, against a server that answers what the test has written down."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import urllib3

from lambdas.reservations.provider import HttpPaymentProvider
from megaticket.booking.provider import PaymentState, ProviderPayment, ProviderUnknownError
from tests.booking_model.http_server import Answer, Request, serving

SLOW = b"slow"
HANG_UP = Answer(0)
DONE = {"status": "DONE", "paymentKey": "key-1", "orderId": "H1", "totalAmount": 152_000}
APPROVED = ProviderPayment(PaymentState.APPROVED, "key-1", 152_000)


class Script:
    """Answers in the order given, and keeps what was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.requests: list[Request] = []

    def will(self, status: int, body: Any = None) -> None:
        """The next answer, as JSON; bytes go out as they are."""
        self.answers.append(Answer(status, body if isinstance(body, bytes) else json.dumps(body).encode()))

    def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if answer.body == SLOW:
            time.sleep(0.3)
        return answer


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def provider(script: Script) -> Iterator[HttpPaymentProvider]:
    with serving(script) as url, urllib3.PoolManager(retries=False, timeout=0.1) as pool:
        yield HttpPaymentProvider(f"{url}/", lambda: "secret", pool)


def approve(provider: HttpPaymentProvider) -> ProviderPayment:
    return provider.approve("key-1", "H1", 152_000)


def test_approve_sends_our_amount_with_the_key_and_an_idempotency_key(
    provider: HttpPaymentProvider, script: Script
) -> None:
    script.will(200, DONE)

    assert approve(provider) == APPROVED
    [request] = script.requests
    assert (request.method, request.path) == ("POST", "/v1/payments/confirm")
    assert json.loads(request.body) == {"paymentKey": "key-1", "orderId": "H1", "amount": 152_000}
    assert request.headers["authorization"] == "Basic " + base64.b64encode(b"secret:").decode()
    assert request.headers["content-type"] == "application/json"
    assert request.headers["idempotency-key"] == "approve-H1-key-1"


def test_repeats_have_the_same_idempotency_key_and_other_payments_another(
    provider: HttpPaymentProvider, script: Script
) -> None:
    for _ in range(3):
        script.will(200, DONE)

    approve(provider)
    approve(provider)
    provider.approve("key-2", "H1", 152_000)

    first, second, third = (request.headers["idempotency-key"] for request in script.requests)
    assert first == second != third


def test_the_key_is_read_once_and_again_when_the_provider_refuses_it(script: Script) -> None:
    keys = iter(["first", "second"])
    script.will(200, DONE)
    script.will(200, DONE)
    script.will(401, {"code": "UNAUTHORIZED_KEY"})
    script.will(200, DONE)

    with serving(script) as url, urllib3.PoolManager(retries=False, timeout=0.1) as pool:
        provider = HttpPaymentProvider(url, lambda: next(keys), pool)
        approve(provider)
        approve(provider)
        with pytest.raises(ProviderUnknownError):
            approve(provider)
        assert approve(provider) == APPROVED

    sent = [base64.b64decode(request.headers["authorization"].split()[1]) for request in script.requests]
    assert sent == [b"first:", b"first:", b"first:", b"second:"]


@pytest.mark.parametrize("status", [400, 402, 403, 404, 422])
def test_a_refusal_of_the_provider_is_declined(provider: HttpPaymentProvider, script: Script, status: int) -> None:
    script.will(status, {"code": "REJECT_CARD_PAYMENT", "message": "한도 초과"})

    assert approve(provider).state == PaymentState.NOT_CHARGED
    assert len(script.requests) == 1


def test_what_was_approved_before_is_looked_up(provider: HttpPaymentProvider, script: Script) -> None:
    script.will(400, {"code": "ALREADY_PROCESSED_PAYMENT"})
    script.will(200, DONE)

    assert approve(provider) == APPROVED
    assert (script.requests[1].method, script.requests[1].path) == ("GET", "/v1/payments/orders/H1")


def test_what_was_approved_before_and_is_not_found_is_unknown(provider: HttpPaymentProvider, script: Script) -> None:
    script.will(400, {"code": "ALREADY_PROCESSED_PAYMENT"})
    script.will(404, {"code": "NOT_FOUND_PAYMENT"})

    with pytest.raises(ProviderUnknownError):
        approve(provider)


UNKNOWN = [
    Answer(401, b'{"code": "UNAUTHORIZED_KEY"}'),
    Answer(408, b'{"code": "TIMEOUT"}'),
    Answer(409, b'{"code": "IDEMPOTENT_REQUEST_PROCESSING"}'),
    Answer(429, b'{"code": "TOO_MANY_REQUESTS"}'),
    Answer(500, b'{"code": "FAILED_INTERNAL_SYSTEM_PROCESSING"}'),
    Answer(503, b"{}"),
    Answer(500, b"<html>"),
    Answer(403, b"<html>a wall before the provider</html>"),
    Answer(403, b'{"message": "Forbidden"}'),
    Answer(202, b'{"status": "IN_PROGRESS"}'),
    Answer(201, b'{"code": "LATER"}'),
    Answer(302, b'{"code": "MOVED"}'),
    Answer(200, b""),
    Answer(200, b"garbage"),
    Answer(200, b"[]"),
    Answer(200, b"null"),
    Answer(200, b"\xff\xfe"),
    Answer(200, b"{}"),
    Answer(200, b'{"status": "SOMETHING_NEW", "paymentKey": "key-1", "totalAmount": 152000}'),
    Answer(200, b'{"status": [], "paymentKey": "key-1", "totalAmount": 152000}'),
    Answer(200, b'{"status": "DONE", "paymentKey": "key-1", "totalAmount": "a lot"}'),
    Answer(200, b'{"status": "DONE", "paymentKey": "key-1", "totalAmount": Infinity}'),
    Answer(200, SLOW),
    HANG_UP,
]


@pytest.mark.parametrize("operation", ["approve", "lookup", "refund"])
@pytest.mark.parametrize("answer", UNKNOWN, ids=lambda answer: f"{answer.status}-{answer.body[:24]!r}")
def test_what_says_nothing_is_unknown(
    provider: HttpPaymentProvider, script: Script, answer: Answer, operation: str
) -> None:
    script.answers.append(answer)
    asked: dict[str, Callable[[], object]] = {
        "approve": lambda: approve(provider),
        "lookup": lambda: provider.lookup("H1"),
        "refund": lambda: provider.refund("key-1", "H1", 1000),
    }
    if operation == "refund" and answer.status == 200 and answer.body.startswith(b"{"):
        asked[operation]()  # a success of which only the status matters
        return

    with pytest.raises(ProviderUnknownError):
        asked[operation]()
    assert len(script.requests) == 1


def test_nobody_listening_is_unknown() -> None:
    with urllib3.PoolManager(retries=False, timeout=0.1) as pool:
        provider = HttpPaymentProvider("http://127.0.0.1:1", lambda: "secret", pool)
        with pytest.raises(ProviderUnknownError):
            approve(provider)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("DONE", PaymentState.APPROVED),
        ("READY", PaymentState.PENDING),
        ("IN_PROGRESS", PaymentState.PENDING),
        ("WAITING_FOR_DEPOSIT", PaymentState.PENDING),
        ("ABORTED", PaymentState.NOT_CHARGED),
        ("EXPIRED", PaymentState.NOT_CHARGED),
        ("CANCELED", PaymentState.REFUNDED),
        ("PARTIAL_CANCELED", PaymentState.REFUNDED),
    ],
)
def test_states_of_an_order(provider: HttpPaymentProvider, script: Script, status: str, state: PaymentState) -> None:
    script.will(200, DONE | {"status": status})

    assert provider.lookup("H1") == ProviderPayment(state, "key-1", 152_000)
    assert script.requests[0].headers["authorization"].startswith("Basic ")


def test_an_order_that_the_provider_never_heard_of(provider: HttpPaymentProvider, script: Script) -> None:
    script.will(404, {"code": "NOT_FOUND_PAYMENT"})

    assert provider.lookup("H1") is None


def test_a_refund_names_its_amount_and_its_order(provider: HttpPaymentProvider, script: Script) -> None:
    script.will(200, DONE | {"status": "PARTIAL_CANCELED"})

    provider.refund("key-1", "H1", 148_000)

    [request] = script.requests
    assert (request.method, request.path) == ("POST", "/v1/payments/key-1/cancel")
    assert json.loads(request.body)["cancelAmount"] == 148_000
    assert request.headers["idempotency-key"] == "refund-H1"


@pytest.mark.parametrize("code", ["ALREADY_CANCELED_PAYMENT", "ALREADY_REFUND_PAYMENT"])
def test_a_refund_that_is_done_already_is_done(provider: HttpPaymentProvider, script: Script, code: str) -> None:
    script.will(400, {"code": code})

    provider.refund("key-1", "H1", 152_000)


def test_a_refund_that_is_refused_is_not_done(provider: HttpPaymentProvider, script: Script) -> None:
    script.will(403, {"code": "NOT_CANCELABLE_PAYMENT"})

    with pytest.raises(ProviderUnknownError):
        provider.refund("key-1", "H1", 152_000)
