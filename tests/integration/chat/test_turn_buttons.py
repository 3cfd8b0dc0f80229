"""The buttons under an answer."""

from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import World
from tests.unit.chat.scripted import calls, says, tool_use


def test_a_turn_ends_with_the_buttons_of_its_step(world: World) -> None:
    world.script(says("안녕하세요."))
    labels = [choice["label"] for choice in world.turn("안녕하세요").action("CHOICES")["items"]]
    assert "지금 하는 공연" in labels


def test_a_tools_own_choices_come_first(world: World) -> None:
    world.script(calls(tool_use("get_performances")), says("무엇을 볼까요?"))
    items = world.turn("뭐 해요?").action("CHOICES")["items"]
    assert [item["label"] for item in items] == ["은하 정거장", "고래의 정원"]


def test_a_proposals_buttons_confirm_it(world: World) -> None:
    world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 2})), says("어떠세요?"))
    played = world.turn("두 장이요")
    items = played.action("CHOICES")["items"]
    assert items[0]["confirm"] == played.action("PROPOSAL")["proposalId"]
    assert [item.get("confirm") for item in items[1:]] == [None] * (len(items) - 1)
    assert played.done["step"] == "STEP_6_CONFIRM"
