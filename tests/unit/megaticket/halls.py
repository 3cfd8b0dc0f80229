"""Halls as people draw them: one line a row from the stage back, one character a seat.

    R .xO|O#w

`.` a free seat, `O` a free seat that is the expected answer, `x` taken, `#` not sold on this date, `w` accessible, `c`
companion, `v` restricted view, `-` free but not to be offered again, `|` an aisle. Before each row stands its grade. The
stage's centre line runs through the middle of the longest row, or through the `*` of a line of its own. A line that
starts with `=` begins a section and names it; `= B @5` puts it five seats to the right and level with the first row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from megaticket.catalog.models import BlockedSeats, Grade, GradeArea
from megaticket.catalog.venues import RowGroup, SeatBlock, SeatRange, Section
from megaticket.seating.seats import House, SeatId
from tests.unit.megaticket.stage import PERFORMANCE, SCHEDULE, VENUE, altered

KEPT = {"w": "accessible", "c": "companion", "v": "restricted_view"}


@dataclass(frozen=True)
class Cell:
    """One drawn seat. `x` is its left edge in seat widths from the centre line, `strip` its run between two aisles."""

    seat: SeatId
    symbol: str
    grade: str
    x: float
    y: int
    strip: int


@dataclass
class Hall:
    """A drawn hall, as cells and as a House."""

    cells: list[Cell] = field(default_factory=list)

    def seats(self, symbols: str) -> frozenset[SeatId]:
        return frozenset(cell.seat for cell in self.cells if cell.symbol in symbols)

    def taken_of(self, section: str) -> frozenset[SeatId]:
        return frozenset(seat for seat in self.seats("x") if seat.section == section)

    @property
    def house(self) -> House:
        areas = {(cell.seat.section, cell.seat.row): cell.grade for cell in self.cells}
        performance = altered(
            PERFORMANCE,
            grades=tuple(Grade(name=grade, price=1) for grade in sorted(set(areas.values()))),
            areas=tuple(
                GradeArea(grade=grade, section=section, first_row=row, last_row=row)
                for (section, row), grade in areas.items()
            ),
        )
        blocked = tuple(
            BlockedSeats(section=seat.section, row=seat.row, first=seat.number, last=seat.number)
            for seat in self.seats("#")
        )
        sections = tuple(map(self._section, dict.fromkeys(cell.seat.section for cell in self.cells)))
        return House(
            altered(VENUE, sections=sections),
            performance,
            altered(SCHEDULE, blocked=blocked),
        )

    def _section(self, name: str) -> Section:
        cells = [cell for cell in self.cells if cell.seat.section == name]
        kept = {
            kind: tuple(
                SeatRange(row=cell.seat.row, first=cell.seat.number, last=cell.seat.number)
                for cell in cells
                if cell.symbol == symbol
            )
            for symbol, kind in KEPT.items()
        }
        rows = tuple(_row(label, cells) for label in dict.fromkeys(cell.seat.row for cell in cells))
        return Section(section_id=name, floor="1층", name=name, rows=rows, **kept)


def _row(label: str, cells: list[Cell]) -> RowGroup:
    row = [cell for cell in cells if cell.seat.row == label]
    strips = [[cell for cell in row if cell.strip == strip] for strip in dict.fromkeys(cell.strip for cell in row)]
    blocks = tuple(SeatBlock(first=strip[0].seat.number, last=strip[-1].seat.number, x=strip[0].x) for strip in strips)
    return RowGroup(labels=(label,), blocks=blocks, y=float(row[0].y))


def draw(picture: str) -> Hall:
    """Reads a drawing."""
    lines = [line.strip() for line in picture.strip().splitlines()]
    rows = [line[2:] for line in lines if line[0] not in "=*"]
    centre = next((line.index("*") - 2 + 0.5 for line in lines if "*" in line), max(map(len, rows)) / 2)
    hall = Hall()
    section, number, depth, right = "A", 0, 0, 0
    for line in lines:
        if line.startswith("="):
            section, _, aside = (part.strip() for part in line[1:].partition("@"))
            right, depth, number = int(aside or 0), 0 if aside else depth, 0
        elif "*" not in line:
            # A line of aisles alone is no row: the rows before and after it follow one another.
            number, depth = number + bool(line[2:].strip("|")), depth + 1
            hall.cells.extend(_cells(SeatId(section, str(number), depth), line, centre - right))
    return hall


def _cells(start: SeatId, line: str, centre: float) -> Iterator[Cell]:
    """The seats of a line; `start.number` is how far back the row lies."""
    strip, number = 0, 0
    for column, symbol in enumerate(line[2:]):
        if symbol == "|":
            strip += 1
        else:
            number += 1
            yield Cell(start._replace(number=number), symbol, line[0], column - centre, start.number, strip)
