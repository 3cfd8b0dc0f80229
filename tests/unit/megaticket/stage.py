"""A small theatre for the tests: one section of two rows, two grades, an aisle, a blocked and an accessible seat.

row 1 (VIP)  1 2 3 4 | 5 6 7 #
row 2 (R)    w 2 3 4 | 5 6 7 8
"""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from megaticket.catalog import items
from megaticket.catalog.models import (
    BlockedSeats,
    CancellationPolicy,
    CancellationTier,
    Casting,
    CastRole,
    Grade,
    GradeArea,
    Performance,
    Schedule,
    Support,
)
from megaticket.catalog.store import CatalogTables
from megaticket.catalog.venues import RowGroup, SeatBlock, SeatRange, Section, Venue
from megaticket.clock import epoch
from megaticket.seating.seats import House
from megaticket.settings import FunctionSettings

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

MOMENT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""16:00 in Korea."""

NOW = epoch(MOMENT)
SETTINGS = FunctionSettings(aws_region="ap-northeast-2")
TABLES = CatalogTables(
    SETTINGS.dynamodb_performances_table, SETTINGS.dynamodb_venues_table, SETTINGS.dynamodb_schedules_table
)
SCHEDULE_ID = "PF-1-20261205-1400"

SECTION = Section(
    section_id="1F-B",
    floor="1층",
    name="B구역",
    rows=(
        RowGroup(
            labels=("1", "2"),
            blocks=(SeatBlock(first=1, last=4, x=-4.5), SeatBlock(first=5, last=8, x=0.5)),
            y=1.0,
        ),
    ),
    accessible=(SeatRange(row="2", first=1, last=1),),
)
VENUE = Venue(
    venue_id="VN-1",
    name="가람홀",
    address="서울시 어딘가 1",
    directions="2번 출구",
    facilities=("주차장",),
    accessibility="휠체어석 1석",
    seat_count=16,
    sections=(SECTION,),
)
PERFORMANCE = Performance(
    performance_id="PF-1",
    title="별의 정원",
    genre="뮤지컬",
    company="극단 가람",
    venue_id="VN-1",
    synopsis="정원에 별이 진다.",
    period_start=date(2026, 11, 1),
    period_end=date(2026, 12, 31),
    running_minutes=150,
    intermission_minutes=20,
    minimum_age=8,
    age_text="8세 이상",
    grades=(Grade(name="VIP석", price=150_000), Grade(name="R석", price=100_000)),
    areas=(
        GradeArea(grade="VIP석", section="1F-B", first_row="1", last_row="1"),
        GradeArea(grade="R석", section="1F-B", first_row="2"),
    ),
    cast=(CastRole(role="정원사", actors=("김하늘", "이바다")),),
    booking_fee_per_ticket=2_000,
    cancellation=CancellationPolicy(
        free_days_after_booking=7, tiers=(CancellationTier(from_days=7, to_days=9, fee_percent=10),)
    ),
    pickup="현장 수령",
    support=Support(name="고객센터", phone="02-000-0000", hours="09:00-18:00"),
)
SCHEDULE = Schedule(
    schedule_id=SCHEDULE_ID,
    performance_id="PF-1",
    venue_id="VN-1",
    starts_at=datetime(2026, 12, 5, 5, 0, tzinfo=UTC),
    sale_opens_at=MOMENT - timedelta(days=7),
    sale_closes_at=datetime(2026, 12, 5, 3, 0, tzinfo=UTC),
    ticket_limit=4,
    casting=(Casting(role="정원사", actor="김하늘"),),
    blocked=(BlockedSeats(section="1F-B", row="1", first=8, last=8),),
)


Model = TypeVar("Model", bound=BaseModel)


def altered(model: Model, **changes: object) -> Model:
    """The model with other fields. Unlike `model_copy` it takes nothing along that was computed and kept."""
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model)(**fields | changes)


def house() -> House:
    return House(VENUE, PERFORMANCE, SCHEDULE)


def store_catalog(
    client: "DynamoDBClient", performance: Performance = PERFORMANCE, schedule: Schedule = SCHEDULE
) -> None:
    client.put_item(TableName=TABLES.performances, Item=items.performance_item(performance))
    client.put_item(TableName=TABLES.schedules, Item=items.schedule_item(schedule))
    for item in items.venue_items(VENUE):
        client.put_item(TableName=TABLES.venues, Item=item)


class FakeTime:
    """A clock that stands until it is moved: seconds for caches, moments for bookings."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return MOMENT + timedelta(seconds=self.seconds)

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds
