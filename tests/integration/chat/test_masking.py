"""A card or resident registration number that somebody writes is nowhere: not at the model, not stored, not shown, not logged."""

import json
from typing import Any

import pytest

from lambdas.chat.bodies import NUMBERS_MASKED
from tests.integration.chat.serving import Browser
from tests.integration.chat.test_api import conversation_of
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import World
from tests.unit.chat.scripted import calls, says, tool_use

CARD = "４111-1111 1111-1111"
RESIDENT = "900101-1234567"


def everything(world: World) -> str:
    """All conversations as they are stored, and all that models were asked."""
    items = world.client.scan(TableName=world.tables["conversations"])["Items"]
    return json.dumps([items, world.model.requests], ensure_ascii=False)


@pytest.mark.parametrize(("number", "masked"), [(CARD, "****-**** ****-****"), (RESIDENT, "******-*******")])
def test_a_private_number_leaves_no_trace(alice: Browser, world: World, number: str, masked: str) -> None:
    world.private.add(number)
    world.script(calls(tool_use("get_performances")), says("두 편 있어요."), says("네."))
    events = alice.say(f"제 번호는 {number} 예요", clientMessageId="m1")
    conversation = conversation_of(events)
    shown = f"제 번호는 {masked} 예요"
    assert world.model.requests[0]["messages"][-1]["content"][-1] == {"text": shown}
    assert alice.get(f"/conversations/{conversation}").json()["turns"][0]["text"] == shown
    repeated = alice.say(f"제 번호는 {number} 예요", clientMessageId="m1")
    alice.say("또 뭐 있어요?", conversationId=conversation)
    assert world.model.requests[-1]["messages"][0]["content"] == [{"text": shown}]
    sent = "".join(event.data for event in [*events, *repeated])
    assert number not in everything(world) + sent


def test_the_person_is_told_in_that_turn_alone(alice: Browser, world: World) -> None:
    world.script(says("네."), says("네."))
    conversation = conversation_of(alice.say(f"카드 {CARD}"))
    alice.say("두 장이요", conversationId=conversation)
    first, second = world.model.requests
    assert context_of(first)["notice"] == NUMBERS_MASKED
    assert "notice" not in context_of(second)


def test_seats_that_cannot_be_had_are_told_beside_it(alice: Browser, world: World) -> None:
    world.script(says("네."))
    alice.say(f"여기요, 카드는 {CARD}", selection={"scheduleId": AFTERNOON, "seatIds": ["nowhere"]})
    notice = context_of(world.model.requests[0])["notice"]
    assert notice.startswith(NUMBERS_MASKED)
    assert len(notice) > len(NUMBERS_MASKED)


def test_dates_and_people_beside_a_number_are_read(alice: Browser, world: World) -> None:
    world.script(
        calls(tool_use("get_performance_schedules", {"performanceId": "PX1"})), says("두 회차예요."), says("네.")
    )
    conversation = conversation_of(alice.say("은하 정거장 언제 해요?"))
    alice.say(f"12월 5일 저녁에 두 장, 카드는 {CARD}이에요", conversationId=conversation)
    context: dict[str, Any] = context_of(world.model.requests[-1])
    assert context["count"] == 2
    assert context["schedule"]["startsAtText"] == "12월 5일 (토) 19:00"
