"""A chat process that is killed in the middle of a turn loses neither the conversation nor a hold."""

from collections.abc import Iterator

import pytest

from tests.e2e.bedrock import Bedrock
from tests.e2e.catalogue import House
from tests.e2e.client import Event, Person
from tests.e2e.processes import Stack, running_chat
from tests.e2e.steps import assert_held, propose
from tests.e2e.tables import Tables

STALL_SECONDS = 5


def test_a_conversation_is_usable_after_the_lease_of_a_killed_turn(
    stack: Stack, person: Person, bedrock: Bedrock, tables: Tables
) -> None:
    person.say("안녕하세요")
    bedrock.order("stall", at="tool_input", seconds=STALL_SECONDS)
    killed = say_until_killed(stack, person, "무슨 공연이 있어요?", until="text")
    assert person.say("저기요").error_codes == ["TURN_IN_PROGRESS"]
    end_lease(person, tables)
    statuses = {turn["turnId"]: turn["status"] for turn in person.conversation()["turns"]}
    assert statuses == {"T000001": "completed", killed[0].data["turnId"]: "failed"}
    assert person.say("무슨 공연이 있어요?").done["stopReason"] == "end_turn"
    assert bedrock.requests[-1]["outcome"] == "ok"


def test_a_hold_survives_the_process_that_made_it(
    stack: Stack, person: Person, house: House, bedrock: Bedrock, tables: Tables
) -> None:
    consent = propose(person, house).consent
    bedrock.order("stall", at="text", seconds=STALL_SECONDS)
    killed = say_until_killed(stack, person, consent["message"], until="action", confirm=consent["confirm"])
    hold = killed[-1].data["data"]
    assert killed[-1].data["type"] == "HOLD_CREATED"
    assert_held(tables, person, hold)
    end_lease(person, tables)
    assert [held["holdId"] for held in person.conversation()["holds"]] == [hold["holdId"]]
    # Whether the turn's progress was saved before the kill is a race; the hold is the same in either case.
    again = person.press(consent).actions("HOLD_CREATED")
    assert {held["holdId"] for held in again} <= {hold["holdId"]}
    assert [held["holdId"] for held in tables.holds_of(person.sub)] == [hold["holdId"]]
    assert_held(tables, person, hold)
    assert person.say("선점한 좌석 해제해 주세요").action("HOLD_RELEASED") == {"holdId": hold["holdId"]}
    assert bedrock.requests[-1]["outcome"] == "ok"


@pytest.fixture(autouse=True)
def _after_the_stall(bedrock: Bedrock) -> Iterator[None]:
    """A request of a killed process ends by itself; the journal is collected afterwards."""
    yield
    assert bedrock.waiting == []


def say_until_killed(stack: Stack, person: Person, message: str, *, until: str, **fields: str) -> list[Event]:
    """A turn of a process of its own, which is killed outright after the first event of a name."""
    seen: list[Event] = []
    killed = running_chat(stack.env, stack.directory / "logs/killed-chat.log")
    with killed as (url, process), person.turn(message, at=url, **fields) as (_, events):
        for event in events:
            seen.append(event)
            if event.name == until:
                break
        process.kill()
        process.wait()
    return seen


def end_lease(person: Person, tables: Tables) -> None:
    """Moves the lease's end into the past: a lease of 90 s is too long for a test, and its length is tested elsewhere."""
    head = tables.head(person.conversation_id)
    assert head["leaseUntil"] > 0
    tables.put("conversations", head | {"leaseUntil": 1})
