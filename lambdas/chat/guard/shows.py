"""A performance as claims are checked against it: prices, dates with casting, fees, and what its texts say."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from lambdas.chat.guard.form import bare, numbered, squeezed
from lambdas.chat.guard.names import Names
from lambdas.chat.guard.tokens import Kind, Token, Value, tokens_of
from lambdas.chat.tools.texts import cancellation_texts
from megaticket.catalog.models import Performance, Schedule
from megaticket.catalog.venues import Venue
from megaticket.clock import KST

SATURDAY = 5

Spoken = frozenset[tuple[Kind, Value]]
"""Numbers that stand in somebody's words, each with its kind."""


def grade_core(name: str) -> str:
    """A grade's name as it is compared: "R석" and "r" are "R"."""
    return squeezed(name).upper().removesuffix("석") or squeezed(name)


@dataclass(frozen=True)
class Showing:
    """One date. `starts_at` is in KST; `casting` holds (role, actor), squeezed."""

    schedule_id: str
    starts_at: datetime
    sale_opens_at: datetime
    casting: frozenset[tuple[str, str]]
    ticket_limit: int
    maximum_extensions: int

    @classmethod
    def of(cls, schedule: Schedule) -> "Showing":
        """The date of a schedule."""
        casting = frozenset((squeezed(cast.role), squeezed(cast.actor)) for cast in schedule.casting)
        starts_at, opens_at = schedule.starts_at.astimezone(KST), schedule.sale_opens_at.astimezone(KST)
        limits = schedule.ticket_limit, schedule.maximum_extensions
        return cls(schedule.schedule_id, starts_at, opens_at, casting, *limits)


@dataclass(frozen=True)
class Area:
    """Rows of a section that a grade covers, `first` to `last`, as the venue writes them; None for the whole section."""

    grade: str
    place: str
    first: str | None
    last: str | None
    rows: frozenset[str]


@dataclass(frozen=True)
class Show:
    """A performance; its dates and its venue are read only where a claim needs them."""

    performance: Performance
    load_venue: Callable[[str], Venue | None]
    load_schedules: Callable[[str], Sequence[Schedule]]
    names: Names

    @cached_property
    def showings(self) -> tuple[Showing, ...]:
        """Its dates, soonest first."""
        return tuple(map(Showing.of, self.load_schedules(self.performance_id)))

    @cached_property
    def venue(self) -> Venue | None:
        """Where it plays."""
        return self.load_venue(self.performance.venue_id)

    @property
    def performance_id(self) -> str:
        """The performance's id."""
        return self.performance.performance_id

    @cached_property
    def prices(self) -> dict[str, int]:
        """Won by grade, as grades are compared."""
        return {grade_core(grade.name): grade.price for grade in self.performance.grades}

    def ages(self, grades: Collection[str]) -> set[int]:
        """The age rating of the performance, and those that these grades have of their own."""
        own = {grade.minimum_age for grade in self.performance.grades if grade_core(grade.name) in grades}
        return {self.performance.minimum_age, *filter(None, own)}

    @cached_property
    def cast(self) -> frozenset[tuple[str, str]]:
        """Everyone who plays during the run: (role, actor), squeezed."""
        return frozenset(
            (squeezed(role.role), squeezed(actor)) for role in self.performance.cast for actor in role.actors
        )

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Where each grade is."""
        return tuple(_areas(self.performance, self.venue)) if self.venue else ()

    @cached_property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The venue's sections: label and name, squeezed, longest first."""
        sections = self.venue.sections if self.venue else ()
        named = [(squeezed(section.label), squeezed(section.name)) for section in sections]
        return tuple(sorted(named, key=lambda section: -len(section[0])))

    @cached_property
    def show_days(self) -> frozenset[date]:
        """Days with a show."""
        return frozenset(showing.starts_at.date() for showing in self.showings)

    def closing(self, day: date) -> time:
        """Until when a show of this day can be cancelled, on the day before."""
        policy = self.performance.cancellation
        eve = day - timedelta(days=1)
        return time.fromisoformat(policy.closes_at_on_saturday if eve.weekday() == SATURDAY else policy.closes_at)

    @cached_property
    def texts(self) -> str:
        """What the catalogue says in words, squeezed; without the fee policy, whose amounts belong to days."""
        return "|".join(squeezed(numbered(bare(text))) for text in self._sentences())

    @cached_property
    def said(self) -> Spoken:
        """The numbers of those words, each with its kind."""
        policy = cancellation_texts(self.performance.cancellation)
        forms = (numbered(self.names.marked(bare(text))) for text in (*self._sentences(), *policy))
        return spoken_in([token for form in forms for token in tokens_of(form, self.names, frozenset(self.prices))])

    def _sentences(self) -> Sequence[str]:
        shown, venue = self.performance, self.venue
        place = (venue.name, venue.address, venue.directions, *venue.facilities, venue.accessibility) if venue else ()
        support = (shown.support.name, shown.support.phone, shown.support.hours)
        return (shown.title, shown.synopsis, shown.age_text, *shown.notices, shown.pickup, *support, *place)


def spoken_in(tokens: Sequence[Token]) -> Spoken:
    """The first value of each token with its kind; of dates also month and day ("12-5"), of seats row and number ("7-15")."""
    found: set[tuple[Kind, Value]] = set()
    for token in tokens:
        found.add((token.kind, token.values[0]))
        if token.kind == Kind.SEAT:
            found |= {(token.kind, f"{token.word()}-{number}") for number in token.values[1:]}
        if token.kind == Kind.DATE:
            found.add((token.kind, f"{token.values[1]}-{token.values[2]}"))
        if token.kind == Kind.CLOCK:
            found.add((token.kind, f"{token.number() % 12}:{token.number(1)}"))
    return frozenset(found)


def _areas(performance: Performance, venue: Venue) -> list[Area]:
    made = []
    for area in performance.areas:
        rows = [row for (section, _), row in venue.rows.items() if section == area.section]
        labels = [row.label.upper() for row in rows]
        first = labels.index(area.first_row.upper()) if area.first_row else 0
        last = labels.index(area.last_row.upper()) if area.last_row else len(labels) - 1
        place = squeezed(venue.sections_by_id[area.section].label)
        edges = (area.first_row.upper() if area.first_row else None, area.last_row.upper() if area.last_row else None)
        made.append(Area(grade_core(area.grade), place, *edges, frozenset(labels[first : last + 1])))
    return made


LABEL = re.compile(r"^(.*?)\s*(\S+)열\s*(\d+)번$")
"""A seat's label in its parts: the section's words, the row, the number."""
