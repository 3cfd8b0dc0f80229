"""DynamoDB and the payment provider over HTTP, with a proxy before each that spoils one call of an operation."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from botocore.exceptions import ClientError

from megaticket.booking.provider import PaymentState
from tests.booking_model.fake_provider import Charge, FakeProvider
from tests.booking_model.http_server import Answer, Request
from tests.doubles.memory_table import MemoryTable, cancelled, fault

STATUSES = {state: name for name, state in (("READY", PaymentState.PENDING), ("DONE", PaymentState.APPROVED))}
STATUSES |= {PaymentState.NOT_CHARGED: "ABORTED", PaymentState.REFUNDED: "CANCELED"}


class Fault(Enum):
    """What happens to a call on its way."""

    THROTTLED = "throttled"
    ERROR_500 = "500"
    CONFLICT = "conflict"
    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after commit"
    SLOW = "slow"


BEFORE_COMMIT = {Fault.THROTTLED, Fault.ERROR_500, Fault.CONFLICT, Fault.RESET_BEFORE}


@dataclass
class Spoiler:
    """Counts the calls over both servers, and spoils the call number `at`, `times` times in a row.

    `delay` is how long a slow call takes, in seconds: longer than the client waits.
    """

    delay: float
    at: int | None = None
    fault: Fault = Fault.THROTTLED
    times: int = 1
    calls: list[str] = field(default_factory=list)
    spoilt: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reset(self, at: int | None = None, fault: Fault = Fault.THROTTLED, times: int = 1) -> None:
        """Begins to count anew."""
        self.at, self.fault, self.times, self.calls, self.spoilt = at, fault, times, [], 0

    def pick(self, name: str) -> Fault | None:
        """The fault of the call that has just come."""
        with self.lock:
            number = len(self.calls)
            self.calls.append(name)
            # What the client repeats is the same call as long as it is spoilt.
            if self.at is None or not self.at <= number < self.at + self.times:
                return None
            self.spoilt += 1
            return self.fault

    def late(self, picked: Fault | None, answer: Answer) -> Answer:
        """What has been committed, and how its answer fares."""
        if picked == Fault.SLOW:
            time.sleep(self.delay)
        return Answer(0) if picked == Fault.RESET_AFTER else answer


class DynamoProxy:
    """Before the memory table, in DynamoDB's JSON protocol."""

    def __init__(self, table: Callable[[], MemoryTable], spoiler: Spoiler) -> None:
        self._table = table
        self._spoiler = spoiler

    def __call__(self, request: Request) -> Answer:
        operation = request.headers["x-amz-target"].split(".")[1]
        picked = self._spoiler.pick(operation)
        if picked in BEFORE_COMMIT:
            return _dynamo_fault(picked, operation)
        answered = self._run(operation, json.loads(request.body))
        return self._spoiler.late(picked, answered)

    def _run(self, operation: str, request: dict[str, Any]) -> Answer:
        table = self._table()
        calls = {
            "GetItem": table.get_item,
            "Query": table.query,
            "TransactGetItems": table.transact_get_items,
            "TransactWriteItems": table.transact_write_items,
        }
        try:
            return Answer(200, json.dumps(calls[operation](**request)).encode(), "application/x-amz-json-1.0")
        except ClientError as error:
            return _dynamo_error(error)


class ProviderProxy:
    """Before the provider, in the shape that the adapter speaks."""

    def __init__(self, provider: Callable[[], FakeProvider], spoiler: Spoiler) -> None:
        self._provider = provider
        self._spoiler = spoiler

    def __call__(self, request: Request) -> Answer:
        name = request.path.split("/")[-1] if request.method == "POST" else "lookup"
        picked = self._spoiler.pick(f"provider {name}")
        if picked in BEFORE_COMMIT:
            return _provider_fault(picked)
        body = json.loads(request.body or b"{}")
        return self._spoiler.late(picked, self._run(name, request.path.split("/"), body))

    def _run(self, name: str, path: list[str], body: dict[str, Any]) -> Answer:
        if name == "confirm":
            paid = self._provider().approve(body["paymentKey"], body["orderId"], body["amount"])
            if paid.state == PaymentState.NOT_CHARGED:
                return _json(400, {"code": "REJECT_CARD_PAYMENT"})
            return self._shown(paid.payment_key, self._provider().payments[body["orderId"], body["paymentKey"]])
        if name == "lookup":
            found = [(key, charge) for (order, key), charge in self._provider().payments.items() if order == path[-1]]
            return self._shown(*found[-1]) if found else _json(404, {"code": "NOT_FOUND_PAYMENT"})
        [order] = [order for order, key in self._provider().payments if key == path[-2]]
        self._provider().refund(path[-2], order, body["cancelAmount"])
        return self._shown(path[-2], self._provider().payments[order, path[-2]])

    @staticmethod
    def _shown(key: str, charge: Charge) -> Answer:
        return _json(200, {"status": STATUSES[charge.state], "paymentKey": key, "totalAmount": charge.charged})


def _dynamo_fault(picked: Fault | None, operation: str) -> Answer:
    if picked == Fault.RESET_BEFORE:
        return Answer(0)
    if picked == Fault.ERROR_500:
        return _json(500, {"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError", "message": ""})
    is_conflict = picked == Fault.CONFLICT and operation.startswith("Transact")
    error = cancelled([{"Code": "TransactionConflict"}]) if is_conflict else fault("ThrottlingException", operation)
    return _dynamo_error(error)


def _dynamo_error(error: ClientError) -> Answer:
    answer: dict[str, Any] = dict(error.response)
    named = {"__type": f"com.amazonaws.dynamodb.v20120810#{answer.pop('Error')['Code']}", "message": ""}
    return _json(400, named | answer)


def _provider_fault(picked: Fault | None) -> Answer:
    answers = {Fault.THROTTLED: 429, Fault.ERROR_500: 500, Fault.CONFLICT: 409}
    status = answers.get(picked, 0) if picked else 0
    return _json(status, {"code": "LATER"}) if status else Answer(0)


def _json(status: int, body: dict[str, Any]) -> Answer:
    return Answer(status, json.dumps(body).encode())
