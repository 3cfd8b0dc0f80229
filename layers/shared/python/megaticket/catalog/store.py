"""The catalogue as the functions read it: from memory, and from DynamoDB when memory is old or revised."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from megaticket.catalog import items
from megaticket.catalog.cache import LoadingCache
from megaticket.catalog.models import Performance, Schedule
from megaticket.catalog.venues import Venue
from megaticket.dynamo import Item, from_item, to_item, values
from megaticket.telemetry import logger

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

REVISION_INTERVAL_SECONDS = 30.0


@dataclass(frozen=True)
class CatalogTables:
    """Names of the three catalogue tables."""

    performances: str
    venues: str
    schedules: str


class CatalogStore:
    """Performances, venues and schedules. Unknown ids give None and are never sent to the database twice as keys.

    Safe to share between threads. Database faults leave as botocore exceptions unless memory holds the answer.
    """

    def __init__(
        self,
        client: "DynamoDBClient",
        tables: CatalogTables,
        ttl_seconds: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._tables = tables
        self._now = now
        self._cache: LoadingCache[tuple[str, str], Any] = LoadingCache(ttl_seconds, now)
        self._revision: str | None = None
        self._revision_read_at: float | None = None
        self._revision_lock = threading.Lock()

    def performances(self) -> Mapping[str, Performance]:
        """Every performance by id, in the order of the ids."""
        found: Mapping[str, Performance] = self._cached("performances", "all", self._load_performances)
        return found

    def performance(self, performance_id: str) -> Performance | None:
        """One performance."""
        return self.performances().get(performance_id)

    def schedules(self, performance_id: str) -> tuple[Schedule, ...]:
        """The dates of a performance, soonest first; none for an unknown performance."""
        if performance_id not in self.performances():
            return ()
        found: tuple[Schedule, ...] = self._cached(
            "schedules", performance_id, lambda: self._load_schedules(performance_id)
        )
        return found

    def schedule(self, schedule_id: str) -> Schedule | None:
        """One date."""
        candidates = self.schedules(items.performance_of_schedule(schedule_id))
        return next((schedule for schedule in candidates if schedule.schedule_id == schedule_id), None)

    def venue(self, venue_id: str) -> Venue | None:
        """One venue, if a performance plays there."""
        if all(performance.venue_id != venue_id for performance in self.performances().values()):
            return None
        found: Venue | None = self._cached("venue", venue_id, lambda: self._load_venue(venue_id))
        return found

    def _cached(self, kind: str, key: str, load: Callable[[], Any]) -> Any:
        self._drop_if_revised()
        return self._cache.get((kind, key), load)

    def _drop_if_revised(self) -> None:
        """Reads the revision at most every 30 s, by one thread; the others go on with what they have."""
        if not self._revision_lock.acquire(blocking=False):
            return
        try:
            last = self._revision_read_at
            if last is not None and self._now() - last < REVISION_INTERVAL_SECONDS:
                return
            self._revision_read_at = self._now()
            revision = self._read_revision()
            if revision != self._revision:
                self._cache.clear()
                self._revision = revision
        except (ClientError, BotoCoreError) as error:
            # The copy in memory is still the best answer; the next reading comes in 30 s.
            logger.warning("catalogue revision unread", extra={"error": type(error).__name__})
        finally:
            self._revision_lock.release()

    def _read_revision(self) -> str | None:
        answer = self._client.get_item(TableName=self._tables.performances, Key=to_item(items.REVISION_KEY))
        item = answer.get("Item")
        return str(from_item(item)["revision"]) if item else None

    def _load_performances(self) -> Mapping[str, Performance]:
        found = self._query(self._tables.performances, items.CATALOG_PARTITION, items.PERFORMANCE_PREFIX)
        return {performance.performance_id: performance for performance in map(items.parse_performance, found)}

    def _load_schedules(self, performance_id: str) -> tuple[Schedule, ...]:
        found = self._query(self._tables.schedules, items.PERFORMANCE_PREFIX + performance_id, "SCHEDULE#")
        return tuple(sorted(map(items.parse_schedule, found), key=lambda schedule: schedule.starts_at))

    def _load_venue(self, venue_id: str) -> Venue | None:
        found = list(self._query(self._tables.venues, f"VENUE#{venue_id}"))
        return items.parse_venue(found) if found else None

    def _query(self, table: str, partition: str, prefix: str = "") -> Iterator[Item]:
        expression = "pk = :pk AND begins_with(sk, :prefix)" if prefix else "pk = :pk"
        bound = values(pk=partition, prefix=prefix) if prefix else values(pk=partition)
        pages = self._client.get_paginator("query").paginate(
            TableName=table,
            KeyConditionExpression=expression,
            ExpressionAttributeValues=bound,
            ConsistentRead=True,  # a load follows a new revision, and is kept for days
        )
        for page in pages:
            yield from page["Items"]
