"""The contract over HTTP: turns as they stream, and conversations as they are read back."""

import threading
from typing import Any

import httpx
from httpx_sse import ServerSentEvent

from tests.integration.chat.serving import Browser, eventually, refused
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import World
from tests.unit.chat.scripted import calls, says, tool_use, words


def data(events: list[ServerSentEvent], name: str) -> list[dict[str, Any]]:
    return [event.json() for event in events if event.event == name]


def conversation_of(events: list[ServerSentEvent]) -> str:
    return str(data(events, "start")[0]["conversationId"])


def test_health(http: httpx.Client) -> None:
    assert http.get("/health").status_code == 200


def test_a_turn_is_a_stream_of_numbered_events(alice: Browser, world: World) -> None:
    world.script(says("안녕하세요", "."))
    with alice.http.stream("POST", "/chat", json={"message": "안녕"}, headers=alice.headers) as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert response.headers["cache-control"] == "no-store"
        body = response.read().decode()
    assert body.startswith("id: T000001:1\nevent: start\ndata: {")
    assert 'data: {"delta":"안녕하세요"}' in body
    world.script(says("네."))
    events = alice.say("안녕하세요")
    assert [event.id for event in events] == [f"T000001:{number}" for number in range(1, len(events) + 1)]
    assert [event.event for event in events] == ["start", "text", "action", "done"]


def test_start_comes_before_the_model_answers(alice: Browser, world: World) -> None:
    answering = threading.Event()
    world.script([answering, *says("네.")])
    with alice.stream("안녕하세요") as events:
        assert next(events).event == "start"
        assert not answering.is_set()
        answering.set()
        assert [event.event for event in events][-1] == "done"


def test_words_come_while_the_model_still_speaks(alice: Browser, world: World) -> None:
    more = threading.Event()
    world.script([*words("먼저"), more, *says("나중")])
    with alice.stream("안녕하세요") as events:
        assert [next(events).event, next(events).json()] == ["start", {"delta": "먼저"}]
        more.set()
        assert {"delta": "나중"} in [event.json() for event in events]


def test_a_turn_goes_on_when_its_reader_goes_away(alice: Browser, world: World) -> None:
    more = threading.Event()
    world.script([*words("먼저"), more, *says(" 나중")])
    with alice.stream("안녕하세요", clientMessageId="m1") as events:
        start = next(events).json()
        assert next(events).json() == {"delta": "먼저"}
    more.set()
    path = f"/conversations/{start['conversationId']}"
    eventually(lambda: "runningTurnId" not in alice.get(path).json())
    assert alice.get(path).json()["turns"][1]["text"] == "먼저 나중"
    # Whoever comes back gets the events again.
    assert data(alice.say("안녕하세요", clientMessageId="m1"), "text") == [{"delta": "먼저 나중"}]


def test_a_repeated_message_is_answered_with_its_stored_events(alice: Browser, world: World) -> None:
    world.script(calls(tool_use("get_performances"), preamble="볼게요"), says("두 편", " 있어요."))
    first = alice.say("뭐 해요?", clientMessageId="m1")
    again = alice.say("뭐 해요?", clientMessageId="m1")
    assert len(world.model.requests) == 2
    assert [event.event for event in again] == ["start", "tool", "tool", "text", "action", "done"]
    assert data(again, "text") == [{"delta": "두 편 있어요."}]
    for name in ("start", "tool", "action", "done"):
        assert data(again, name) == data(first, name)


def test_one_turn_at_a_time(alice: Browser, world: World) -> None:
    answering = threading.Event()
    world.script([answering, *says("네.")])
    with alice.stream("안녕하세요", clientMessageId="m1") as events:
        conversation = next(events).json()["conversationId"]
        for body in (
            {"message": "또", "conversationId": conversation},
            {"message": "안녕하세요", "clientMessageId": "m1"},
        ):
            assert refused(alice.post("/chat", body), 409, "TURN_IN_PROGRESS")["turnId"] == "T000001"
        read = alice.get(f"/conversations/{conversation}").json()
        assert read["runningTurnId"] == "T000001"
        assert [turn["status"] for turn in read["turns"]] == ["running", "running"]
        answering.set()
        assert [event.event for event in events][-1] == "done"
    world.script(says("이제요."))
    assert data(alice.say("또", conversationId=conversation), "start")[0]["turnId"] == "T000002"


