"""A turn with a scripted model: what is said, what is asked of the tools, what is kept."""

import json
from typing import Any

import pytest
from urllib3.exceptions import ProtocolError

from lambdas.chat.closing import UNFINISHED
from lambdas.chat.dialogue import MAX_TOOL_ROUNDS
from lambdas.chat.protocol import Event
from megaticket.clock import epoch
from megaticket.errors import ErrorCode
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import USER, World
from tests.unit.chat.scripted import PRIMARY, SECONDARY, USAGE, calls, end, says, tool_use, words


def results_of(request: dict[str, Any]) -> list[dict[str, Any]]:
    """The tool results that a request's last message brings."""
    return [block["toolResult"] for block in request["messages"][-1]["content"] if "toolResult" in block]


def context_of(request: dict[str, Any], message: int = -1) -> dict[str, Any]:
    """The context of a person's message."""
    text = request["messages"][message]["content"][0]["text"]
    context: dict[str, Any] = json.loads(text.split("\n")[1])
    return context


def test_words_stream_in_order_between_start_and_done(world: World) -> None:
    world.script(says("안녕하세요", ", ", "무엇을 찾으세요?"))
    played = world.turn("안녕하세요")
    assert [name for name in played.names if name != "action"] == ["start", "text", "text", "text", "done"]
    assert played.of("start") == [{"conversationId": played.conversation_id, "turnId": "T000001"}]
    assert [data["delta"] for data in played.of("text")] == ["안녕하세요", ", ", "무엇을 찾으세요?"]
    assert played.done == {
        "step": "GREETING",
        "model": PRIMARY,
        "isFallback": False,
        "stopReason": "end_turn",
        "usage": USAGE,
    }


def test_the_turn_is_saved_before_done_leaves(world: World) -> None:
    world.script(says("네, 안녕하세요."))
    begun = world.begin()
    seen: list[tuple[str, bool]] = []

    def emit(event: Event) -> None:
        head = world.store.head(USER, begun.head.conversation_id)
        assert head is not None
        saved = world.store.turns(begun.head.conversation_id, 1)[0].status == "completed"
        seen.append((event.name, saved and not head.is_running(epoch(world.clock()))))

    world.run(begun, "안녕하세요", emit)
    assert seen[-1] == ("done", True)
    assert not any(saved for name, saved in seen if name != "done")


def test_a_preamble_is_voided(world: World) -> None:
    world.script(calls(tool_use("get_performances"), preamble="찾아볼게요"), says("두 편이 있어요."))
    played = world.turn("뭐 해요?")
    assert played.names[1:5] == ["text", "reset", "tool", "tool"]
    assert played.of("reset") == [{"reason": "preamble"}]
    assert played.text == "두 편이 있어요."
    assert world.stored(played).text == "두 편이 있어요."
    assert [(data["name"], data["status"]) for data in played.of("tool")] == [
        ("get_performances", "started"),
        ("get_performances", "finished"),
    ]
    assert {data["label"] for data in played.of("tool")} == {"공연을 찾고 있어요"}


def test_an_answer_without_a_preamble_needs_no_reset(world: World) -> None:
    world.script(calls(tool_use("get_performances")), says("두 편이 있어요."))
    assert "reset" not in world.turn("뭐 해요?").names


def test_results_of_parallel_calls_go_back_in_one_message(world: World) -> None:
    uses = [
        tool_use("get_venue_info", {"venueId": "VX1"}, "t1"),
        tool_use("get_venue_info", {"venueId": "VX77"}, "t2"),
        tool_use("get_seat_grades", {"performanceId": "PX1"}, "t3"),
    ]
    world.script(calls(*uses), says("가람홀이에요."))
    played = world.turn("어디서 해요?")
    results = results_of(world.model.requests[1])
    assert [(result["toolUseId"], result["status"]) for result in results] == [
        ("t1", "success"),
        ("t2", "error"),
        ("t3", "success"),
    ]
    assert results[0]["content"][0]["json"]["name"] == "가람홀"
    assert results[1]["content"][0]["json"]["error"]["code"] == "INVALID_REQUEST"
    assert [data["status"] for data in played.of("tool")] == [
        *["started", "finished"],
        *["started", "failed"],
        *["started", "finished"],
    ]


def test_after_five_tool_rounds_an_answer_is_asked_for(world: World) -> None:
    world.script(*[calls(tool_use("get_performances")) for _ in range(MAX_TOOL_ROUNDS)], says("이제 알겠어요."))
    played = world.turn("뭐 해요?")
    assert len(world.model.requests) == 6
    allowed = [context_of(request, 0)["toolsAllowed"] for request in world.model.requests]
    assert allowed == [True] * 5 + [False]
    tools = [json.dumps(request["toolConfig"]) for request in world.model.requests]
    assert len(set(tools)) == 1
    assert played.text == "이제 알겠어요."
    assert played.done["usage"]["outputTokens"] == 6 * USAGE["outputTokens"]


@pytest.mark.parametrize("said", ["한 번만 더 찾아볼게요.", ""])
def test_a_tool_called_in_the_last_round_does_not_run(world: World, said: str) -> None:
    world.script(*[calls(tool_use("get_performances")) for _ in range(5)])
    world.script(calls(tool_use("get_performances"), preamble=said), says("다음 답이에요."))
    played = world.turn("뭐 해요?")
    assert len(world.model.requests) == 6
    assert [data["status"] for data in played.of("tool")] == ["started", "finished"] * 5
    assert played.text == world.stored(played).text == UNFINISHED
    # The call is forgotten, so that the next turn's history is one that the service takes.
    assert world.turn("그다음은요?", played.conversation_id).text == "다음 답이에요."


