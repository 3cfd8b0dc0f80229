"""A small made-up catalogue: two performances on sale, one that is over, a venue with an aisle."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from megaticket.catalog.items import performance_item, performance_of_schedule, schedule_item, venue_items
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
from megaticket.catalog.venues import RowGroup, SeatBlock, SeatRange, Section, Venue
from megaticket.dynamo import Item

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

NOW = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
"""A Monday, 18:02 in Korea."""

AFTERNOON = "PX1-20261205-1400"
EVENING = "PX1-20261205-1900"
NOT_YET_SOLD = "PX1-20261212-1400"
CLOSED = "PX1-20261124-1400"
PAST = "PX1-20261120-1400"
SUNDAY = "PX2-20261206-1500"

VENUE = Venue(
    venue_id="VX1",
    name="가람홀",
    address="가온시 물빛로 12",
    directions="물빛역 3번 출구에서 걸어서 4분",
    facilities=("주차장", "물품 보관함"),
    accessibility="휠체어석 2석",
    seat_count=32,
    sections=(
        Section(
            section_id="1F-A",
            floor="1층",
            name="A구역",
            rows=(
                RowGroup(
                    labels=("1", "2", "3"),
                    blocks=(SeatBlock(first=1, last=4, x=-4), SeatBlock(first=5, last=8, x=1)),
                    y=5,
                ),
            ),
            accessible=(SeatRange(row="3", first=1, last=2),),
            companion=(SeatRange(row="3", first=3, last=3),),
        ),
        Section(
            section_id="2F-B",
            floor="2층",
            name="B구역",
            rows=(RowGroup(labels=("1", "2"), blocks=(SeatBlock(first=1, last=4, x=-2),), y=20),),
            restricted_view=(SeatRange(row="2", first=3, last=4),),
        ),
    ),
)


def performance(performance_id: str, title: str, genre: str, **changes: Any) -> Performance:
    made: dict[str, Any] = {
        "performance_id": performance_id,
        "title": title,
        "genre": genre,
        "company": "극단 모래시계",
        "venue_id": "VX1",
        "synopsis": "정거장에서 열차를 기다리는 사람들.",
        "period_start": date(2026, 11, 20),
        "period_end": date(2026, 12, 31),
        "running_minutes": 105,
        "minimum_age": 8,
        "age_text": "8세 이상",
        "grades": (Grade(name="R석", price=90_000), Grade(name="S석", price=60_000)),
        "areas": (
            GradeArea(grade="R석", section="1F-A", first_row="1", last_row="2"),
            GradeArea(grade="S석", section="1F-A", first_row="3", last_row="3"),
            GradeArea(grade="S석", section="2F-B"),
        ),
        "cast": (CastRole(role="역장", actors=("도하람", "윤새벽")),),
        "booking_fee_per_ticket": 1_500,
        "cancellation": CancellationPolicy(
            free_days_after_booking=7, tiers=(CancellationTier(from_days=10, fee_per_ticket=4_000),)
        ),
        "notices": ("늦으면 들어갈 수 없어요.",),
        "pickup": "현장 수령",
        "support": Support(name="고객센터", phone="02-555-0100", hours="09:00~18:00"),
    }
    return Performance(**made | changes)


GRADES_BY_AGE = (Grade(name="R석", price=90_000, minimum_age=14), Grade(name="S석", price=60_000))
PERFORMANCES = (
    performance("PX1", "은하 정거장", "뮤지컬", intermission_minutes=15),
    performance("PX2", "고래의 정원", "연극", booking_fee_per_ticket=0, grades=GRADES_BY_AGE),
    performance("PX9", "끝난 이야기", "무용", period_end=date(2026, 11, 22)),
)


def schedule(schedule_id: str, starts_at: datetime, **changes: Any) -> Schedule:
    made: dict[str, Any] = {
        "schedule_id": schedule_id,
        "performance_id": performance_of_schedule(schedule_id),
        "venue_id": "VX1",
        "starts_at": starts_at,
        "sale_opens_at": datetime(2026, 11, 1, tzinfo=UTC),
        "sale_closes_at": starts_at,
        "ticket_limit": 4,
    }
    return Schedule(**made | changes)


SCHEDULES = (
    schedule(
        AFTERNOON,
        datetime(2026, 12, 5, 5, tzinfo=UTC),
        casting=(Casting(role="역장", actor="도하람"),),
        blocked=(BlockedSeats(section="1F-A", row="1", first=1, last=1),),
    ),
    schedule(EVENING, datetime(2026, 12, 5, 10, tzinfo=UTC), casting=(Casting(role="역장", actor="윤새벽"),)),
    schedule(NOT_YET_SOLD, datetime(2026, 12, 12, 5, tzinfo=UTC), sale_opens_at=datetime(2026, 12, 1, 1, tzinfo=UTC)),
    schedule(CLOSED, datetime(2026, 11, 24, 5, tzinfo=UTC), sale_closes_at=datetime(2026, 11, 23, 8, tzinfo=UTC)),
    schedule(PAST, datetime(2026, 11, 20, 5, tzinfo=UTC)),
    schedule(SUNDAY, datetime(2026, 12, 6, 6, tzinfo=UTC)),
)


def fill(client: "DynamoDBClient", tables: dict[str, str]) -> None:
    """Puts the catalogue into its tables, given by their short names."""
    _put(client, tables["performances"], map(performance_item, PERFORMANCES))
    _put(client, tables["venues"], venue_items(VENUE))
    _put(client, tables["schedules"], map(schedule_item, SCHEDULES))


def _put(client: "DynamoDBClient", table: str, items: Iterable[Item]) -> None:
    for item in items:
        client.put_item(TableName=table, Item=item)
