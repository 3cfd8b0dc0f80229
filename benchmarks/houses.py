"""Made-up houses of any size, and a catalogue that knows one schedule."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from megaticket.catalog.models import CancellationPolicy, Grade, GradeArea, Performance, Schedule, Support
from megaticket.catalog.venues import RowGroup, SeatBlock, Section, Venue

SEATS_PER_ROW = 20
ROWS_PER_SECTION = 20
SECTION_SEATS = SEATS_PER_ROW * ROWS_PER_SECTION


@dataclass(frozen=True)
class OneSchedule:
    """A catalogue of one schedule, in memory: what a warm cache answers."""

    venue_: Venue
    performance_: Performance
    schedule_: Schedule

    def schedule(self, _schedule_id: str) -> Schedule:
        """The schedule, whatever is asked for."""
        return self.schedule_

    def performance(self, _performance_id: str) -> Performance:
        """The performance, whatever is asked for."""
        return self.performance_

    def venue(self, _venue_id: str) -> Venue:
        """The venue, whatever is asked for."""
        return self.venue_


def catalogue(seats: int, schedule_id: str = "PF900-20300101-1900") -> OneSchedule:
    """A house of `seats` seats (a multiple of 400) in sections of 20 rows of 20, sold now for a date in a month."""
    return one_schedule(tuple(_section(index) for index in range(seats // SECTION_SEATS)), schedule_id)


def one_schedule(
    sections: tuple[Section, ...], schedule_id: str = "PF900-20300101-1900", opened: timedelta = timedelta(days=1)
) -> OneSchedule:
    """A house of these sections in one grade, on sale since `opened` for a date in a month."""
    venue = Venue(
        venue_id="VN900",
        name="시험 공연장",
        address="-",
        directions="-",
        accessibility="-",
        seat_count=sum(len(g.labels) * (b.last - b.first + 1) for s in sections for g in s.rows for b in g.blocks),
        sections=sections,
    )
    return OneSchedule(venue, _performance(venue), _schedule(datetime.now(UTC), schedule_id, opened))


def _section(index: int) -> Section:
    labels = tuple(str(row + 1) for row in range(ROWS_PER_SECTION))
    blocks = (SeatBlock(first=1, last=10, x=-11.0), SeatBlock(first=11, last=20, x=1.0))
    rows = (RowGroup(labels=labels, blocks=blocks, y=5.0 + index),)
    return Section(section_id=f"1F-{index + 1}", floor="1층", name=f"{index + 1}구역", rows=rows)


def _performance(venue: Venue) -> Performance:
    areas = tuple(GradeArea(grade="R", section=section.section_id) for section in venue.sections)
    return Performance(
        performance_id="PF900",
        title="시험 공연: 스무 자쯤 되는 제목의 뮤지컬",
        genre="뮤지컬",
        company="-",
        venue_id=venue.venue_id,
        synopsis="-",
        period_start=date(2026, 1, 1),
        period_end=date(2030, 1, 1),
        running_minutes=120,
        minimum_age=8,
        age_text="8세 이상",
        grades=(Grade(name="R", price=140_000),),
        areas=areas,
        booking_fee_per_ticket=2_000,
        cancellation=CancellationPolicy(free_days_after_booking=7, tiers=()),
        pickup="-",
        support=Support(name="-", phone="-", hours="-"),
    )


def _schedule(now: datetime, schedule_id: str, opened: timedelta) -> Schedule:
    starts_at = now + timedelta(days=30)
    return Schedule(
        schedule_id=schedule_id,
        performance_id="PF900",
        venue_id="VN900",
        starts_at=starts_at,
        sale_opens_at=now - opened,
        sale_closes_at=starts_at,
        ticket_limit=4,
    )
