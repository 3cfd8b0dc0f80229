"""Best available: the seats that a party is offered. The rule in numbers stands in docs/seating.md."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from megaticket.seating.choice import Source, besides, choose
from megaticket.seating.options import PERFECT, Option, together
from megaticket.seating.party import NOBODY, Party, Person
from megaticket.seating.places import Place, places_of
from megaticket.seating.runs import runs_of
from megaticket.seating.seats import House, SeatId
from megaticket.seating.splits import SMALLEST_GROUP, apart, split
from megaticket.seating.strips import Strip, strips_of

SECTION_READS = 4
"""How many sections one search reads at most."""

TakenOf = Callable[[str], frozenset[SeatId]]
"""Gives the taken seats of one section of the schedule."""


@dataclass(frozen=True)
class Found:
    """What a search found.

    Attributes:
        options: up to three that share no seat, the best first; none where the party cannot be seated.
        read: the sections that were read.
        unread: without an option, the sections that might still have one: no reads were left for them.
    """

    options: tuple[Option, ...]
    read: tuple[str, ...]
    unread: tuple[str, ...] = ()


def best_available(
    house: House,
    taken_of: TakenOf,
    party: Party,
    person: Person = NOBODY,
    *,
    passed: Collection[str] = (),
    reads: int = SECTION_READS,
) -> Found:
    """The best seats for a party.

    Args:
        house: the schedule's seats.
        taken_of: reads the taken seats of a section; called once for each section searched.
        party: who wants to sit together.
        person: who asks.
        passed: sections that earlier searches have read in vain; then the reads are spread over all others, since
            houses mostly sell from the front to the back.
        reads: how many sections may be read.
    """
    places = [place for place in places_of(house, party.grade) if place.section.section_id not in passed]
    if passed:
        places = _spread([place for place in places if could_seat(house, place, party)], reads)
    search = _Search(house, taken_of, party, person, reads)
    for place in places:
        if place.nearest >= search.closest:
            break
        search.look_at(place)
    options = choose(search.options(), person.seed, search.crowd)
    return Found(options, tuple(search.taken), () if options else search.unread(passed))


def _spread(places: Sequence[Place], reads: int) -> list[Place]:
    """So many places from the first to the last, evenly spaced."""
    last = len(places) - 1
    chosen = {round(last * step / max(reads - 1, 1)) for step in range(reads)}
    return [place for index, place in enumerate(places) if index in chosen]


@dataclass
class _Search:
    house: House
    taken_of: TakenOf
    party: Party
    person: Person
    reads: int
    closest: float = math.inf
    taken: dict[str, frozenset[SeatId]] = field(default_factory=dict)
    strips: list[Strip] = field(default_factory=list)
    side_by_side: list[Option] = field(default_factory=list)

    def look_at(self, place: Place) -> None:
        """Adds what a place has, if it may be read and could have anything."""
        section = place.section.section_id
        if section not in self.taken:
            if len(self.taken) == self.reads or not could_seat(self.house, place, self.party):
                return
            self.taken[section] = self.taken_of(section)
        strips = list(strips_of(self.house, place, self.party, self.taken[section], self.person.avoid))
        runs = (run for strip in strips for run in runs_of(strip, self.party.count, self.party.wheelchairs))
        options = [together(run) for run in runs]
        self.strips += strips
        self.side_by_side += options
        self.closest = min((o.distance for o in self.side_by_side if o.likeness == PERFECT), default=math.inf)

    def options(self) -> Source:
        """Everything there is of the best kind: side by side, else split, else apart."""
        in_one = besides(self.side_by_side)
        if self.side_by_side or self.party.wheelchairs:
            return in_one
        return split(self.strips, self.party.count) or apart(self.strips, self.party.count) or in_one

    @property
    def crowd(self) -> int:
        """How many people choose at one time, going by what the sections read have sold."""
        seated = sum(map(len, self.taken.values())) / self.party.count
        return self.person.demand.crowd(seated) if self.person.demand else 0

    def unread(self, passed: Collection[str]) -> tuple[str, ...]:
        """The sections that could seat the party and were not read, the nearest first."""
        places = places_of(self.house, self.party.grade)
        left = [place for place in places if place.section.section_id not in {*self.taken, *passed}]
        return tuple(dict.fromkeys(p.section.section_id for p in left if could_seat(self.house, p, self.party)))


def could_seat(house: House, place: Place, party: Party) -> bool:
    """Whether a place would have seats for a party, or for a group of it, if nothing was taken."""
    if party.wheelchairs and not place.section.accessible:
        return False
    may_split = not party.wheelchairs and party.count >= 2 * SMALLEST_GROUP
    count = SMALLEST_GROUP if may_split else party.count
    return any(True for strip in strips_of(house, place, party, ()) for _ in runs_of(strip, count, party.wheelchairs))
