"""Batches, and what happens to items that DynamoDB leaves unprocessed."""

from collections.abc import Sequence
from typing import Any

import pytest

from megaticket.dynamo import Item, to_item
from operations.batch_write import BATCH, BatchWriter, UnprocessedError


class Throttled:
    """A client that takes only so many items of each call; 0 after the capacities are used up."""

    def __init__(self, capacities: Sequence[int]) -> None:
        self.capacities = list(capacities)
        self.sizes: list[int] = []
        self.taken: list[Item] = []

    def batch_write_item(self, RequestItems: dict[str, list[Any]]) -> dict[str, Any]:  # noqa: N803 - boto3's name
        ((table, requests),) = RequestItems.items()
        capacity = self.capacities.pop(0) if self.capacities else 0
        self.sizes.append(len(requests))
        self.taken += [request["PutRequest"]["Item"] for request in requests[:capacity]]
        return {"UnprocessedItems": {table: requests[capacity:]} if requests[capacity:] else {}}


def items(count: int) -> list[Item]:
    return [to_item({"pk": "P", "sk": str(number)}) for number in range(count)]


def writer(client: Any, pauses: list[float], retries: int = 3) -> BatchWriter:
    return BatchWriter(client, retries, pauses.append)


def test_writes_in_batches_and_tells_how_far_it_is() -> None:
    client, pauses = Throttled([BATCH] * 3), list[float]()
    assert list(writer(client, pauses).write("t", items(60))) == [25, 50, 60]
    assert client.sizes == [25, 25, 10]
    assert client.taken == items(60)
    assert pauses == []


def test_writes_unprocessed_items_again_until_all_are_taken() -> None:
    client, pauses = Throttled([10, 0, 14, 1, 5]), list[float]()
    assert list(writer(client, pauses).write("t", items(30))) == [25, 30]
    assert client.sizes == [25, 15, 15, 1, 5]
    assert client.taken == items(30)
    assert len(pauses) == 3


def test_names_how_many_are_left_when_the_retries_are_used_up() -> None:
    client = Throttled([25, 10, 5, 0, 0])
    with pytest.raises(UnprocessedError, match="t: 20 items") as refused:
        list(writer(client, []).write("t", items(60)))
    assert refused.value.left == 60 - len(client.taken) == 20
    assert client.sizes == [25, 25, 15, 10, 10]


def test_pauses_stay_within_a_growing_bound() -> None:
    pauses: list[float] = []
    with pytest.raises(UnprocessedError):
        list(writer(Throttled([]), pauses, retries=10).write("t", items(1)))
    assert len(pauses) == 10
    assert all(pause <= min(5.0, 0.1 * 2**attempt) for attempt, pause in enumerate(pauses))
    assert len(set(pauses)) > 1


def test_nothing_to_write_needs_no_call() -> None:
    client = Throttled([])
    assert list(writer(client, []).write("t", [])) == []
    assert client.sizes == []
