"""Proposals of exact seats: priced by the server, with what has to be said of them before anybody agrees."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from lambdas.chat.conversation.state import PROPOSAL_SECONDS, ConversationState, Proposal, ProposedSeat
from lambdas.chat.protocol import Action
from lambdas.chat.tools.base import ToolContext
from megaticket.booking.cancellation import closing_time
from megaticket.booking.models import HOLD_SECONDS
from megaticket.booking.quotes import Quote, quote_seats
from megaticket.catalog.venues import SeatRange
from megaticket.clock import moment_text
from megaticket.contracts import won
from megaticket.errors import ErrorCode, Refusal
from megaticket.seating.seats import House, SeatId

RESTRICTED, ACCESSIBLE, COMPANION = "시야제한석", "휠체어석", "동반석"
_NOTES = {
    RESTRICTED: "시야제한석이에요. 무대가 일부 가려질 수 있어요.",
    ACCESSIBLE: "휠체어석이에요. 이용 자격이 필요해요.",
    COMPANION: "휠체어석 동반석이에요. 휠체어를 이용하시는 분과 함께 앉는 자리예요.",
}


def propose(house: House, seat_ids: Sequence[str], context: ToolContext) -> Proposal | Refusal:
    """A proposal of exactly these seats at the server's price, if they can be sold and are free."""
    quote = quote_seats(house, tuple(seat_ids), context.now_seconds)
    if isinstance(quote, Refusal):
        return quote
    sections = {sold.seat.section for sold in quote.seats}
    schedule_id = house.schedule.schedule_id
    taken = frozenset[SeatId]().union(*(taken_in(schedule_id, section, context) for section in sections))
    gone = tuple(str(sold.seat) for sold in quote.seats if sold.seat in taken)
    return Refusal(ErrorCode.SEAT_TAKEN, seat_ids=gone) if gone else proposal_of(house, quote, context)


def taken_in(schedule_id: str, section: str, context: ToolContext) -> frozenset[SeatId]:
    """What others have: the person's own hold may be exchanged for seats that overlap it."""
    own = context.hold_on(schedule_id)
    return context.services.booking.taken(schedule_id, section, but=own.hold_id if own else None)


def proposal_of(house: House, quote: Quote, context: ToolContext) -> Proposal:
    """The proposal of seats that are free."""
    groups = _groups(house, [sold.seat for sold in quote.seats])
    return Proposal(
        proposal_id=f"P{uuid.uuid4().hex[:20]}",
        schedule_id=house.schedule.schedule_id,
        seats=tuple(
            ProposedSeat(
                seat_id=str(sold.seat),
                label=sold.label,
                grade=sold.grade,
                price=sold.price,
                kind=_kind(house, sold.seat),
            )
            for sold in quote.seats
        ),
        subtotal=quote.subtotal,
        booking_fee=quote.booking_fee,
        total_price=quote.total,
        adjacent=len(groups) == 1,
        expires_at=context.now_seconds + PROPOSAL_SECONDS,
        notes=(*_notes(house, quote, groups), *_cancel_notes(house, context.now)),
    )


def with_proposals(state: ConversationState, proposals: Sequence[Proposal], house: House) -> ConversationState:
    """The state in which these proposals, and no others, lie open."""
    schedule = house.schedule
    grades = tuple(house.performance.prices)
    state = state.choose_performance(schedule.performance_id, house.performance.title, grades)
    state = state.choose_schedule(schedule.schedule_id, schedule.starts_at, schedule.ticket_limit)
    offered = {seat.grade for proposal in proposals for seat in proposal.seats}
    return state.model_copy(
        update={
            "count": len(proposals[0].seats),
            "grade": offered.pop() if len(offered) == 1 else None,
            "grades": grades,
            "proposals": tuple(proposals),
            "shown": (*state.shown, *(seat.seat_id for proposal in proposals for seat in proposal.seats)),
        }
    )


