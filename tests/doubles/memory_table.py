"""DynamoDB in memory: what the bookings call, with its conditions, cancellation reasons and tokens, in microseconds.

A test holds it against moto on the same requests. Unlike moto it serves threads, and a repeated ClientRequestToken
writes once, as DynamoDB does.
"""

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from megaticket.dynamo import Item
from tests.doubles.expressions import copied, holds, parse, projected, updated

INDEXES = {"userId-index": ("userId", "createdAt")}
KINDS = ("Put", "Update", "Delete")


class MemoryTable:
    """A client of DynamoDB whose tables are dictionaries. Every table has the keys `pk` and `sk`."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[tuple[str, str], Item]] = {}
        self._tokens: dict[str, str] = {}
        self._lock = threading.RLock()

    def get_item(self, **request: Any) -> Item:
        """GetItem."""
        with self._lock:
            found = self._rows(request).get(_key(request["Key"]))
            return {"Item": copied(found)} if found else {}

    def put_item(self, **request: Any) -> Item:
        """PutItem, without a condition."""
        with self._lock:
            self._rows(request)[_key(request["Item"])] = copied(request["Item"])
            return {}

    def delete_item(self, **request: Any) -> Item:
        """DeleteItem, without a condition."""
        with self._lock:
            self._rows(request).pop(_key(request["Key"]), None)
            return {}

    def scan(self, **request: Any) -> Item:
        """Scan."""
        with self._lock:
            return {"Items": [copied(item) for item in self._rows(request).values()]}

    def query(self, **request: Any) -> Item:
        """Query, in one page."""
        order = INDEXES.get(request.get("IndexName", ""), ("pk", "sk"))
        with self._lock:
            found = [item for item in self._rows(request).values() if order[1] in item and _selected(item, request)]
            found.sort(key=lambda item: str(item[order[1]]["S"]), reverse=not request.get("ScanIndexForward", True))
            return {"Items": [_projected(item, request) for item in found]}

    def get_paginator(self, operation: str) -> "_Pages":
        """The paginator of Query or Scan."""
        return _Pages({"query": self.query, "scan": self.scan}[operation])

    def transact_get_items(self, **request: Any) -> Item:
        """TransactGetItems."""
        with self._lock:
            return {"Responses": [self.get_item(**each["Get"]) for each in request["TransactItems"]]}

    def transact_write_items(self, **request: Any) -> Item:
        """TransactWriteItems: all or nothing, once per token."""
        items = request["TransactItems"]
        _validate(items)
        with self._lock:
            if self._is_repeat(request):
                return {}
            reasons = [self._reason(write) for write in items]
            if any(reason["Code"] != "None" for reason in reasons):
                raise cancelled(reasons)
            for write in items:
                self._apply(write)
            if "ClientRequestToken" in request:
                self._tokens[request["ClientRequestToken"]] = json.dumps(items, sort_keys=True)
            return {}

    def _is_repeat(self, request: Item) -> bool:
        before = self._tokens.get(request.get("ClientRequestToken", ""))
        if before is not None and before != json.dumps(request["TransactItems"], sort_keys=True):
            raise fault("IdempotentParameterMismatchException", "TransactWriteItems")
        return before is not None

    def _reason(self, write: Item) -> Item:
        [(_, request)] = write.items()
        item = self._rows(request).get(_key_of(request), {})
        condition = request.get("ConditionExpression")
        if condition is None or holds(parse(condition), item, request):
            return {"Code": "None"}
        shown = item and request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
        old = {"Item": copied(item)} if shown else {}
        return {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed", **old}

    def _apply(self, write: Item) -> None:
        [(kind, request)] = write.items()
        rows, key = self._rows(request), _key_of(request)
        if kind == "Put":
            rows[key] = copied(request["Item"])
        elif kind == "Delete":
            rows.pop(key, None)
        else:
            before = rows.get(key, copied(request["Key"]))
            rows[key] = updated(before, request["UpdateExpression"], request)

    def _rows(self, request: Item) -> dict[tuple[str, str], Item]:
        return self.tables.setdefault(request["TableName"], {})


class _Pages:
    def __init__(self, call: Callable[..., Item]) -> None:
        self._call = call

    def paginate(self, **request: Any) -> Iterator[Item]:
        yield self._call(**request)


def fault(code: str, operation: str, **more: Any) -> ClientError:
    """An error as botocore raises it."""
    answer: Any = {"Error": {"Code": code, "Message": ""}, **more}
    return ClientError(answer, operation)


def cancelled(reasons: list[Item]) -> ClientError:
    """A transaction that was cancelled, with a reason for each of its items."""
    return fault("TransactionCanceledException", "TransactWriteItems", CancellationReasons=reasons)


def _validate(items: list[Item]) -> None:
    keys = [(request["TableName"], *_key_of(request)) for write in items for request in write.values()]
    kinds = {kind for write in items for kind in write}
    if len(set(keys)) < len(keys) or len(keys) > 100 or not kinds.issubset(KINDS):
        raise fault("ValidationException", "TransactWriteItems")


def _selected(item: Item, request: Item) -> bool:
    return holds(parse(request["KeyConditionExpression"]), item, request)


def _projected(item: Item, request: Item) -> Item:
    projection = request.get("ProjectionExpression")
    return copied(projected(item, projection, request) if projection else item)


def _key_of(request: Item) -> tuple[str, str]:
    return _key(request.get("Item") or request["Key"])


def _key(item: Item) -> tuple[str, str]:
    return str(item["pk"]["S"]), str(item["sk"]["S"])
