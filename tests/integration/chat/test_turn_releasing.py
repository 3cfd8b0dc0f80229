"""Held seats are given back only where somebody asks for it."""

import json

import pytest

from tests.integration.chat.proposals import answer, codes, holds
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON
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
