"""Answers that do not come to an end of their own, and conversations that no model takes."""

import json
from typing import Any

import pytest

from lambdas.chat.closing import NOT_ANSWERED, NOTHING_SAID, TO_BE_CONTINUED
from tests.integration.chat.test_turn import results_of
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import USER, Played, World
from tests.unit.chat.scripted import Moment, calls, end, says, service_error, tool_use, words

INVALID = service_error("ValidationException", 400)
SEATS = {"scheduleId": AFTERNOON, "count": 1}


def assert_goes_on(world: World, played: Played) -> list[dict[str, Any]]:
    """The next turn runs; gives the history that it was asked with."""
    world.script(says("이어서 할게요."))
    assert world.turn("계속", played.conversation_id).text == "이어서 할게요."
    messages: list[dict[str, Any]] = world.model.requests[-1]["messages"][:-1]
    return messages


@pytest.mark.parametrize("reason", ["max_tokens", "model_context_window_exceeded"])
def test_a_text_that_was_cut_off_invites_to_go_on(world: World, reason: str) -> None:
    world.script([*words("첫째로"), *end(reason)])
    played = world.turn("설명해 줘")
    assert played.text == world.stored(played).text == "첫째로" + TO_BE_CONTINUED
    assert "reset" not in played.names
    assert (played.error, played.done["stopReason"]) == (None, reason)
    assert assert_goes_on(world, played)[-1]["content"][0] == {"text": "첫째로" + TO_BE_CONTINUED}


@pytest.mark.parametrize("data", ["", "{}", '{"proposalId": "P1', json.dumps(SEATS)])
def test_a_call_that_was_cut_off_never_runs(world: World, data: str) -> None:
    cut = calls(tool_use("get_available_seats", data, "t1"))[:-2] + end("max_tokens")
    world.script(cut, says("다시 찾아볼게요."))
    played = world.turn("좌석")
    (result,) = results_of(world.model.requests[1])
    assert (result["toolUseId"], result["status"]) == ("t1", "error")
    assert played.of("action") == [action for action in played.of("action") if action["type"] != "PROPOSAL"]
    assert played.text == "다시 찾아볼게요."
    assert_goes_on(world, played)


def test_a_call_whose_block_never_ended_goes_back_as_an_error(world: World) -> None:
    world.script([*tool_use("get_performances", '{"genre": "뮤', "t1")[:-1], *end("max_tokens")], says("다시요."))
    assert world.turn("뭐 해요?").text == "다시요."
    (result,) = results_of(world.model.requests[1])
    assert (result["toolUseId"], result["status"]) == ("t1", "error")


def test_the_calls_before_the_one_that_was_cut_off_run(world: World) -> None:
    whole, cut = tool_use("get_performances", {}, "t1"), tool_use("get_performances", {}, "t2")
    world.script(calls(whole, cut)[:-2] + end("max_tokens"), says("네."))
    world.turn("뭐 해요?")
    assert [result["status"] for result in results_of(world.model.requests[1])] == ["success", "error"]


@pytest.mark.parametrize("reason", ["content_filtered", "guardrail_intervened"])
@pytest.mark.parametrize("said", [words("그건 말이죠"), [], tool_use("get_performances")])
def test_what_the_service_withholds_is_not_said_in_half(world: World, reason: str, said: list[Moment]) -> None:
    world.script([*said, *end(reason)])
    played = world.turn("이상한 말")
    assert played.text == world.stored(played).text == NOT_ANSWERED
    assert len(world.model.requests) == 1
    assert played.of("tool") == []
    assert_goes_on(world, played)


def test_an_end_without_any_word_is_filled_with_an_apology(world: World) -> None:
    world.script(end("max_tokens"))
    played = world.turn("음")
    assert played.text == world.stored(played).text == NOTHING_SAID
    assert_goes_on(world, played)


@pytest.fixture
def talked(world: World) -> Played:
    """A turn with tools."""
    world.script(calls(tool_use("get_available_seats", SEATS)), says("어떠세요?"))
    return world.turn("한 장이요")


def asked(world: World, request: int) -> str:
    return json.dumps(world.model.requests[request]["messages"], ensure_ascii=False)


