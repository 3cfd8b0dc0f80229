"""Turns larger than an item: five rounds of real tool results beyond 400 KB are saved, repeated and talked on."""

import json
from dataclasses import replace
from typing import Any

from lambdas.chat.conversation.history import HistoryLimit
from tests.integration.chat.serving import Browser
from tests.integration.chat.test_api import conversation_of, data
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import Played, World
from tests.unit.chat.scripted import calls, says, tool_use

ITEM_BYTES = 400 * 1024
ROUNDS = 5


def script_large(world: World, calls_per_round: int) -> None:
    """Rounds of the tool with the longest result, then an answer."""
    world.script(*[calls(*details(calls_per_round)) for _ in range(ROUNDS)], says("두 편이 있어요."))


def details(count: int) -> list[Any]:
    return [tool_use("get_performance_details", {"performanceId": "PX1"}) for _ in range(count)]


def sent_bytes(world: World) -> int:
    return len(json.dumps(world.model.requests[-1]["messages"], ensure_ascii=False).encode())


def test_a_turn_beyond_an_item_is_saved_and_repeated(alice: Browser, world: World) -> None:
    script_large(world, 90)
    first = alice.say("전부 알려 주세요", clientMessageId="m1")
    assert sent_bytes(world) > ITEM_BYTES
    assert [event.event for event in first][-1] == "done"
    assert data(first, "error") == []
    repeated = alice.say("전부 알려 주세요", clientMessageId="m1")
    assert data(repeated, "text") == [{"delta": "두 편이 있어요."}]
    assert data(repeated, "done") == data(first, "done")
    conversation = conversation_of(first)
    world.script(says("네."))
    alice.say("고마워요", conversationId=conversation)
    # What is too large to be kept is remembered as its words.
    asked, answered, _ = world.model.requests[-1]["messages"]
    assert [asked["content"][0], answered["content"][0]] == [{"text": "전부 알려 주세요"}, {"text": "두 편이 있어요."}]


def test_a_hold_in_such_a_turn_is_saved_as_soon_as_it_is_made(world: World) -> None:
    world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 1})), says("어떠세요?"))
    proposed = world.turn("한 장이요")
    hold = tool_use("hold_seats", {"proposalId": proposed.action("PROPOSAL")["proposalId"]})
    world.script(calls(*details(450)), calls(hold), says("선점했어요."))
    played = world.turn("네", proposed.conversation_id)
    assert sent_bytes(world) > ITEM_BYTES
    assert (played.error, played.done["stopReason"]) == (None, "end_turn")
    assert [action["type"] for action in world.stored(played).actions] == ["HOLD_CREATED", "CHOICES"]


def test_a_long_conversation_is_bounded_and_begins_with_the_same_turn_for_a_while(world: World) -> None:
    limit = HistoryLimit(turns=6)
    world.services = replace(world.services, history=limit)
    played = Played("", 0)
    beginnings = []
    for number in range(1, limit.turns + 4):
        world.clock.pass_seconds(10)
        played = world.turn(f"{number}번째 질문", played.conversation_id or None)
        beginnings.append(world.model.requests[-1]["messages"][0]["content"][-1]["text"])
    assert beginnings[: limit.turns + 1] == ["1번째 질문"] * (limit.turns + 1)
    assert beginnings[limit.turns + 1 :] == [f"{limit.turns // 2 + 2}번째 질문"] * 2
