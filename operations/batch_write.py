"""Writing many items with BatchWriteItem: 25 a call, what DynamoDB leaves unprocessed again until all is written."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from megaticket.dynamo import Item

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

BATCH = 25
"""BatchWriteItem takes no more."""


class UnprocessedError(Exception):
    """DynamoDB still left items unprocessed when the retries were used up."""

    def __init__(self, table: str, left: int) -> None:
        """Names the table and how many of its items are not written."""
        super().__init__(f"{table}: {left} items could not be written; load again when the table takes writes")
        self.left = left


@dataclass(frozen=True)
class BatchWriter:
    """Writes items of one table after another; the pause doubles, with full jitter, from 0.1 s up to 5 s."""

    client: "DynamoDBClient"
    retries: int = 10
    sleep: Callable[[float], None] = time.sleep

    def write(self, table: str, items: Sequence[Item]) -> Iterator[int]:
        """Puts the items and gives how many are written after each batch.

        Raises UnprocessedError when a batch's retries are used up, botocore.exceptions.ClientError as boto3 does.
        """
        for start in range(0, len(items), BATCH):
            batch = items[start : start + BATCH]
            self._write_batch(table, batch, len(items) - start)
            yield start + len(batch)

    def _write_batch(self, table: str, batch: Sequence[Item], remaining: int) -> None:
        waiting = self._put(table, batch)
        for attempt in range(self.retries):
            if not waiting:
                return
            self.sleep(random.uniform(0, min(5.0, 0.1 * 2**attempt)))
            waiting = self._put(table, waiting)
        if waiting:
            raise UnprocessedError(table, remaining - len(batch) + len(waiting))

    def _put(self, table: str, items: Sequence[Item]) -> list[Item]:
        """The items that were not processed."""
        answer = self.client.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": item}} for item in items]})
        return [request["PutRequest"]["Item"] for request in answer["UnprocessedItems"].get(table, [])]
