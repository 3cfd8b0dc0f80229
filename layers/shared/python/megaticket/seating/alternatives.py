"""Where else a party could sit: the same grade on a day near by, or the next grade on the same date."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from megaticket.catalog.models import Schedule
from megaticket.clock import KST
from megaticket.seating.best import SECTION_READS, best_available
from megaticket.seating.options import Option
from megaticket.seating.party import Party, Person
from megaticket.seating.places import places_of
from megaticket.seating.seats import House, SeatId

ALTERNATIVES = 3
"""How many are offered at most."""

DAYS = 3
"""How many days before and after the day that was asked for."""

TakenOn = Callable[[str, str], frozenset[SeatId]]
"""Gives the taken seats of a schedule's section."""


@dataclass(frozen=True)
class Alternative:
    """Seats side by side that are free now, on a date or of a grade that was not asked for. `house` is that date's."""

    house: House
    option: Option


@dataclass(frozen=True)
class Elsewhere:
    """Looks for a party that found nothing on its own date.

    Args:
        party: who wants to sit together.
        taken_on: reads a section; called four times at most.
        seed: stands for the person, as in `Person`.
    """

    party: Party
    taken_on: TakenOn
    seed: str | None = None

    def alternatives(self, house: House, schedules: Iterable[Schedule], now: datetime) -> tuple[Alternative, ...]:
        """Up to three: three dates are read, one section each, and the next grade with the read that is left.

        Args:
            house: the date that was asked for.
            schedules: the performance's dates.
            now: the time, which says what is on sale.
        """
        dates = _near_by(house.schedule, schedules, self.party, now)[:ALTERNATIVES]
        houses = [House(house.venue, house.performance, schedule) for schedule in dates]
        found = [seated for other in houses if (seated := self._seated(other, self.party, reads=1))]
        grade = _next_grade(house, self.party)
        if grade and len(found) < ALTERNATIVES:
            left = SECTION_READS - len(houses)
            found += filter(None, [self._seated(house, replace(self.party, grade=grade), reads=left)])
        return tuple(found)

    def _seated(self, house: House, party: Party, reads: int) -> Alternative | None:
        schedule_id = house.schedule.schedule_id
        person = Person(seed=self.seed)
        found = best_available(house, lambda section: self.taken_on(schedule_id, section), party, person, reads=reads)
        together = (option for option in found.options if option.is_together)
        return next((Alternative(house, option) for option in together), None)


def _near_by(asked: Schedule, schedules: Iterable[Schedule], party: Party, now: datetime) -> list[Schedule]:
    """The dates on sale up to three days away, the nearest day first, then the nearest hour, then the earlier one."""
    start = asked.starts_at.astimezone(KST)

    def distance(schedule: Schedule) -> tuple[int, int, datetime]:
        other = schedule.starts_at.astimezone(KST)
        minutes = (other.hour - start.hour) * 60 + other.minute - start.minute
        return abs((other.date() - start.date()).days), abs(minutes), schedule.starts_at

    near = (
        schedule
        for schedule in schedules
        if schedule.schedule_id != asked.schedule_id
        and schedule.venue_id == asked.venue_id
        and schedule.sale_state(now) == "open"
        and party.count <= schedule.ticket_limit
        and distance(schedule)[0] <= DAYS
    )
    return sorted(near, key=distance)


def _next_grade(house: House, party: Party) -> str | None:
    """The grade next below in price that is sold, else the next above; None where any grade was asked for."""
    prices = house.performance.prices
    if party.grade is None:
        return None
    asked = prices[party.grade]
    others = (grade for grade in prices if grade != party.grade and places_of(house, grade))
    return min(others, key=lambda grade: (prices[grade] > asked, abs(prices[grade] - asked)), default=None)
