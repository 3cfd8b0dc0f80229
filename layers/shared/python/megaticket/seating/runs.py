"""Runs of seats side by side in one block, found with bits and not seat by seat."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from megaticket.seating.seats import SeatId, seat_bits
from megaticket.seating.strips import Strip


class Run(NamedTuple):
    """Seats `first` to `first + size - 1` of one block, with what taking them would mean.

    Attributes:
        position: the section's place in the venue, the row's in the section, the first seat.
        distance: from the stage's centre to the middle of the run, in seat widths.
        orphans: ordinary free seats beside the run that would be left alone.
        borrowed: ordinary seats in it, where it holds a seat for a wheelchair.
        stretch: which unbroken line of open seats it is part of.
        tidy: whether as many runs of its length fit beside it as if it lay at the end of its stretch.
    """

    strip: Strip
    first: int
    size: int
    position: tuple[int, int, int]
    distance: float
    orphans: int
    borrowed: int
    stretch: tuple[int, int, int]
    tidy: bool

    @property
    def last(self) -> int:
        """Its last seat."""
        return self.first + self.size - 1

    @property
    def seats(self) -> tuple[SeatId, ...]:
        """Its seats from left to right."""
        section = self.strip.place.section.section_id
        return tuple(SeatId(section, self.strip.row.label, number) for number in range(self.first, self.last + 1))

    @property
    def row(self) -> tuple[int, str, int]:
        """Its row, among the rows of its grade."""
        return self.strip.place.order, self.grade, self.strip.row.position

    @property
    def grade(self) -> str:
        """The grade of its seats."""
        return self.strip.place.grade

    @property
    def left(self) -> float:
        """Its left edge, in seat widths from the stage's centre line."""
        return self.strip.block.x + self.first - self.strip.block.first

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.size

    def overlaps(self, other: "Run") -> bool:
        """Whether the two, of one search, share a seat."""
        return self.strip is other.strip and self.first <= other.last and other.first <= self.last


def runs_of(strip: Strip, count: int, wheelchairs: int = 0) -> Iterator[Run]:
    """Every run of `count` offered seats with exactly so many for wheelchairs."""
    ordinary = strip.ordinary
    place = strip.place.order, strip.row.position
    alone_left = (ordinary & ~(ordinary << 1)) << 1
    alone_right = (ordinary & ~(ordinary >> 1)) >> count
    for first in _positions(_starts(strip.offered, count)):
        seats = seat_bits(first, first + count - 1)
        if (seats & strip.kept.accessible).bit_count() == wheelchairs:
            begin, beyond = _stretch(strip.open, first, count)
            yield Run(
                strip,
                first,
                count,
                (*place, first),
                _distance(strip, first, count),
                orphans=(alone_left >> first & 1) + (alone_right >> first & 1),
                borrowed=(seats & ordinary).bit_count() if wheelchairs else 0,
                stretch=(*place, begin),
                tidy=(first - begin) % count + beyond % count < count,
            )


def _distance(strip: Strip, first: int, count: int) -> float:
    middle = strip.block.x + first - strip.block.first + count / 2
    return round(math.hypot(middle, strip.row.y), 6)


def _starts(seats: int, count: int) -> int:
    """The seats at which a run of `count` begins."""
    length = 1
    while length < count:
        step = min(length, count - length)
        seats &= seats >> step
        length += step
    return seats


def _positions(seats: int) -> Iterator[int]:
    while seats:
        lowest = seats & -seats
        yield lowest.bit_length() - 1
        seats ^= lowest


def _stretch(seats: int, first: int, count: int) -> tuple[int, int]:
    """The first seat of the stretch around a run, and how many seats follow the run in it."""
    before = ~seats & ((1 << first) - 1)
    after = ~seats >> first + count
    return before.bit_length(), (after & -after).bit_length() - 1
