"""What claims are about: seats of a date that the server offered or holds, drawn from the whole demo catalogue."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from hypothesis import assume
from hypothesis import strategies as st

from lambdas.chat.guard.grounding import Grounding
from megaticket.catalog.models import Performance, Schedule
from megaticket.seating.seats import SoldSeat
from tests.unit.chat.guard.facts import NOW, PERFORMANCES, VENUES, about, hold, house, proposal, quote, schedules_of

ON_SALE = [s for performance_id in PERFORMANCES for s in schedules_of(performance_id) if s.sale_state(NOW) == "open"]
PRICES = sorted({grade.price for performance in PERFORMANCES.values() for grade in performance.grades})
ACTORS = sorted({a for performance in PERFORMANCES.values() for role in performance.cast for a in role.actors})
Drawn = TypeVar("Drawn")


class Draw(Protocol):
    """Draws a value; of a test's data or within a strategy."""

    def __call__(self, strategy: st.SearchStrategy[Drawn], label: object = ...) -> Drawn: ...


Parts = dict[str, Any]


@dataclass(frozen=True)
class Booking:
    """Seats of one date that the server offered, or holds for so long; and the number of a seat beside them that is gone."""

    schedule: Schedule
    seats: tuple[SoldSeat, ...]
    fee: int
    is_held: bool
    left_seconds: int
    gone: int
    facts: Grounding

    @property
    def performance(self) -> Performance:
        return PERFORMANCES[self.schedule.performance_id]

    @property
    def subtotal(self) -> int:
        return sum(seat.price for seat in self.seats)


@st.composite
def bookings(draw: st.DrawFn) -> Booking:
    schedule = draw(st.sampled_from(ON_SALE))
    seats = house(schedule)
    row = draw(st.sampled_from([row for row in VENUES[schedule.venue_id].rows.values() if seats.grade_of(row)]))
    block = draw(st.sampled_from(row.group.blocks))
    count = draw(st.integers(1, min(schedule.ticket_limit, block.last - block.first + 1)))
    first = draw(st.integers(block.first, block.last - count + 1))
    ids = [f"{row.section.section_id}-{row.label}-{place}" for place in range(first, first + count)]
    assume(not any(str(seat) in ids for seat in seats.blocked))
    quoted, is_held = quote(schedule, ids), draw(st.booleans())
    left = draw(st.sampled_from([600, 437, 190]))
    made: Parts = {"holds": (hold(schedule, ids, left),)} if is_held else {"offered": (proposal(schedule, ids),)}
    gone = first + count
    taken = f"{row.section.section_id}-{row.label}-{gone}"
    also = draw(st.lists(st.sampled_from(sorted(PERFORMANCES)), max_size=2))
    results = [{"error": {"code": "SEAT_TAKEN", "seatIds": [taken]}}]
    facts = about(schedule.performance_id, count=count, also=also, results=results, **made)
    return Booking(schedule, quoted.seats, quoted.booking_fee, is_held, left, gone, facts)


@dataclass(frozen=True)
class Claim:
    """A kind of claim: its members for a booking, its words, and false values by member."""

    parts: Callable[[Draw, Booking], Parts]
    words: Callable[[Draw, Parts], str]
    other: Mapping[str, Callable[[Booking, Parts], Iterable[Any]]]
    """Real values of the catalogue that make the claim false, by member."""
    outside: Mapping[str, Callable[[Booking, Parts], Iterable[Any]]]
    """Values that are nowhere in the catalogue."""
