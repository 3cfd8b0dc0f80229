"""Looking for the best free seats, and for what there is elsewhere, with a bounded number of reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lambdas.chat.tools.base import ToolContext
from lambdas.chat.tools.offers import taken_in
from megaticket.seating.alternatives import Alternative, Elsewhere
from megaticket.seating.best import SECTION_READS, Found, best_available
from megaticket.seating.demand import demand_at
from megaticket.seating.party import Party, Person
from megaticket.seating.seats import House, SeatId


@dataclass(frozen=True)
class Wish:
    """What somebody looks for.

    Args:
        party: who wants to sit together; its grade is the first of `grades`.
        grades: the grades to search, in that order; (None,) for any at once.
        avoid: seats not to offer again.
        passed: sections that an earlier search has read in vain.
    """

    party: Party
    grades: tuple[str | None, ...]
    avoid: frozenset[SeatId] = frozenset()
    passed: tuple[str, ...] = ()


@dataclass
class Search:
    """One call's search. What is read once is remembered."""

    house: House
    context: ToolContext
    _read: dict[tuple[str, str], frozenset[SeatId]] = field(default_factory=dict)

    def best(self, wish: Wish) -> Found:
        """The best seats of the first grade that has any; sections are read four times at most."""
        schedule = self.house.schedule
        demand = demand_at(schedule, self.context.now, self.context.state.refusals)
        person = Person(self.context.user_id, demand, wish.avoid)
        found = Found((), ())
        for grade in wish.grades:
            party = replace(wish.party, grade=grade)
            reads = SECTION_READS - len(self._read)
            last = best_available(self.house, self._taken_of, party, person, passed=wish.passed, reads=reads)
            found = Found(last.options, (*found.read, *last.read), (*found.unread, *last.unread))
            if found.options:
                break
        return found

    def elsewhere(self, wish: Wish) -> Sequence[Alternative]:
        """Up to three other chances, of the grades that will do."""
        seed = self.context.user_id
        schedules = self.context.services.catalog.schedules(self.house.performance.performance_id)
        looking = Elsewhere(wish.party, self._taken, seed)
        found = looking.alternatives(self.house, schedules, self.context.now)
        return [other for other in found if len(wish.grades) == 1 or other.option.runs[0].grade in wish.grades]

    def _taken_of(self, section: str) -> frozenset[SeatId]:
        return self._taken(self.house.schedule.schedule_id, section)

    def _taken(self, schedule_id: str, section: str) -> frozenset[SeatId]:
        key = schedule_id, section
        if key not in self._read:
            self._read[key] = taken_in(schedule_id, section, self.context)
        return self._read[key]
