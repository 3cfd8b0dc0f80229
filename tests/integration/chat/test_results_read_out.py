"""What the tools tell of a booking may be read out as it is: the guard corrects none of it."""

from typing import Any

import pytest

from tests.integration.chat.test_fail_safe import held, proposed
from tests.integration.chat.test_seat_options import ROW_1, ROW_2
from tests.integration.chat.test_turn import results_of
from tests.integration.chat.test_turn_buttons import pay
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.tools import take
from tests.integration.chat.world import Played, World
from tests.unit.chat.scripted import calls, says, tool_use

__all__ = ["proposed"]


def result(world: World) -> dict[str, Any]:
    """What the last tool told."""
    return dict(results_of(world.model.requests[-1])[0]["content"][0]["json"])


def assert_read_out(world: World, name: str, asked: dict[str, Any], text: str, conversation: str | None = None) -> None:
    """A turn in which the model reads a result out ends with the model's own words."""
    world.script(calls(tool_use(name, asked)), says(text))
    assert text in world.turn("네, 찾아봐 주세요", conversation).text
    assert world.model.answers == []


def look(world: World, message: str = "찾아봐 주세요", **asked: Any) -> dict[str, Any]:
    """What the tool tells to the same question in another conversation."""
    world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, **asked})), says("네."))
    world.turn(message)
    return result(world)


def test_several_options(world: World) -> None:
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "R석", "options": 3}
    lines = [
        f"{place}. {', '.join(seat['label'] for seat in option['seats'])}, 합계 {option['totalText']}"
        for place, option in enumerate(look(world, count=2, grade="R석", options=3)["options"], start=1)
    ]
    text = "\n".join(["이런 자리가 있어요.", *lines, "몇 번째 좌석으로 할까요?"])
    assert_read_out(world, "get_available_seats", asked, text)


def test_a_party_apart(world: World) -> None:
    take(world, ROW_1[1], *ROW_1[4:], *ROW_2[:2], *ROW_2[4:])
    (note,) = look(world, count=4, grade="R석")["proposal"]["noteTexts"]
    asked = {"scheduleId": AFTERNOON, "count": 4, "grade": "R석"}
    assert_read_out(world, "get_available_seats", asked, f"{note} 이 좌석으로 선점할까요?")


def test_alternatives(world: World) -> None:
    take(world, *ROW_1[1:], *ROW_2)
    told = look(world, count=2, grade="R석")
    lines = [f"- {other['alternativeText']}" for other in told["alternatives"]]
    text = "\n".join([told["error"]["message"], *lines, "어느 것이 좋으세요?"])
    assert_read_out(world, "get_available_seats", {"scheduleId": AFTERNOON, "count": 2, "grade": "R석"}, text)


@pytest.mark.parametrize("question", ["취소하면 수수료 있어요?", "예매한 거 취소해 줘"])
def test_the_terms_of_cancelling(world: World, proposed: Played, question: str) -> None:
    pay(world, held(world, proposed, says("선점했어요.")).action("HOLD_CREATED"))
    text = "지금 취소하시면 수수료 0원, 환불 183,000원이고 12월 4일 (금) 17:00까지 하실 수 있어요."
    world.script(calls(tool_use("get_my_reservations")), says(text))
    assert text in world.turn(question, proposed.conversation_id).text
    assert world.model.answers == []