def test_a_poisoned_history_is_paid_for_once(world: World, talked: Played, log_lines: list[str]) -> None:
    world.script(INVALID, INVALID, says("다시 말씀드릴게요."))
    played = world.turn("음", talked.conversation_id)
    assert played.text == "다시 말씀드릴게요."
    assert "toolUse" in asked(world, -2)
    assert "toolUse" not in asked(world, -1)
    assert any("history refused" in line for line in log_lines)
    before = len(world.model.requests)
    history = assert_goes_on(world, played)
    assert len(world.model.requests) == before + 1
    assert "toolUse" not in json.dumps(history)
    assert "get_available_seats" in json.dumps(history)
    # New exchanges are stored as ever, and the text before them keeps its bytes.
    world.script(calls(tool_use("get_performances")), says("네."), says("네."))
    world.turn("뭐 해요?", talked.conversation_id)
    world.turn("고마워요", talked.conversation_id)
    messages = world.model.requests[-1]["messages"]
    assert [m["content"][:1] for m in messages[: len(history)]] == [m["content"][:1] for m in history]
    assert "toolUse" in json.dumps(messages[len(history) :])


def test_a_poisoned_exchange_is_paid_for_once_within_its_turn(world: World, talked: Played) -> None:
    """The refusal comes after a hold: nothing is held twice, and the rounds that follow pay nothing."""
    hold = tool_use("hold_seats", {"proposalId": talked.action("PROPOSAL")["proposalId"]})
    world.script(calls(hold), INVALID, INVALID, calls(tool_use("get_my_reservations")), says("선점했어요."))
    played = world.turn("네", talked.conversation_id)
    assert played.text.startswith("선점했어요.")
    assert len(world.booking.holds_of(USER)) == 1
    assert len(world.model.requests) == 2 + 5
    last = asked(world, -1)
    assert last.count('"toolUse"') == 1
    assert "hold_seats" in last
    assert world.stored(played).is_retold
    history = json.dumps(assert_goes_on(world, played))
    assert "hold_seats" in history
    assert history.count('"toolUse"') == 1


def test_a_history_that_is_refused_as_text_too_is_left_out_for_good(world: World, talked: Played) -> None:
    world.script(*[INVALID] * 4, says("다시 말씀드릴게요."))
    played = world.turn("음", talked.conversation_id)
    assert (played.text, played.error) == ("다시 말씀드릴게요.", None)
    before = len(world.model.requests)
    history = assert_goes_on(world, played)
    assert len(world.model.requests) == before + 1
    assert [message["content"][0]["text"] for message in history] == ["음", "다시 말씀드릴게요."]


def test_a_history_of_words_that_is_refused_is_left_out_for_good(world: World) -> None:
    world.script(says("안녕하세요."), INVALID, INVALID, says("네."))
    played = world.turn("음", world.turn("안녕하세요").conversation_id)
    assert (played.text, played.error) == ("네.", None)
    assert [message["content"][0]["text"] for message in assert_goes_on(world, played)] == ["음", "네."]


def test_a_history_that_is_left_out_amid_an_exchange_leaves_out_nothing_of_the_turn(
    world: World, talked: Played
) -> None:
    hold = tool_use("hold_seats", {"proposalId": talked.action("PROPOSAL")["proposalId"]})
    world.script(calls(hold), *[INVALID] * 4, calls(tool_use("get_my_reservations")), says("선점했어요."))
    played = world.turn("네", talked.conversation_id)
    assert played.text.startswith("선점했어요.")
    assert len(world.booking.holds_of(USER)) == 1
    assert "get_available_seats" not in asked(world, -1)
    history = json.dumps(assert_goes_on(world, played))
    assert "get_available_seats" not in history
    assert "hold_seats" in history


def test_a_message_that_no_model_takes_fails_its_turn_and_not_the_next(world: World, talked: Played) -> None:
    world.script(*[INVALID] * 6)
    played = world.turn("음", talked.conversation_id)
    assert played.error == "MODEL_UNAVAILABLE"
    world.script(*[INVALID] * 4, says("네."))
    again = world.turn("두 장이요", talked.conversation_id)
    assert (again.text, again.error) == ("네.", None)
    assert [message["content"][0]["text"] for message in assert_goes_on(world, again)] == ["두 장이요", "네."]


def test_an_exchange_may_change_its_model_and_come_back(world: World, talked: Played) -> None:
    """The primary calls, the secondary calls again, the primary answers: each takes what the other one left."""
    throttled = service_error("ThrottlingException", 429)
    world.script(calls(tool_use("get_performances", {}, "toolu_bdrk_1")), throttled)
    world.script(calls(tool_use("get_performances", {}, "tooluse_a.b:c")), says("두 편이 있어요."))
    played = world.turn("뭐 해요?", talked.conversation_id)
    assert played.text == "두 편이 있어요."
    assert played.done["isFallback"] is False
    assert_goes_on(world, played)
