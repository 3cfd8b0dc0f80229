"""A party that cannot sit side by side: two groups with nobody alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from megaticket.seating.choice import Source, besides
from megaticket.seating.options import Option, Rank, in_two
from megaticket.seating.runs import Run, runs_of
from megaticket.seating.strips import Strip

SMALLEST_GROUP = 2
"""Nobody sits alone."""

REACH = 2.0
"""How far apart sideways two groups may be, in seat widths: an aisle."""


def split(strips: Sequence[Strip], count: int) -> Source | None:
    """The party in two groups in the same row or in neighbouring rows, as even as possible; None where there are none."""
    for ones, others in _groups(strips, count):
        pairs = list(_neighbours(ones, others))
        if pairs:
            return besides(pairs)
    return None


def apart(strips: Sequence[Strip], count: int) -> Source | None:
    """The party in two groups of one grade anywhere, as even as possible: each group with its best counterpart."""
    for ones, others in _groups(strips, count):
        if any(True for _ in _counterparts(ones, others, ())):
            return partial(_counterparts, ones, others)
    return None


def _groups(strips: Sequence[Strip], count: int) -> Iterator[tuple[list[Run], list[Run]]]:
    """The runs for a smaller and a larger group, the most even sizes first."""
    for smaller in range(count // 2, SMALLEST_GROUP - 1, -1):
        ones = [run for strip in strips for run in runs_of(strip, smaller)]
        others = [run for strip in strips for run in runs_of(strip, count - smaller)]
        yield ones, others


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


def _counterparts(ones: Sequence[Run], others: Sequence[Run], chosen: Sequence[Option]) -> Iterator[Option]:
    gone = [run for option in chosen for run in option.runs]
    ranked = sorted(_free_of(others, gone), key=lambda run: (run.orphans, run.distance, run.position))
    for one in _free_of(ones, gone):
        fitting = (other for other in ranked if other.grade == one.grade and other.stretch != one.stretch)
        best = next(fitting, None)
        if best:
            yield in_two(Rank.APART, one, best)


def _free_of(runs: Sequence[Run], gone: Sequence[Run]) -> Iterator[Run]:
    return (run for run in runs if not any(map(run.overlaps, gone)))


def _are_close(one: Run, other: Run) -> bool:
    """Whether an aisle at most lies between two groups of different stretches, sideways."""
    gap = max(one.left, other.left) - min(one.right, other.right)
    return gap <= REACH and one.stretch != other.stretch
