"""The tool that finds free seats side by side and turns them into a proposal."""

import uuid
from typing import Annotated, Any

from pydantic import Field

from lambdas.chat.conversation.state import PROPOSAL_SECONDS, ConversationState, Proposal, ProposedSeat
from lambdas.chat.protocol import Action
from lambdas.chat.tools.base import Identifier, Tool, ToolContext, ToolInput, ToolOutcome
from megaticket.booking.quotes import Quote, quote_seats
from megaticket.booking.service import UNKNOWN_SCHEDULE
from megaticket.clock import moment_text
from megaticket.contracts import won
from megaticket.errors import ErrorCode, Refusal
from megaticket.seating.best import best_available
from megaticket.seating.demand import demand_at
from megaticket.seating.party import Party, Person
from megaticket.seating.seats import House, SeatId


class AvailableSeatsInput(ToolInput):
    """How many seats of which grade, or exactly which."""

    schedule_id: Annotated[Identifier, Field(description="일정 결과에 나온 scheduleId")]
    count: Annotated[int, Field(ge=1, le=20, description="매수")]
    grade: Annotated[str | None, Field(description="등급 이름. 없으면 모든 등급에서 찾는다")] = None
    seat_ids: Annotated[list[str] | None, Field(description="손님이 좌석을 직접 고른 경우에만, 그 seatId 목록")] = None
    other_than: Annotated[list[str] | None, Field(description="다시 권하지 않을 제안의 proposalId 목록")] = None


