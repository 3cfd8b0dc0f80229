"""The demo catalogue: fictional performances, their venues, and 60 days of schedules from a given day on."""

from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from megaticket.base import Record
from megaticket.catalog.models import CancellationPolicy, CastRole, Grade, GradeArea, Performance, Schedule, Support
from megaticket.catalog.venues import Section, Venue
from operations.demo_notation import row_labels
from operations.demo_schedules import Run, expand_schedules, starting_times
from operations.demo_venues import HousePlan, expand_venue

DATA = Path(__file__).parent.parent / "data"


class Catalog(NamedTuple):
    """All that can be booked."""

    performances: tuple[Performance, ...]
    venues: tuple[Venue, ...]
    schedules: tuple[Schedule, ...]


class Terms(Record):
    """A seller's conditions, shared by performances of one kind."""

    booking_fee_per_ticket: int
    cancellation: CancellationPolicy
    notices: tuple[str, ...]
    pickup: str
    support: Support


class PricedAreas(Record):
    """A grade's price in won, its age rating and its areas: sections by pattern, then their rows: "1F-[AC] 4-12"."""

    price: int
    minimum_age: int | None = None
    areas: tuple[str, ...]


class Production(Record):
    """A performance as `data/performances` describes it."""

    performance_id: str
    title: str
    genre: str
    company: str
    venue_id: str
    synopsis: str
    running_minutes: int
    intermission_minutes: int = 0
    minimum_age: int
    age_text: str
    grades: dict[str, PricedAreas]
    cast: dict[str, tuple[str, ...]]
    terms: str
    notices: tuple[str, ...]
    run: Run


def demo_catalog(today: date) -> Catalog:
    """The catalogue whose first day is `today` (KST).

    Raises pydantic.ValidationError for data that is not in the form of the product's models.
    """
    venues = {venue.venue_id: venue for venue in _venues()}
    terms = TypeAdapter(dict[str, Terms]).validate_json((DATA / "terms.json").read_bytes())
    performances: list[Performance] = []
    schedules: list[Schedule] = []
    for path in sorted((DATA / "performances").glob("*.json")):
        production = Production.model_validate_json(path.read_bytes())
        performance = _performance(production, terms[production.terms], venues[production.venue_id], today)
        performances.append(performance)
        schedules.extend(expand_schedules(performance, production.run, today))
    return Catalog(tuple(performances), tuple(venues.values()), tuple(schedules))


def _venues() -> Iterator[Venue]:
    for path in sorted((DATA / "venues").glob("*.json")):
        yield expand_venue(HousePlan.model_validate_json(path.read_bytes()))


def _performance(production: Production, terms: Terms, venue: Venue, today: date) -> Performance:
    days = [starts_at.date() for starts_at, _ in starting_times(production.run, today)]
    described = production.model_dump(exclude={"grades", "cast", "terms", "notices", "run"})
    return Performance(
        **described,
        **terms.model_dump(exclude={"notices"}),
        period_start=days[0],
        period_end=days[-1],
        grades=tuple(
            Grade(name=name, price=grade.price, minimum_age=grade.minimum_age)
            for name, grade in production.grades.items()
        ),
        areas=tuple(_areas(production.grades, venue)),
        cast=tuple(CastRole(role=role, actors=actors) for role, actors in production.cast.items()),
        notices=(*production.notices, *terms.notices),
    )


def _areas(grades: Mapping[str, PricedAreas], venue: Venue) -> Iterator[GradeArea]:
    for name, grade in grades.items():
        for note in grade.areas:
            pattern, _, rows = note.partition(" ")
            for section in venue.sections:
                if fnmatchcase(section.section_id, pattern):
                    yield _area(name, section, rows)


def _area(grade: str, section: Section, rows: str) -> GradeArea:
    """The whole section, or those of the rows that it has."""
    if not rows:
        return GradeArea(grade=grade, section=section.section_id)
    present = {label for group in section.rows for label in group.labels}
    wanted = [label for label in row_labels(rows) if label in present]
    return GradeArea(grade=grade, section=section.section_id, first_row=wanted[0], last_row=wanted[-1])
