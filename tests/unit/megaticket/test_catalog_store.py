"""The catalogue from memory: what reaches the database, and when."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from megaticket.catalog import items
from megaticket.catalog.store import CatalogStore
from megaticket.dynamo import from_item, to_item
from tests.unit.megaticket.stage import PERFORMANCE, SCHEDULE, SCHEDULE_ID, TABLES, VENUE, FakeTime, store_catalog

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TTL = 7 * 24 * 3600.0


class CountingClient:
    """Notes which keys are read, lets one request through at a time, and fails while `fault` is set."""

    def __init__(self, client: "DynamoDBClient") -> None:
        self._client = client
        self._lock = threading.Lock()
        self.fault: Exception | None = None
        self.revisions = 0
        self.partitions: list[str] = []

    def get_item(self, **request: Any) -> Any:
        with self._lock:
            self.revisions += 1
            if self.fault:
                raise self.fault
            assert from_item(request["Key"]) == items.REVISION_KEY
            return self._client.get_item(**request)

    def get_paginator(self, operation: str) -> "CountingClient":
        assert operation == "query"
        return self

    def paginate(self, **request: Any) -> Iterator[Any]:
        with self._lock:
            self.partitions.append(request["ExpressionAttributeValues"][":pk"]["S"])
            if self.fault:
                raise self.fault
            yield from self._client.get_paginator("query").paginate(**request)


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def client(dynamodb: "DynamoDBClient") -> CountingClient:
    store_catalog(dynamodb)
    return CountingClient(dynamodb)


@pytest.fixture
def store(client: CountingClient, time: FakeTime) -> CatalogStore:
    return CatalogStore(cast("DynamoDBClient", client), TABLES, TTL, time.monotonic)


def revise(dynamodb: "DynamoDBClient", title: str, revision: str) -> None:
    store_catalog(dynamodb, PERFORMANCE.model_copy(update={"title": title}))
    dynamodb.put_item(TableName=TABLES.performances, Item=to_item(items.REVISION_KEY | {"revision": revision}))


def title(store: CatalogStore) -> str:
    performance = store.performance("PF-1")
    assert performance is not None
    return performance.title


def test_everything_is_found(store: CatalogStore) -> None:
    assert store.performances() == {"PF-1": PERFORMANCE}
    assert store.performance("PF-1") == PERFORMANCE
    assert store.schedules("PF-1") == (SCHEDULE,)
    assert store.schedule(SCHEDULE_ID) == SCHEDULE
    assert store.venue("VN-1") == VENUE


def test_dates_come_soonest_first(store: CatalogStore, dynamodb: "DynamoDBClient") -> None:
    for hour in (12, 10, 11):
        sooner = SCHEDULE.starts_at.replace(month=11, hour=hour)
        changes = {"schedule_id": f"PF-1-2026-{hour}", "starts_at": sooner}
        dynamodb.put_item(TableName=TABLES.schedules, Item=items.schedule_item(SCHEDULE.model_copy(update=changes)))

    starts = [schedule.starts_at for schedule in store.schedules("PF-1")]
    assert starts == sorted(starts)
    assert len(starts) == 4


def test_everything_is_read_once(store: CatalogStore, client: CountingClient) -> None:
    for _ in range(3):
        store.schedule(SCHEDULE_ID)
        store.venue("VN-1")

    assert sorted(client.partitions) == ["CATALOG", "PERFORMANCE#PF-1", "VENUE#VN-1"]


@pytest.mark.parametrize("unknown", ["", "PF-2", "PF-2-20261205-1400", "x" * 3000, "없는 공연", "CATALOG", "VN-1#x"])
def test_an_unknown_id_never_reaches_the_database(store: CatalogStore, client: CountingClient, unknown: str) -> None:
    assert store.performance(unknown) is None
    assert store.schedules(unknown) == ()
    assert store.schedule(unknown) is None
    assert store.venue(unknown) is None

    assert client.partitions == ["CATALOG"]


def test_a_new_revision_drops_the_memory_at_its_next_reading(
    store: CatalogStore, client: CountingClient, dynamodb: "DynamoDBClient", time: FakeTime
) -> None:
    revise(dynamodb, "옛 제목", "1")
    assert title(store) == "옛 제목"
    revise(dynamodb, "새 제목", "2")

    time.pass_by(29.9)
    assert title(store) == "옛 제목"
    time.pass_by(0.1)
    assert title(store) == "새 제목"
    assert client.revisions == 2


def test_the_revision_is_read_every_30_seconds_at_most(
    store: CatalogStore, client: CountingClient, time: FakeTime
) -> None:
    for _ in range(100):
        store.performances()
        time.pass_by(1)

    assert client.revisions == 4
    assert client.partitions == ["CATALOG"]


def test_without_a_revision_the_time_to_live_decides(
    store: CatalogStore, dynamodb: "DynamoDBClient", time: FakeTime
) -> None:
    assert title(store) == "별의 정원"
    store_catalog(dynamodb, PERFORMANCE.model_copy(update={"title": "새 제목"}))

    time.pass_by(TTL - 1)
    assert title(store) == "별의 정원"
    time.pass_by(1)
    assert title(store) == "새 제목"


FAULTS = [
    ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow"}}, "GetItem"),
    EndpointConnectionError(endpoint_url="http://127.0.0.1:1"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_revision_that_cannot_be_read_leaves_the_copy(
    store: CatalogStore, client: CountingClient, dynamodb: "DynamoDBClient", time: FakeTime, fault: Exception
) -> None:
    revise(dynamodb, "옛 제목", "1")
    assert title(store) == "옛 제목"
    revise(dynamodb, "새 제목", "2")
    client.fault = fault

    time.pass_by(30)
    assert title(store) == "옛 제목"
    time.pass_by(29)
    assert title(store) == "옛 제목"
    assert client.revisions == 2

    client.fault = None
    time.pass_by(1)
    assert title(store) == "새 제목"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_leaves_when_memory_has_no_answer(
    store: CatalogStore, client: CountingClient, fault: Exception
) -> None:
    client.fault = fault
    with pytest.raises(type(fault)):
        store.performances()

    client.fault = None
    assert title(store) == "별의 정원"


def test_many_threads_read_the_catalogue_and_its_revision_once(store: CatalogStore, client: CountingClient) -> None:
    together = threading.Barrier(16)

    def ask() -> object:
        together.wait(10)
        return store.schedule(SCHEDULE_ID)

    with ThreadPoolExecutor(16) as threads:
        answers = [threads.submit(ask) for _ in range(16)]

    assert all(answer.result() == SCHEDULE for answer in answers)
    assert client.revisions == 1
    assert set(client.partitions) == {"CATALOG", "PERFORMANCE#PF-1"}
