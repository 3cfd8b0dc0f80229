"""What the web shows: reservations, performances, dates, seats."""

from typing import Any

from megaticket.booking.cancellation import CancellationQuote
from megaticket.booking.models import Hold, HoldState
from megaticket.booking.rescue import prolonged, recovery_status
from megaticket.booking.service import Booking
from megaticket.booking.transitions import Moment
from megaticket.catalog.models import Performance, Schedule
from megaticket.catalog.venues import Row, Section
from megaticket.clock import from_epoch, iso, moment_text
from megaticket.contracts import hold_view
from megaticket.seating.seats import House, SeatId

RESERVED = frozenset({HoldState.CONFIRMED, HoldState.CANCELLED})


def reservation_view(hold: Hold, moment: Moment) -> dict[str, Any]:
    """A hold or reservation of the signed-in person; one that was rescued ends when recovery's grace does."""
    state = moment.state_of(hold)
    reserved = {"reservationNumber": hold.reservation_number} if hold.state in RESERVED else {}
    refund = {} if hold.cancelled_refund is None else {"refund": hold.cancelled_refund}
    recovery = recovery_status(hold, moment)
    return hold_view(prolonged(hold, moment), moment.now) | {
        "state": state.value,
        "venueName": hold.venue_name,
        "createdAt": hold.created_at,
        **reserved,
        **refund,
        **({"recoveryStatus": recovery} if recovery else {}),
    }


def quote_view(quote: CancellationQuote) -> dict[str, Any]:
    """What cancelling would cost and give back, in won."""
    return {"fee": quote.fee, "refund": quote.refund, "deadlineText": quote.deadline_text}


def performance_view(performance: Performance) -> dict[str, Any]:
    """A performance without the map of its grades; one without an age rating of its own has none."""
    shown = performance.model_dump(mode="json", by_alias=True, exclude={"areas"})
    return shown | {"grades": [grade.model_dump(by_alias=True, exclude_none=True) for grade in performance.grades]}


def schedule_view(schedule: Schedule, moment: Moment) -> dict[str, Any]:
    """A date, and whether it is sold now."""
    shown = schedule.model_dump(mode="json", by_alias=True, exclude={"blocked"})
    return shown | {
        "startsAt": iso(schedule.starts_at),
        "startsAtText": moment_text(schedule.starts_at),
        "saleState": schedule.sale_state(from_epoch(moment.now)),
    }


def sections_view(house: House, booking: Booking) -> dict[str, Any]:
    """Free seats per section: what this date sells there, less what is taken or blocked."""
    sections = [_section_view(section, house, booking) for section in house.venue.sections]
    return {"scheduleId": house.schedule.schedule_id, "sections": sections}


def _section_view(section: Section, house: House, booking: Booking) -> dict[str, Any]:
    taken = booking.taken(house.schedule.schedule_id, section.section_id)
    total = sum(block.last - block.first + 1 for row, _ in _sold_rows(house, section) for block in row.group.blocks)
    return {
        "sectionId": section.section_id,
        "label": section.label,
        "total": total,
        "free": total - len(taken | _blocked(house, section)),
    }


def seats_view(house: House, section: Section, taken: frozenset[SeatId]) -> dict[str, Any]:
    """One section's seats that are not free; in the rows given here, whatever this does not name is free."""
    grades = [
        {"row": row.label, "grade": grade, "price": house.performance.price_of(grade)}
        for row, grade in _sold_rows(house, section)
    ]
    return {
        "scheduleId": house.schedule.schedule_id,
        "sectionId": section.section_id,
        "rows": grades,
        "taken": sorted(map(str, taken)),
        "blocked": sorted(map(str, _blocked(house, section) - taken)),
    }


def _sold_rows(house: House, section: Section) -> list[tuple[Row, str]]:
    """The rows of a section that the performance sells, with their grades; the section's own, whatever the house has."""
    labels = (label for group in section.rows for label in group.labels)
    rows = (house.venue.rows[section.section_id, label] for label in labels)
    return [(row, grade) for row in rows if (grade := house.grade_of(row))]


def _blocked(house: House, section: Section) -> frozenset[SeatId]:
    """Seats of a section that the performance sells and this date does not."""
    return frozenset(seat for seat in house.blocked if seat.section == section.section_id and house.seat(seat))
