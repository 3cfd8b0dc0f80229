"""A small hall of the scenarios' own, beside the demo catalogue: it plays twice every day, and can be sold out quickly."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from megaticket.catalog.items import performance_item, schedule_id, schedule_item, venue_items
from megaticket.catalog.models import (
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
from megaticket.clock import KST
from megaticket.dynamo import Item

DAYS = 40
SPECIALS = {"closed": 15, "upcoming": 17, "hot": 19, "two a person": 21}
"""Days ahead of each special date: behind all of next week, so that no word of a calendar means one of them."""
MATINEE, EVENING, SPECIAL = time(14), time(19, 30), time(11)
"""Dates at SPECIAL are sold on other terms than all others."""
PERFORMANCE_ID, VENUE_ID = "SC001", "SV001"
ACTORS = {"선장": ("하늘찬", "문가람"), "등대지기": ("류이든", "소나래")}
_BLOCKS = (SeatBlock(first=1, last=6, x=-6.5), SeatBlock(first=7, last=12, x=0.5))


def items(today: date) -> dict[str, list[Item]]:
    """What is stored of the hall, by table."""
    dates = list(schedules(today))
    return {
        "venues": venue_items(_venue()),
        "performances": [performance_item(_performance(today))],
        "schedules": [schedule_item(schedule) for schedule in dates],
    }


def schedules(today: date) -> Iterator[Schedule]:
    """Two dates a day from tomorrow on, and one for each special term."""
    for ahead in range(1, DAYS):
        for start in (MATINEE, EVENING):
            yield _schedule(today, ahead, start)
    now = datetime.now(UTC)
    special = {name: _schedule(today, ahead, SPECIAL) for name, ahead in SPECIALS.items()}
    yield special["closed"].model_copy(update={"sale_closes_at": now - timedelta(hours=1)})
    yield special["upcoming"].model_copy(update={"sale_opens_at": now + timedelta(days=2)})
    yield special["hot"].model_copy(update={"maximum_extensions": 0})
    yield special["two a person"].model_copy(update={"ticket_limit": 2})


def _schedule(today: date, ahead: int, start: time) -> Schedule:
    starts_at = datetime.combine(today + timedelta(days=ahead), start, KST)
    turn = starts_at.toordinal() + (start == EVENING)
    return Schedule(
        schedule_id=schedule_id(PERFORMANCE_ID, f"{starts_at:%Y%m%d-%H%M}"),
        performance_id=PERFORMANCE_ID,
        venue_id=VENUE_ID,
        starts_at=starts_at.astimezone(UTC),
        sale_opens_at=datetime.now(UTC) - timedelta(days=30),
        sale_closes_at=starts_at.astimezone(UTC) - timedelta(hours=1),
        ticket_limit=4,
        casting=tuple(Casting(role=role, actor=actors[turn % 2]) for role, actors in ACTORS.items()),
    )


def _performance(today: date) -> Performance:
    areas = (("R", "1", "2"), ("S", "3", "4"), ("A", "5", "5"))
    tiers = (
        CancellationTier(from_days=10, fee_per_ticket=3_000),
        CancellationTier(from_days=3, to_days=9, fee_percent=20),
        CancellationTier(from_days=1, to_days=2, fee_percent=40),
    )
    return Performance(
        performance_id=PERFORMANCE_ID,
        title="연극 〈등대의 겨울 손님〉",
        genre="연극",
        company="극단 소금바람",
        venue_id=VENUE_ID,
        synopsis="마지막 등대지기가 눈보라 치는 밤에 배 한 척을 기다린다.",
        period_start=today + timedelta(days=1),
        period_end=today + timedelta(days=DAYS - 1),
        running_minutes=95,
        minimum_age=8,
        age_text="8세 이상 관람가 (미취학 아동 입장 불가)",
        grades=(
            Grade(name="R", price=57_000),
            Grade(name="S", price=43_000),
            Grade(name="A", price=29_000, minimum_age=14),
        ),
        areas=tuple(GradeArea(grade=grade, section="1F-A", first_row=a, last_row=b) for grade, a, b in areas),
        cast=tuple(CastRole(role=role, actors=actors) for role, actors in ACTORS.items()),
        booking_fee_per_ticket=1_000,
        cancellation=CancellationPolicy(free_days_after_booking=7, tiers=tiers),
        notices=("공연이 시작되면 입장할 수 없습니다.",),
        pickup="공연 시작 60분 전부터 매표소에서 예매번호로 받습니다.",
        support=Support(name="소금바람 예매 상담", phone="1599-0000", hours="매일 10:00~18:00"),
    )


def _venue() -> Venue:
    rows = (RowGroup(labels=("1", "2", "3", "4", "5"), blocks=_BLOCKS, y=2),)
    section = Section(
        section_id="1F-A",
        floor="1층",
        name="A구역",
        rows=rows,
        accessible=(SeatRange(row="5", first=1, last=1),),
        companion=(SeatRange(row="5", first=2, last=2),),
    )
    return Venue(
        venue_id=VENUE_ID,
        name="소금바람 소극장",
        address="서울특별시 가람구 등대길 3",
        directions="지하철 가람선 등대역 1번 출구에서 걸어서 3분",
        facilities=("물품보관소",),
        accessibility="휠체어석은 1층 A구역 5열에 있습니다.",
        seat_count=60,
        sections=(section,),
    )
