"""Where a party could sit that found nothing on its date."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from megaticket.catalog.models import Grade, Schedule
from megaticket.clock import KST
from megaticket.seating.alternatives import Alternative, Elsewhere
from megaticket.seating.party import Party
from megaticket.seating.seats import House, SeatId
from tests.unit.megaticket.halls import draw
from tests.unit.megaticket.stage import MOMENT, SCHEDULE, altered

EVENING = datetime(2026, 12, 5, 19, 0, tzinfo=KST)
HALL = draw("R ....\nS ....\n= B\nS ....\n= C\nS ....\n= D\nS ....")
ALL = "all"
"""In the place of a date's name: every seat of every date is taken."""

PRICES = {"R": 100, "S": 80}


def house(prices: dict[str, int] = PRICES) -> House:
    drawn = HALL.house
    grades = tuple(Grade(name=name, price=price) for name, price in prices.items())
    return House(drawn.venue, altered(drawn.performance, grades=grades), schedule("asked", EVENING))


def schedule(name: str, starts_at: datetime, **changes: object) -> Schedule:
    return altered(SCHEDULE, **{"schedule_id": name, "starts_at": starts_at, "blocked": (), **changes})


def find(
    schedules: Iterable[Schedule],
    party: Party = Party(2, "R"),  # noqa: B008  # immutable
    full: frozenset[str] = frozenset({"asked"}),
    prices: dict[str, int] = PRICES,
) -> tuple[list[tuple[str, str]], list[str]]:
    """Dates and grades of the alternatives, and the dates that were read for them."""
    reads: list[str] = []

    def taken_on(schedule_id: str, _section: str) -> frozenset[SeatId]:
        reads.append(schedule_id)
        grades = "R" if schedule_id == "asked" and ALL not in full else "RS"
        sold_out = schedule_id in full or ALL in full
        return frozenset(cell.seat for cell in HALL.cells if sold_out and cell.grade in grades)

    found = Elsewhere(party, taken_on).alternatives(house(prices), schedules, MOMENT)
    return [told(alternative) for alternative in found], reads


def told(alternative: Alternative) -> tuple[str, str]:
    assert alternative.option.is_together
    return alternative.house.schedule.schedule_id, alternative.option.runs[0].grade


def days(*numbers: int) -> list[Schedule]:
    return [schedule(f"D{5 + number}", EVENING + timedelta(days=number)) for number in numbers]


def test_the_nearest_days_come_first_and_three_are_enough() -> None:
    found, reads = find([schedule("asked", EVENING), *days(-3, -2, 1, 3)])

    assert found == [("D6", "R"), ("D3", "R"), ("D2", "R")]
    assert reads == ["D6", "D3", "D2"]


def test_of_one_day_the_nearest_hour_comes_first() -> None:
    matinee, late = schedule("matinee", EVENING.replace(hour=14)), schedule("late", EVENING.replace(hour=21))
    found, _ = find([matinee, late])

    assert found[:2] == [("late", "R"), ("matinee", "R")]


def test_days_are_korean_days() -> None:
    # 00:30 is the next day in Korea and the same one in UTC.
    after_midnight = schedule("D9", datetime(2026, 12, 9, 0, 30, tzinfo=KST))
    assert find([after_midnight])[0] == [("asked", "S")]


def test_the_next_grade_on_the_asked_date_fills_up() -> None:
    assert find(days(1))[0] == [("D6", "R"), ("asked", "S")]


@pytest.mark.parametrize(
    ("grade", "prices", "expected"),
    [("R", {"R": 100, "S": 80}, "S"), ("R", {"R": 80, "S": 100}, "S")],
)
def test_the_next_grade_is_the_one_below_or_else_above(grade: str, prices: dict[str, int], expected: str) -> None:
    assert find([], Party(2, grade), prices=prices)[0] == [("asked", expected)]


def test_no_grade_follows_where_any_would_do() -> None:
    assert find([], Party(5), frozenset({"asked"}))[0] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": EVENING + timedelta(days=4)},
        {"sale_opens_at": MOMENT + timedelta(days=1)},
        {"sale_closes_at": MOMENT},
        {"ticket_limit": 1},
        {"venue_id": "VN-2"},
    ],
)
def test_dates_that_are_too_far_or_cannot_be_bought_are_not_read(changes: dict[str, object]) -> None:
    found, reads = find([schedule("other", **{"starts_at": EVENING + timedelta(days=1), **changes})])  # type: ignore[arg-type]

    assert found == [("asked", "S")]
    assert reads == ["asked"]


def test_nothing_is_offered_that_was_not_read_free_and_four_reads_are_all() -> None:
    full = frozenset({"D2", "D3", "D4", "D6", "D7", "D8"})
    found, reads = find(days(-1, 1, -2, 2, 3), full=full | {"asked"})

    assert found == [("asked", "S")]
    assert reads == ["D4", "D6", "D3", "asked"]


def test_the_next_grade_gets_the_reads_that_are_left() -> None:
    found, reads = find(days(1), full=frozenset({"D6", ALL}))

    assert found == []
    assert reads == ["D6", "asked", "asked", "asked"]