def get_available_seats(asked: AvailableSeatsInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Proposes exact seats: those asked for, or the best that are free."""
    house = context.services.booking.house(asked.schedule_id)
    if house is None:
        return UNKNOWN_SCHEDULE
    if asked.grade is not None and asked.grade not in house.performance.prices:
        names = ", ".join(house.performance.prices)
        return Refusal(ErrorCode.INVALID_REQUEST, f"이 공연에 없는 등급이에요. 고를 수 있는 등급: {names}")
    chosen = tuple(asked.seat_ids) if asked.seat_ids else _best(asked, house, context)
    if isinstance(chosen, Refusal):
        return chosen
    proposal = propose(house, chosen, context)
    return proposal if isinstance(proposal, Refusal) else _outcome(proposal, asked, house, context)


def propose(house: House, seat_ids: tuple[str, ...], context: ToolContext) -> Proposal | Refusal:
    """A proposal of exactly these seats at the server's price, if they can be sold and are free."""
    quote = quote_seats(house, seat_ids, context.now_seconds)
    if isinstance(quote, Refusal):
        return quote
    taken = _taken(house, quote, context)
    if taken:
        return Refusal(ErrorCode.SEAT_TAKEN, seat_ids=taken)
    return Proposal(
        proposal_id=f"P{uuid.uuid4().hex[:20]}",
        schedule_id=house.schedule.schedule_id,
        seats=tuple(
            ProposedSeat(seat_id=str(sold.seat), label=sold.label, grade=sold.grade, price=sold.price)
            for sold in quote.seats
        ),
        subtotal=quote.subtotal,
        booking_fee=quote.booking_fee,
        total_price=quote.total,
        adjacent=_are_adjacent(house, [sold.seat for sold in quote.seats]),
        expires_at=context.now_seconds + PROPOSAL_SECONDS,
    )


def with_proposal(state: ConversationState, proposal: Proposal, house: House) -> ConversationState:
    """The state in which this proposal, and no other, lies open."""
    schedule = house.schedule
    state = state.choose_performance(schedule.performance_id, house.performance.title)
    state = state.choose_schedule(schedule.schedule_id, schedule.starts_at, schedule.ticket_limit)
    grades = {seat.grade for seat in proposal.seats}
    return state.model_copy(
        update={
            "count": len(proposal.seats),
            "grade": grades.pop() if len(grades) == 1 else None,
            "grades": tuple(house.performance.prices),
            "proposals": (proposal,),
        }
    )


def _best(asked: AvailableSeatsInput, house: House, context: ToolContext) -> tuple[str, ...] | Refusal:
    limit = house.schedule.ticket_limit
    if asked.count > limit:
        return Refusal(ErrorCode.LIMIT_EXCEEDED, f"이 회차는 한 분이 {limit}매까지 예매할 수 있어요.")
    own = context.hold_on(asked.schedule_id)
    refused = (p for p in context.state.proposals if p.proposal_id in (asked.other_than or ()))
    unwanted = [seat.seat_id for proposal in refused for seat in proposal.seats]
    # Whoever asks for seats while holding some wants others.
    unwanted += [seat.seat_id for seat in own.seats] if own else []
    avoid = frozenset(filter(None, map(SeatId.parse, unwanted)))

    def taken_of(section: str) -> frozenset[SeatId]:
        return _taken_in(asked.schedule_id, section, context)

    person = Person(context.user_id, demand_at(house.schedule, context.now), avoid)
    found = best_available(house, taken_of, Party(asked.count, asked.grade), person)
    together = next((option for option in found.options if option.is_together), None)
    if together is None:
        where = f"{asked.grade}에" if asked.grade else "이 회차에"
        return Refusal(
            ErrorCode.SEAT_TAKEN,
            f"{where} {asked.count}자리가 나란히 남아 있지 않아요. 다른 등급이나 다른 회차를 찾아볼까요?",
        )
    return tuple(map(str, together.seats))


def _taken(house: House, quote: Quote, context: ToolContext) -> tuple[str, ...]:
    schedule_id = house.schedule.schedule_id
    sections = {sold.seat.section for sold in quote.seats}
    taken = frozenset[SeatId]().union(*(_taken_in(schedule_id, section, context) for section in sections))
    return tuple(str(sold.seat) for sold in quote.seats if sold.seat in taken)


def _taken_in(schedule_id: str, section: str, context: ToolContext) -> frozenset[SeatId]:
    """What others have: the person's own hold may be exchanged for seats that overlap it."""
    own = context.hold_on(schedule_id)
    return context.services.booking.taken(schedule_id, section, but=own.hold_id if own else None)


def _are_adjacent(house: House, seats: list[SeatId]) -> bool:
    """Whether the seats are one unbroken run of one block: an aisle breaks it."""
    numbers = sorted(seat.number for seat in seats)
    one_row = len({(seat.section, seat.row) for seat in seats}) == 1
    blocks = house.venue.rows[seats[0].section, seats[0].row].group.blocks
    in_one_block = any(block.first <= numbers[0] and numbers[-1] <= block.last for block in blocks)
    return one_row and in_one_block and numbers[-1] - numbers[0] == len(numbers) - 1


def _outcome(proposal: Proposal, asked: AvailableSeatsInput, house: House, context: ToolContext) -> ToolOutcome:
    result: dict[str, Any] = {
        "scheduleId": asked.schedule_id,
        "title": house.performance.title,
        "startsAtText": moment_text(house.schedule.starts_at),
        "proposal": {
            "proposalId": proposal.proposal_id,
            "seats": [
                {"seatId": s.seat_id, "label": s.label, "grade": s.grade, "priceText": won(s.price)}
                for s in proposal.seats
            ],
            "adjacent": proposal.adjacent,
            "subtotalText": won(proposal.subtotal),
            "bookingFeeText": won(proposal.booking_fee),
            "totalText": won(proposal.total_price),
        },
    }
    return ToolOutcome(
        result,
        with_proposal(context.state, proposal, house),
        actions=(Action("PROPOSAL", proposal.as_action()),),
    )


TOOLS = (
    Tool(
        "get_available_seats",
        "빈 좌석을 찾고 있어요",
        "한 회차에서 나란히 비어 있는 좌석을 찾아 제안을 만든다. 손님이 동의하기 전에는 아무것도 선점하지 않는다.",
        AvailableSeatsInput,
        get_available_seats,
    ),
)
