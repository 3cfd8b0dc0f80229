"""Calling a tool as a model does."""

from typing import Any

from lambdas.chat.bedrock.stream import ToolCall
from lambdas.chat.conversation.state import ConversationState, Proposal, ProposedSeat
from lambdas.chat.tools.base import ToolContext, ToolOutcome
from lambdas.chat.tools.registry import run_tool
from megaticket.clock import epoch
from tests.integration.chat.theatre import AFTERNOON, NOW, SUNDAY
from tests.integration.chat.world import USER, World

NOTHING = ConversationState()


def use(
    world: World,
    name: str,
    data: dict[str, Any] | None,
    state: ConversationState = NOTHING,
    consented: str | None = None,
    turn: str = "c1:1",
) -> ToolOutcome:
    live = [hold for hold in world.booking.holds_of(USER) if hold.is_live(epoch(world.clock()))]
    context = ToolContext(world.services.tools, USER, state, consented, live, turn, world.clock())
    return run_tool(ToolCall("t1", name, data), context)


def error_of(outcome: ToolOutcome) -> str:
    """The code of a refusal, whose message is Korean."""
    error = outcome.result["error"]
    assert outcome.refusal is not None
    assert outcome.refusal.code.value == error["code"]
    assert any("가" <= character <= "힣" for character in error["message"])
    return str(error["code"])


def proposal(proposal_id: str = "P1", *seat_ids: str, **changes: Any) -> Proposal:
    """An open proposal of S seats at the catalogue's price."""
    seats = seat_ids or ("2F-B-1-1", "2F-B-1-2")
    made: dict[str, Any] = {
        "proposal_id": proposal_id,
        "schedule_id": AFTERNOON,
        "seats": tuple(ProposedSeat(seat_id=seat, label=seat, grade="S석", price=60_000) for seat in seats),
        "subtotal": 60_000 * len(seats),
        "booking_fee": 1_500 * len(seats),
        "total_price": 61_500 * len(seats),
        "adjacent": True,
        "expires_at": epoch(NOW) + 300,
    }
    return Proposal(**made | changes)


def take(world: World, *taken: str, schedule: str = AFTERNOON) -> None:
    """Others hold these seats, four at most each."""
    for first in range(0, len(taken), 4):
        part = taken[first : first + 4]
        prices = [60_000 if seat.startswith(("2F", "1F-A-3")) else 90_000 for seat in part]
        fee = 0 if schedule == SUNDAY else 1_500
        world.hold(schedule, part, sum(prices) + fee * len(part), user=f"person-{part[0]}")
