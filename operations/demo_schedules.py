"""The demo schedules. Everything about a date follows from the date alone, so loading on another day changes nothing."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from megaticket.base import Record
from megaticket.catalog.items import schedule_id
from megaticket.catalog.models import BlockedSeats, Casting, CastRole, Performance, Schedule
from megaticket.clock import KST, WEEKDAYS
from operations.demo_notation import seat_ranges

DAYS = 60
"""How far ahead dates are on the calendar, today included."""


class SaleOpening(Record):
    """When tickets of a date go on sale: so many days before it, at a time of the day in KST."""

    days_before: int
    at: time


class Run(Record):
    """When a performance plays, and how its tickets are sold.

    `weeks` repeat for ever, the first of them in the week of 0001-01-01. Each maps weekdays ("토일") to starting times.
    """

    weeks: tuple[dict[str, tuple[time, ...]], ...]
    sale_opens: SaleOpening
    sale_closes_minutes_before: int = 120
    ticket_limit: int
    maximum_extensions: int = 2
    blocked: tuple[str, ...]


def starting_times(run: Run, today: date) -> Iterator[tuple[datetime, int]]:
    """Each start within the calendar, in KST, with its position in its day."""
    for day in (today + timedelta(days=ahead) for ahead in range(DAYS)):
        for position, start in enumerate(_times_on(run, day)):
            yield datetime.combine(day, start, KST), position


def expand_schedules(performance: Performance, run: Run, today: date) -> Iterator[Schedule]:
    """The schedules of a performance from `today` on."""
    blocked = tuple(seats for note in run.blocked for seats in seat_ranges(note))
    for starts_at, position in starting_times(run, today):
        yield _schedule(performance, run, starts_at, position, blocked)


def _times_on(run: Run, day: date) -> Sequence[time]:
    week = run.weeks[(day.toordinal() - 1) // 7 % len(run.weeks)]
    return next((times for days, times in week.items() if WEEKDAYS[day.weekday()] in days), ())


def _schedule(
    performance: Performance, run: Run, starts_at: datetime, position: int, blocked: tuple[BlockedSeats, ...]
) -> Schedule:
    opening_day = starts_at.date() - timedelta(days=run.sale_opens.days_before)
    return Schedule(
        schedule_id=schedule_id(performance.performance_id, f"{starts_at:%Y%m%d-%H%M}"),
        performance_id=performance.performance_id,
        venue_id=performance.venue_id,
        starts_at=starts_at.astimezone(UTC),
        sale_opens_at=datetime.combine(opening_day, run.sale_opens.at, KST).astimezone(UTC),
        sale_closes_at=starts_at.astimezone(UTC) - timedelta(minutes=run.sale_closes_minutes_before),
        ticket_limit=run.ticket_limit,
        maximum_extensions=run.maximum_extensions,
        casting=_casting(performance.cast, starts_at.date(), position),
        blocked=blocked,
    )


def _casting(roles: Sequence[CastRole], day: date, position: int) -> tuple[Casting, ...]:
    """Actors take turns from one performance to the next.

    Who meets whom changes from week to week: each role shifts half as often as the one before it.
    """
    turn, week = day.toordinal() + position, day.toordinal() // 7
    return tuple(
        Casting(role=role.role, actor=role.actors[(turn + (week >> number)) % len(role.actors)])
        for number, role in enumerate(roles)
    )
