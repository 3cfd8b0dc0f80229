"""Conversations to ground answers in: the demo catalogue, seats that were offered or held, the person's words."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from lambdas.chat.conversation.state import PROPOSAL_SECONDS, ConversationState, Proposal, ProposedSeat
from lambdas.chat.guard.catalogue import Catalogue
from lambdas.chat.guard.gate import Gate
from lambdas.chat.guard.grounding import Grounding, ground
from megaticket.booking.models import HOLD_SECONDS, Hold, HoldState, created_at_text, hold_id_of
from megaticket.booking.quotes import Quote, quote_seats
from megaticket.catalog.models import Schedule
from megaticket.clock import epoch
from megaticket.seating.seats import House
from tests.unit.catalog_data.houses import catalog_of

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
"""A Monday, 18:02 in Korea."""
USER = "person-alice"
TOOL_NAMES = ("get_available_seats", "hold_seats", "get_my_reservations")

PERFORMANCES = {performance.performance_id: performance for performance in catalog_of(TODAY).performances}
VENUES = {venue.venue_id: venue for venue in catalog_of(TODAY).venues}


@cache
def schedules_of(performance_id: str) -> tuple[Schedule, ...]:
    found = (s for s in catalog_of(TODAY).schedules if s.performance_id == performance_id and s.starts_at > NOW)
    return tuple(sorted(found, key=lambda schedule: schedule.starts_at))


CATALOGUE = Catalogue(PERFORMANCES, schedules_of, VENUES.get)


def schedule(schedule_id: str) -> Schedule:
    performance_id = schedule_id.rsplit("-", 2)[0]
    return next(found for found in schedules_of(performance_id) if found.schedule_id == schedule_id)


def house(of: Schedule) -> House:
    return House(VENUES[of.venue_id], PERFORMANCES[of.performance_id], of)


def quote(of: Schedule, seat_ids: Sequence[str]) -> Quote:
    quoted = quote_seats(house(of), tuple(seat_ids), epoch(NOW))
    assert isinstance(quoted, Quote), quoted
    return quoted


def proposal(of: Schedule, seat_ids: Sequence[str]) -> Proposal:
    quoted = quote(of, seat_ids)
    return Proposal(
        proposal_id="P0123456789abcdef0123",
        schedule_id=of.schedule_id,
        seats=tuple(
            ProposedSeat(seat_id=str(sold.seat), label=sold.label, grade=sold.grade, price=sold.price)
            for sold in quoted.seats
        ),
        subtotal=quoted.subtotal,
        booking_fee=quoted.booking_fee,
        total_price=quoted.total,
        adjacent=True,
        expires_at=epoch(NOW) + PROPOSAL_SECONDS,
    )


def hold(of: Schedule, seat_ids: Sequence[str], left_seconds: int = HOLD_SECONDS) -> Hold:
    quoted, made_at = quote(of, seat_ids), epoch(NOW) + left_seconds - HOLD_SECONDS
    return Hold(
        hold_id=hold_id_of(USER, f"{of.schedule_id} {seat_ids}"),
        user_id=USER,
        schedule_id=of.schedule_id,
        performance_title=PERFORMANCES[of.performance_id].title,
        venue_name=VENUES[of.venue_id].name,
        starts_at=epoch(of.starts_at),
        seats=quoted.held_seats(),
        subtotal=quoted.subtotal,
        booking_fee=quoted.booking_fee,
        total_price=quoted.total,
        state=HoldState.HOLDING,
        created_at=created_at_text(made_at),
        expires_at=made_at + HOLD_SECONDS,
        holding_created_at=made_at,
        region="ap-northeast-2",
        writer_epoch=1,
    )


def talk(*said: str, results: Iterable[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """Messages in Converse's form: what the person said, what the tools answered."""
    spoken: list[dict[str, Any]] = [{"role": "user", "content": [{"text": text}]} for text in said]
    answered = [{"toolResult": {"toolUseId": "t1", "content": [{"json": result}]}} for result in results]
    return [*spoken, {"role": "user", "content": answered}]


def about(
    performance_id: str,
    *said: str,
    offered: Sequence[Proposal] = (),
    holds: Sequence[Hold] = (),
    results: Iterable[dict[str, Any]] = (),
    count: int | None = None,
    also: Iterable[str] = (),
) -> Grounding:
    """The facts of a conversation about one performance; `also` are others that a list has named."""
    state = ConversationState(performance_id=performance_id, count=count, proposals=tuple(offered))
    told = [{"performances": [{"performanceId": other} for other in also]}]
    return ground(CATALOGUE, state, holds, talk(*said, results=[*told, *results]), NOW)


def passes(text: str, facts: Grounding, pieces: Iterable[str] = ()) -> bool:
    """Whether an answer goes through the gate, whole or in pieces."""
    gate = Gate(facts, TOOL_NAMES)
    for piece in pieces or (text,):
        gate.feed(piece)
    if not gate.false_claims:
        gate.end()
    return not gate.false_claims


def false_kinds(text: str, facts: Grounding) -> set[str]:
    gate = Gate(facts, TOOL_NAMES)
    gate.feed(text)
    gate.end()
    return {claim.kind for claim in gate.false_claims}
