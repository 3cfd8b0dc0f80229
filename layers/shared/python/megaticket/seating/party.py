"""Who wants to sit together, and who asks for them."""

from dataclasses import dataclass

from megaticket.seating.demand import Demand
from megaticket.seating.seats import SeatId


@dataclass(frozen=True)
class Party:
    """What is asked for. Seats that are kept for a need are given only to whoever has it.

    Args:
        count: people, at least 1, those in wheelchairs included.
        grade: a grade's name, or None for any.
        wheelchairs: how many of them need an accessible seat; the others then sit beside them.
        restricted_view: whether seats with a restricted view will do as well.
        only_restricted_view: whether no others will do.
    """

    count: int
    grade: str | None = None
    wheelchairs: int = 0
    restricted_view: bool = False
    only_restricted_view: bool = False


@dataclass(frozen=True)
class Person:
    """Who asks.

    Args:
        seed: stands for the person: near-equal seats are drawn, not the same ones for everybody, and always the same
            ones for this person. With None they are not drawn.
        demand: what is known of the demand; where many choose at one time the draw is wider.
        avoid: seats of the date not to offer again.
    """

    seed: str | None = None
    demand: Demand | None = None
    avoid: frozenset[SeatId] = frozenset()


NOBODY = Person()
"""Nobody in particular: the best in plain order."""
