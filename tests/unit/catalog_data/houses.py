"""Seats of a venue, written out independently of the generator under test."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from megaticket.catalog.venues import Section, Venue
from operations.demo_catalog import Catalog, demo_catalog

TODAYS = (date(2026, 11, 23), date(2026, 12, 31), date(2027, 2, 7), date(2028, 2, 29), date(2029, 7, 14))
"""A Monday, the end of a year, Seollal, a leap day and a Saturday."""

catalog_of = cache(demo_catalog)


class Seat(NamedTuple):
    section: str
    row: str
    number: int


class Strip(NamedTuple):
    """Seats side by side without an aisle, as they lie in the house."""

    y: float
    left: float
    right: float


def seats_of(venue: Venue) -> list[Seat]:
    return [seat for section in venue.sections for seat in seats_in(section)]


def seats_in(section: Section) -> Iterator[Seat]:
    for group in section.rows:
        for row in group.labels:
            for block in group.blocks:
                for number in range(block.first, block.last + 1):
                    yield Seat(section.section_id, row, number)


def rows_of(section: Section) -> list[str]:
    return [row for group in section.rows for row in group.labels]


def strips_of(venue: Venue) -> Iterator[Strip]:
    for section in venue.sections:
        for group in section.rows:
            for offset in range(len(group.labels)):
                for block in group.blocks:
                    yield Strip(group.y + offset, block.x, block.x + block.last - block.first + 1)


def venue_of(catalog: Catalog, venue_id: str) -> Venue:
    return next(venue for venue in catalog.venues if venue.venue_id == venue_id)
