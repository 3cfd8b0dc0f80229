"""Made-up arenas of any size: tiers of sections of several shapes around a stage, and ways to sell half of them."""

from collections.abc import Callable, Iterator
from itertools import groupby
from random import Random

from benchmarks.houses import OneSchedule, one_schedule
from megaticket.catalog.venues import RowGroup, SeatBlock, Section
from megaticket.seating.places import places_of
from megaticket.seating.seats import House, SeatId

AISLE = 2.0
SHAPES = ((10, 10), (8, 8), (6, 8, 6), (7, 9, 7), (20,), (12, 11))
WIDEST_TIER = 15

Sold = dict[str, frozenset[SeatId]]
"""Taken seats by section."""


def arena(seats: int, random: Random) -> OneSchedule:
    """An arena of exactly so many seats."""
    sections: list[Section] = []
    y, beside, left = 4.0, 3, seats
    while left:
        depth = random.randint(14, 24)
        for section in _tier(beside, depth, y, len(sections), random):
            kept = _first_seats(section, left)
            if kept is not None:
                sections.append(kept)
                left -= _seats_in(kept)
        y, beside = y + depth + AISLE, min(beside + 2, WIDEST_TIER)
    return one_schedule(tuple(sections), f"PF900-{seats:08d}-1900")


def _tier(beside: int, depth: int, y: float, number: int, random: Random) -> Iterator[Section]:
    shapes = [random.choice(SHAPES) for _ in range(beside)]
    x = -sum(sum(shape) + AISLE * len(shape) for shape in shapes) / 2
    labels = tuple(map(str, range(1, depth + 1)))
    for index, shape in enumerate(shapes, number + 1):
        rows = (RowGroup(labels=labels, blocks=tuple(_blocks(shape, x)), y=y),)
        yield Section(section_id=f"A-{index}", floor="1층", name=f"{index}구역", rows=rows)
        x += sum(shape) + AISLE * len(shape)


def _blocks(shape: tuple[int, ...], x: float) -> Iterator[SeatBlock]:
    first = 1
    for size in shape:
        yield SeatBlock(first=first, last=first + size - 1, x=x)
        first, x = first + size, x + size + AISLE


def _first_seats(section: Section, limit: int) -> Section | None:
    """The section with no more than `limit` seats: whole rows, then a part of a row."""
    (group,) = section.rows
    width = group.blocks[-1].last
    whole, rest = divmod(limit, width)
    rows = [group.model_copy(update={"labels": group.labels[:whole]})] if whole else []
    if whole < len(group.labels) and rest:
        blocks = tuple(b.model_copy(update={"last": min(b.last, rest)}) for b in group.blocks if b.first <= rest)
        rows.append(RowGroup(labels=group.labels[whole : whole + 1], blocks=blocks, y=group.y + whole))
    return section.model_copy(update={"rows": tuple(rows)}) if rows else None


def _seats_in(section: Section) -> int:
    return sum(len(group.labels) * (block.last - block.first + 1) for group in section.rows for block in group.blocks)


def scattered(house: House, random: Random) -> Sold:
    """Every second seat on average, each by itself."""
    return _by_section(seat for seat in _seats(house) if random.random() < 0.5)


def clustered(house: House, random: Random) -> Sold:
    """Parties and gaps of one to eight seats in turn, row by row."""
    sold: list[SeatId] = []
    for _, row in groupby(_seats(house), key=lambda seat: seat[:2]):
        seats, taken = list(row), random.random() < 0.5
        while seats:
            size = random.randint(1, 8)
            sold += seats[:size] if taken else []
            seats, taken = seats[size:], not taken
    return _by_section(sold)


def from_the_front(house: House, _random: Random) -> Sold:
    """The half of the sections that is nearest to the stage, to the last seat."""
    order = [place.section.section_id for place in places_of(house, None)]
    front = set(order[: len(order) // 2])
    return _by_section(seat for seat in _seats(house) if seat.section in front)


HALF_SOLD: dict[str, Callable[[House, Random], Sold]] = {"scattered": scattered, "clustered": clustered}


def _seats(house: House) -> Iterator[SeatId]:
    for (section, label), row in house.venue.rows.items():
        for block in row.group.blocks:
            yield from (SeatId(section, label, number) for number in range(block.first, block.last + 1))


def _by_section(seats: Iterator[SeatId] | list[SeatId]) -> Sold:
    sold: dict[str, set[SeatId]] = {}
    for seat in seats:
        sold.setdefault(seat.section, set()).add(seat)
    return {section: frozenset(taken) for section, taken in sold.items()}