def action_of(proposals: Sequence[Proposal]) -> Action:
    """One proposal as it is, several as options."""
    if len(proposals) == 1:
        return Action("PROPOSAL", proposals[0].as_action())
    options = [proposal.as_action() for proposal in proposals]
    return Action("SEAT_OPTIONS", {"scheduleId": proposals[0].schedule_id, "options": options})


def told(proposals: Sequence[Proposal], house: House) -> dict[str, Any]:
    """What the model reads out: `proposal` where there is one, `options` in their order where there are several."""
    rows = [_row(proposal) for proposal in proposals]
    return {
        "scheduleId": house.schedule.schedule_id,
        "title": house.performance.title,
        "startsAtText": moment_text(house.schedule.starts_at),
        **({"proposal": rows[0]} if len(rows) == 1 else {"options": rows}),
    }


def notes_of(proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """What has to be said of the seats, each sentence once."""
    return tuple(dict.fromkeys(note for proposal in proposals for note in proposal.notes))


def _row(proposal: Proposal) -> dict[str, Any]:
    return {
        "proposalId": proposal.proposal_id,
        "seats": [
            {"label": s.label, "grade": s.grade, "priceText": won(s.price), **({"kind": s.kind} if s.kind else {})}
            for s in proposal.seats
        ],
        "adjacent": proposal.adjacent,
        "subtotalText": won(proposal.subtotal),
        "bookingFeeText": won(proposal.booking_fee),
        "totalText": won(proposal.total_price),
        **({"noteTexts": list(proposal.notes)} if proposal.notes else {}),
    }


def _notes(house: House, quote: Quote, groups: Sequence[Sequence[SeatId]]) -> tuple[str, ...]:
    sizes = ", ".join(f"{len(group)}자리" for group in groups)
    apart = [f"{len(quote.seats)}자리가 모두 나란하지 않고 {sizes}로 나뉘어 있어요."] if len(groups) > 1 else []
    kinds = {kind: [s.label for s in quote.seats if _kind(house, s.seat) == kind] for kind in _NOTES}
    return (*apart, *(f"{', '.join(labels)}은 {_NOTES[kind]}" for kind, labels in kinds.items() if labels))


def _cancel_notes(house: House, now: datetime) -> tuple[str, ...]:
    """Whoever pays after the deadline, and be it at the end of the hold, cannot cancel any more and has to know before."""
    deadline = closing_time(house.schedule.starts_at, house.performance.cancellation)
    if now >= deadline:
        return (f"이 회차는 취소 기한({moment_text(deadline)})이 지나서 결제하신 뒤에는 취소할 수 없어요.",)
    if now + timedelta(seconds=PROPOSAL_SECONDS + HOLD_SECONDS) < deadline:
        return ()
    return (f"이 회차의 취소 기한은 {moment_text(deadline)}까지예요. 그 뒤에 결제하시면 취소할 수 없어요.",)


def _kind(house: House, seat: SeatId) -> str | None:
    """What a seat is kept for; None for an ordinary one."""
    section = house.venue.sections_by_id[seat.section]
    kept: tuple[tuple[str, Sequence[SeatRange]], ...] = (
        (RESTRICTED, section.restricted_view),
        (ACCESSIBLE, section.accessible),
        (COMPANION, section.companion),
    )
    return next((kind for kind, ranges in kept if any(_lies_in(seat, part) for part in ranges)), None)


def _lies_in(seat: SeatId, part: SeatRange) -> bool:
    return seat.row == part.row and part.first <= seat.number <= part.last


def _groups(house: House, seats: Sequence[SeatId]) -> list[list[SeatId]]:
    """Seats that are side by side, group by group: an aisle breaks a group."""
    groups: list[list[SeatId]] = []
    for seat in sorted(seats):
        if groups and _are_neighbours(house, groups[-1][-1], seat):
            groups[-1].append(seat)
        else:
            groups.append([seat])
    return groups


def _are_neighbours(house: House, left: SeatId, right: SeatId) -> bool:
    if left[:2] != right[:2] or right.number - left.number != 1:
        return False
    blocks = house.venue.rows[left.section, left.row].group.blocks
    return any(block.first <= left.number and right.number <= block.last for block in blocks)
