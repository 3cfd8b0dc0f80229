"""The provider's HTTP: its API, under the faults that were ordered through /control."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from devstack.provider import errors
from devstack.provider.control import control
from devstack.provider.errors import ProviderError
from devstack.provider.faults import Fault, FaultBook
from devstack.provider.payments import Payment, Payments
from devstack.threaded import Answer, BrokenOffError, Call

Perform = Callable[[bool], Answer]
"""Does what a call asks for; the argument says whether the card declines."""


class PaymentService:
    """Answers every call. Payments change under one lock, so that a repeated key never acts twice."""

    def __init__(self, secret_key: str, payments: Payments, sleep: Callable[[float], object] = time.sleep) -> None:
        self._authorization = "Basic " + base64.b64encode(f"{secret_key}:".encode()).decode()
        self._payments = payments
        self._sleep = sleep
        self._faults = FaultBook()
        self._answers: dict[tuple[str, str], Answer] = {}
        self._turn = threading.Lock()

    def __call__(self, call: Call) -> Answer:
        """Serves one call. Raises BrokenOffError where a fault asks for it."""
        try:
            if call.path.startswith("/control/"):
                with self._turn:
                    return control(call, self._faults, self._payments.ledger)
            return self._route(call)
        except ProviderError as error:
            return _refusal(error)

    def _route(self, call: Call) -> Answer:
        match call.method, [unquote(part) for part in call.path.strip("/").split("/")]:
            case "POST", ["v1", "payments"]:
                return self._open(call)
            case "POST", ["v1", "payments", "confirm"]:
                return self._guarded(call, "confirm", lambda decline: self._confirm(call, decline))
            case "GET", ["v1", "payments", "orders", order_id]:
                return self._guarded(call, "lookup", lambda _: self._act(lambda: self._payments.lookup(order_id)))
            case "POST", ["v1", "payments", payment_key, "cancel"]:
                return self._guarded(call, "cancel", lambda _: self._cancel(call, payment_key))
        raise errors.no_route()

    def _open(self, call: Call) -> Answer:
        """The page's call, which knows no secret key."""
        body = _fields(call)
        order_id, amount = _text(body, "orderId"), _won(body, "amount")
        return self._act(lambda: self._payments.open(order_id, amount))

    def _confirm(self, call: Call, decline: bool) -> Answer:
        body = _fields(call)
        asked = _text(body, "paymentKey"), _text(body, "orderId"), _won(body, "amount")
        return self._once(call, lambda: self._payments.confirm(*asked, decline=decline))

    def _cancel(self, call: Call, payment_key: str) -> Answer:
        body = _fields(call)
        reason = _text(body, "cancelReason")
        amount = _won(body, "cancelAmount") if "cancelAmount" in body else None
        return self._once(call, lambda: self._payments.cancel(payment_key, reason, amount))

    def _guarded(self, call: Call, name: str, perform: Perform) -> Answer:
        """Performs a call of the shop, which shows its key, under the fault that waits for it."""
        if not hmac.compare_digest((call.headers.get("Authorization") or "").encode(), self._authorization.encode()):
            raise errors.unauthorized_key()
        fault = self._faults.take(name)
        return self._misbehave(fault, perform) if fault else perform(False)

    def _misbehave(self, fault: Fault, perform: Perform) -> Answer:
        match fault.kind:
            case "error_500":
                raise errors.failed()
            case "unavailable":
                raise errors.unavailable()
            case "reset_before":
                raise BrokenOffError
            case "slow":
                self._sleep(fault.seconds)
            case "answer_twice":
                perform(False)
        answer = perform(fault.kind == "decline")
        if fault.kind == "lost_answer":
            raise BrokenOffError
        return answer

    def _once(self, call: Call, act: Callable[[], Payment]) -> Answer:
        """Acts, unless the call's Idempotency-Key has been answered: then it is answered the same."""
        key = (call.path, call.headers.get("Idempotency-Key") or "")
        with self._turn:
            answer = self._answers.get(key) or _settled(act)
            if key[1]:
                self._answers[key] = answer
            return answer

    def _act(self, act: Callable[[], Payment]) -> Answer:
        with self._turn:
            return _settled(act)


def _settled(act: Callable[[], Payment]) -> Answer:
    """What came of an act, as it stands now: an answer that is given again says the same."""
    try:
        return Answer(200, act().as_json())
    except ProviderError as error:
        return _refusal(error)


def _refusal(error: ProviderError) -> Answer:
    return Answer(error.status, {"code": error.code, "message": error.message})


def _fields(call: Call) -> dict[str, Any]:
    try:
        body = json.loads(call.body)
    except ValueError:
        raise errors.invalid_request() from None
    if not isinstance(body, dict):
        raise errors.invalid_request()
    return body


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise errors.invalid_request()
    return value


def _won(body: dict[str, Any], name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise errors.invalid_request()
    return value
