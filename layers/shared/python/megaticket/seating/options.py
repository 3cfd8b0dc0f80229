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


class Likeness(NamedTuple):
    """What near-equal options have in common.

    Attributes:
        rank: whether the party sits together.
        unevenness: how many more sit in the larger group.
        orphans: ordinary seats that would be left alone.
        borrowed: ordinary seats that people beside a wheelchair would take.
    """

    rank: Rank
    unevenness: int
    orphans: int
    borrowed: int


PERFECT = Likeness(Rank.TOGETHER, 0, 0, 0)
"""Nothing but a nearer option is better."""


class Option(NamedTuple):
    """Seats for a whole party.

    Attributes:
        likeness: how good it is, apart from the distance.
        distance: how far the party sits from the stage's centre, in seat widths: the mean over the people.
        positions: where its runs lie.
        runs: where it sits: one run, or two of at least two people each.
    """

    likeness: Likeness
    distance: float
    positions: tuple[tuple[int, int, int], ...]
    runs: tuple[Run, ...]

    @property
    def rank(self) -> Rank:
        """Whether the party sits together."""
        return self.likeness.rank

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
    def order(self) -> tuple[object, ...]:
        """Options from best to worst; of two as good, first the one of the earlier section, row and seat."""
        return self[:3]

    def overlaps(self, other: "Option") -> bool:
        """Whether the two share a seat."""
        return any(mine.overlaps(theirs) for mine in self.runs for theirs in other.runs)


def together(run: Run) -> Option:
    """The option of a party that sits side by side."""
    rank = Rank.LEAVING_ONE_ALONE if run.orphans else Rank.TOGETHER
    return Option(Likeness(rank, 0, run.orphans, run.borrowed), run.distance, (run.position,), (run,))


def in_two(rank: Rank, one: Run, other: Run) -> Option:
    """The option of two groups, none of which has a wheelchair."""
    runs = tuple(sorted((one, other), key=lambda run: run.position))
    likeness = Likeness(rank, abs(one.size - other.size), one.orphans + other.orphans, borrowed=0)
    distance = (one.size * one.distance + other.size * other.distance) / (one.size + other.size)
    return Option(likeness, round(distance, 6), tuple(run.position for run in runs), runs)
