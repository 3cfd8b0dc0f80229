"""Several proposals that lie open at once: a yes asks which, a place picks one, each has its button."""

from typing import Any

import pytest

from tests.integration.chat.proposals import codes, holds
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import Played, World
from tests.unit.chat.scripted import calls, says, tool_use


@pytest.fixture
def several(world: World) -> Played:
    """A turn that ended with three pairs to choose from."""
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "R석", "options": 3}
    world.script(calls(tool_use("get_available_seats", asked)), says("어느 좌석이 좋으세요?"))
    return world.turn("R석 두 장, 몇 군데 보여 주세요")


def tries(world: World, several: Played, place: int, message: str, **fields: Any) -> Played:
    """A turn in which the model tries to hold one of the options, whatever was said."""
    offered = several.action("SEAT_OPTIONS")["options"][place]
    labels = ", ".join(seat["label"] for seat in offered["seats"])
    world.script(calls(tool_use("hold_seats", {"proposalId": offered["proposalId"]})), says(f"{labels}로 선점할까요?"))
    return world.turn(message, several.conversation_id, **fields)


@pytest.mark.parametrize("message", ["네", "좋아요!", "이 좌석으로 할게요"])
def test_a_yes_to_several_options_asks_which(world: World, several: Played, message: str) -> None:
    played = tries(world, several, 0, message)
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert holds(world) == []
    context = context_of(world.model.requests[-1], 4)
    assert "몇 번째" in context["notice"]
    assert [offered["consented"] for offered in context["proposals"]] == [False] * 3


@pytest.mark.parametrize("message", ["두 번째 걸로 할게요", "2번 좌석이요", "2번", "두번째요"])
def test_one_of_several_is_picked_by_its_place_and_then_agreed_to(world: World, several: Played, message: str) -> None:
    second = several.action("SEAT_OPTIONS")["options"][1]
    picked = tries(world, several, 1, message)
    assert codes(picked, world) == ["CONSENT_REQUIRED"], "picking is no consent yet"
    context = context_of(world.model.requests[-1], 4)
    assert [offered["proposalId"] for offered in context["proposals"]] == [second["proposalId"]]
    hold = tries(world, several, 1, "네").action("HOLD_CREATED")
    assert [seat["seatId"] for seat in hold["seats"]] == [seat["seatId"] for seat in second["seats"]]


def test_each_of_several_has_its_button(world: World, several: Played) -> None:
    items = several.action("CHOICES")["items"]
    options = several.action("SEAT_OPTIONS")["options"]
    assert [item.get("confirm") for item in items] == [*(option["proposalId"] for option in options), None]
    held = tries(world, several, 2, items[2]["message"], confirm=items[2]["confirm"]).action("HOLD_CREATED")
    assert held["totalPrice"] == options[2]["totalPrice"]


def test_an_option_that_does_not_exist_picks_none(world: World, several: Played) -> None:
    played = tries(world, several, 0, "네 번째 걸로")
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert len(context_of(world.model.requests[-1], 4)["proposals"]) == 3
