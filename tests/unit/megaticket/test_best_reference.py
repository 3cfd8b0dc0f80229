"""Best available against a reference that tries everything and knows no short cut."""

import math
from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from megaticket.seating.best import best_available
from megaticket.seating.seats import SeatId
from tests.unit.megaticket.halls import Cell, Hall, draw

FREE = ".-"

ROW = st.builds("{} {}".format, st.sampled_from("RS"), st.text("......xxx#wcv-||", min_size=1, max_size=9))
ROWS = st.lists(ROW, min_size=1, max_size=3).map("\n".join)
ONE_SECTION = ROWS.map(draw)
SECTIONS = st.lists(ROWS, min_size=2, max_size=3).map(
    lambda drawn: draw("\n".join(f"= {name}\n{rows}" for name, rows in zip("CAB", drawn, strict=False)))
)
COUNT = st.integers(1, 4)
GRADE = st.sampled_from([None, "R", "S"])


def runs(hall: Hall, count: int, grade: str | None) -> Iterator[tuple[Cell, ...]]:
    """Every run of seats side by side that may be offered."""
    for start in range(len(hall.cells) - count + 1):
        run = tuple(hall.cells[start : start + count])
        together = len({(cell.seat.section, cell.seat.row, cell.strip) for cell in run}) == 1
        if together and all(cell.symbol == "." and grade in (None, cell.grade) for cell in run):
            yield run


def orphans(hall: Hall, run: tuple[Cell, ...]) -> int:
    """Free seats next to the run that have no free seat on their other side."""
    strip = [cell for cell in hall.cells if (cell.seat[:2], cell.strip) == (run[0].seat[:2], run[0].strip)]
    free = {cell.seat.number for cell in strip if cell.symbol in FREE}
    left, right = run[0].seat.number - 1, run[-1].seat.number + 1
    return (left in free and left - 1 not in free) + (right in free and right + 1 not in free)


def distance(run: tuple[Cell, ...]) -> float:
    """From the stage's centre to the middle of the run."""
    middle = sum(cell.x + 0.5 for cell in run) / len(run)
    return math.sqrt(middle**2 + run[0].y ** 2)


def offer(hall: Hall, count: int, grade: str | None) -> tuple[SeatId, ...] | None:
    return best_available(hall.house, hall.taken_of, count, grade, hall.seats("-"))


@given(hall=ONE_SECTION, count=COUNT, grade=GRADE)
def test_of_one_section_the_best_run_of_all(hall: Hall, count: int, grade: str | None) -> None:
    seats = offer(hall, count, grade)
    possible = {tuple(cell.seat for cell in run): run for run in runs(hall, count, grade)}

    assert (seats is None) == (not possible)
    if seats is not None:
        assert seats in possible
        chosen = possible[seats]
        fewest = min(orphans(hall, run) for run in possible.values())
        nearest = min(distance(run) for run in possible.values() if orphans(hall, run) == fewest)
        assert orphans(hall, chosen) == fewest
        assert math.isclose(distance(chosen), nearest)


@given(hall=SECTIONS, count=COUNT, grade=GRADE)
def test_of_several_sections_a_run_without_an_orphan_where_there_is_one(
    hall: Hall, count: int, grade: str | None
) -> None:
    seats = offer(hall, count, grade)
    possible = {tuple(cell.seat for cell in run): run for run in runs(hall, count, grade)}

    assert (seats is None) == (not possible)
    if seats is not None:
        assert seats in possible
        if any(orphans(hall, run) == 0 for run in possible.values()):
            assert orphans(hall, possible[seats]) == 0


@given(hall=SECTIONS, count=COUNT, grade=GRADE)
def test_the_offer_is_free_adjacent_and_of_the_grade(hall: Hall, count: int, grade: str | None) -> None:
    seats = offer(hall, count, grade) or ()
    cells = {cell.seat: cell for cell in hall.cells}
    chosen = [cells[seat] for seat in seats]

    assert len(seats) in {0, count}
    assert all(cell.symbol == "." for cell in chosen)
    assert all(grade in (None, cell.grade) for cell in chosen)
    assert all(right.x - left.x == 1 and right.y == left.y for left, right in pairwise(chosen))
