"""Where people contend: one schedule of 640 seats in four sections, and where its processes are found."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from devstack.functions.spec import FunctionSpec
from devstack.product import CREDENTIALS, functions, hold_seats_variables, runtime_variables
from devstack.settings import Settings
from megaticket.catalog import items
from megaticket.catalog.models import CancellationPolicy, CancellationTier, GradeArea
from megaticket.catalog.venues import RowGroup, SeatBlock, Section
from tests.unit.megaticket.stage import PERFORMANCE, SCHEDULE, TABLES, VENUE

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

SECTIONS = ("1F-A", "1F-B", "2F-A", "2F-B")
ROWS = tuple(str(row) for row in range(1, 9))
SEATS_A_ROW = 20
SEAT_PRICE = {"1": 152_000, "2": 102_000}
"""Won a seat by floor, with the booking fee."""

MOVED_HOLD_SEATS = "megaticket-hold-seats-moved"
"""The product's function with the run's clock handed in; `megaticket-hold-seats` is the product's own."""

CONCURRENCY = 8


def store_catalog(client: "DynamoDBClient") -> None:
    """The schedule, on sale for a month from now, with a fee for every cancellation."""
    now = datetime.now(UTC).replace(microsecond=0)
    rows = RowGroup(labels=ROWS, blocks=(SeatBlock(first=1, last=SEATS_A_ROW, x=-10.0),), y=1.0)
    sections = tuple(
        Section(section_id=name, floor=f"{name[0]}층", name=f"{name[-1]}구역", rows=(rows,)) for name in SECTIONS
    )
    areas = tuple(GradeArea(grade="VIP석" if name[0] == "1" else "R석", section=name) for name in SECTIONS)
    fees = CancellationPolicy(free_days_after_booking=-1, tiers=(CancellationTier(from_days=0, fee_per_ticket=4_000),))
    times = {
        "sale_opens_at": now - timedelta(days=1),
        "sale_closes_at": now + timedelta(days=30),
        "starts_at": now + timedelta(days=31),
    }
    performance = PERFORMANCE.model_copy(update={"areas": areas, "cancellation": fees})
    client.put_item(TableName=TABLES.performances, Item=items.performance_item(performance))
    client.put_item(
        TableName=TABLES.schedules, Item=items.schedule_item(SCHEDULE.model_copy(update={**times, "blocked": ()}))
    )
    for item in items.venue_items(VENUE.model_copy(update={"sections": sections})):
        client.put_item(TableName=TABLES.venues, Item=item)


def specs(settings: Settings, moved_variables: Mapping[str, str]) -> list[FunctionSpec]:
    """The product's hold-seats function as it is, and the same with the run's clock and faults."""
    product = functions(settings)[0]
    variables = {**runtime_variables(), **CREDENTIALS, **hold_seats_variables(settings)}
    moved = FunctionSpec(
        name=MOVED_HOLD_SEATS,
        handler="tests.contention.moved_function.handler",
        timeout=20,
        environment={**variables, **moved_variables},
        concurrency=CONCURRENCY,
    )
    untouched = FunctionSpec(product.name, product.handler, 20, product.environment, CONCURRENCY)
    return [untouched, moved]
