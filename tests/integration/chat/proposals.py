"""Answers to a proposal, and what came of them."""

from typing import Any

from megaticket.booking.models import Hold
from tests.integration.chat.world import USER, Played, World
from tests.unit.chat.scripted import calls, says, tool_use


def proposal_id(proposed: Played) -> str:
    return str(proposed.action("PROPOSAL")["proposalId"])


def answer(world: World, proposed: Played, message: str, then: str = "끝났어요.", **fields: Any) -> Played:
    """A turn in which the model tries to hold, whatever was said."""
    world.script(calls(tool_use("hold_seats", {"proposalId": proposal_id(proposed)})), says(then))
    return world.turn(message, proposed.conversation_id, **fields)


def holds(world: World) -> list[Hold]:
    return world.booking.holds_of(USER)


def codes(played: Played, world: World) -> list[str]:
    """The codes of refused tool calls, as the model saw them."""
    content = world.model.requests[-1]["messages"][-1]["content"]
    results = [block["toolResult"]["content"][0]["json"] for block in content if "toolResult" in block]
    return [result["error"]["code"] for result in results if "error" in result]
