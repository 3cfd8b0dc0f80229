"""One conversation served by two chat processes, as by two environments of one function."""

from itertools import cycle

import pytest

from tests.e2e.bedrock import Bedrock
from tests.e2e.catalogue import House
from tests.e2e.client import Answer, Person
from tests.e2e.steps import assert_held, propose, seat_ids_of
from tests.e2e.tables import Tables

STALL_SECONDS = 3
"""Shorter than the models' timeouts: whoever does not stop in time gets the whole answer, and the test sees it."""


@pytest.fixture
def addresses(person: Person, second_chat: str) -> list[str]:
    return [person.chat_url, second_chat]


def test_a_booking_goes_on_in_the_other_process(
    person: Person, house: House, addresses: list[str], tables: Tables
) -> None:
    at = cycle(addresses)
    grade = next(iter(house.prices))
    person.say(f"{house.title} 예매하고 싶어요", at=next(at))
    person.say(house.starts_at_text, at=next(at))
    person.say("2명이요", at=next(at))
    proposed = person.say(f"{grade}석이요", at=next(at))
    assert proposed.action("PROPOSAL")["scheduleId"] == house.schedule_id
    hold = person.say("네", at=next(at)).action("HOLD_CREATED")
    assert seat_ids_of(hold) == seat_ids_of(proposed.action("PROPOSAL"))
    assert_held(tables, person, hold)
    assert person.conversation(at=addresses[0]) | {"holds": []} == person.conversation(at=addresses[1]) | {"holds": []}
    assert person.say("선점한 좌석 해제해 주세요", at=next(at)).action("HOLD_RELEASED") == {"holdId": hold["holdId"]}
    assert tables.seats_of(hold["holdId"]) == []


def test_a_turn_that_runs_in_one_process_is_in_the_way_in_the_other(
    person: Person, addresses: list[str], bedrock: Bedrock
) -> None:
    bedrock.order("stall", at="first_content", seconds=STALL_SECONDS)
    with person.turn("안녕하세요", at=addresses[0]) as (_, events):
        running = next(iter(events))
        refused = person.say("저기요", at=addresses[1])
        assert (refused.status, refused.error_codes) == (409, ["TURN_IN_PROGRESS"])
        assert refused.body["error"]["turnId"] == running.data["turnId"]
        assert person.conversation(at=addresses[1])["runningTurnId"] == running.data["turnId"]
        assert list(events)[-1].data["stopReason"] == "end_turn"
    assert person.say("저기요", at=addresses[1]).done["stopReason"] == "end_turn"


def test_a_stop_sent_to_the_other_process_ends_the_turn(person: Person, addresses: list[str], bedrock: Bedrock) -> None:
    bedrock.order("stall", at="first_content", seconds=STALL_SECONDS)
    stopped = say_and_stop(person, "안녕하세요", addresses)
    assert stopped.done["stopReason"] == "stopped"
    assert stopped.text == ""
    assert person.say("안녕하세요", at=addresses[1]).done["stopReason"] == "end_turn"


def test_a_stop_never_hides_a_hold(
    person: Person, house: House, addresses: list[str], bedrock: Bedrock, tables: Tables
) -> None:
    propose(person, house)
    # The model says something in the middle of the text only once the seats are held.
    bedrock.order("stall", at="text", seconds=STALL_SECONDS)
    stopped = say_and_stop(person, "네", addresses, after="HOLD_CREATED")
    assert stopped.done["stopReason"] == "stopped"
    hold = stopped.action("HOLD_CREATED")
    assert_held(tables, person, hold)
    conversation = person.conversation(at=addresses[1])
    assert [held["holdId"] for held in conversation["holds"]] == [hold["holdId"]]
    assert conversation["turns"][-1]["status"] == "stopped"
    assert person.say("네", at=addresses[1]).actions("HOLD_CREATED") == []
    assert len(tables.holds_of(person.sub)) == 1


def say_and_stop(person: Person, message: str, addresses: list[str], after: str = "") -> Answer:
    """A turn of the first process that is stopped through the second: after its start, or after an action."""
    seen = []
    with person.turn(message, at=addresses[0]) as (status, events):
        for event in events:
            seen.append(event)
            if event.data.get("type") == after or (event.name == "start" and not after):
                assert person.stop(seen[0].data["turnId"], at=addresses[1]) == 202
    return Answer(status, tuple(seen))
