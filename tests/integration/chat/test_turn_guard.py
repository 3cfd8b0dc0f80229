"""A turn whose model claims what is not so: it is asked again, and in the end the server speaks."""

import json
from typing import Any

import pytest

from lambdas.chat.dialogue import MAX_CORRECTIONS
from lambdas.chat.guard.correction import NEUTRAL
from tests.integration.chat.proposals import answer, holds
from tests.integration.chat.theatre import AFTERNOON, EVENING
from tests.integration.chat.world import Played, World
from tests.unit.chat.scripted import SECONDARY, calls, says, tool_use, words

ASKED = {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"}
FALSE = "1층 A구역 1열 8번이 비어 있어요."


def labels(played: Played) -> list[str]:
    return [seat["label"] for seat in played.action("PROPOSAL")["seats"]]


def corrections(printed: str) -> list[dict[str, Any]]:
    """The lines of the metric."""
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    return [line for line in lines if "GuardCorrectionCount" in line]


def correction_of(request: dict[str, Any]) -> str:
    """What a request says of the answer before it; "" where it says nothing."""
    texts = [block["text"] for message in request["messages"] for block in message["content"] if "text" in block]
    return "".join(text.partition("<correction>")[2] for text in texts)


def test_a_false_seat_is_never_shown_and_the_right_ones_are(
    world: World, proposed: Played, capsys: pytest.CaptureFixture[str], log_lines: list[str]
) -> None:
    right = f"{labels(proposed)[0]}과 그 옆자리가 비어 있어요. 합계 123,000원이에요."
    asked_before = len(world.model.requests)
    world.script(says("네! ", FALSE), says(right))
    played = world.turn("어디라고요?", proposed.conversation_id)
    assert played.text == right
    assert "1열 8번" not in "".join(data["delta"] for data in played.of("text"))
    assert played.of("reset") == [{"reason": "corrected"}]
    first, second = map(correction_of, world.model.requests[asked_before:])
    assert first == ""
    assert "1열 8번" in second
    assert "123,000원" in second
    (line,) = corrections(capsys.readouterr().out)
    assert (line["GuardCorrectionCount"], line["claimKinds"]) == ([1.0], ["seat"])
    assert not any("1열 8번" in line for line in log_lines)


def test_after_two_corrections_the_server_says_what_is_offered(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.script(calls(tool_use("get_available_seats", ASKED)), *[says(FALSE)] * 3, says("더 묻지 않아요."))
    played = world.turn("S석 두 장이요")
    assert all(label in played.text for label in labels(played))
    assert "123,000원" in played.text
    assert len(world.model.requests) == 2 + MAX_CORRECTIONS
    assert len(corrections(capsys.readouterr().out)) == 3
    assert played.done["stopReason"] == "end_turn"


def test_where_nothing_is_chosen_the_server_says_what_can_be_done(world: World) -> None:
    world.script(*[says("은하 정거장 R석은 50,000원이에요.")] * 3)
    assert world.turn("얼마예요?").text == NEUTRAL


def test_a_false_word_after_a_hold_leaves_the_hold_as_it_is(world: World, proposed: Played) -> None:
    world.script(calls(tool_use("hold_seats", {"proposalId": proposed.action("PROPOSAL")["proposalId"]})))
    world.script(*[says("선점했어요! [결제 완료하러 가기](https://pay.example.com)")] * 3)
    played = world.turn("네", proposed.conversation_id)
    hold = played.action("HOLD_CREATED")
    assert [held.hold_id for held in holds(world)] == [hold["holdId"]]
    assert f"[결제 완료하러 가기]({hold['paymentUrl']})" in played.text
    assert "pay.example.com" not in json.dumps([event.data for event in played.events])


def test_a_hold_that_was_not_made_is_not_announced(world: World, proposed: Played) -> None:
    world.script(says("좌석을 선점했어요!"), says("이 좌석으로 선점할까요?"))
    played = world.turn("음, 잠깐만요", proposed.conversation_id)
    assert played.text == "이 좌석으로 선점할까요?"
    assert holds(world) == []


def test_the_history_keeps_only_what_was_shown(world: World) -> None:
    world.script(calls(tool_use("get_available_seats", ASKED)), says("네! ", FALSE), says("다른 등급도 보여 드릴까요?"))
    played = world.turn("S석 두 장이요")
    turn = world.stored(played)
    assert turn.text == "다른 등급도 보여 드릴까요?"
    assert "1열 8번" not in json.dumps(turn.model_dump(mode="json"), ensure_ascii=False)
    world.script(says("네, 더 찾아볼게요."))
    world.turn("네", played.conversation_id)
    assert "1열 8번" not in json.dumps(world.model.requests[-1]["messages"], ensure_ascii=False)


def test_false_words_before_a_call_are_only_a_preamble(world: World) -> None:
    seats = calls(tool_use("get_available_seats", ASKED), preamble="1층 A구역 1열 8번을 찾아볼게요, 비어 있어요.\n")
    world.script(seats, says("이 좌석 어떠세요?"))
    played = world.turn("S석 두 장이요")
    assert played.text == "이 좌석 어떠세요?"
    assert len(world.model.requests) == 2


def test_a_model_may_call_a_tool_to_correct_itself(world: World) -> None:
    world.script(
        says("은하 정거장 R석은 50,000원이에요."), calls(tool_use("get_seat_grades", {"performanceId": "PX1"}))
    )
    world.script(says("은하 정거장 R석은 90,000원이에요."))
    assert world.turn("은하 정거장 얼마예요?").text == "은하 정거장 R석은 90,000원이에요."


def test_a_seat_of_another_date_is_not_offered_for_this_one(world: World, proposed: Played) -> None:
    (label, _) = labels(proposed)
    evening = f"12월 5일 (토) 19:00 공연 {label}이 비어 있어요."
    world.script(says(evening), says(f"12월 5일 (토) 14:00 공연 {label}이 비어 있어요."))
    played = world.turn("그 자리 다시 알려 주세요", proposed.conversation_id)
    assert "14:00" in played.text
    assert EVENING not in json.dumps(proposed.action("PROPOSAL"))


def test_the_secondary_model_is_checked_as_well(world: World) -> None:
    world.script(
        calls(tool_use("get_available_seats", ASKED)),
        *[[*words("찾았어요! "), ConnectionError()]] * 3,
        says(FALSE),
        says("이 좌석 어떠세요?"),
    )
    played = world.turn("S석 두 장이요")
    assert played.text == "이 좌석 어떠세요?"
    assert SECONDARY in world.model.models()


def test_a_holds_link_passes_in_the_models_words(world: World, proposed: Played) -> None:
    hold_id = answer(world, proposed, "네", then="선점했어요.").action("HOLD_CREATED")["holdId"]
    link = f"[결제 완료하러 가기](/pay/{hold_id})"
    world.script(says(link))
    assert world.turn("링크 다시 주세요", proposed.conversation_id).text == link
    world.clock.pass_seconds(601)
    world.script(*[says(link)] * 3)
    told = world.turn("링크 다시 주세요", proposed.conversation_id).text
    assert told.startswith(NEUTRAL)
    assert "02-555-0100" in told
