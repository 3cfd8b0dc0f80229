"""Seat ids, labels, and what a seat of one schedule is: its grade, its price, whether it is sold at all."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from megaticket.catalog.models import GradeArea, Performance, Schedule
from megaticket.catalog.venues import Row, Venue

MAXIMUM_DIGITS = 6
"""Of a seat's number; Python refuses to read thousands of them."""


class SeatId(NamedTuple):
    """A seat: "1F-B-7-15" is section "1F-B", row "7", number 15."""

    section: str
    row: str
    number: int

    @classmethod
    def parse(cls, text: str) -> "SeatId | None":
        """The seat of an id; None for anything that is not a single seat's id ("1F-B-7-5~6" is none)."""
        parts = text.rsplit("-", 2)
        if len(parts) != 3 or not (parts[2].isdecimal() and parts[2].isascii()) or len(parts[2]) > MAXIMUM_DIGITS:
            return None
        seat = cls(parts[0], parts[1], int(parts[2]))
        return seat if str(seat) == text else None

    def __str__(self) -> str:
        return f"{self.section}-{self.row}-{self.number}"


@dataclass(frozen=True)
class SoldSeat:
    """A seat as it is sold on one date. `label` is the venue's own words, `price` is in won."""

    seat: SeatId
    label: str
    grade: str
    price: int


class House:
    """The seats of one schedule: the venue's geometry, the performance's grades, the date's blocked seats."""

    def __init__(self, venue: Venue, performance: Performance, schedule: Schedule) -> None:
        self.venue = venue
        self.performance = performance
        self.schedule = schedule

    def seat(self, seat: SeatId) -> SoldSeat | None:
        """The seat with its grade and price; None where the venue has no such seat or the performance no grade."""
        row = self.venue.rows.get((seat.section, seat.row))
        if row is None or not any(block.first <= seat.number <= block.last for block in row.group.blocks):
            return None
        grade = self.grade_of(row)
        return SoldSeat(seat, seat_label(row, seat.number), grade, self.performance.price_of(grade)) if grade else None

    def grade_of(self, row: Row) -> str | None:
        """The grade of a row's seats; None where the performance does not sell them."""
        areas = self.performance.areas_by_section.get(row.section.section_id, ())
        return next((area.grade for area in areas if self._covers(area, row)), None)

    def _covers(self, area: GradeArea, row: Row) -> bool:
        first = self.venue.rows[area.section, area.first_row].position if area.first_row else 0
        last = self.venue.rows[area.section, area.last_row].position if area.last_row else row.position
        return first <= row.position <= last

    def is_blocked(self, seat: SeatId) -> bool:
        """Whether this date does not sell the seat."""
        return seat in self.blocked

    @cached_property
    def blocked(self) -> frozenset[SeatId]:
        """Seats that this date does not sell."""
        return frozenset(
            SeatId(held.section, held.row, number)
            for held in self.schedule.blocked
            for number in range(held.first, held.last + 1)
        )

    @cached_property
    def blocked_bits(self) -> dict[tuple[str, str], int]:
        """Seats that this date does not sell, by section and row, as bits."""
        rows: dict[tuple[str, str], int] = {}
        for held in self.schedule.blocked:
            key = held.section, held.row
            rows[key] = rows.get(key, 0) | seat_bits(held.first, held.last)
        return rows


def seat_label(row: Row, number: int) -> str:
    """The venue's own words: "1층 B구역 7열 15번"."""
    return f"{row.section.label} {row.label}열 {number}번"


def seat_bits(first: int, last: int) -> int:
    """Seats `first` to `last` of a row as bits: bit 7 is seat 7."""
    return (1 << last + 1) - (1 << first)
