"""What the web shows: reservations, performances, dates, seats."""

from typing import Any

from megaticket.booking.cancellation import CancellationQuote
from megaticket.booking.models import Hold, HoldState
from megaticket.booking.service import Booking
from megaticket.booking.transitions import Moment
from megaticket.catalog.models import Performance, Schedule, Section
from megaticket.clock import from_epoch, iso, moment_text
from megaticket.contracts import hold_view
from megaticket.seating.seats import House, SeatId

RESERVED = frozenset({HoldState.CONFIRMED, HoldState.CANCELLED})


def reservation_view(hold: Hold, moment: Moment) -> dict[str, Any]:
    """A hold or reservation of the signed-in person."""
    state = moment.state_of(hold)
    reserved = {"reservationNumber": hold.reservation_number} if hold.state in RESERVED else {}
    refund = {} if hold.cancelled_refund is None else {"refund": hold.cancelled_refund}
    return hold_view(hold, moment.now) | {
        "state": state.value,
        "venueName": hold.venue_name,
        "createdAt": hold.created_at,
        **reserved,
        **refund,
        **_recovery(hold, moment),
    }


def _recovery(hold: Hold, moment: Moment) -> dict[str, str]:
    """In recovery: a hold that was rescued, or a reservation that the standing-in region made."""
    control = moment.control
    if not control.recovery_mode or control.recovery_start is None:
        return {}
    if moment.protected_until(hold) and hold.state in {HoldState.HOLDING, HoldState.PAYING, HoldState.APPROVING}:
        return {"recoveryStatus": "dr_recovered"}
    made_here = hold.holding_created_at >= control.recovery_start
    return {"recoveryStatus": "dr_reserved"} if made_here and hold.state == HoldState.CONFIRMED else {}


def quote_view(quote: CancellationQuote) -> dict[str, Any]:
    """What cancelling would cost and give back, in won."""
    return {"fee": quote.fee, "refund": quote.refund, "deadlineText": quote.deadline_text}


def performance_view(performance: Performance) -> dict[str, Any]:
    """A performance without the map of its grades."""
    return performance.model_dump(mode="json", by_alias=True, exclude={"areas"})


def schedule_view(schedule: Schedule, moment: Moment) -> dict[str, Any]:
    """A date, and whether it is sold now."""
    shown = schedule.model_dump(mode="json", by_alias=True, exclude={"blocked"})
    return shown | {
        "startsAt": iso(schedule.starts_at),
        "startsAtText": moment_text(schedule.starts_at),
        "saleState": schedule.sale_state(from_epoch(moment.now)),
    }


def sections_view(house: House, booking: Booking) -> dict[str, Any]:
    """Free seats per section: what the section has, less what is taken or not sold."""
    sections = [_section_view(section, house, booking) for section in house.venue.sections]
    return {"scheduleId": house.schedule.schedule_id, "sections": sections}


def _section_view(section: Section, house: House, booking: Booking) -> dict[str, Any]:
    taken = booking.taken(house.schedule.schedule_id, section.section_id)
    blocked = sum(seat.section == section.section_id for seat in house.blocked - taken)
    total = sum(block.last - block.first + 1 for group in section.rows for _ in group.labels for block in group.blocks)
    return {
        "sectionId": section.section_id,
        "label": section.label,
        "total": total,
        "free": total - len(taken) - blocked,
    }


def seats_view(house: House, section: Section, taken: frozenset[SeatId]) -> dict[str, Any]:
    """One section's seats that are not free; whatever the geometry has and this does not name is free."""
    blocked = {seat for seat in house.blocked if seat.section == section.section_id}
    rows = (row for row in house.venue.rows.values() if row.section is section)
    grades = [
        {"row": row.label, "grade": grade, "price": house.performance.price_of(grade)}
        for row in rows
        if (grade := house.grade_of(row))
    ]
    return {
        "scheduleId": house.schedule.schedule_id,
        "sectionId": section.section_id,
        "rows": grades,
        "taken": sorted(map(str, taken)),
        "blocked": sorted(map(str, blocked - taken)),
    }
