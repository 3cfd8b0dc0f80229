"""Best available: adjacent seats of one row, leaving no single seat behind, nearest to the stage's centre."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from megaticket.catalog.models import Row, SeatBlock
from megaticket.seating.seats import House, SeatId

TakenOf = Callable[[str], frozenset[SeatId]]
"""Gives the taken seats of one section of the schedule."""


@dataclass(frozen=True, order=True)
class Candidate:
    """A run of seats, ordered from best to worst: no orphan first, then nearness, then a fixed order."""

    orphans: int
    distance: float
    section: str
    row: str
    first: int
    count: int

    @property
    def seats(self) -> tuple[SeatId, ...]:
        """The seats of the run, left to right."""
        return tuple(SeatId(self.section, self.row, self.first + offset) for offset in range(self.count))


def best_available(
    house: House,
    taken_of: TakenOf,
    count: int,
    grade: str | None,
    avoid: frozenset[SeatId] = frozenset(),
) -> tuple[SeatId, ...] | None:
    """The best run of `count` adjacent free seats.

    Sections are asked from the nearest to the farthest, and the search ends with the first that seats the party
    without leaving an orphan; a run that leaves one is taken only when no section has better.

    Args:
        house: the schedule's seats.
        taken_of: reads the taken seats of a section; called once for each section searched.
        count: seats wanted, at least 1.
        grade: a grade's name, or None for any.
        avoid: seats not to offer again.

    Returns:
        The seats left to right, or None when no row has that many together.
    """
    fallback: Candidate | None = None
    for rows in _sections_by_distance(house, grade):
        unavailable = taken_of(rows[0].section.section_id) | house.blocked | house.reserved_for_need
        candidates = [found for row in rows for found in _candidates(row, unavailable, avoid, count)]
        best = min(candidates, default=None)
        if best and best.orphans == 0:
            return best.seats
        fallback = min((found for found in (fallback, best) if found), default=None)
    return fallback.seats if fallback else None


def _sections_by_distance(house: House, grade: str | None) -> list[list[Row]]:
    """The rows of the grade by section, the section with the nearest row first."""
    by_section: dict[str, list[Row]] = {}
    for row in house.venue.rows.values():
        row_grade = house.grade_of(row)
        if row_grade and grade in (None, row_grade):
            by_section.setdefault(row.section.section_id, []).append(row)
    return sorted(by_section.values(), key=lambda rows: (min(map(_row_distance, rows)), rows[0].section.section_id))


def _row_distance(row: Row) -> float:
    return min(_distance(block.x, block.x + block.last - block.first + 1, row.y) for block in row.group.blocks)


def _distance(left: float, right: float, y: float) -> float:
    """From the stage's centre to the nearest point between two edges of a row."""
    x = max(left, -right, 0.0)
    return math.hypot(x, y)


def _candidates(row: Row, unavailable: frozenset[SeatId], avoid: frozenset[SeatId], count: int) -> Iterator[Candidate]:
    section = row.section.section_id
    for block in row.group.blocks:
        numbers = range(block.first, block.last + 1)
        free = [SeatId(section, row.label, number) not in unavailable for number in numbers]
        for start in range(len(free) - count + 1):
            run = [SeatId(section, row.label, block.first + start + offset) for offset in range(count)]
            if all(free[start : start + count]) and avoid.isdisjoint(run):
                yield _candidate(row, block, free, start, count)


def _candidate(row: Row, block: SeatBlock, free: Sequence[bool], start: int, count: int) -> Candidate:
    centre = block.x + start + count / 2
    return Candidate(
        orphans=_orphans(free, start, count),
        distance=math.hypot(centre, row.y),
        section=row.section.section_id,
        row=row.label,
        first=block.first + start,
        count=count,
    )


def _orphans(free: Sequence[bool], start: int, count: int) -> int:
    """How many single free seats the run would leave beside itself."""
    return sum((_is_single(free, start - 1, -1), _is_single(free, start + count, +1)))


def _is_single(free: Sequence[bool], position: int, step: int) -> bool:
    def is_free(index: int) -> bool:
        return 0 <= index < len(free) and free[index]

    return is_free(position) and not is_free(position + step)