def test_a_stop_ends_the_running_turn(alice: Browser, world: World) -> None:
    world.script([*words("길게 말하자면"), threading.Event()])
    with alice.stream("설명해 줘") as events:
        start = next(events).json()
        stopped = alice.post(f"/conversations/{start['conversationId']}/stop", {"turnId": start["turnId"]})
        assert stopped.status_code == 202
        assert [event.json().get("stopReason") for event in events][-1] == "stopped"
    assert alice.get(f"/conversations/{start['conversationId']}").json()["turns"][1]["status"] == "stopped"


def test_stopping_a_turn_that_has_ended_changes_nothing(alice: Browser, world: World) -> None:
    world.script(says("네."), says("또 네."))
    conversation = conversation_of(alice.say("안녕하세요"))
    for turn in ("T000001", "T000002", "T999999"):
        assert alice.post(f"/conversations/{conversation}/stop", {"turnId": turn}).status_code == 202
    done = data(alice.say("또", conversationId=conversation), "done")
    assert done[0]["stopReason"] == "end_turn"


def test_a_conversation_is_read_back(alice: Browser, world: World) -> None:
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"}
    world.script(calls(tool_use("get_available_seats", asked)), says("어떠세요?"))
    conversation = conversation_of(alice.say("S석 두 장이요"))
    read = alice.get(f"/conversations/{conversation}").json()
    user, assistant = read["turns"]
    assert user == {"turnId": "T000001", "status": "completed", "role": "user", "text": "S석 두 장이요", "actions": []}
    assert (assistant["role"], assistant["text"]) == ("assistant", "어떠세요?")
    assert [action["type"] for action in assistant["actions"]] == ["PROPOSAL", "CHOICES"]
    assert read["step"] == "STEP_6_CONFIRM"
    assert read["proposal"] == assistant["actions"][0]["data"]
    assert read["holds"] == []
    assert "runningTurnId" not in read

    world.script(calls(tool_use("hold_seats", {"proposalId": read["proposal"]["proposalId"]})), says("선점했어요."))
    alice.say("네", conversationId=conversation)
    world.clock.pass_seconds(60)
    (held,) = alice.get(f"/conversations/{conversation}").json()["holds"]
    assert (held["remainingSeconds"], held["totalPrice"]) == (540, 123_000)
    world.clock.pass_seconds(540)
    read = alice.get(f"/conversations/{conversation}").json()
    assert (read["holds"], "proposal" in read) == ([], False)


def test_the_latest_conversation(alice: Browser, bora: Browser, world: World) -> None:
    world.script(says("네."), says("네."))
    alice.say("안녕하세요")
    latest = conversation_of(alice.say("새 대화"))
    assert alice.get("/conversations?latest=1").json()["conversationId"] == latest
    refused(bora.get("/conversations?latest=1"), 404, "CONVERSATION_NOT_FOUND")


def test_a_turn_that_died_reads_as_failed(alice: Browser, world: World) -> None:
    begun = world.begin("안녕하세요")
    world.clock.pass_seconds(90)
    read = alice.get(f"/conversations/{begun.head.conversation_id}").json()
    assert [turn["status"] for turn in read["turns"]] == ["failed", "failed"]
    assert "runningTurnId" not in read


def test_people_talk_side_by_side(alice: Browser, bora: Browser, world: World) -> None:
    answering = threading.Event()
    world.script([answering, *says("먼저 온 답")], says("나중 온 답"))
    with alice.stream("안녕하세요") as events:
        next(events)
        eventually(lambda: len(world.model.requests) == 1)
        assert data(bora.say("저도 안녕하세요"), "text") == [{"delta": "나중 온 답"}]
        answering.set()
        assert [event.event for event in events][-1] == "done"
