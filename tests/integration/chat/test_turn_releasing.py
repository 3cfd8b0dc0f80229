"""Held seats are given back only where somebody asks for it."""

import json

import pytest

from tests.integration.chat.proposals import answer, codes, holds
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON, EVENING
from tests.integration.chat.world import Played, World
from tests.unit.chat.scripted import calls, says, tool_use


@pytest.mark.parametrize(
    "message", ["선점 해제하지 마", "선점한 좌석 해제할까?", "해제 안 할래", "내 예약 보여줘", "고마워요"]
)
def test_a_model_releases_nothing_that_nobody_asked_to_release(world: World, proposed: Played, message: str) -> None:
    hold = answer(world, proposed, "네").action("HOLD_CREATED")
    world.script(calls(tool_use("cancel_hold", {"holdId": hold["holdId"]})), says("해제할까요?"))
    played = world.turn(message, proposed.conversation_id)
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert [held.state.value for held in holds(world)] == ["HOLDING"]


def test_a_yes_after_talk_of_releasing_releases(world: World, proposed: Played) -> None:
    hold = answer(world, proposed, "네").action("HOLD_CREATED")
    world.script(says("해제해 드릴까요?"))
    world.turn("해제할까?", proposed.conversation_id)
    world.script(calls(tool_use("cancel_hold", {"holdId": hold["holdId"]})), says("해제했어요."))
    assert world.turn("네", proposed.conversation_id).action("HOLD_RELEASED")


def refusal(world: World) -> str:
    """What the tool said to the model."""
    (block,) = world.model.requests[-1]["messages"][-1]["content"]
    return str(block["toolResult"]["content"][0]["json"]["error"]["message"])


@pytest.mark.parametrize(("message", "releases"), [("취소", True), ("첫 번째 거 취소", True), ("안 할래", False)])
def test_what_a_refused_release_tells_is_true(world: World, proposed: Played, message: str, releases: bool) -> None:
    """Read out by a model as it is, it says whether a plain yes releases."""
    hold = answer(world, proposed, "네").action("HOLD_CREATED")
    release = calls(tool_use("cancel_hold", {"holdId": hold["holdId"]}))
    world.script(release, says("…"))
    told = world.turn(message, proposed.conversation_id)
    said = refusal(world)
    assert ("'네'" in said) == releases
    world.script(release, says(said))
    world.turn(message, told.conversation_id)
    world.script(release, says("확인했어요."))
    world.turn("네", proposed.conversation_id)
    assert [held.state.value for held in holds(world)] == ["RELEASED" if releases else "HOLDING"]


@pytest.mark.parametrize("message", ["해제할까?", "취소 수수료 얼마예요", "해제되기 전에 결제할게요"])
def test_a_yes_to_another_question_releases_nothing(world: World, proposed: Played, message: str) -> None:
    hold = answer(world, proposed, "네").action("HOLD_CREATED")
    world.script(says("다른 공연이나 날짜를 찾아드릴까요?"))
    world.turn(message, proposed.conversation_id)
    world.script(calls(tool_use("cancel_hold", {"holdId": hold["holdId"]})), says("해제할까요?"))
    assert codes(world.turn("네", proposed.conversation_id), world) == ["CONSENT_REQUIRED"]
    assert [held.state.value for held in holds(world)] == ["HOLDING"]


def test_releasing_frees_the_seats(world: World, proposed: Played) -> None:
    hold = answer(world, proposed, "네").action("HOLD_CREATED")
    world.script(calls(tool_use("cancel_hold", {"holdId": hold["holdId"]})), says("해제했어요."))
    played = world.turn("선점한 좌석 해제해 주세요", proposed.conversation_id)
    assert played.action("HOLD_RELEASED") == {"holdId": hold["holdId"]}
    assert world.booking.taken(AFTERNOON, "1F-A") == frozenset()
    assert json.dumps(context_of(world.model.requests[-1], 8)["holds"]) == "[]"


def played_with_an_offer(world: World, proposed: Played, message: str) -> Played:
    """A message of somebody who holds seats and was offered others; the model releases what is held, then holds."""
    hold = answer(world, proposed, "네").action("HOLD_CREATED")
    asked = {"scheduleId": EVENING, "count": 2}
    world.script(calls(tool_use("get_available_seats", asked)), says("이 좌석으로 선점할까요?"))
    assert world.turn("저녁 공연으로 두 장 찾아줘", proposed.conversation_id).action("PROPOSAL")
    world.script(calls(tool_use("cancel_hold", {"holdId": hold["holdId"]})), says("네."))
    return world.turn(message, proposed.conversation_id)


@pytest.mark.parametrize(
    "message", ["이 좌석 취소할게요", "그거 취소해줘", "취소할게요", "그 자리 놔줘", "이건 포기할게요"]
)
def test_who_may_mean_the_seats_on_offer_gives_none_back(world: World, proposed: Played, message: str) -> None:
    played = played_with_an_offer(world, proposed, message)
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert [held.state.value for held in holds(world)] == ["HOLDING"]
    assert world.begin("네", proposed.conversation_id).head.state.proposals == ()


@pytest.mark.parametrize(
    "message", ["선점한 거 취소해줘", "아까 잡은 자리 취소할게요", "은하 정거장 취소해줘", "해제해 주세요"]
)
def test_who_speaks_of_held_seats_gives_them_back_beside_an_offer(world: World, proposed: Played, message: str) -> None:
    assert played_with_an_offer(world, proposed, message).action("HOLD_RELEASED")
