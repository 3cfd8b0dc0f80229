"""What can be booked: performances and their schedules, as they are stored and served."""

from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from megaticket.base import StoredRecord

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
Won = Annotated[int, Field(ge=0)]
"""An amount in Korean won; there is no smaller unit."""


class Grade(StoredRecord):
    """A price class of one performance. `minimum_age` is its own age rating in years, None for the performance's."""

    name: str
    price: Won
    minimum_age: int | None = None


class GradeArea(StoredRecord):
    """Which seats a grade covers: a section, or the rows of it from `first_row` to `last_row`, both included."""

    grade: str
    section: str
    first_row: str | None = None
    last_row: str | None = None


class CastRole(StoredRecord):
    """A role and everyone who plays it during the run."""

    role: str
    actors: tuple[str, ...]


class CancellationTier(StoredRecord):
    """The fee for cancelling from `from_days` to `to_days` before the day of the performance, both included.

    Exactly one of `fee_per_ticket` (won) and `fee_percent` (of the price) is set.
    """

    from_days: int
    to_days: int | None = None
    fee_per_ticket: Won | None = None
    fee_percent: Annotated[int, Field(ge=0, le=100)] | None = None


class CancellationPolicy(StoredRecord):
    """A seller's fee policy. It is data of the performance: no amount of it stands in code."""

    free_days_after_booking: int
    tiers: tuple[CancellationTier, ...]
    closes_at: str = "17:00"
    closes_at_on_saturday: str = "11:00"


class Support(StoredRecord):
    """Whom a person can call."""

    name: str
    phone: str
    hours: str


class Performance(StoredRecord):
    """A production with its prices, policies and cast."""

    performance_id: Identifier
    title: str
    genre: str
    company: str
    venue_id: Identifier
    synopsis: str
    period_start: date
    period_end: date
    running_minutes: int
    intermission_minutes: int = 0
    minimum_age: int
    age_text: str
    grades: tuple[Grade, ...]
    areas: tuple[GradeArea, ...]
    cast: tuple[CastRole, ...] = ()
    booking_fee_per_ticket: Won
    cancellation: CancellationPolicy
    notices: tuple[str, ...] = ()
    pickup: str
    support: Support

    def price_of(self, grade: str) -> int:
        """The price of a grade in won. Raises KeyError for a grade that this performance does not sell."""
        return self.prices[grade]

    def minimum_age_of(self, grade: str) -> int:
        """The age in years from which a grade's seats may be used: its own, else the performance's."""
        own = next((priced.minimum_age for priced in self.grades if priced.name == grade), None)
        return self.minimum_age if own is None else own

    @cached_property
    def areas_by_section(self) -> dict[str, tuple[GradeArea, ...]]:
        """The areas of each section, by its id."""
        sections = {area.section for area in self.areas}
        return {section: tuple(area for area in self.areas if area.section == section) for section in sections}

    @cached_property
    def prices(self) -> dict[str, int]:
        """Won by grade name."""
        return {grade.name: grade.price for grade in self.grades}


class Casting(StoredRecord):
    """Who plays a role on one date."""

    role: str
    actor: str


class BlockedSeats(StoredRecord):
    """Seats of one schedule that are not sold: house seats, cameras."""

    section: str
    row: str
    first: int
    last: int


class Schedule(StoredRecord):
    """One date of a performance."""

    schedule_id: Identifier
    performance_id: Identifier
    venue_id: Identifier
    starts_at: datetime
    sale_opens_at: datetime
    sale_closes_at: datetime
    ticket_limit: Annotated[int, Field(ge=1)]
    maximum_extensions: int = 2
    casting: tuple[Casting, ...] = ()
    blocked: tuple[BlockedSeats, ...] = ()

    def sale_state(self, now: datetime) -> Literal["upcoming", "open", "closed"]:
        """Whether tickets of this date are sold at `now`."""
        if now < self.sale_opens_at:
            return "upcoming"
        return "open" if now < self.sale_closes_at else "closed"
