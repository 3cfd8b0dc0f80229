"""DynamoDB in a dictionary: enough of its client for bookings, for one thread, in microseconds."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from botocore.exceptions import ClientError

from megaticket.dynamo import from_item, to_item
from tests.contention.expressions import Tree, holds, parse

Row = dict[str, Any]
_parse = cache(parse)
_CHANGES = re.compile(r"(SET|REMOVE|ADD) (.*?)(?= (?:SET|REMOVE|ADD) |$)")


class MemoryDynamo:
    """Tables by name, items by key, as plain data."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[tuple[str, str], Row]] = {}

    def scan(self, **request: Any) -> Row:
        """Everything in a table."""
        return {"Items": [to_item(row) for row in self.tables.get(request["TableName"], {}).values()]}

    def put_item(self, **request: Any) -> None:
        """Writes an item over whatever is there."""
        item = from_item(request["Item"])
        self.tables.setdefault(request["TableName"], {})[_key(item)] = item

    def delete_item(self, **request: Any) -> None:
        """Deletes an item, if it is there."""
        self.tables.setdefault(request["TableName"], {}).pop(_key(from_item(request["Key"])), None)

    def get_item(self, **request: Any) -> Row:
        """Reads one item."""
        row = self.tables.get(request["TableName"], {}).get(_key(from_item(request["Key"])))
        return {"Item": to_item(row)} if row is not None else {}

    def transact_get_items(self, **request: Any) -> Row:
        """Reads items at one time."""
        return {"Responses": [self.get_item(**element["Get"]) for element in request["TransactItems"]]}

    def transact_write_items(self, **request: Any) -> None:
        """All or nothing. Raises TransactionCanceledException with a reason for every element, as DynamoDB does."""
        elements = [next(iter(element.items())) for element in request["TransactItems"]]
        reasons = [self._reason(write) for _, write in elements]
        if any(reason["Code"] != "None" for reason in reasons):
            answer: Any = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
            raise ClientError(answer, "TransactWriteItems")
        for kind, write in elements:
            {"Put": self.put_item, "Delete": self.delete_item, "Update": self._update}[kind](**write)

    def get_paginator(self, _: str) -> "MemoryDynamo":
        """Queries come in one page."""
        return self

    def paginate(self, **query: Any) -> Iterator[Row]:
        """The items that a query finds, in the order of the sort key."""
        condition, bound = _parse(query["KeyConditionExpression"]), from_item(query["ExpressionAttributeValues"])
        rows = self.tables.get(query["TableName"], {}).values()
        found = [row for row in rows if holds(condition, row, {}, bound)]
        order = "createdAt" if "IndexName" in query else "sk"
        found.sort(key=lambda row: str(row[order]), reverse=not query.get("ScanIndexForward", True))
        yield {"Items": [to_item(row) for row in found]}

    def _reason(self, write: Row) -> Row:
        old = self.tables.get(write["TableName"], {}).get(_key(from_item(write.get("Key") or write["Item"])))
        if "ConditionExpression" not in write:
            return {"Code": "None"}
        condition: Tree = _parse(write["ConditionExpression"])
        bound = from_item(write.get("ExpressionAttributeValues", {}))
        if holds(condition, old or {}, write.get("ExpressionAttributeNames", {}), bound):
            return {"Code": "None"}
        wanted = old and write.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
        return {"Code": "ConditionalCheckFailed", **({"Item": to_item(old)} if old and wanted else {})}

    def _update(self, **request: Any) -> None:
        key = from_item(request["Key"])
        row = self.tables.setdefault(request["TableName"], {}).setdefault(_key(key), dict(key))
        bound = from_item(request.get("ExpressionAttributeValues", {}))
        for word, changes in _CHANGES.findall(request["UpdateExpression"]):
            for change in changes.split(", "):
                _change(row, word, change, request.get("ExpressionAttributeNames", {}), bound)


def _change(row: Row, word: str, change: str, names: Mapping[str, str], bound: Row) -> None:
    attribute, _, value = change.replace(" = ", " ").partition(" ")
    attribute = names.get(attribute, attribute)
    if word == "SET":
        row[attribute] = bound[value]
    elif word == "ADD":
        row[attribute] = row.get(attribute, 0) + bound[value]
    else:
        row.pop(attribute, None)


def _key(item: Row) -> tuple[str, str]:
    return str(item["pk"]), str(item["sk"])