@pytest.mark.parametrize("answer", [end(), says(""), says("\n", " ")])
def test_an_empty_answer_is_asked_for_again(world: World, answer: Any) -> None:
    world.script(answer, says("이제 말할게요."), says("다음 답이에요."))
    played = world.turn("음")
    assert played.text == world.stored(played).text == "이제 말할게요."
    assert world.turn("여보세요?", played.conversation_id).text == "다음 답이에요."


def test_models_that_say_nothing_fail_and_the_conversation_goes_on(world: World) -> None:
    world.script(*[end()] * 6, says("다음 답이에요."))
    played = world.turn("음")
    assert world.model.models() == [PRIMARY] * 3 + [SECONDARY] * 3
    assert played.error == ErrorCode.MODEL_UNAVAILABLE
    assert world.turn("여보세요?", played.conversation_id).text == "다음 답이에요."


@pytest.mark.parametrize("broken", ['{"performanceId": ', "[]", '{"performanceId": 1e999}'])
def test_a_broken_call_goes_back_as_an_error(world: World, broken: str) -> None:
    world.script(calls(tool_use("get_seat_grades", broken)), says("다시 찾아볼게요."))
    played = world.turn("등급 알려 줘")
    (result,) = results_of(world.model.requests[1])
    assert result["status"] == "error"
    assert result["content"][0]["json"]["error"]["code"] == "INVALID_REQUEST"
    assert played.error is None
    assert world.stored(played).status == "completed"


def test_an_invented_tool_is_answered_and_counted_without_its_name(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.script(calls(tool_use("buy_everything")), says("그건 못 해요."))
    assert world.turn("다 사 줘").text == "그건 못 해요."
    metrics = capsys.readouterr().out
    assert '"ToolName":"unknown"' in metrics
    assert "buy_everything" not in metrics


def test_the_context_is_sent_and_not_stored(world: World) -> None:
    world.script(says("네."), says("네."))
    first = world.turn("처음 말", None)
    world.turn("둘째 말", first.conversation_id)
    messages = world.model.requests[1]["messages"]
    said = [[block["text"] for block in message["content"] if "text" in block] for message in messages]
    assert said[:2] == [["처음 말"], ["네."]]
    assert said[2][0].startswith("<context>")
    assert said[2][1] == "둘째 말"
    assert context_of(world.model.requests[1])["now"] == "2026-11-23 (월) 18:02 KST"


def test_the_context_follows_the_tools_within_a_turn(world: World) -> None:
    world.script(calls(tool_use("get_performance_schedules", {"performanceId": "PX1"})), says("언제가 좋으세요?"))
    played = world.turn("은하 정거장 언제 해요?")
    before, after = (context_of(request, 0) for request in world.model.requests)
    assert "performance" not in before
    assert after["performance"] == {"performanceId": "PX1", "title": "은하 정거장"}
    assert played.done["step"] == after["step"] == "STEP_2_SCHEDULE"


def test_actions_have_ids_of_their_own(world: World) -> None:
    asked = tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 1})
    world.script(calls(asked), says("어떠세요?"))
    played = world.turn("한 장이요")
    assert [data["actionId"] for data in played.of("action")] == ["A1-1", "A1-2"]


def test_what_is_kept_equals_what_was_sent_with_texts_joined_and_void_ones_gone(world: World) -> None:
    world.script(
        calls(tool_use("get_performances"), preamble="찾아볼게요"),
        [*words("두 편이", " 있"), ProtocolError("cut")],
        says("은하 정거장과 ", "고래의 정원이 ", "있어요."),
    )
    played = world.turn("뭐 해요?")
    assert [data["reason"] for data in played.of("reset")] == ["preamble", "interrupted"]
    assert list(world.stored(played).events) == kept(played.events)
    assert world.stored(played).text == "은하 정거장과 고래의 정원이 있어요."


def kept(events: list[Event]) -> list[dict[str, Any]]:
    """What a page that joined the texts and honoured the resets would have seen."""
    seen: list[dict[str, Any]] = []
    for event in events:
        if event.name == "reset":
            seen = [entry for entry in seen if entry["name"] != "text"]
        elif event.name == "text" and seen and seen[-1]["name"] == "text":
            seen[-1] = {"name": "text", "data": {"delta": seen[-1]["data"]["delta"] + event.data["delta"]}}
        else:
            seen.append({"name": event.name, "data": event.data})
    return seen


def test_seats_picked_on_the_map_are_proposed(world: World) -> None:
    world.script(says("이 좌석으로 할까요?"))
    selection = {"scheduleId": AFTERNOON, "seatIds": ["1F-A-2-3", "1F-A-2-4"]}
    played = world.turn("이 자리요", selection=selection)
    offered = played.action("PROPOSAL")
    assert [seat["seatId"] for seat in offered["seats"]] == ["1F-A-2-3", "1F-A-2-4"]
    assert context_of(world.model.requests[0])["proposals"][0]["proposalId"] == offered["proposalId"]
    # Picking is not agreeing.
    assert context_of(world.model.requests[0])["proposals"][0]["consented"] is False
