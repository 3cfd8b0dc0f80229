"""A party that cannot sit side by side: two groups with nobody alone."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from megaticket.seating.options import Option, Rank, in_two
from megaticket.seating.runs import Run, runs_of
from megaticket.seating.strips import Strip

SMALLEST_GROUP = 2
"""Nobody sits alone."""

REACH = 2.0
"""How far apart sideways two groups may be, in seat widths: an aisle."""

Pairing = Callable[[Sequence[Run], Sequence[Run]], Iterator[Option]]


def split(strips: Sequence[Strip], count: int) -> list[Option]:
    """The party in two groups in the same row or in neighbouring rows, as even as possible."""
    return _most_even(strips, count, _neighbours)


def apart(strips: Sequence[Strip], count: int) -> list[Option]:
    """The party in two groups of one grade anywhere, as even as possible: each group with its best counterpart."""
    return _most_even(strips, count, _counterparts)


def _most_even(strips: Sequence[Strip], count: int, pairs: Pairing) -> list[Option]:
    for smaller in range(count // 2, SMALLEST_GROUP - 1, -1):
        ones = [run for strip in strips for run in runs_of(strip, smaller)]
        others = [run for strip in strips for run in runs_of(strip, count - smaller)]
        found = list(pairs(ones, others))
        if found:
            return found
    return []


def _neighbours(ones: Sequence[Run], others: Sequence[Run]) -> Iterator[Option]:
    by_row: dict[tuple[int, str, int], list[Run]] = defaultdict(list)
    for other in others:
        by_row[other.row].append(other)
    for one in ones:
        order, grade, position = one.row
        for near in (position - 1, position, position + 1):
            for other in by_row.get((order, grade, near), ()):
                # Of two groups of one size each pair comes up twice.
                if (one.size < other.size or one.position < other.position) and _are_close(one, other):
                    yield in_two(Rank.SPLIT, one, other)


def _counterparts(ones: Sequence[Run], others: Sequence[Run]) -> Iterator[Option]:
    ranked = sorted(others, key=lambda run: (run.orphans, run.distance, run.position))
    for one in ones:
        fitting = (other for other in ranked if other.grade == one.grade and other.stretch != one.stretch)
        best = next(fitting, None)
        if best:
            yield in_two(Rank.APART, one, best)


def _are_close(one: Run, other: Run) -> bool:
    """Whether an aisle at most lies between two groups of different stretches, sideways."""
    gap = max(one.left, other.left) - min(one.right, other.right)
    return gap <= REACH and one.stretch != other.stretch
