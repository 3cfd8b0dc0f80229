"""The rule of docs/seating.md done the slow way: on drawn cells, by trying everything. Shares no code with the product."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from megaticket.seating.seats import SeatId
from tests.unit.megaticket.halls import Cell, Hall

Run = tuple[Cell, ...]


@dataclass(frozen=True)
class Candidate:
    """Everything the rule says about one way to seat a party. `like` is rank, unevenness, orphans, borrowed."""

    like: tuple[int, int, int, int]
    distance: float
    tidy: bool
    seats: frozenset[SeatId]


@dataclass(frozen=True)
class Reference:
    """A party in a hall."""

    hall: Hall
    count: int
    grade: str | None = None
    wheelchairs: int = 0
    restricted: bool = False
    only_restricted: bool = False

    @cached_property
    def lines(self) -> dict[tuple[str, str, int], list[Cell]]:
        """The seats of each block, from left to right."""
        found: dict[tuple[str, str, int], list[Cell]] = {}
        for cell in self.hall.cells:
            found.setdefault(block(cell), []).append(cell)
        return found

    def is_open(self, cell: Cell) -> bool:
        if self.only_restricted:
            return cell.symbol == "v"
        return cell.symbol in ".-" + ("wc" if self.wheelchairs else "") + ("v" if self.restricted else "")

    def read(self) -> list[str]:
        """The sections that are read, in their order."""
        return list(dict.fromkeys(section for section, _ in self._searched()))

    def candidates(self, chosen: frozenset[SeatId] = frozenset()) -> list[Candidate]:
        """Every way to seat the party in what is searched, of the best kind there is, without the seats chosen before."""
        cells = [cell for place in self._searched() for cell in self._places()[place]]
        found = [self._together(run) for run in self._runs(cells, self.count)]
        if not found and not self.wheelchairs:
            found = self._pairs(cells, 3) or self._best_counterparts(cells, chosen)
        return [candidate for candidate in found if not candidate.seats & chosen]

    def best_everywhere(self) -> tuple[int, int, int, int] | None:
        """What the best candidate is like if every section of the grade may be read."""
        cells = [cell for cells in self._places().values() for cell in cells]
        runs = [self._together(run).like for run in self._runs(cells, self.count)]
        if not runs and not self.wheelchairs:
            runs = [pair.like for pair in self._pairs(cells, 3) or self._pairs(cells, 4)]
        return min(runs, default=None)

    def _places(self) -> dict[tuple[str, str], list[Cell]]:
        places: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.hall.cells:
            if self.grade in (None, cell.grade):
                places.setdefault((cell.seat.section, cell.grade), []).append(cell)
        return places

    def _searched(self) -> list[tuple[str, str]]:
        places = self._places()
        order = {
            section: number for number, section in enumerate(dict.fromkeys(c.seat.section for c in self.hall.cells))
        }
        focal = sorted(
            places, key=lambda place: (nearest(places[place]), order[place[0]], row_number(places[place][0]))
        )
        searched: list[tuple[str, str]] = []
        closest = math.inf
        for place in focal:
            if nearest(places[place]) >= closest:
                break
            sections = {section for section, _ in searched}
            if place[0] in sections or (len(sections) < 4 and self._could_sit(places[place])):
                searched.append(place)
                clean = [self._together(run) for run in self._runs(places[place], self.count)]
                closest = min([closest, *(one.distance for one in clean if one.like == (1, 0, 0, 0))])
        return searched

    def _could_sit(self, cells: Sequence[Cell]) -> bool:
        empty = [Cell(c.seat, "." if c.symbol in "x-" else c.symbol, c.grade, c.x, c.y, c.strip) for c in cells]
        smallest = 2 if self.count >= 4 and not self.wheelchairs else self.count
        return any(True for _ in self._runs(empty, smallest))

    def _runs(self, cells: Sequence[Cell], size: int) -> Iterator[Run]:
        for start in range(len(cells) - size + 1):
            run = tuple(cells[start : start + size])
            offered = all(self.is_open(cell) and cell.symbol != "-" for cell in run)
            wheelchairs = sum(cell.symbol == "w" for cell in run)
            if offered and len({block(cell) for cell in run}) == 1 and wheelchairs == self.wheelchairs:
                yield run

    def _together(self, run: Run) -> Candidate:
        orphans = self._orphans(run)
        return self._candidate(1 if orphans == 0 else 2, (run,))

    def _pairs(self, cells: Sequence[Cell], rank: int) -> list[Candidate]:
        for smaller in range(self.count // 2, 1, -1):
            ones, others = list(self._runs(cells, smaller)), list(self._runs(cells, self.count - smaller))
            pairs = combinations(ones, 2) if ones == others else ((one, other) for one in ones for other in others)
            found = [self._candidate(rank, pair) for pair in pairs if self._may_split(pair[0], pair[1], rank)]
            if found:
                return found
        return []

    def _best_counterparts(self, cells: Sequence[Cell], chosen: frozenset[SeatId]) -> list[Candidate]:
        """Of groups apart, each group of the smaller size with the best of the other size that is not chosen."""
        for smaller in range(self.count // 2, 1, -1):
            ones, others = list(self._runs(cells, smaller)), list(self._runs(cells, self.count - smaller))
            if any(self._may_split(one, other, 4) for one in ones for other in others):
                free = [other for other in others if not chosen & {cell.seat for cell in other}]
                fitting = [(one, [other for other in free if self._may_split(one, other, 4)]) for one in ones]
                return [self._candidate(4, (one, min(fit, key=self._worth))) for one, fit in fitting if fit]
        return []

    def _worth(self, run: Run) -> tuple[int, float, int, int, int]:
        order = list(dict.fromkeys(cell.seat.section for cell in self.hall.cells))
        place = order.index(run[0].seat.section), row_number(run[0]), run[0].seat.number
        return self._orphans(run), from_stage(run), *place

    def _may_split(self, one: Run, other: Run, rank: int) -> bool:
        if one[0].grade != other[0].grade or self._stretch(one) == self._stretch(other):
            return False
        gap = max(one[0].x - (other[-1].x + 1), other[0].x - (one[-1].x + 1))
        rows = abs(row_number(one[0]) - row_number(other[0]))
        return rank == 4 or (one[0].seat.section == other[0].seat.section and rows <= 1 and gap <= 2)

    def _candidate(self, rank: int, groups: Sequence[Run]) -> Candidate:
        sizes = [len(group) for group in groups]
        orphans = sum(map(self._orphans, groups))
        ordinary = sum(cell.symbol == "." for group in groups for cell in group)
        distance = sum(len(group) * from_stage(group) for group in groups) / self.count
        return Candidate(
            (rank, max(sizes) - min(sizes), orphans, ordinary if self.wheelchairs else 0),
            round(distance, 6),
            all(map(self._is_tidy, groups)),
            frozenset(cell.seat for group in groups for cell in group),
        )

    def _orphans(self, run: Run) -> int:
        ordinary = {cell.seat.number for cell in self.lines[block(run[0])] if cell.symbol in ".-"}
        left, right = run[0].seat.number - 1, run[-1].seat.number + 1
        return (left in ordinary and left - 1 not in ordinary) + (right in ordinary and right + 1 not in ordinary)

    def _stretch(self, run: Run) -> frozenset[SeatId]:
        line = self.lines[block(run[0])]
        here = line.index(run[0])
        first, last = here, here
        while first > 0 and self.is_open(line[first - 1]):
            first -= 1
        while last + 1 < len(line) and self.is_open(line[last + 1]):
            last += 1
        return frozenset(cell.seat for cell in line[first : last + 1])

    def _is_tidy(self, run: Run) -> bool:
        numbers = [seat.number for seat in self._stretch(run)]
        before, after = run[0].seat.number - min(numbers), max(numbers) - run[-1].seat.number
        size = len(run)
        return before // size + after // size == (before + after) // size


def block(cell: Cell) -> tuple[str, str, int]:
    return cell.seat.section, cell.seat.row, cell.strip


def row_number(cell: Cell) -> int:
    """Drawn rows are numbered from the front; a section's rows follow one another."""
    return int(cell.seat.row)


def from_stage(run: Run) -> float:
    middle = sum(cell.x + 0.5 for cell in run) / len(run)
    return round(math.sqrt(middle**2 + run[0].y ** 2), 6)


def nearest(cells: Sequence[Cell]) -> float:
    return min(math.sqrt(max(cell.x, -(cell.x + 1), 0.0) ** 2 + cell.y**2) for cell in cells)
