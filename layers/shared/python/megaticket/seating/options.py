"""What a party is offered: all side by side, or in two groups."""

from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from megaticket.seating.runs import Run
from megaticket.seating.seats import SeatId


class Rank(IntEnum):
    """How good an option is, best first. The numbers behind the words stand in docs/seating.md."""

    TOGETHER = 1
    LEAVING_ONE_ALONE = 2
    SPLIT = 3
    APART = 4


class Option(NamedTuple):
    """Seats for a whole party.

    Attributes:
        rank: whether the party sits together.
        orphans: ordinary seats that would be left alone.
        borrowed: ordinary seats that people beside a wheelchair would take.
        distance: how far the party sits from the stage's centre, in seat widths.
        runs: where it sits: one run, or two of at least two people each.
    """

    rank: Rank
    orphans: int
    borrowed: int
    distance: float
    runs: tuple[Run, ...]

    @property
    def seats(self) -> tuple[SeatId, ...]:
        """All its seats, group by group, each from left to right."""
        return tuple(chain.from_iterable(run.seats for run in self.runs))

    @property
    def restricted_view(self) -> tuple[SeatId, ...]:
        """Its seats with a restricted view, which has to be said aloud."""
        marked = [(run.strip.kept.restricted_view, seat) for run in self.runs for seat in run.seats]
        return tuple(seat for bits, seat in marked if bits >> seat.number & 1)

    @property
    def is_together(self) -> bool:
        """Whether all sit side by side."""
        return len(self.runs) == 1

    @property
    def is_tidy(self) -> bool:
        """Whether it takes no place from another party of its size that would fit beside it."""
        return all(run.tidy for run in self.runs)

    @property
    def likeness(self) -> tuple[int, int, int, int]:
        """What near-equal options have in common: rank, how uneven the groups are, and what it costs others."""
        sizes = [run.size for run in self.runs]
        return self.rank, max(sizes) - min(sizes), self.orphans, self.borrowed

    @property
    def is_perfect(self) -> bool:
        """Whether nothing but a nearer one could be better."""
        return self.rank == Rank.TOGETHER and not self.borrowed

    @property
    def order(self) -> tuple[object, ...]:
        """Options from best to worst; of two as good, first the one of the earlier section, row and seat."""
        return *self.likeness, self.distance, *(run.position for run in self.runs)

    def overlaps(self, other: "Option") -> bool:
        """Whether the two share a seat."""
        return any(mine.overlaps(theirs) for mine in self.runs for theirs in other.runs)


def option_of(rank: Rank, *runs: Run) -> Option:
    """The option of one run or two: its distance is the mean over the people."""
    distance = sum(run.size * run.distance for run in runs) / sum(run.size for run in runs)
    orphans, borrowed = sum(run.orphans for run in runs), sum(run.borrowed for run in runs)
    return Option(rank, orphans, borrowed, round(distance, 6), tuple(sorted(runs, key=lambda run: run.position)))


def together(run: Run) -> Option:
    """The option of a party that sits side by side."""
    return option_of(Rank.LEAVING_ONE_ALONE if run.orphans else Rank.TOGETHER, run)
