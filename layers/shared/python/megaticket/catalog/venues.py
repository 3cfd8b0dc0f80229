"""Where it plays: venues with their sections, rows and seats, as they are stored and served."""

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import StringConstraints

from megaticket.base import StoredRecord
from megaticket.catalog.models import Identifier


class SeatBlock(StoredRecord):
    """Seats `first` to `last` side by side. A gap between two blocks of a row is an aisle.

    `x` is where the first seat's left edge lies, in seat widths from the stage's centre line.
    """

    first: int
    last: int
    x: float


class RowGroup(StoredRecord):
    """Consecutive rows that share their blocks.

    `y` is the distance of the first of them from the stage, in row pitches; each following row is one further.
    """

    labels: tuple[str, ...]
    blocks: tuple[SeatBlock, ...]
    y: float


class SeatRange(StoredRecord):
    """Seats `first` to `last` of one row, both included."""

    row: str
    first: int
    last: int


class Section(StoredRecord):
    """A part of a venue: "1F-B" is "1층 B구역"."""

    section_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,31}$")]
    floor: str
    name: str
    rows: tuple[RowGroup, ...]
    accessible: tuple[SeatRange, ...] = ()
    companion: tuple[SeatRange, ...] = ()
    restricted_view: tuple[SeatRange, ...] = ()

    @property
    def label(self) -> str:
        """The venue's own words for the section: "1층 B구역"."""
        return f"{self.floor} {self.name}"


class Row(NamedTuple):
    """One row of a section: `position` is its place among the section's rows, `y` its distance from the stage.

    `nearest` is the distance from the stage's centre to the nearest point of its blocks, in seat widths.
    """

    section: Section
    label: str
    group: RowGroup
    position: int
    y: float
    nearest: float


class Venue(StoredRecord):
    """A house with its sections, in compact ranges."""

    venue_id: Identifier
    name: str
    address: str
    directions: str
    facilities: tuple[str, ...] = ()
    accessibility: str
    seat_count: int
    sections: tuple[Section, ...]

    @cached_property
    def rows(self) -> dict[tuple[str, str], Row]:
        """Rows by (section, row label), section by section from the front. Computed once per loaded venue."""
        return {(section.section_id, row.label): row for section in self.sections for row in _rows(section)}

    @cached_property
    def rows_by_section(self) -> dict[str, tuple[Row, ...]]:
        """The rows of each section from the front, sections in the venue's order. Computed once per loaded venue."""
        found: dict[str, list[Row]] = {section.section_id: [] for section in self.sections}
        for (section_id, _), row in self.rows.items():
            found[section_id].append(row)
        return {section_id: tuple(rows) for section_id, rows in found.items()}

    @cached_property
    def sections_by_id(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.section_id: section for section in self.sections}


def _rows(section: Section) -> Iterator[Row]:
    position = 0
    for group in section.rows:
        for index, label in enumerate(group.labels):
            y = group.y + index
            yield Row(section, label, group, position, y, min(math.hypot(_aside(block), y) for block in group.blocks))
            position += 1


def _aside(block: SeatBlock) -> float:
    """How far the stage's centre line lies beside a block; 0 where it runs through it."""
    return max(block.x, -(block.x + block.last - block.first + 1), 0.0)
