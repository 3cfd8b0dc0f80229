"""Where a party may look: the sections of a grade, those nearest to the stage's centre first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from megaticket.catalog.venues import Row, Section
from megaticket.seating.seats import House


class Place(NamedTuple):
    """The rows of a section that sell one grade, from the front.

    Places are ordered by `nearest`, the distance from the stage's centre to the nearest point of their blocks in seat
    widths; then by `order`, the section's position in the venue.
    """

    nearest: float
    order: int
    section: Section
    grade: str
    rows: Sequence[Row]


def places_of(house: House, grade: str | None) -> list[Place]:
    """Where a grade is sold, or any with None, in the order in which a search goes through it."""
    found = (
        Place(min(row.nearest for row in rows), order, rows[0].section, own, rows)
        for order, section in enumerate(house.venue.rows_by_section)
        for own, rows in _rows_by_grade(house, section)
        if grade in (None, own)
    )
    return sorted(found, key=lambda place: (place.nearest, place.order, place.rows[0].position))


def _rows_by_grade(house: House, section: str) -> Iterator[tuple[str, Sequence[Row]]]:
    areas = house.performance.areas_by_section.get(section, ())
    rows = house.venue.rows_by_section[section]
    if len(areas) == 1 and (areas[0].first_row, areas[0].last_row) == (None, None):
        return iter([(areas[0].grade, rows)] if rows else [])
    by_grade: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        own = house.grade_of(row)
        if own:
            by_grade[own].append(row)
    return iter(by_grade.items())
