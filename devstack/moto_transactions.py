"""Two things that moto's transactions lack: the memory of a ClientRequestToken, and a rollback that is not a copy of all.

Stock moto copies every table of a transaction whole, once per item, before it writes: with a few hundred conversations a
turn takes seconds. Here only what a transaction updates in place is copied.
"""

import copy
import json
from collections import OrderedDict, defaultdict
from typing import Any

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

TOKENS_KEPT = 10_000
TARGET = "DynamoDB_20120810.TransactWriteItems"

_stock = DynamoDBBackend.transact_write_items


def install() -> None:
    """Puts the light rollback in place. Only right where one request is served at a time."""
    DynamoDBBackend.transact_write_items = _transact  # type: ignore[assignment,method-assign]


def _transact(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
    updates = [item["Update"] for item in transact_items if "Update" in item]

    def snapshot(table: Table, _memo: dict[int, Any]) -> Table:
        return _snapshot(table, [update["Key"] for update in updates if update["TableName"] == table.name])

    Table.__deepcopy__ = snapshot  # type: ignore[attr-defined]
    try:
        _stock(backend, transact_items)
    finally:
        del Table.__deepcopy__  # type: ignore[attr-defined]


def _snapshot(table: Table, updated: list[dict[str, Any]]) -> Table:
    """The table as it is now. Items are replaced by puts and deletes, and changed in place by updates alone."""
    kept = copy.copy(table)
    kept.items = defaultdict(dict, {partition: dict(rows) for partition, rows in table.items.items()})
    for key in updated:
        partition = DynamoType(key[table.hash_key_attr])
        sort = DynamoType(key[str(table.range_key_attr)])
        if sort in kept.items.get(partition, {}):
            kept.items[partition][sort] = copy.deepcopy(kept.items[partition][sort])
    return kept


class RememberedTokens:
    """Answers of transactions by their token: a repeat is answered again and does not write again."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, bytes] = OrderedDict()

    def token(self, target: str, body: bytes) -> str | None:
        """The token of a request that is a transaction and has one."""
        return json.loads(body).get("ClientRequestToken") if target == TARGET else None

    def answer(self, token: str | None) -> bytes | None:
        """What the transaction of a token was answered."""
        return self._answers.get(token) if token else None

    def keep(self, token: str | None, status: str, answer: bytes) -> None:
        """Remembers a transaction that was written; a refused one may be tried again."""
        if token and status.startswith("200"):
            self._answers[token] = answer
            if len(self._answers) > TOKENS_KEPT:
                self._answers.popitem(last=False)
